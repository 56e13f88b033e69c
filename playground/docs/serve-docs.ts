import type { IncomingMessage, ServerResponse } from 'node:http'
import { extname } from 'node:path'
import { docsSite } from './site.ts'

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.json': 'application/json',
  '.woff2': 'font/woff2',
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
}

type Listener = (request: IncomingMessage, response: ServerResponse) => void

/** The docs below `/docs/`, made anew for each page that is opened, so that an edit shows; all else goes on to `next`. */
export function serveDocs(next: Listener): Listener {
  let site = docsSite()
  // Asked for again below, where a failure is answered.
  site.catch(() => {})
  return (request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost')
    if (!pathname.startsWith('/docs')) return next(request, response)
    const address = pathname.replace(/\/?$/, (end) => (end === '/' ? '/index.html' : '')).slice(1)
    if (address.endsWith('.html')) site = docsSite()
    site.then(
      (files) => {
        const content = files.get(address)
        if (pathname === '/docs') response.writeHead(302, { location: '/docs/index.html' }).end()
        else if (content === undefined) response.writeHead(404).end()
        else response.writeHead(200, { 'content-type': types[extname(address)] ?? 'text/plain' }).end(content)
      },
      (error: unknown) => response.writeHead(500).end(String(error)),
    )
  }
}
