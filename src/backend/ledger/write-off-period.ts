import type { ChangeRow } from './change-row.ts'
import type { LedgerParts } from './ledger-parts.ts'
import { rememberWrittenOff } from './returned-money.ts'
import { subjectOf } from './system-change.ts'
import { readWorld } from './world.ts'

/** Where only the grace is over, no report has said that the period is written off: it is once its plan has ended. */
export async function writeOffPeriod(parts: LedgerParts, change: ChangeRow): Promise<void> {
  const { facts, id } = change
  if (facts.action !== 'end_unpaid' || !facts.unpaid) return
  // The call that ends a plan may be on its way when its invoice is paid.
  const { paymentNews } = (await parts.store.findChange({ id })) ?? change
  if (paymentNews === 'paid') return
  await rememberWrittenOff(parts, subjectOf(change), facts.invoiceId, facts.unpaid)
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
  await rememberWrittenOff(parts, subjectOf(change), facts.invoiceId, { price: plan.price, endsAt })
}
