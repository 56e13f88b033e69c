import type { ChangeReason } from '../../contract/change-reason.ts'
import type { Money } from '../../contract/money.ts'
import type { ChangeState } from '../../contract/subscription-change.ts'
import type { ChangeAction } from './change-facts.ts'
import type { ChangeRow, Lane } from './change-row.ts'

/** What the ledger tells the partner. Names changes by their own id, and never a customer. */
export type LedgerEvent =
  /**
   * A change ended, or was escalated to a person: its state is `needs_attention`; look at it, then
   * `handler.changes.resolve`. An escalation is told at least once, and again each day (`timing.remindMs`) until it is
   * resolved.
   */
  | {
      type: 'change.ended' | 'change.escalated'
      changeId: string
      lane: Lane
      action: ChangeAction
      state: ChangeState
      reason: ChangeReason | null
      /**
       * What the platform or the provider said, in its own words, which may name a customer or a key. Only with
       * `includeForeignText: true` in the options of the handler.
       */
      foreignText?: string | null | undefined
      /** Since when it has waited for a person, in milliseconds; only where that is told again. */
      waitsForMs?: number | undefined
    }
  /** Something failed that is tried again by itself. */
  | { type: 'attempt.failed'; changeId: string | null; operation: string; error: unknown }
  /** The partner's hook has refused the news of a change for longer than `timing.tellForMs`. Told again every hour. */
  | { type: 'notification.refused'; changeId: string; sinceMs: number }
  /**
   * Charge and delivery end on different days, since a change was applied late, or what was charged for is not delivered: a person
   * evens that out.
   */
  | { type: 'periods.diverged'; changeId: string; deliveredUntil: string; chargedUntil: string }
  /** A bank, or a person in the provider's own pages, has given money back. The plan goes on, and it gives no credit for that. */
  | { type: 'charge.returned'; changeId: string | null; amount: Money }
  /** A customer has the bank claim a charge back. Nothing else can be chosen while that is open. */
  | { type: 'charge.disputed'; changeId: string | null; state: 'opened' | 'won' | 'lost' }

export function changeEvent({ id, lane, state, facts }: ChangeRow, tellsForeignText: boolean): LedgerEvent {
  const { action, reason, foreignText } = facts
  const type = state === 'needs_attention' ? 'change.escalated' : 'change.ended'
  return { type, changeId: id, lane, action, state, reason, ...(tellsForeignText && { foreignText }) }
}
