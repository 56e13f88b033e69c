import type { Context } from 'hono'
import { PlatformError } from './platform/platform-error.ts'

/** Bigger than any request to the platform has reason to be. */
export const MAX_BODY_BYTES = 1024 * 1024

const texts = new WeakMap<Request, Promise<string>>()

/**
 * A request's body, once and again. Hono's `bodyLimit` does not help here: it makes a new `Request` of the server's own,
 * which works only where the server has put its classes into the place of the global ones.
 *
 * @throws {@link PlatformError} 413 when it is longer than `maxBytes`.
 */
export function bodyText(c: Context, maxBytes = MAX_BODY_BYTES): Promise<string> {
  const text = texts.get(c.req.raw) ?? readText(c.req.raw, maxBytes)
  texts.set(c.req.raw, text)
  return text
}

async function readText(request: Request, maxBytes: number): Promise<string> {
  if (Number(request.headers.get('content-length') ?? 0) > maxBytes) throw tooLarge(maxBytes)
  const reader = request.body?.getReader()
  const decoder = new TextDecoder()
  let text = ''
  let length = 0
  const add = (piece: Uint8Array) => {
    length += piece.byteLength
    if (length > maxBytes) {
      reader?.cancel().catch(() => {})
      throw tooLarge(maxBytes)
    }
    text += decoder.decode(piece, { stream: true })
  }
  // Firefox has no streams here; what asks in its page or worker holds the whole body in memory already.
  if (!reader) add(new Uint8Array(await request.arrayBuffer()))
  else for (let piece = await reader.read(); !piece.done; piece = await reader.read()) add(piece.value)
  return text + decoder.decode()
}

function tooLarge(maxBytes: number): PlatformError {
  return new PlatformError(413, 'PAYLOAD_TOO_LARGE', `a body holds ${maxBytes} bytes at most`)
}
