import type { ChangeReason } from '../../contract/change-reason.ts'
import type { ChangeState } from '../../contract/subscription-change.ts'
import type { ChangeAction, ChangeRow, Lane } from './change-row.ts'

/** What the ledger tells the partner. Names changes by their own id, and nobody. */
export type LedgerEvent =
  /**
   * A change ended, or needs a person (`needs_attention`: look at it, then `handler.resolve`). Told at least once for
   * `needs_attention`.
   */
  | {
      type: 'change'
      changeId: string
      lane: Lane
      action: ChangeAction
      state: ChangeState
      reason: ChangeReason | null
    }
  /** Something failed that is tried again by itself. */
  | { type: 'trouble'; changeId: string | null; doing: string; error: unknown }

export function changeEvent({ id, lane, state, facts }: ChangeRow): LedgerEvent {
  return { type: 'change', changeId: id, lane, action: facts.action, state, reason: facts.reason }
}
