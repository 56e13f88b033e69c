import type { GivenBack } from '../payments/payment-order.ts'
import type { GiveBackFacts } from './change-facts.ts'
import type { ChangeRow } from './change-row.ts'
import type { LedgerParts } from './ledger-parts.ts'
import { inAllBy, momentOf, rememberReturned } from './returned-money.ts'
import { subjectOf } from './system-change.ts'

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
export async function noteGivenBack(parts: LedgerParts, change: ChangeRow): Promise<void> {
  const { facts } = change
  const isPart = facts.action === 'give_back' || facts.action === 'give_back_and_end'
  if (!isPart || facts.periodEndsAt === null) return
  await rememberReturned(parts, subjectOf(change), momentOf(facts.periodEndsAt), inAllBy(facts))
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

const prefix = 'reverse:'

/** There is one for each change. The change by which the plan of before follows has the same one, in the other lane. */
export function reversalKey(changeId: string): string {
  return prefix + changeId
}

/** True for a key that only a reversal may use: whoever else did could get past it, or be in its way for good. */
export function isReversalKey(key: string): boolean {
  return key.startsWith(prefix)
}
