import type { Runtime } from '../runtime.ts'
import { LeaseLostError, type Claim, type Store } from '../stores/store.ts'
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
   * @throws LeaseLostError when somebody else holds the subscription by now.
   */
  lastsFor(neededMs: number): Promise<void>
  /**
   * How long until the platform's reads show what the change before this one did. A reading before that would be of a time
   * that is over: "already so" of a plan that has just been changed.
   */
  stalenessMs(): Promise<number>
}

type HoldTiming = Pick<LedgerTiming, 'leaseMs' | 'readLagMs'>

export function holdOf(store: Store, first: Claim, { leaseMs, readLagMs }: HoldTiming, runtime: Runtime): Hold {
  let claim = first
  let elapsed = stopwatch(runtime)
  const now = () => claim.now + elapsed()
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
      elapsed = started
    },
    async stalenessMs() {
      const { changedAgoMs } = await store.standingOf(claim.target)
      return changedAgoMs === null ? 0 : Math.max(0, readLagMs - changedAgoMs)
    },
  }
}

function stopwatch({ steady, now }: Runtime): () => number {
  const steadyStart = steady()
  const start = now()
  return () => Math.max(steady() - steadyStart, now() - start)
}
