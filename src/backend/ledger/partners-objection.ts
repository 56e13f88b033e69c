import { isPaid, isPurchase } from './change-facts.ts'
import type { ChangeRow } from './change-row.ts'
import type { Hold } from './hold.ts'
import type { LedgerParts } from './ledger-parts.ts'
import { pauseAfter, type NextStep } from './next-step.ts'
import { orderOf } from './payment-order.ts'

/**
 * Before anything is collected or called, a partner that bills by itself may say that it does not, for this customer. Who has
 * paid is not asked about any more: what was bought is delivered.
 */
export async function partnersObjection(parts: LedgerParts, hold: Hold, change: ChangeRow): Promise<NextStep | null> {
  const { facts } = change
  const { payments } = parts
  if (!payments.mayStart || !isPurchase(facts) || isPaid(facts) || facts.attempts > 0) return null
  try {
    const answer = await payments.mayStart(orderOf(parts, change))
    return answer === 'account_on_hold' ? { state: 'refused', facts: { reason: answer }, wakeInMs: null } : null
  } catch (error) {
    parts.emit({
      type: 'attempt.failed',
      changeId: change.id,
      operation: 'asking the partner whether a plan may start',
      error,
    })
    const elapsed = hold.now() - (facts.triedSince ?? hold.now())
    if (elapsed > parts.timing.giveUpMs) {
      return { state: 'refused', facts: { reason: 'provider_unreadable' }, wakeInMs: null }
    }
    return { facts: { triedSince: facts.triedSince ?? hold.now() }, wakeInMs: pauseAfter(elapsed) }
  }
}
