import { LeaseLostError, type Claim, type Store } from '../stores/store.ts'

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
}

export function holdOf(store: Store, first: Claim, leaseMs: number): Hold {
  let claim = first
  let elapsed = stopwatch()
  const now = () => claim.now + elapsed()
  return {
    get claim() {
      return claim
    },
    now,
    async lastsFor(neededMs) {
      if (claim.endsAt - now() > neededMs) return
      const started = stopwatch()
      const renewed = await store.renew(claim, leaseMs)
      if (!renewed || renewed.endsAt - renewed.now - started() <= neededMs) throw new LeaseLostError()
      claim = renewed
      elapsed = started
    },
  }
}

function stopwatch(): () => number {
  const steady = performance.now()
  const wall = Date.now()
  return () => Math.max(performance.now() - steady, Date.now() - wall)
}
