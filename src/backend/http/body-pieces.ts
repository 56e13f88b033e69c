import type { IncomingMessage } from 'node:http'

/** A body as it comes. */
export interface BodyPieces {
  next(): Promise<{ done: true } | { done: false; value: Uint8Array }>
  /** Ends the wait that is under way, and asks for no more. */
  stop(): void
}

const offered = new WeakMap<Request, () => BodyPieces>()

/** Lets a runtime's adapter hand over a body without the detour of a stream of the Web, which on Node costs as much again. */
export function offerPieces(request: Request, pieces: () => BodyPieces): void {
  offered.set(request, pieces)
}

export function piecesOf(request: Request): BodyPieces {
  const pieces = offered.get(request)
  if (pieces) return pieces()
  // Firefox knows no `Request.body`; null is what all others say of a request without one.
  if ((request.body as unknown) === undefined) return piecesOfWhole(request)
  return request.body ? piecesOfStream(request.body) : nothing
}

const nothing: BodyPieces = { next: async () => ({ done: true }), stop() {} }

/** A request that was made in this very process: it is in memory already. */
function piecesOfWhole(request: Request): BodyPieces {
  let isRead = false
  return {
    async next() {
      if (isRead) return { done: true }
      isRead = true
      return { done: false, value: new Uint8Array(await request.arrayBuffer()) }
    },
    stop() {},
  }
}

function piecesOfStream(body: ReadableStream<Uint8Array>): BodyPieces {
  const reader = body.getReader()
  return {
    async next() {
      const { done, value } = await reader.read()
      return done ? { done } : { done, value }
    },
    stop() {
      reader.cancel().catch(() => {})
    },
  }
}

export function piecesOfIncoming(incoming: IncomingMessage): BodyPieces {
  const iterator = incoming.iterator({ destroyOnReturn: false }) as AsyncIterator<Uint8Array>
  let stop = () => {}
  const stopped = new Promise<{ done: true }>((resolve) => {
    stop = () => resolve({ done: true })
  })
  return {
    async next() {
      const piece = await Promise.race([iterator.next(), stopped])
      return piece.done ? { done: true } : { done: false, value: piece.value }
    },
    stop: () => stop(),
  }
}
