import type { Money } from '../../contract/money.ts'
import type { GivenBack } from '../payments/payment-order.ts'
import type { Store } from './store.ts'
import type { GiveBackFacts } from './change-facts.ts'
import type { ChangeRow } from './change-row.ts'
import type { LedgerParts } from './ledger-parts.ts'
import { subjectOf, systemChange, type Subject } from './system-change.ts'

/** Gives back what a person has decided. What has gone back of a running period is written down first: it gives no credit. */
export async function giveBackPart(
  { payments, store, runtime, memories }: LedgerParts,
  change: ChangeRow,
  { of, chargeIds, amount, periodEndsAt }: GiveBackFacts,
): Promise<GivenBack> {
  const { id, target, customerId, facts } = change
  if (periodEndsAt !== null) {
    const returned = systemChange({ action: 'returned', of, amount }, subjectOf(change), periodEndsAt, runtime.newId)
    await store.addChange({ ...returned, state: 'applied', wakeInMs: null })
  }
  const { giveBack } = payments
  // The partner gives it back by itself, and has no hook for that.
  if (!giveBack?.part) return { state: 'done' }
  const order = {
    reversalId: id,
    changeId: of,
    target,
    customerId,
    websiteId: facts.websiteId,
    chargeIds,
    amount,
  }
  return giveBack.part(order, memories.of(change))
}

/** There is one for each change. The change by which the plan of before follows has the same one, in the other lane. */
export function reversalKey(changeId: string): string {
  return `reverse:${changeId}`
}

/** What has gone back of what was paid for the period that ends then. */
export async function returnedOf(
  store: Store,
  { target, customerId }: Pick<Subject, 'target' | 'customerId'>,
  periodEndsAt: string,
): Promise<Money | null> {
  const key = `returned:${new Date(periodEndsAt).toISOString()}`
  const found = await store.findChange({ key, lane: 'system', target, customerId })
  if (found?.facts.action === 'returned') return found.facts.amount
  // A person has decided on it already, and no one has come to write it down.
  for (const { facts, customerId: whose } of await store.liveOf(target)) {
    const isGoingBack = facts.action === 'give_back' || facts.action === 'give_back_and_end'
    if (isGoingBack && whose === customerId && isSameMoment(facts.periodEndsAt, periodEndsAt)) return facts.amount
  }
  return null
}

function isSameMoment(a: string | null, b: string): boolean {
  return a !== null && Date.parse(a) === Date.parse(b)
}
