import type { ChangeRow } from './change-row.ts'
import type { LedgerParts } from './ledger-parts.ts'
import { goneBackOf } from './returned-money.ts'

/** True for a charge that the bank or another hand is known to have given back whole: a part of it leaves the rest to be decided on. */
export async function isGoneWhole(
  { store }: Pick<LedgerParts, 'store'>,
  change: ChangeRow,
  chargeId: string,
): Promise<boolean> {
  const { facts, id } = change
  const due = 'due' in facts ? facts.due : null
  return due !== null && (await goneBackOf(store, change, { chargeId, of: id })) >= due.amountMinor
}
