import type { LedgerParts } from './ledger-parts.ts'
import { settleHeld, takeHold } from './worker.ts'

export interface Recovery {
  /** Settles all that is due now, and says how many subscriptions that were. Many instances share the work. */
  recover(): Promise<number>
  /** Looks for work from now on, without keeping the process alive. Calling it twice does no harm. */
  begin(): void
  /** Ends the looking, and waits for what is under way. */
  end(): Promise<void>
}

/** How many subscriptions one instance settles at a time. */
const atOnce = 4
/** A pass ends after so many, so that a subscription that is always due does not keep it from ending. */
const mostInOnePass = 10_000
/** How often one instance looks for changes that ended long ago, and how many it takes at a time. */
const shortenEveryMs = 3_600_000
const shortenedAtOnce = 500
/** So many times in a pass: what is left is for the next one, since people wait for the work beside it. */
const mostShortenings = 20

/** How many subscriptions were taken, and whether the store failed at one of them. */
interface Pass {
  settled: number
  hasFailed: boolean
}
const nothing: Pass = { settled: 0, hasFailed: false }

export function recovery(parts: LedgerParts): Recovery {
  let timer: ReturnType<typeof setTimeout> | undefined
  let running: Promise<unknown> = Promise.resolve()
  let isOver = false
  let shortenedAt: number | null = null

  async function shortenOld(): Promise<void> {
    const { store, runtime, keepDetailsMs } = parts
    const isSoon = shortenedAt !== null && runtime.steady() - shortenedAt < shortenEveryMs
    if (keepDetailsMs === null || isSoon) return
    shortenedAt = runtime.steady()
    try {
      for (let times = 0; times < mostShortenings; times++) {
        if (isOver || (await store.shorten(keepDetailsMs, shortenedAtOnce)) < shortenedAtOnce) return
      }
      shortenedAt = null
    } catch (error) {
      parts.emit({ type: 'attempt.failed', changeId: null, operation: 'shortening old changes', error })
    }
  }

  async function recover(): Promise<number> {
    let count = 0
    for (;;) {
      // Most of the time there is nothing to do, and instances that are idle should cost a database next to nothing.
      const due = isOver || count >= mostInOnePass ? 0 : await parts.store.countDue(atOnce)
      const { settled, hasFailed } = due === 0 ? nothing : await settleDue(due)
      count += settled
      // What is due and cannot be taken is just being taken by another instance. A store that fails is left in peace.
      if (settled === 0 || hasFailed) break
    }
    await shortenOld()
    return count
  }

  /** Side by side, so many that are known to be due. Where that is as many as go at a time, there may be more. */
  async function settleDue(due: number): Promise<Pass> {
    const mostInALane = due < atOnce ? 1 : mostInOnePass
    const pass = { ...nothing }
    const lane = async (): Promise<void> => {
      for (let taken = 0; taken < mostInALane && pass.settled < mostInOnePass && !pass.hasFailed; taken++) {
        const claim = isOver ? null : await takeHold(parts)
        if (!claim) return
        pass.settled += 1
        const { hasFailed } = await settleHeld(parts, claim)
        pass.hasFailed ||= hasFailed
      }
    }
    await Promise.all(Array.from({ length: due }, lane))
    return pass
  }

  function plan(): void {
    if (isOver) return
    // Instances that were started together drift apart.
    const waitMs = parts.timing.pollMs * (0.75 + parts.runtime.random() / 2)
    timer = setTimeout(() => {
      running = recover()
        .catch((error: unknown) =>
          parts.emit({ type: 'attempt.failed', changeId: null, operation: 'recovering', error }),
        )
        .then(plan)
    }, waitMs)
    if (typeof timer === 'object' && 'unref' in timer) timer.unref()
  }

  return {
    recover,
    begin() {
      if (timer !== undefined || isOver) return
      try {
        plan()
      } catch {
        // Workers allow no timer before the first request; that one begins again.
      }
    },
    async end() {
      isOver = true
      clearTimeout(timer)
      await running
    },
  }
}
