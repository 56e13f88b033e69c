import type { IncomingMessage, ServerResponse } from 'node:http'
import { offerPieces, piecesOfIncoming } from './http/body-pieces.ts'
import type { PartnerHandler } from './handler.ts'
import { noteHostReading, type HostReading } from './http/host-reading.ts'
import { plainAnswersOf } from './http/plain-answer.ts'
import { answerUnread, isBodyUnwanted } from './http/unread-body.ts'

/** A request as Node has it, with what a framework may have put on it. */
export type HostRequest = IncomingMessage & { originalUrl?: string | undefined; body?: unknown; rawBody?: unknown }

/** What `node:http` and Express call; `next` is Express's. */
export type NodeHandler = (request: HostRequest, response: ServerResponse, next?: (error?: unknown) => void) => void

/**
 * Mounts the handler in `node:http` or Express. With Express, requests that are not below `basePath` go on to the next
 * handler, and it does not matter whether it is mounted with a path or without.
 *
 * @example createServer(toNodeHandler(handler)).listen(3000)
 * @example app.use(toNodeHandler(handler))
 */
export function toNodeHandler(handler: PartnerHandler): NodeHandler {
  let listener: RequestListener | undefined
  const loading = listenerOf(handler).then((loaded) => {
    listener = loaded
    return loaded
  })
  const { basePath } = handler
  return (request, response, next) => {
    // Express cuts the path it is mounted at off `url`.
    const url = request.originalUrl ?? request.url ?? '/'
    if (next && !isBelow(url, basePath)) return next()
    request.url = url
    takeBody(request)
    if (listener) void listener(request, response)
    else loading.then((loaded) => loaded(request, response)).catch((error: unknown) => response.destroy(asError(error)))
  }
}

/** Loaded only here: it brings node:http along, which other runtimes do not have and others do not need. */
async function listenerOf(handler: PartnerHandler): Promise<RequestListener> {
  const [{ getRequestListener }, { RESPONSE_ALREADY_SENT }] = await Promise.all([
    import('@hono/node-server'),
    import('@hono/node-server/utils/response'),
  ])
  const plainly = plainAnswersOf(handler)
  // The classes of the runtime stay in their place: they are the partner's as well.
  const options = { overrideGlobalObjects: false }
  if (!plainly) {
    return getRequestListener((request, { incoming }) => {
      passOnReading(incoming, request)
      return handler(request, { incoming })
    }, options)
  }
  return getRequestListener(async (request, { incoming, outgoing }) => {
    const response = outgoing as ServerResponse
    passOnReading(incoming, request)
    if (mayBeReadDirectly(incoming)) offerPieces(request, () => piecesOfIncoming(incoming))
    const { status, headers, body } = await plainly(request, { incoming })
    if (body !== null && (await isBodyUnwanted(incoming))) answerUnread(response, status, headers, body)
    else if (body === null) response.writeHead(status, headers).end()
    else response.writeHead(status, { ...headers, 'content-length': Buffer.byteLength(body) }).end(body)
    return RESPONSE_ALREADY_SENT
  }, options)
}

/** A body that a parser has read already is written out again in `rawBody`, and HTTP/2 has streams of its own. */
function mayBeReadDirectly(incoming: object): incoming is IncomingMessage {
  const { method, httpVersionMajor } = incoming as IncomingMessage
  return method === 'POST' && httpVersionMajor === 1 && !('rawBody' in incoming)
}

type RequestListener = (request: IncomingMessage, response: ServerResponse) => Promise<void>

function asError(cause: unknown): Error {
  return cause instanceof Error ? cause : new Error('The request could not be answered.', { cause })
}

function isBelow(url: string, basePath: string): boolean {
  const end = url.charAt(basePath.length)
  return url.startsWith(basePath) && (end === '' || end === '/' || end === '?')
}

const readings = new WeakMap<object, HostReading>()

function passOnReading(incoming: object, request: Request): void {
  const reading = readings.get(incoming)
  if (reading) noteHostReading(request, reading)
}

/** What ran before may have read the stream: its bytes are taken from where it has put them. */
function takeBody(request: HostRequest): void {
  const { body, rawBody } = request
  const kept = bytesOf(rawBody) ?? (request.readableDidRead ? bytesOf(body) : undefined)
  if (kept) {
    request.rawBody = kept
  } else if (request.readableDidRead) {
    if (body !== undefined) request.rawBody = Buffer.from(JSON.stringify(body))
    readings.set(request, body === undefined ? 'lost' : 'rewritten')
  }
}

function bytesOf(kept: unknown): Buffer | undefined {
  if (typeof kept === 'string') return Buffer.from(kept)
  if (Buffer.isBuffer(kept)) return kept
  return kept instanceof Uint8Array ? Buffer.from(kept.buffer, kept.byteOffset, kept.byteLength) : undefined
}
