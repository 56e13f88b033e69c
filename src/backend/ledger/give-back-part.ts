import type { Money } from '../../contract/money.ts'
import type { GivenBack } from '../payments/payment-order.ts'
import type { Store } from './store.ts'
import type { GiveBackFacts } from './change-facts.ts'
import type { ChangeRow } from './change-row.ts'
import type { LedgerParts } from './ledger-parts.ts'
import { subjectOf, systemChange, type Subject } from './system-change.ts'

/** Gives back what a person has decided. */
export async function giveBackPart(parts: LedgerParts, change: ChangeRow, what: GiveBackFacts): Promise<GivenBack> {
  const givenBack = await askForPart(parts, change, what)
  if (givenBack.state === 'done') await noteGivenBack(parts, change)
  return givenBack
}

/**
 * Writes down that what a person has decided on has gone back of a running period, or may have: it gives no credit any more.
 * Until then the open row says so, and what the provider refuses is credited again once a person has closed that.
 */
export async function noteGivenBack({ store, runtime }: LedgerParts, change: ChangeRow): Promise<void> {
  const { facts } = change
  const isPart = facts.action === 'give_back' || facts.action === 'give_back_and_end'
  if (!isPart || facts.periodEndsAt === null) return
  const cause = { action: 'returned', of: facts.of, amount: facts.amount } as const
  const returned = systemChange(cause, subjectOf(change), facts.periodEndsAt, runtime.newId)
  await store.addChange({ ...returned, state: 'applied', wakeInMs: null })
}

async function askForPart(
  { payments: { giveBack }, memories }: LedgerParts,
  change: ChangeRow,
  { of, chargeIds, amount }: GiveBackFacts,
): Promise<GivenBack> {
  // The partner gives it back by itself, and has no hook for that.
  if (!giveBack?.part) return { state: 'done' }
  const { id, target, customerId, facts } = change
  const { websiteId } = facts
  const order = { reversalId: id, changeId: of, target, customerId, websiteId, chargeIds, amount }
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
  // The open rows first: one that ends in between has written down before what has gone back.
  const live = await store.liveOf(target)
  const key = `returned:${new Date(periodEndsAt).toISOString()}`
  const found = await store.findChange({ key, lane: 'system', target, customerId })
  if (found?.facts.action === 'returned') return found.facts.amount
  // A person has decided on it already, and it has not gone back yet.
  for (const { facts, customerId: whose } of live) {
    const isGoingBack = facts.action === 'give_back' || facts.action === 'give_back_and_end'
    if (isGoingBack && whose === customerId && isSameMoment(facts.periodEndsAt, periodEndsAt)) return facts.amount
  }
  return null
}

function isSameMoment(a: string | null, b: string): boolean {
  return a !== null && Date.parse(a) === Date.parse(b)
}
