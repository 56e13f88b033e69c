import { standingAt } from './capabilities.ts'
import type { PlatformGoal } from './action-steps.ts'
import { countsOnCredit, isPurchase, type ChangeFacts } from './change-facts.ts'
import type { ChangeRow } from './change-row.ts'
import type { Hold } from './hold.ts'
import type { LedgerParts } from './ledger-parts.ts'
import { reportedDue } from './own-billing.ts'
import type { Target } from '../payments/target.ts'
import { pauseAfter, type NextStep } from './next-step.ts'
import { returnedOf } from './returned-money.ts'
import type { SubscriptionRead } from './platform-subscription.ts'
import type { Verdict, World } from './verdict-shape.ts'
import { verdictOn } from './verdict.ts'
import { watchOf } from './watch-row.ts'

/** The website, or the pool's customer, does not exist any more, or the website is another customer's. */
export type Lost = Exclude<SubscriptionRead, { kind: 'read' | 'pool_unseen' }>
export type WorldRead = { kind: 'read'; world: World } | { kind: 'pool_unseen' } | Lost

/** Reads what stands on the platform and, where asked for, at the provider, side by side. */
export async function readWorld(
  parts: LedgerParts,
  { facts, target, customerId }: ChangeRow,
  withStanding: boolean,
): Promise<WorldRead> {
  const { subscription, payments, now, allowsIntervalSwitch } = parts
  const about = { target, customerId }
  const [read, standing, reported, hasGoneBack] = await Promise.all([
    subscription.read(facts),
    withStanding && payments.recurring ? standingAt(parts, about) : null,
    withStanding && !payments.recurring ? reportedDue(parts.store, about) : null,
    withStanding && hasCreditGoneBack(parts.store, about, facts),
  ])
  if (read.kind !== 'read') return read
  const { reading, packages } = read
  const isPaymentDue = (standing?.due ?? reported) !== null || hasGoneBack
  return { kind: 'read', world: { reading, packages, standing, isPaymentDue, now: now(), allowsIntervalSwitch } }
}

/** True where more of the period that a price counts on has gone back than when it was quoted. */
async function hasCreditGoneBack(
  store: LedgerParts['store'],
  about: { target: Target; customerId: string },
  facts: ChangeFacts,
): Promise<boolean> {
  if (!isPurchase(facts) || facts.returnedBefore === undefined || !countsOnCredit(facts)) return false
  const { before, returnedBefore } = facts
  const returned = before.endsAt === null ? null : await returnedOf(store, about, before.endsAt)
  return returned !== null && returned.amountMinor > returnedBefore
}

export type Look =
  | { kind: 'seen'; verdict: Verdict; world: World | null }
  /** A reading would prove nothing yet. */
  | { kind: 'waiting'; next: NextStep }
  | { kind: 'unreadable' }

const needsStanding: ReadonlySet<PlatformGoal> = new Set([
  'aligned',
  'renewal_on',
  'renewal_off',
  'renewal_stopped',
  'unpaid_ended',
])

/**
 * Reads the world for a goal, once a reading can be believed: when what was done last shows, and when no call that another
 * change has sent may still take effect.
 */
export async function lookAt(
  parts: LedgerParts,
  hold: Hold,
  change: ChangeRow,
  goal: PlatformGoal,
  withStanding = needsStanding.has(goal),
): Promise<Look> {
  const { facts } = change
  // What this change has sent itself is judged by whoever sent it.
  const hasSent = facts.sentAt !== null
  const notYetMs = hasSent ? 0 : Math.max(hold.quietForMs(), hold.stalenessMs())
  if (notYetMs > 0) return { kind: 'waiting', next: { wakeInMs: notYetMs } }
  try {
    const read = await readWorld(parts, change, withStanding)
    if (read.kind === 'pool_unseen') return lookAtUnseen(parts, change)
    if (read.kind !== 'read') return { kind: 'seen', verdict: { kind: 'no', reason: read.kind }, world: null }
    return { kind: 'seen', verdict: verdictOn(goal, await withSeen(parts, change), read.world), world: read.world }
  } catch (error) {
    parts.emit({ type: 'attempt.failed', changeId: change.id, operation: 'reading the platform', error })
    const elapsed = hold.now() - (facts.triedSince ?? hold.now())
    if (elapsed > parts.timing.giveUpMs && hold.quietForMs() <= 0) return { kind: 'unreadable' }
    const triedSince = facts.triedSince ?? hold.now()
    return { kind: 'waiting', next: { facts: { triedSince }, wakeInMs: pauseAfter(elapsed) } }
  }
}

/** A customer's change was for a website that is not there any more. What has to be done about the pool waits for its next one. */
function lookAtUnseen({ timing }: LedgerParts, { lane }: ChangeRow): Look {
  if (lane === 'customer') return { kind: 'seen', verdict: { kind: 'no', reason: 'website_gone' }, world: null }
  return { kind: 'waiting', next: { facts: { triedSince: null }, wakeInMs: timing.sweepMs } }
}

/** News says that something was changed, and not what: that shows beside what was seen last, by now. */
async function withSeen({ store }: LedgerParts, change: ChangeRow): Promise<ChangeFacts> {
  const { facts } = change
  if (facts.action !== 'align' || facts.cause !== 'news') return facts
  const watch = await watchOf(store, change)
  return watch?.facts.action === 'watch' ? { ...facts, seen: watch.facts.seen } : facts
}
