import type { ChangeRow } from './change-row.ts'
import type { LedgerParts } from './ledger-parts.ts'
import { momentOf, rememberReturned } from './returned-money.ts'
import { subjectOf } from './system-change.ts'
import { readWorld } from './world.ts'

/**
 * Where the partner bills by itself, what was agreed counts as received. Of a period that its plan was ended for nothing was:
 * that is written down, so that it gives no credit for the plan that is chosen next.
 */
export async function writeOffPeriod(parts: LedgerParts, change: ChangeRow): Promise<void> {
  const { facts, id } = change
  if (facts.action !== 'end_unpaid' || !facts.unpaid) return
  const { price, endsAt } = facts.unpaid
  if (price === null || endsAt === null) return
  // The call that ends a plan may be on its way when its invoice is paid.
  const { paymentNews } = (await parts.store.findChange({ id })) ?? change
  if (paymentNews === 'paid') return
  await rememberReturned(parts, subjectOf(change), momentOf(endsAt), { of: id, amount: price })
}

/** Rows of before do not say which period is not paid. It is taken for the running one, as long as that can be read. */
export async function writeOffRunning(parts: LedgerParts, change: ChangeRow): Promise<void> {
  const { facts, id } = change
  if (facts.action !== 'end_unpaid' || facts.unpaid !== undefined || parts.payments.recurring) return
  const read = await readWorld(parts, change, false)
  const { paymentNews } = (await parts.store.findChange({ id })) ?? change
  if (read.kind !== 'read' || paymentNews === 'paid') return
  const { subscription } = read.world.reading
  if (subscription.status !== 'active' && subscription.status !== 'ending') return
  const { plan, endsAt } = subscription
  if (endsAt === null || plan.price === null) return
  await rememberReturned(parts, subjectOf(change), momentOf(endsAt), { of: id, amount: plan.price })
}
