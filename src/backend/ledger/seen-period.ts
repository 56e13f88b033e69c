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
  /** What has begun since, and the partner has not taken: it is told also when the website has gone by then. */
  untold?:
    | readonly {
        kind: 'renewed' | 'switched' | 'fell'
        startsAt: string
        endsAt: string | null
        /** `null` once no plan runs. */
        plan: CurrentPlan | null
      }[]
    | undefined
}

/** A period that has begun by itself, without a change of the customer's. */
export type BegunPeriod = NonNullable<SeenPeriod['untold']>[number]
