import { isPurchase } from './change-facts.ts'
import type { ChangeRow } from './change-row.ts'
import { changeStates } from './change-states.ts'
import type { LedgerParts } from './ledger-parts.ts'
import { reversalKey } from './give-back-part.ts'
import type { Store } from './store.ts'
import { beforeAPerson, subjectOf, systemChange } from './system-change.ts'

type ReturnWay = 'by_itself' | 'asks_a_person'

/**
 * How a charge goes back beside one that has gone back already. It may be what the plan is paid by now, and only a person knows,
 * unless the change was reversed together with its plan: then nothing is.
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

/** Starts the return of charges that a change does not use: each once, however often it is found. */
export async function returnStrays(
  { store, runtime }: LedgerParts,
  change: ChangeRow,
  chargeIds: readonly string[],
  how: ReturnWay = 'by_itself',
): Promise<void> {
  for (const chargeId of chargeIds) {
    const wanted = systemChange({ action: 'refund_stray', chargeId }, subjectOf(change), chargeId, runtime.newId)
    await store.addChange(how === 'by_itself' ? wanted : beforeAPerson(wanted, 'paid_meanwhile'))
  }
}

/**
 * True for a charge beside the one that a change was paid by, whose return is a person's decision or was decided against: its
 * plan may be paid by it, so that its return by another hand is news.
 */
export async function isLeftToAPerson(
  store: Pick<Store, 'findChange'>,
  { target, customerId }: ChangeRow,
  chargeId: string,
): Promise<boolean> {
  const stray = await store.findChange({ key: `refund_stray:${chargeId}`, lane: 'system', target, customerId })
  return stray?.state === 'needs_attention' || stray?.state === 'closed'
}

/**
 * What came in for a paid change beside the charge that paid it. Which one that is stands in its row: news of either may have
 * been written down while the provider was asked. Where that news names a charge that the provider has not shown, the last
 * look tells them apart.
 */
export function unusedCharges({ facts, chargeId }: ChangeRow): string[] {
  if (!isPurchase(facts) || facts.payment.kind !== 'received' || chargeId === null) return []
  const { charges } = facts.payment
  return charges.includes(chargeId) ? charges.filter((id) => id !== chargeId) : []
}

/**
 * True for a charge that the provider has shown for this change, or may show yet: it does not count the one that news has named
 * before. Whether it is one too many is decided when it does.
 */
export function isReadWithIt({ facts, state }: ChangeRow, chargeId: string): boolean {
  if (!isPurchase(facts)) return false
  const { payment, lastOutcome } = facts
  if (payment.kind === 'received') return payment.charges.includes(chargeId)
  return lastOutcome === 'refused' && changeStates[state].isOpen
}
