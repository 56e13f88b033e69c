import type { ChangeState } from '../../contract/subscription-change.ts'
import { changeStates } from './change-states.ts'
import type { ChangeRow } from './change-row.ts'
import { viewOf } from './change-view.ts'
import type { Hold } from './hold.ts'
import { lastLookInMs } from './last-look.ts'
import { changeEvent } from './ledger-event.ts'
import type { LedgerParts } from './ledger-parts.ts'
import { pauseAfter, type NextStep } from './next-step.ts'

const hourMs = 3_600_000

/** True for news that must survive a crash on its way to the partner. */
export function mustBeTold(parts: LedgerParts, change: ChangeRow, state: ChangeState): boolean {
  if (state === 'needs_attention') return true
  return state === 'applied' && change.lane === 'customer' && parts.payments.applied !== undefined
}

/**
 * Tells the partner. A hook that fails is called again for as long as it takes: after `tellForMs` a person is told with each
 * try, and the tries become hourly.
 */
export async function tell(parts: LedgerParts, hold: Hold, change: ChangeRow): Promise<NextStep> {
  const { id, lane, target, customerId, facts, state } = change
  try {
    if (state === 'applied' && lane === 'customer') {
      await parts.payments.applied?.({
        changeId: id,
        target,
        customerId,
        websiteId: facts.websiteId,
        holder: facts.holder,
        change: viewOf(change),
        quote: 'quote' in facts ? facts.quote : null,
        seller: parts.payments.declares.seller,
      })
    }
    const since = facts.waiting?.since ?? hold.now()
    const waitsForMs = facts.waiting && { waitsForMs: hold.now() - since }
    parts.emit({ ...changeEvent(change, parts.tellsForeignText), ...waitsForMs })
    const waiting = state === 'needs_attention' ? { since, toldAt: hold.now() } : null
    const next = changeStates[state].isOpen ? parts.timing.remindMs : lastLookInMs(parts, hold, change)
    return { facts: { isUntold: false, waiting }, wakeInMs: change.wish === null ? next : 0 }
  } catch (error) {
    parts.emit({ type: 'attempt.failed', changeId: id, operation: 'telling the partner', error })
    const elapsed = hold.now() - (change.endedAt ?? hold.now())
    if (elapsed <= parts.timing.tellForMs) return { wakeInMs: pauseAfter(elapsed) }
    parts.emit({ type: 'notification.refused', changeId: id, sinceMs: elapsed })
    return { wakeInMs: hourMs }
  }
}
