import type { Runtime } from '../runtime/runtime.ts'
import { LeaseLostError, type ChangeUpdate, type Claim, type Store } from './store.ts'
import type { ChangeRow } from './change-row.ts'
import { memoriesIn, type Memories } from './memories.ts'
import type { LedgerTiming } from './timing.ts'

/** A subscription that this worker holds, for as long as its lease runs. */
export interface Hold {
  readonly claim: Claim
  /** The store's time, carried on by the longer of this process's two clocks: one of them stops while a machine sleeps. */
  now(): number
  /**
   * Makes sure that the lease runs on for that long, renewing it where it does not. Asked right before a call, since a
   * process can stall at any moment.
   *
   * @throws LeaseLostError when another worker holds the subscription by now.
   */
  lastsFor(neededMs: number): Promise<void>
  /**
   * How long until the platform's reads show what was done last. A reading before that would be of a time that is over:
   * "already so" of a plan that has just been changed.
   */
  stalenessMs(): number
  /** How long an unanswered call about this subscription, whichever change it was for, may still take effect, at most. */
  quietForMs(): number
  /** How much is left, at least, of the grace that was written down last: only what has all of it may leave. */
  graceLeftMs(): number
  /** A change as this worker has written it last, since it was claimed. */
  latest(change: ChangeRow): ChangeRow
  /** Writes a step of one of the subscription's changes. @throws LeaseLostError as above. */
  save(change: ChangeRow, update: ChangeUpdate): Promise<ChangeRow>
}

type HoldTiming = Pick<LedgerTiming, 'leaseMs' | 'readLagMs'>

export function holdOf(
  store: Store,
  first: Claim,
  { leaseMs, readLagMs }: HoldTiming,
  runtime: Runtime,
  memories: Memories = memoriesIn(store),
): Hold {
  let claim = first
  /**
   * The store's time of a claim lies somewhere between the asking and its answer. What runs out is counted from the asking,
   * and what has to have passed from the answer: a store that is slow to write must shorten no wait.
   */
  let sinceAsked = stopwatch(runtime)
  let sinceAnswered = sinceAsked
  const now = () => claim.now + sinceAsked()
  const written = new Map<string, ChangeRow>()
  return {
    get claim() {
      return claim
    },
    now,
    async lastsFor(neededMs) {
      if (claim.endsAt - now() > neededMs) return
      const started = stopwatch(runtime)
      const renewed = await store.renew(claim, leaseMs)
      if (!renewed || renewed.endsAt - renewed.now - started() <= neededMs) throw new LeaseLostError()
      claim = renewed
      sinceAsked = started
      sinceAnswered = stopwatch(runtime)
    },
    stalenessMs() {
      const { changedAgoMs } = claim
      return changedAgoMs === null ? 0 : Math.max(0, readLagMs - changedAgoMs - sinceAnswered())
    },
    quietForMs: () => Math.max(0, claim.quietForMs - sinceAnswered()),
    graceLeftMs: () => Math.max(0, claim.quietForMs - sinceAsked()),
    latest: (change) => written.get(change.id) ?? change,
    async save(change, update) {
      const started = stopwatch(runtime)
      const whole = memories.withKept(change, update)
      const saved = await store.saveChange(claim, change.id, change.notes, whole)
      memories.written(change, whole)
      claim = saved.claim
      sinceAsked = started
      sinceAnswered = stopwatch(runtime)
      written.set(change.id, saved.change)
      return saved.change
    },
  }
}

function stopwatch({ steady, now }: Runtime): () => number {
  const steadyStart = steady()
  const start = now()
  return () => Math.max(steady() - steadyStart, now() - start)
}
