import type { ChangeRow } from './change-row.ts'
import type { FactsOf, GiveBackFacts } from './change-facts.ts'
import type { Hold } from './hold.ts'
import type { LedgerParts } from './ledger-parts.ts'
import type { StepResult } from './next-step.ts'
import type { SubscriptionOf, WorldRead } from './platform-subscription.ts'
import { hasRenewed, isTakenBack } from './taken-back.ts'

/**
 * Before each try to end a charge, it is asked whose charge that is by now. While the call fails, the customer may make the
 * website again under the same id, or get it back, and pay for a plan: that charge is not ended in place of the old one.
 *
 * @returns what to do instead of ending it; `null` when it is to be ended.
 */
export async function insteadOfEnding(
  { subscription, timing }: LedgerParts,
  hold: Hold,
  { facts, startedAt }: ChangeRow,
): Promise<StepResult | null> {
  if (facts.action === 'give_back_and_end') return insteadOfTakingBack(subscription, hold, facts)
  if (facts.action !== 'end_charge') return null
  const read = await subscription.read(facts)
  const isLost = read.kind === 'website_gone' || read.kind === 'owner_changed'
  if (isLost || isGoing(facts, read)) return null
  // Reads lag: this may be the website that has just gone.
  const notYetMs = startedAt + timing.readLagMs - hold.now()
  if (notYetMs > 0) return { kind: 'waiting', next: { wakeInMs: notYetMs } }
  return { kind: 'stuck', reason: 'changed_elsewhere' }
}

/** While the call fails, the customer may buy another plan, which is none of what is taken back. */
async function insteadOfTakingBack(
  subscription: LedgerParts['subscription'],
  hold: Hold,
  facts: GiveBackFacts & SubscriptionOf,
): Promise<StepResult | null> {
  const notYetMs = Math.max(hold.quietForMs(), hold.stalenessMs())
  if (notYetMs > 0) return { kind: 'waiting', next: { wakeInMs: notYetMs } }
  const read = await subscription.read(facts)
  if (read.kind !== 'read') return null
  if (!isTakenBack(facts, read.reading)) return { kind: 'stuck', reason: 'changed_elsewhere' }
  return hasRenewed(facts, read.reading) ? { kind: 'stuck', reason: 'period_ended' } : null
}

/** True for the very website, or the customer of a pool without one, that is about to be deleted. */
function isGoing({ website }: FactsOf<'end_charge'>, read: WorldRead | { kind: 'pool_unseen' }): boolean {
  if (website?.kind !== 'going') return false
  if (read.kind === 'pool_unseen') return true
  const { createdAt } = read.reading
  return website.madeAt === null || createdAt === null || createdAt === website.madeAt
}
