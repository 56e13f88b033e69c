import type { ChangeState } from '../../contract/subscription-change.ts'
import type { SubscriptionHolder } from '../../contract/subscription.ts'
import type { Target } from '../payments/target.ts'
import type { ChangeFacts } from './change-facts.ts'

export type Lane = 'customer' | 'system'
/** What became of the payment, as told from outside while the change was not held. `paid` is final. */
export type PaymentNews = 'paid' | 'failed' | 'abandoned'
/** What a person asked of a change that is under way. */
export type Wish = 'abandon' | 'retry' | 'refund' | 'close'

/** A subscription change as a store keeps it. Times are the store's, in milliseconds since 1970. */
export interface ChangeRow {
  id: string
  lane: Lane
  /** The subscription it is about. */
  target: Target
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
  /** When it is to be looked at again; `null` when there is nothing to do. */
  wakeAt: number | null
}

export function targetOf(holder: SubscriptionHolder, websiteId: string, customerId: string): Target {
  return holder === 'website' ? `website:${websiteId}` : `customer:${customerId}`
}
