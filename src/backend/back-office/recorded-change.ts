import type { ChangeState, SubscriptionChange } from '../../contract/subscription-change.ts'
import type { SubscriptionHolder } from '../../contract/subscription.ts'
import type { ChangeAction } from '../ledger/change-facts.ts'
import type { Actor, HistoryEntry } from '../ledger/change-history.ts'
import type { ChangeRow, Lane, Wish } from '../ledger/change-row.ts'
import { viewOf } from '../ledger/change-view.ts'

/** A change as the partner's staff sees it. It names the customer: it is not for a log. */
export interface RecordedChange {
  id: string
  /** `customer`: asked for by the customer, or for the customer by staff. `system`: caused by the provider or the clock. */
  lane: Lane
  action: ChangeAction
  customerId: string
  /** The website it was asked for; with a pool, one of the customer's. */
  websiteId: string
  holder: SubscriptionHolder
  /** As the customer sees it. */
  change: SubscriptionChange
  /** What the platform or the payment provider said, in its own words. */
  foreignText: string | null
  /**
   * Of a plan that is taken back while its refund waits for an approval: whether its renewal is being turned off for that time,
   * or is off. It stays off where the refund is refused. `null` for all others.
   */
  renewal: 'stopping' | 'stopped' | null
}

/** One step of a change: when, from what to what, by whom, and why. */
export interface ChangeStep {
  /** An ISO instant. */
  at: string
  /** `null` where the change begins. A wish leaves the state as it is. */
  from: ChangeState | null
  to: ChangeState
  by: Actor
  /** What a person asked for here; `null` for a step. */
  wish: Wish | null
  /** What a person gave as the reason, or the reason of a change's end (`ChangeReason`). */
  why: string | null
}

/** The oldest step first. Empty for what was written before histories were kept, or shortened by `retention`. */
export type ChangeHistory = ChangeStep[]

export function recordOf(row: ChangeRow): RecordedChange {
  const { id, lane, customerId, facts } = row
  const { action, websiteId, holder, foreignText } = facts
  const renewal = facts.action === 'give_back_and_end' ? (facts.renewal ?? null) : null
  return { id, lane, action, customerId, websiteId, holder, change: viewOf(row), foreignText, renewal }
}

export function stepOf({ at, ...step }: HistoryEntry): ChangeStep {
  return { at: new Date(at).toISOString(), ...step }
}
