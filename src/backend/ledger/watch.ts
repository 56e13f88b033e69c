import { AnalyticsError } from '../../contract/error.ts'
import type { Standing } from '../payments/payment-order.ts'
import type { Reading } from '../platform/platform.ts'
import { LeaseLostError } from './store.ts'
import { alignment, isFree, pricedIn, seenIn } from './alignment.ts'
import { isPaid, type ChangeFacts, type FactsPatch, type Seen } from './change-facts.ts'
import { standingAt } from './capabilities.ts'
import type { ChangeRow } from './change-row.ts'
import { lookAgainAtGone, type GoneLook } from './gone-website.ts'
import { holdOf, type Hold } from './hold.ts'
import { lookAgain } from './look-again.ts'
import type { LedgerParts } from './ledger-parts.ts'
import { pauseAfter, type NextStep, type WriteDown } from './next-step.ts'
import { startAlignment } from './start-alignment.ts'
import { subjectOf, systemChange, type Subject } from './system-change.ts'
import { tellPeriods } from './tell-periods.ts'
import { awaitMoneyOf, rememberPaid } from './unpaid-renewal.ts'
import type { World } from './verdict-shape.ts'
import { watchOccasion, watchOf } from './watch-row.ts'
import { readWorld, type Lost, type WorldRead } from './world.ts'

/**
 * Makes sure that a subscription is watched, and looked at within that time. News gets lost, and the provider's pages and
 * other hands change things without any. So each subscription that something is charged for has a watch: a row at its end
 * that wakes now and then, compares both sides, and starts what brings them together.
 */
export async function keepWatch(parts: LedgerParts, hold: Hold, change: ChangeRow, wakeInMs: number): Promise<void> {
  // A partner that bills by itself hears about periods of what was bought here, and not of what was only asked for.
  const isBilledElsewhere = !parts.payments.period || change.state !== 'applied'
  if (!parts.payments.recurring && (isBilledElsewhere || !(await isFollowed(parts, change)))) return
  // Where a partner bills by itself no charge is seen: a row of before would lose the period that was told last.
  const seen = parts.payments.recurring ? seenBy(change) : null
  const wanted = systemChange({ action: 'watch', seen }, subjectOf(change), watchOccasion, parts.runtime.newId)
  const added = await parts.store.addChange({ ...wanted, state: 'applied', wakeInMs })
  if (added.kind !== 'same_key') return
  const { wakeAt, facts } = added.change
  const known = facts.action === 'watch' ? facts.seen : null
  const isNew = seen !== null && (known?.charge !== seen.charge || known.renewal !== seen.renewal)
  const isLater = wakeAt === null || wakeAt > hold.now() + wakeInMs
  if (!isLater && !isNew) return
  // Of a watch that has slept for long, the details may have been forgotten.
  const told = { ...wanted.facts, ...(seen && { seen: { ...seen, madeAt: seen.madeAt ?? known?.madeAt ?? null } }) }
  // What has ended since a look that found no website may have found one.
  const kept = { ...added.change, facts: facts.action === 'watch' && !isNew ? { ...facts, goneSince: null } : told }
  await hold.save(kept, lookAgain(kept, wakeInMs))
}

/** What is bought here is followed from then on; what the system has ended is looked at soon, where it was. */
async function isFollowed({ store }: LedgerParts, change: ChangeRow): Promise<boolean> {
  if (change.lane === 'customer') return true
  const { action } = change.facts
  const hasEnded = action === 'end_unpaid' || action === 'give_back_and_end'
  return hasEnded && (await watchOf(store, change)) !== null
}

/** What is known of both sides right after a plan was bought. */
const chargedOnly: Seen = { charge: 'renews', renewal: 'on', isApart: false, madeAt: null }

/** What a change that was applied leaves behind on both sides. */
function seenBy({ state, facts }: ChangeRow): Seen | null {
  if (state !== 'applied') return null
  if (facts.action === 'align') return facts.seen
  const isCharged = isPaid(facts) && facts.quote.to.price.amountMinor > 0
  return isCharged ? chargedOnly : null
}

/** How often a subscription that another worker holds is asked for. */
const holdPauseMs = 100

/**
 * Has a subscription looked at now, whether it is not watched yet, its watch sleeps until later, or has come to an end.
 *
 * @throws AnalyticsError `conflict`, to be tried again, where another worker goes on holding the subscription.
 */
export async function wakeWatch(parts: LedgerParts, subject: Subject): Promise<void> {
  const { store, runtime } = parts
  const wanted = systemChange({ action: 'watch', seen: null }, subject, watchOccasion, runtime.newId)
  const added = await store.addChange({ ...wanted, state: 'applied', wakeInMs: 0 })
  if (added.kind !== 'same_key') return
  const hold = await heldSoon(parts, subject.target)
  try {
    const watch = (await watchOf(store, subject)) ?? added.change
    // Of a watch that has slept for long, the details may have been forgotten.
    const known = watch.facts.action === 'watch' ? watch.facts : wanted.facts
    // While it slept for good, its website may have been there.
    const kept = { ...watch, facts: watch.wakeAt === null ? { ...known, goneSince: null } : known }
    await hold.save(kept, lookAgain(kept, 0))
  } finally {
    await store.release(hold.claim)
  }
}

async function heldSoon({ store, runtime, timing }: LedgerParts, target: string): Promise<Hold> {
  for (let waitedMs = 0; waitedMs <= timing.answerWithinMs; waitedMs += holdPauseMs) {
    const claim = await store.claim({ owner: runtime.newId(), leaseMs: timing.leaseMs, target })
    if (claim) return holdOf(store, claim, timing, runtime)
    await runtime.sleep(holdPauseMs)
  }
  throw new AnalyticsError({
    code: 'conflict',
    message: 'The subscription is being worked on. Try again in a moment.',
    retryable: true,
  })
}

/** One look at both sides, without any news. */
export async function sweep(parts: LedgerParts, hold: Hold, watch: ChangeRow, writeDown: WriteDown): Promise<NextStep> {
  const notYetMs = Math.max(hold.quietForMs(), hold.stalenessMs())
  if (notYetMs > 0) return { wakeInMs: notYetMs }
  if (!parts.payments.recurring) {
    return tellPeriods(parts, hold, watch, { writeDown, nextLookMs: (world) => nextSweepMs(parts, world) })
  }
  const { facts } = watch
  if (facts.action !== 'watch') throw new Error('Only a watch sweeps.')
  // Only looks that find no website one after the other count together.
  let goneSince: number | null = null
  try {
    const read = await readWorld(parts, watch, true)
    const gone = read.kind === 'website_gone' ? lookAgainAtGone(parts, hold, watch) : null
    goneSince = gone?.goneSince ?? null
    const next = await afterRead(parts, hold, watch, read, gone)
    return { ...next, facts: { ...next.facts, goneSince } }
  } catch (error) {
    // Another worker holds the subscription by now, and looks itself.
    if (error instanceof LeaseLostError) throw error
    parts.emit({ type: 'attempt.failed', changeId: watch.id, operation: 'comparing platform and provider', error })
    const wakeInMs = Math.min(parts.timing.sweepMs, pauseAfter(hold.now() - (watch.wakeAt ?? hold.now())) * 10)
    return { facts: { goneSince }, wakeInMs }
  }
}

function afterRead(
  parts: LedgerParts,
  hold: Hold,
  watch: ChangeRow,
  read: WorldRead,
  gone: GoneLook | null,
): Promise<NextStep> {
  if (read.kind === 'pool_unseen') return leaveRunning(parts, watch)
  return read.kind === 'read' ? compare(parts, hold, watch, read.world) : letGo(parts, hold, watch, read, gone)
}

async function compare(parts: LedgerParts, hold: Hold, watch: ChangeRow, world: World): Promise<NextStep> {
  const { facts } = watch
  const seen = facts.action === 'watch' ? facts.seen : null
  await noteDue(parts, watch, world.standing)
  const verdict = alignment({ cause: 'sweep', seen }, world)
  if (verdict.kind === 'wait') return { wakeInMs: verdict.forMs }
  if (isResumedThere(seen, world) && untilPeriodsEnd(parts, world).every((left) => left > hourMs)) {
    const triedSince = facts.triedSince ?? hold.now()
    const leftMs = triedSince + Math.min(parts.timing.sweepMs, newsLateMs) - hold.now()
    if (leftMs > 0) return { facts: { triedSince }, wakeInMs: leftMs }
  }
  if (verdict.kind !== 'done') {
    // Once renewal is off, the next look is hours away.
    const isTold = seen !== null && deliversNothing(world) && tellApart(parts, { watch, hold }, world)
    const known = isTold ? { ...seen, isApart: true } : seen
    const notYetMs = await startAlignment(parts, hold, watch, verdict, known)
    const wakeInMs = Math.min(nextSweepMs(parts, world), notYetMs ?? Infinity)
    return { facts: { triedSince: null, ...(known && { seen: known }) }, wakeInMs }
  }
  const isUnknownHere = seen === null && !world.standing?.recurring
  if (isUnknownHere) return { wakeInMs: nextSweepMs(parts, world) }
  const isApart = tellApart(parts, { watch, hold }, world)
  const patch: FactsPatch = { seen: seenIn(world, isApart), triedSince: null }
  return { facts: patch, wakeInMs: nextSweepMs(parts, world) }
}

async function noteDue(parts: LedgerParts, watch: ChangeRow, standing: Standing | null): Promise<void> {
  const due = standing?.due ?? null
  if (due?.kind === 'overdue') {
    await awaitMoneyOf(parts, subjectOf(watch), due.invoiceId, standing?.recurring ?? null)
  }
  // What is claimed back was paid, also where the news of that was lost.
  if (due?.kind === 'disputed') await rememberPaid(parts, subjectOf(watch), due.invoiceId)
}

/** The platform does not say how the pool stands, and renews it: what is delivered goes on being charged. */
async function leaveRunning(parts: LedgerParts, watch: ChangeRow): Promise<NextStep> {
  await noteDue(parts, watch, await standingAt(parts, watch))
  return { wakeInMs: parts.timing.sweepMs }
}

/** What was last seen of a plan that came to another customer: it renews, without a charge in that customer's name. */
const inherited: Seen = { charge: 'ends', renewal: 'on', isApart: false, madeAt: null }

/** The website is not this customer's any more, and must not be charged in their name. */
async function letGo(
  parts: LedgerParts,
  hold: Hold,
  watch: ChangeRow,
  lost: Lost,
  gone: GoneLook | null,
): Promise<NextStep> {
  const { target, customerId, facts } = watch
  const { recurring, due } = await standingAt(parts, { target, customerId })
  const patch: FactsPatch = {}
  const uncharged = facts.action === 'watch' ? facts.seen?.uncharged : undefined
  const isCharged = recurring !== null || wasCharged(facts)
  if (lost.kind === 'owner_changed' && facts.holder === 'website' && (isCharged || uncharged)) {
    // First, since afterwards it does not show any more that the plan was charged for.
    const theirs = await parts.subscription.read({ ...facts, customerId: lost.ownerId })
    // It is changing hands right now, or reads lag.
    if (theirs.kind !== 'read') return { wakeInMs: parts.timing.readLagMs }
    const isTheirOwn = wasMadeAgain(facts, theirs.reading) || !(isCharged || isSamePlan(theirs.reading, uncharged))
    if (!isTheirOwn) await handOver(parts, hold, watch, lost.ownerId)
    patch.seen = null
  }
  if (!recurring && !due) return { facts: patch, wakeInMs: gone?.nextLookMs ?? null }
  if (gone && gone.notYetMs > 0) return { facts: patch, wakeInMs: gone.notYetMs }
  const isBeingEnded = hold.claim.changes
    .map((change) => hold.latest(change))
    .some(
      (change) =>
        change.facts.action === 'end_charge' && change.state === 'applying' && change.customerId === customerId,
    )
  const what = `turn-${hold.claim.turn}/${recurring?.periodEndsAt ?? ''}/${due?.invoiceId ?? ''}`
  const cause = { action: 'end_charge', reason: lost.kind, website: { kind: 'gone' } } as const
  const end = systemChange(cause, subjectOf(watch), what, parts.runtime.newId)
  if (!isBeingEnded) await parts.store.addChange(end)
  return { facts: patch, wakeInMs: parts.timing.sweepMs }
}

function wasCharged(facts: ChangeFacts): boolean {
  return facts.action === 'watch' && facts.seen !== null && facts.seen.charge !== 'none'
}

/** True for the very plan whose charge had ended before: another hand may have had it renewed since. */
function isSamePlan(reading: Reading, uncharged: Seen['uncharged']): boolean {
  const theirs = pricedIn(reading)
  if (theirs === null || uncharged === undefined) return false
  return theirs.packageId === uncharged.packageId && theirs.changedAt === uncharged.changedAt
}

/** True for another website under the same id, with a plan of its own. */
function wasMadeAgain(facts: ChangeFacts, { createdAt }: Reading): boolean {
  const madeAt = facts.action === 'watch' ? facts.seen?.madeAt : null
  return typeof madeAt === 'string' && createdAt !== null && createdAt !== madeAt
}

/** The plan goes on for another customer, who has agreed to no price: it is watched there too, so that it does not renew. */
async function handOver({ store, runtime, timing }: LedgerParts, hold: Hold, watch: ChangeRow, customerId: string) {
  const subject = { ...subjectOf(watch), customerId }
  const wanted = systemChange({ action: 'watch', seen: inherited }, subject, watchOccasion, runtime.newId)
  const added = await store.addChange({ ...wanted, state: 'applied', wakeInMs: timing.readLagMs })
  if (added.kind !== 'same_key') return
  const { facts, wakeAt } = added.change
  const known = facts.action === 'watch' ? facts.seen : null
  const isWatched = wakeAt !== null && known !== null && known.charge !== 'none'
  if (isWatched) return
  const kept = { ...added.change, facts: wanted.facts }
  await hold.save(kept, lookAgain(kept, timing.readLagMs))
}

const hourMs = 3_600_000
const dayMs = 24 * hourMs
/** How late the provider's news may come before a look without it counts as lost. */
const newsLateMs = 60_000

/** True where renewal was turned on at the provider since the last look: news of that turns it on on the platform as well. */
function isResumedThere(seen: Seen | null, { reading: { subscription }, standing }: World): boolean {
  return seen?.charge === 'ends' && standing?.recurring?.renews === true && subscription.status === 'ending'
}

/** Tells the partner, once, when charge and delivery end on different days. */
function tellApart(parts: LedgerParts, { watch, hold }: { watch: ChangeRow; hold: Hold }, world: World): boolean {
  const wasApart = watch.facts.action === 'watch' && watch.facts.seen?.isApart === true
  const chargedUntil = world.standing?.recurring?.periodEndsAt
  const deliveredUntil = chargedUntil === undefined ? null : deliveredBeside(hold, watch, world)
  if (chargedUntil === undefined || deliveredUntil === null) return false
  const isApart = Math.abs(Date.parse(deliveredUntil) - Date.parse(chargedUntil)) > dayMs
  if (isApart && !wasApart) parts.emit({ type: 'periods.diverged', changeId: watch.id, deliveredUntil, chargedUntil })
  return isApart
}

/**
 * Until when the plan is delivered that is charged for. Where another hand turns renewal off in the minutes between the
 * charge of a period and its delivery, that was until the period before ended.
 */
function deliveredBeside({ claim }: Hold, { customerId }: ChangeRow, world: World): string | null {
  const { reading, standing, now } = world
  const { subscription, lastPackageChangeAt } = reading
  const recurring = standing?.recurring
  if (subscription.status !== 'active' || !recurring) return null
  if (!deliversNothing(world)) return recurring.renews ? subscription.endsAt : null
  const isBeingChanged = claim.changes.some((change) => change.lane === 'customer' && change.customerId === customerId)
  const isOver = Date.parse(recurring.periodEndsAt) - now.getTime() < dayMs
  return isBeingChanged || isOver ? null : lastPackageChangeAt
}

function deliversNothing({ reading: { subscription } }: World): boolean {
  return subscription.status === 'active' && isFree(subscription.plan)
}

const marginMs = 900_000
const soonestMs = 60_000

/** On a schedule, and once shortly before and once shortly after each period's end. */
function nextSweepMs(parts: LedgerParts, world: World): number {
  const waits = untilPeriodsEnd(parts, world)
    .map((left) => (left > marginMs + soonestMs ? left - marginMs : left + marginMs))
    .filter((wait) => wait > soonestMs)
  return Math.min(parts.timing.sweepMs, ...waits)
}

/** How long the running period goes on, in business time, on each side that has one. */
function untilPeriodsEnd({ now }: LedgerParts, { reading: { subscription }, standing }: World): number[] {
  const ends = [standing?.recurring?.periodEndsAt, 'endsAt' in subscription ? subscription.endsAt : null]
  return ends.flatMap((end) => (end ? [Date.parse(end) - now().getTime()] : []))
}
