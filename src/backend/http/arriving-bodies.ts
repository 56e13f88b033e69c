import { AnalyticsError } from '../../contract/error.ts'
import { piecesOf } from './body-pieces.ts'
import { declaredLength, readPieces } from './request-body.ts'

export interface ArrivingBodies {
  /** @throws AnalyticsError `too_large`, or `rate_limited` when it was dropped to make room. */
  read(request: Request, maxBytes: number): Promise<Uint8Array<ArrayBuffer>>
}

interface Arriving {
  /** What its buffer takes, in bytes. */
  held: number
  isDropped: boolean
  drop(): void
}

/**
 * Reads the bodies of senders who have proven nothing. Those that have not arrived yet hold no more than `mostBytes`
 * together; when the room is used up, the largest is dropped and, among equals, the oldest. So bodies that never end
 * cost a bounded amount, and do not keep out a small one that comes in one piece.
 */
export function arrivingBodies(mostBytes: number): ArrivingBodies {
  const arriving = new Set<Arriving>()

  /** Asked for at each growth: the largest holds at least as much as has been added. */
  function makeRoom(): void {
    let held = 0
    let largest: Arriving | undefined
    for (const each of arriving) {
      held += each.held
      if (!largest || each.held > largest.held) largest = each
    }
    if (held <= mostBytes || !largest) return
    arriving.delete(largest)
    largest.drop()
  }

  return {
    async read(request, maxBytes) {
      declaredLength(request, maxBytes)
      const pieces = piecesOf(request)
      const body: Arriving = {
        held: 0,
        isDropped: false,
        drop() {
          this.isDropped = true
          pieces.stop()
        },
      }
      arriving.add(body)
      try {
        const whole = await readPieces(pieces, maxBytes, (held) => {
          body.held = held
          makeRoom()
        })
        if (body.isDropped) throw dropped()
        return whole
      } finally {
        arriving.delete(body)
      }
    },
  }
}

function dropped(): AnalyticsError {
  return new AnalyticsError({
    code: 'rate_limited',
    message: 'Too many requests are still arriving. Try again in a moment.',
    retryable: true,
  })
}
