import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

/** Serves pages by their path, under a policy. Paths without a page are a 404. */
export async function hostPages(pages: Record<string, () => string>, csp: string) {
  const server = createServer((request, response) => {
    const path = new URL(request.url ?? '/', 'http://host').pathname
    const page = pages[path]
    response.writeHead(page ? 200 : 404, {
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': csp,
    })
    response.end(page?.())
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    origin: `http://127.0.0.1:${port}`,
    /** The same by another name, which makes it another site. */
    partnerOrigin: `http://localhost:${port}`,
    stop: () =>
      new Promise<void>((resolve) => {
        server.closeAllConnections()
        server.close(() => resolve())
      }),
  }
}
