import { createAdaptorServer, type Http2Bindings, type HttpBindings } from '@hono/node-server'
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response'
import type { AddressInfo } from 'node:net'
import type { Server } from 'node:http'
import { SandboxError } from '../core/sandbox-error.ts'
import type { Answer } from '../core/sandbox-core.ts'
import { ConnectionDropped } from '../core/witness.ts'

export interface Listening {
  port: number
  close(): Promise<void>
}

/** Serves all of them or none. */
export async function listenAll(host: string, parts: readonly (readonly [Answer, number])[]): Promise<Listening[]> {
  const listening: Listening[] = []
  try {
    for (const [answer, port] of parts) listening.push(await listen(answer, host, port))
    return listening
  } catch (error) {
    await Promise.all(listening.map((each) => each.close()))
    throw error
  }
}

/** Serves one part, or says in one line why it cannot. */
async function listen(answer: Answer, host: string, port: number): Promise<Listening> {
  // Whoever starts a sandbox in their own process keeps their own Request and Response.
  const server = createAdaptorServer({ fetch: serve(answer), hostname: host, overrideGlobalObjects: false }) as Server
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => reject(cannotListen(error, host, port)))
    server.listen(port, host, resolve)
  })
  return {
    port: (server.address() as AddressInfo).port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

function serve(answer: Answer) {
  return async (request: Request, { incoming }: { incoming: HttpBindings['incoming'] | Http2Bindings['incoming'] }) => {
    try {
      return await answer(request, { isOnThisMachine: isLoopback(incoming.socket.remoteAddress) })
    } catch (error) {
      if (!(error instanceof ConnectionDropped)) throw error
      incoming.socket.destroy()
      return RESPONSE_ALREADY_SENT
    }
  }
}

/** An IPv4 caller of an IPv6 socket is written as `::ffff:127.0.0.1`. One that has hung up has no address. */
function isLoopback(address = ''): boolean {
  return address === '::1' || /^(::ffff:)?127\./.test(address)
}

function cannotListen(error: NodeJS.ErrnoException, host: string, port: number): SandboxError {
  switch (error.code) {
    case 'EADDRINUSE':
      return new SandboxError('port_taken', `port ${port} is taken on ${host}`, { cause: error })
    case 'EACCES':
      return new SandboxError('bad_port', `port ${port} needs more rights than this process has`, { cause: error })
    default:
      return new SandboxError('bad_port', `cannot listen on ${host}:${port}: ${error.message}`, { cause: error })
  }
}
