import type { CurrentPlan } from '../../contract/subscription.ts'

/** The period of a subscription that was seen last, and what was to follow it. */
export interface SeenPeriod {
  plan: CurrentPlan
  endsAt: string
  /** What takes over at its end, where that was known; `null` when nothing with a price was to. */
  next: CurrentPlan | null
  /** When the platform had last changed the package; `null` where it had not. Missing in rows of before. */
  changedAt?: string | null | undefined
  /** When the website was made: another one may have its id by now. Missing in rows of before, and of a pool. */
  madeAt?: string | null | undefined
}
