import type { ChangeRow } from './change-row.ts'
import type { LedgerParts } from './ledger-parts.ts'
import { momentOf, rememberReturned } from './returned-money.ts'
import { subjectOf } from './system-change.ts'

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
