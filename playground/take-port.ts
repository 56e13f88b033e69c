import { createServer, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'

export interface TakenPort {
  server: Server
  url: string
  /** Answers what has been asked by now, and what comes. */
  serve: (listener: RequestListener) => void
}

/**
 * Takes a port before there is anything to serve: whoever asks by then waits for it, instead of meeting a port that opens and
 * closes. 0 takes a free one.
 *
 * @throws Error with a plain sentence when the port is taken.
 */
export async function takePort(port: number): Promise<TakenPort> {
  let serve!: (listener: RequestListener) => void
  const serving = new Promise<RequestListener>((resolve) => (serve = resolve))
  const server = createServer((request, response) => void serving.then((listener) => listener(request, response)))
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) =>
      reject(
        error.code === 'EADDRINUSE'
          ? new Error(`Port ${port} is taken. Choose another: npm start -- --port ${port + 10}`)
          : error,
      ),
    )
    server.listen(port, 'localhost', resolve)
  })
  return { server, url: `http://localhost:${(server.address() as AddressInfo).port}`, serve }
}
