import { isPurchase } from './change-facts.ts'
import type { ChangeRow } from './change-row.ts'
import { chargeThatPaid } from './charge-that-paid.ts'
import { periodBegunBy } from './delivered-period.ts'
import type { Hold } from './hold.ts'
import type { LedgerParts } from './ledger-parts.ts'
import { goneBackOf, momentOf, rememberReturned } from './returned-money.ts'
import { subjectOf } from './system-change.ts'

/** How much of what was paid for a purchase the bank or another hand has given back, as news has said. */
export async function goneBackEarly({ store }: Pick<LedgerParts, 'store'>, change: ChangeRow): Promise<number> {
  const { facts, id } = change
  if (!isPurchase(facts) || facts.payment.kind !== 'received' || facts.due === null) return 0
  const paidBy = chargeThatPaid(change)
  return paidBy === null ? 0 : goneBackOf(store, change, { chargeId: paidBy, of: id })
}

/**
 * What has gone back before a purchase has ended stands under its charge alone. It gives no credit for the period that the plan
 * has begun: which one that is, is known now.
 */
export async function enterGoneBack(parts: LedgerParts, change: ChangeRow): Promise<void> {
  const { facts, id } = change
  const amountMinor = await goneBackEarly(parts, change)
  if (amountMinor === 0 || !isPurchase(facts) || facts.due === null) return
  const periodEndsAt = await periodBegunBy(parts, change)
  if (periodEndsAt === null) return
  const returned = { of: id, amount: { ...facts.due, amountMinor } }
  await rememberReturned(parts, subjectOf(change), momentOf(periodEndsAt), returned)
}

/** @returns how long to wait until a reading shows which period was begun; 0 when nothing is left to be entered. */
export async function enterBeforeItEnds(parts: LedgerParts, hold: Hold, change: ChangeRow): Promise<number> {
  if ((await goneBackEarly(parts, change)) === 0) return 0
  const notYetMs = Math.max(hold.quietForMs(), hold.stalenessMs())
  if (notYetMs === 0) await enterGoneBack(parts, change)
  return notYetMs
}
