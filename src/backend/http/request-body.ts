import { AnalyticsError } from '../../contract/error.ts'
import { piecesOf, type BodyPieces } from './body-pieces.ts'
import { assertBodyLeft } from './host-reading.ts'

/** Bodies come in pieces of thousands of bytes; each piece costs some microseconds, however small it is. */
const mostPieces = 4_096
const smallestBuffer = 16_384

/** The whole body, up to that size: what is too large is not read to its end. */
export async function readBody(request: Request, maxBytes: number): Promise<Uint8Array<ArrayBuffer>> {
  assertBodyLeft(request)
  const declared = declaredLength(request, maxBytes)
  if (declared === 0) return readPieces(piecesOf(request), maxBytes)
  const body = new Uint8Array(await request.arrayBuffer().catch(brokenOff))
  if (body.byteLength > maxBytes) throw tooLarge()
  return body
}

/** What the header says, and 0 where it says nothing. @throws AnalyticsError `too_large` */
export function declaredLength({ headers }: Request, maxBytes: number): number {
  const declared = Number(headers.get('content-length') ?? 0)
  if (declared > maxBytes) throw tooLarge()
  return Number.isSafeInteger(declared) ? Math.max(0, declared) : 0
}

/**
 * Reads to the end, into one buffer that grows as the body does: kept apart, many small pieces would hold many times what
 * they carry. `onGrowth` is told the size of the buffer each time.
 */
export async function readPieces(
  body: BodyPieces,
  maxBytes: number,
  onGrowth?: (bytes: number) => void,
): Promise<Uint8Array<ArrayBuffer>> {
  let buffer = new Uint8Array()
  let size = 0
  for (let pieces = 0; ; pieces++) {
    const piece = await body.next().catch(brokenOff)
    if (piece.done) return buffer.subarray(0, size)
    const { value } = piece
    const needed = size + value.byteLength
    if (needed > maxBytes || pieces === mostPieces) {
      body.stop()
      throw tooLarge()
    }
    if (needed > buffer.byteLength) {
      const grown = new Uint8Array(Math.min(maxBytes, Math.max(needed, 2 * buffer.byteLength, smallestBuffer)))
      grown.set(buffer.subarray(0, size))
      buffer = grown
      onGrowth?.(buffer.byteLength)
    }
    buffer.set(value, size)
    size = needed
  }
}

/** The sender's doing, and not a failure of the backend. */
function brokenOff(cause: unknown): never {
  throw new AnalyticsError({ code: 'invalid_request', message: 'The body of the request ended early.', cause })
}

function tooLarge(): AnalyticsError {
  return new AnalyticsError({ code: 'too_large', message: 'The request is too large.' })
}
