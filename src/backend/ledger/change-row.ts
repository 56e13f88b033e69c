import type { ChangeReason } from '../../contract/change-reason.ts'
import type { Money } from '../../contract/money.ts'
import type { Quote } from '../../contract/quote.ts'
import type { ChangeIntent, ChangeState, PaymentStep } from '../../contract/subscription-change.ts'
import type { SubscriptionHolder } from '../../contract/subscription.ts'

/** What a customer's change does. */
export type CustomerAction =
  | 'start'
  | 'restart'
  | 'upgrade'
  | 'switch_interval'
  | 'resume'
  | 'downgrade'
  | 'cancel'
  | 'keep'
  /** What was asked for already stands: recorded, and nothing is called. */
  | 'nothing'

/** What the payment provider or the clock causes. */
export type SystemAction =
  /** A period whose payment failed: waits for the money until the grace ends. */
  | 'await_renewal'
  /** Ends a subscription that stayed unpaid. */
  | 'end_unpaid'
  /** Does to the platform's renewal what was done to the recurring charge elsewhere. */
  | 'mirror_billing'
  /** Gives back money that no change can use: paid twice, or after the change had ended. */
  | 'refund_stray'

export type ChangeAction = CustomerAction | SystemAction

/** What stood on the platform when the intent was written: what a later reading is compared with. */
export interface Before {
  status: 'none' | 'active' | 'canceled' | 'inactive'
  packageId: string | null
  plannedPackageId: string | null
  inTrial: boolean
  endsAt: string | null
  lastPackageChangeAt: string | null
}

/** What is known of a change beside the columns that a store searches by. Plain JSON. */
export interface ChangeFacts {
  customerId: string
  /** The website it was asked for; a pool is read through it. */
  websiteId: string
  holder: SubscriptionHolder
  /** Of a system change: what a customer would have had to ask for. */
  intent: ChangeIntent
  action: ChangeAction
  packageId: string | null
  before: Before
  quote: Quote | null
  due: Money | null
  /** True once money (or a settled amount of nothing) stands behind it. */
  isPaid: boolean
  payment: PaymentStep | null
  /** The provider's id of what collects the money. */
  paymentRef: string | null
  /** Which of the action's steps is under way. */
  step: number
  /** When the step's call last left, in the store's time; `null` while none has. */
  sentAt: number | null
  /** When the step's first call left: giving up is by elapsed time. */
  triedSince: number | null
  lastOutcome: 'refused' | 'unknown' | null
  attempts: number
  /** Set when the platform said no after a provider's step had been done: the steps are undone, then it is refused. */
  isUndoing: boolean
  /** True while the partner's hook has not been told of the end. */
  isUntold: boolean
  /** Why it ended, or waits for a person. */
  reason: ChangeReason | null
  /** What the platform or the provider said, in its own words. Never leaves the server by itself. */
  foreignText: string | null
  reference: string | null
  /** Of a system change: the provider's object, and the end of the grace in business time. */
  cause: { id: string; graceEndsAt: string | null } | null
}

export type Lane = 'customer' | 'system'
/** What became of the payment, as told from outside while nobody held the change. `paid` is final. */
export type PaymentNews = 'paid' | 'failed' | 'abandoned'
/** What a person asked of a change that is under way. */
export type Wish = 'abandon' | 'retry' | 'refund'

/** A subscription change as a store keeps it. Times are the store's, in milliseconds since 1970. */
export interface ChangeRow {
  id: string
  lane: Lane
  /** The subscription it is about: `website:<id>` or `customer:<id>`. */
  target: string
  customerId: string
  key: string
  /** Of the request that made it, so that another body under the same key is noticed. */
  bodyHash: string
  state: ChangeState
  paymentNews: PaymentNews | null
  /** The provider's id of the charge that paid it: a second one is a stray. */
  chargeId: string | null
  wish: Wish | null
  /** Counts what was noted from outside, so that a worker does not go to sleep on news. */
  notes: number
  facts: ChangeFacts
  startedAt: number
  endedAt: number | null
  /** When somebody should look at it again; `null` when there is nothing to do. */
  wakeAt: number | null
}

export function targetOf(holder: SubscriptionHolder, websiteId: string, customerId: string): string {
  return holder === 'website' ? `website:${websiteId}` : `customer:${customerId}`
}
