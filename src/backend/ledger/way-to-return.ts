import type { Money } from '../../contract/money.ts'
import type { ChangeRow } from './change-row.ts'
import { chargeThatPaid, isBelieved } from './charge-that-paid.ts'
import { reversalKey } from './give-back-part.ts'
import type { LedgerParts } from './ledger-parts.ts'
import { inAllBy } from './returned-money.ts'
import { isGoneWhole } from './whole-return.ts'

export type ReturnWay = 'by_itself' | 'asks_a_person'

/** How a charge goes back that is reported after its change has ended. */
export function wayToReturn(parts: Pick<LedgerParts, 'store'>, change: ChangeRow): Promise<ReturnWay> {
  const isOtherBelieved = change.state === 'applied' && isBelieved(change)
  return isOtherBelieved ? wayToReturnBeside(parts, change) : wayToReturnBesidePaid(parts, change)
}

/** How a charge goes back beside the one that is known to have paid, where one has. */
export async function wayToReturnBesidePaid(parts: Pick<LedgerParts, 'store'>, change: ChangeRow): Promise<ReturnWay> {
  const { facts, id, state } = change
  // What a person has settled by hand is not touched: the plan may have been made by hand for that very payment.
  if (state === 'closed') return 'asks_a_person'
  const due = 'due' in facts ? facts.due : null
  const chargeId = chargeThatPaid(change)
  if (state !== 'applied' || chargeId === null || due === null) return 'by_itself'
  const { target, customerId } = change
  const reversal = await parts.store.findChange({ key: reversalKey(id), lane: 'system', target, customerId })
  const isGivenBack = reversal !== null && hasReturned(reversal, due)
  return isGivenBack || (await isGoneWhole(parts, change, chargeId)) ? wayToReturnBeside(parts, change) : 'by_itself'
}

/**
 * How a charge goes back beside one that has gone back already, or was only believed. It may be what the plan is paid by, and
 * only a person knows, unless the change was reversed together with its plan: then nothing is.
 */
export async function wayToReturnBeside({ store }: Pick<LedgerParts, 'store'>, change: ChangeRow): Promise<ReturnWay> {
  const { id, target, customerId } = change
  const about = { key: reversalKey(id), target, customerId }
  const reversal = await store.findChange({ ...about, lane: 'system' })
  if (reversal?.facts.action === 'give_back_and_end') return 'by_itself'
  // By a change of the customer's the plan of before follows.
  const isFollowed = reversal !== null && (await store.findChange({ ...about, lane: 'customer' })) !== null
  return isFollowed ? 'by_itself' : 'asks_a_person'
}

/**
 * True for what the ledger's own call has given back, or is giving back. What goes beyond that, or was left to a person, another
 * hand has given back.
 */
export function hasReturned({ state, facts }: ChangeRow, { amountMinor }: Money): boolean {
  const isUndone = facts.step === 0 && (state === 'needs_attention' || state === 'closed')
  const isGiveBack = facts.action === 'give_back' || facts.action === 'give_back_and_end'
  const isMore = isGiveBack && inAllBy(facts).amount.amountMinor < amountMinor
  return !isUndone && !isMore
}
