import type { Context } from 'hono'
import { PlatformError } from './platform/platform-error.ts'

/** Bigger than any request to the platform has reason to be. */
export const MAX_BODY_BYTES = 1024 * 1024

const texts = new WeakMap<Request, Promise<string>>()

/**
 * A request's body, once and again. Hono's `bodyLimit` is no help here: it makes a new `Request` of the server's own,
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
  const chunks: Uint8Array[] = []
  let length = 0
  for await (const chunk of request.body ?? []) {
    length += chunk.byteLength
    if (length > maxBytes) throw tooLarge(maxBytes)
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString()
}

function tooLarge(maxBytes: number): PlatformError {
  return new PlatformError(413, 'PAYLOAD_TOO_LARGE', `a body holds ${maxBytes} bytes at most`)
}
