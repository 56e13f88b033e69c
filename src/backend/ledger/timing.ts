import type { Some } from '../../contract/some.ts'

/** Durations of the ledger, in milliseconds of real time unless said otherwise. */
export interface LedgerTiming {
  /** How long a worker holds a subscription without a sign of life. More than `callTimeoutMs + graceMs`. @defaultValue 60 000 */
  leaseMs: number
  /** One call of the platform. @defaultValue 10 000 */
  callTimeoutMs: number
  /**
   * After a call without a clear answer, how long its effect may still come. Only when this has passed does a reading mean
   * "it did not happen". @defaultValue 15 000
   */
  graceMs: number
  /** How far the platform's reads may lag behind its writes. @defaultValue 1 000 */
  readLagMs: number
  /** After how long a change that may be made, and is not made, goes to a person. @defaultValue 3 600 000 */
  giveUpMs: number
  /** How long a change waits for its payment. @defaultValue 3 600 000 */
  paymentWindowMs: number
  /**
   * The same for money that is on its way where `settles` is `days`: a bank debit or transfer. @defaultValue 864 000 000 (10 days)
   */
  settlementMs: number
  /**
   * How long the provider may take to approve that money goes back, before that is before a person.
   * @defaultValue 1 209 600 000 (14 days)
   */
  approvalMs: number
  /** How often the provider is asked about a payment whose news did not come; every hour once that is at a bank. @defaultValue 30 000 @internal */
  paymentPollMs: number
  /** How often the background loop looks for something to do. @defaultValue 2 000 @internal */
  pollMs: number
  /** How long a request waits for its change before it answers with how far that is. @defaultValue 8 000 @internal */
  answerWithinMs: number
  /** After how long a partner's hook that throws is before a person. It is called on, every hour. @defaultValue 86 400 000 */
  tellForMs: number
  /** How often a change that needs attention is told again, until it is resolved. @defaultValue 86 400 000 */
  remindMs: number
  /** How often platform and provider are compared without any news, at the least. @defaultValue 21 600 000 (6 hours) */
  sweepMs: number
  /** Business time that an unpaid renewal runs on. @defaultValue 1 209 600 000 (14 days) */
  renewalGraceMs: number
}

const minute = 60_000
const day = 1_440 * minute

const defaults: LedgerTiming = {
  leaseMs: minute,
  callTimeoutMs: 10_000,
  graceMs: 15_000,
  readLagMs: 1_000,
  giveUpMs: 60 * minute,
  paymentWindowMs: 60 * minute,
  settlementMs: 10 * day,
  approvalMs: 14 * day,
  paymentPollMs: 30_000,
  pollMs: 2_000,
  answerWithinMs: 8_000,
  tellForMs: day,
  remindMs: day,
  sweepMs: day / 4,
  renewalGraceMs: 14 * day,
}

/** @throws RangeError that names the duration and what is wrong with it. */
export function readTiming(given: Some<LedgerTiming> = {}): LedgerTiming {
  const timing = { ...defaults }
  for (const name of Object.keys(defaults) as (keyof LedgerTiming)[]) {
    const value = given[name]
    if (value === undefined) continue
    if (!Number.isFinite(value) || value < 0)
      throw new RangeError(`timing.${name} must be a number of milliseconds, 0 or more.`)
    timing[name] = Math.ceil(value)
  }
  if (timing.leaseMs <= timing.callTimeoutMs + timing.graceMs) {
    throw new RangeError(
      'timing.leaseMs must be more than callTimeoutMs and graceMs together: a lease outlives its call.',
    )
  }
  return timing
}
