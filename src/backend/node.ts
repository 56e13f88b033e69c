import type { IncomingMessage, ServerResponse } from 'node:http'
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
  // Loaded only here: it brings node:http along, which other runtimes do not have and others do not need.
  let listener: RequestListener | undefined
  const loading = import('@hono/node-server').then(({ getRequestListener }) => {
    listener = getRequestListener(handler, { overrideGlobalObjects: false })
    return listener
  })
  const { basePath } = handler
  return (request, response, next) => {
    // Express cuts the path it is mounted at off `url`.
    const url = request.originalUrl ?? request.url ?? '/'
    if (next && !isBelow(url, basePath)) return next()
    request.url = url
    restoreBody(request)
    if (listener) void listener(request, response)
    else loading.then((loaded) => loaded(request, response)).catch((error: unknown) => response.destroy(asError(error)))
  }
}

type RequestListener = (request: IncomingMessage, response: ServerResponse) => Promise<void>

function asError(cause: unknown): Error {
  return cause instanceof Error ? cause : new Error('The request could not be answered.', { cause })
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
