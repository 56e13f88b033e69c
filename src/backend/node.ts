import type { IncomingMessage, ServerResponse } from 'node:http'
import { getRequestListener } from '@hono/node-server'
import type { PartnerHandler } from './handler.ts'

/** What `node:http` and Express call; `next` is Express's. */
export type NodeHandler = (
  request: IncomingMessage & { originalUrl?: string; body?: unknown },
  response: ServerResponse,
  next?: (error?: unknown) => void,
) => void

/**
 * Mounts the handler in `node:http` or Express. With Express, requests that are not below `basePath` go on to the next
 * handler, and it does not matter whether it is mounted with a path or without.
 *
 * @example createServer(toNodeHandler(handler)).listen(3000)
 * @example app.use(toNodeHandler(handler))
 */
export function toNodeHandler(handler: PartnerHandler): NodeHandler {
  const listener = getRequestListener(handler, { overrideGlobalObjects: false })
  const { basePath } = handler
  return (request, response, next) => {
    // Express cuts the path it is mounted at off `url`.
    const url = request.originalUrl ?? request.url ?? '/'
    if (next && !isBelow(url, basePath)) return next()
    request.url = url
    restoreBody(request)
    void listener(request, response)
  }
}

function isBelow(url: string, basePath: string): boolean {
  const end = url.charAt(basePath.length)
  return url.startsWith(basePath) && (end === '' || end === '/' || end === '?')
}

/** A body parser that ran before has read the stream; what it made is written out again. */
function restoreBody(request: IncomingMessage & { body?: unknown; rawBody?: Buffer }): void {
  const { body } = request
  if (body === undefined || request.rawBody || !request.readableEnded) return
  request.rawBody = Buffer.isBuffer(body) ? body : Buffer.from(typeof body === 'string' ? body : JSON.stringify(body))
}
