import type { ChangeRow } from './change-row.ts'
import type { LedgerParts } from './ledger-parts.ts'
import type { NextStep } from './next-step.ts'
import { systemChange } from './system-change.ts'

/** A period that is delivered and not paid: it waits for the money, and its subscription is ended when the grace is over. */
export async function awaitRenewal(parts: LedgerParts, change: ChangeRow): Promise<NextStep> {
  if (change.paymentNews === 'paid') return { state: 'applied', wakeInMs: null }
  const { cause } = change.facts
  const isOver = cause?.graceEndsAt != null && Date.parse(cause.graceEndsAt) <= parts.now().getTime()
  if (!isOver) return { wakeInMs: parts.timing.paymentPollMs }
  try {
    const standing = await parts.payments.standing(change)
    // News that never came must not end what was paid.
    if (standing.recurring && !standing.due) return { state: 'applied', wakeInMs: null }
    const { facts, target, customerId } = change
    const about = { target, customerId, websiteId: facts.websiteId }
    await parts.store.addChange(
      systemChange('end_unpaid', about, { id: cause.id, graceEndsAt: null }, facts.holder, parts.runtime.newId),
    )
    return { state: 'failed', facts: { reason: 'renewal_unpaid' }, wakeInMs: null }
  } catch (error) {
    parts.emit({ type: 'trouble', changeId: change.id, doing: 'ending an unpaid subscription', error })
    return { wakeInMs: parts.timing.paymentPollMs }
  }
}
