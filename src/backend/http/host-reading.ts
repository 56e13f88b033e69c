import { AnalyticsError } from '../../contract/error.ts'

/**
 * What is left of a body that something in front of the handler has read: JSON that was `rewritten` from what a parser made
 * of it, or nothing, when it was `lost`.
 */
export type HostReading = 'rewritten' | 'lost'

const readings = new WeakMap<Request, HostReading>()

/** For a runtime's adapter, which alone can see it. */
export function noteHostReading(request: Request, reading: HostReading): void {
  readings.set(request, reading)
}

/** @throws AnalyticsError `internal`: no sender can help it, and the operator is told which line to change. */
export function assertBodyLeft(request: Request): void {
  if (readings.get(request) !== 'lost' && !request.bodyUsed) return
  throw misplaced(
    'The body of the request was read before it came to the handler.',
    'Mount the handler in front of whatever reads bodies, or hand on what was read: in Fastify as docs/hosts.md shows, in Hono analytics(await cloneRawRequest(c.req)).',
  )
}

/** For a signature, which is over the bytes as they were sent. @throws AnalyticsError `internal` */
export function assertBytesLeft(request: Request): void {
  assertBodyLeft(request)
  if (readings.get(request) !== 'rewritten') return
  throw misplaced(
    'The bytes of the webhook were parsed as JSON before they came to the handler, so that no signature can be checked.',
    'Mount the handler in front of express.json(), or keep the bytes: express.json({ verify: (request, _response, bytes) => { request.rawBody = bytes } }).',
  )
}

function misplaced(message: string, hint: string): AnalyticsError {
  return new AnalyticsError({ code: 'internal', message, hint })
}
