import { isPaid, isPurchase } from './change-facts.ts'
import type { ChangeRow } from './change-row.ts'
import { changeStates } from './change-states.ts'
import type { LedgerParts } from './ledger-parts.ts'
import type { Store } from './store.ts'
import { beforeAPerson, subjectOf, systemChange } from './system-change.ts'
import type { ReturnWay } from './way-to-return.ts'
import { isGoneWhole } from './whole-return.ts'

/** Starts the return of charges that a change does not use: each once, however often it is found. */
export async function returnStrays(
  parts: LedgerParts,
  change: ChangeRow,
  chargeIds: readonly string[],
  how: ReturnWay = 'by_itself',
): Promise<void> {
  const { store, runtime } = parts
  const beside = how === 'by_itself' && mayDeliver(change) ? change.id : null
  for (const chargeId of chargeIds) {
    const cause = { action: 'refund_stray', chargeId, beside } as const
    const wanted = systemChange(cause, subjectOf(change), chargeId, runtime.newId)
    if (how === 'by_itself') await store.addChange(wanted)
    else if (!(await isGoneWhole(parts, change, chargeId))) {
      await store.addChange(beforeAPerson(wanted, 'paid_meanwhile'))
    }
  }
}

/** True where a paid plan is there, or may come: while a return fails, what it goes back beside may go back first. */
function mayDeliver({ state, facts }: ChangeRow): boolean {
  return state === 'applied' || (isPaid(facts) && changeStates[state].isOpen)
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

/** True for a charge that the provider has shown for this change. Whether it is one too many was decided then. */
export function isReadWithIt({ facts }: ChangeRow, chargeId: string): boolean {
  return isPurchase(facts) && facts.payment.kind === 'received' && facts.payment.charges.includes(chargeId)
}
