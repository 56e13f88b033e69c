import type { Reading } from '../platform/platform.ts'
import { LeaseLostError } from './store.ts'
import { begunSince, isNoFall, seenPeriod } from './begun-periods.ts'
import { isPurchase, type Before } from './change-facts.ts'
import type { BegunPeriod, SeenPeriod } from './seen-period.ts'
import type { ChangeRow } from './change-row.ts'
import { lookAgainAtGone } from './gone-website.ts'
import type { Hold } from './hold.ts'
import type { LedgerParts } from './ledger-parts.ts'
import { pauseAfter, type NextStep, type WriteDown } from './next-step.ts'
import type { World } from './verdict-shape.ts'
import { readWorld } from './world.ts'

const hourMs = 3_600_000

/**
 * One look at a subscription that the partner bills by itself: tells what has begun since the last one. What was told is
 * written down afterwards, so that a crash in between tells it again, under the same key.
 */
export async function tellPeriods(
  parts: LedgerParts,
  hold: Hold,
  watch: ChangeRow,
  { writeDown, nextLookMs }: { writeDown: WriteDown; nextLookMs: (world: World) => number },
): Promise<NextStep> {
  const { facts } = watch
  if (facts.action !== 'watch') throw new Error('Only a watch looks at periods.')
  const seen = facts.period ?? null
  let kept = seen
  const elapsed = hold.now() - (facts.triedSince ?? hold.now())
  let untold = seen?.untold ?? []
  // Only looks that find no website one after the other count together.
  let goneSince: number | null = null
  try {
    const read = await readWorld(parts, watch, false)
    if (read.kind === 'pool_unseen') return { facts: { goneSince, triedSince: null }, wakeInMs: parts.timing.sweepMs }
    if (read.kind !== 'read') {
      const gone = read.kind === 'website_gone' ? lookAgainAtGone(parts, hold, watch) : null
      goneSince = gone?.goneSince ?? null
      if (gone && gone.notYetMs > 0) return { facts: { goneSince, triedSince: null }, wakeInMs: gone.notYetMs }
      const end = parts.now().toISOString()
      const fall: BegunPeriod = { kind: 'fell', startsAt: end, endsAt: null, plan: null }
      if (seen) await tellAll(parts, watch, seen, [...untold, fall], writeDown)
      return { facts: { period: null, goneSince, triedSince: null }, wakeInMs: gone?.nextLookMs ?? null }
    }
    const { reading, packages, now } = read.world
    const period = seenPeriod(reading, packages, facts.holder)
    if (seen) {
      const bought = await boughtSince(parts, watch, seen, reading)
      untold = withNew(untold, begunSince(seen, reading, { now, bought, packages }))
      // What could not be told is remembered beside what was seen last; a fall is found anew by what was seen before it.
      const before = untold.every(isNoFall) ? (period ?? seen) : seen
      kept = before
      await tellAll(parts, watch, before, untold, writeDown)
    }
    return { facts: { period, goneSince, triedSince: null }, wakeInMs: nextLookMs(read.world) }
  } catch (error) {
    // Another worker holds the subscription by now, and looks itself.
    if (error instanceof LeaseLostError) throw error
    parts.emit({ type: 'attempt.failed', changeId: watch.id, operation: 'telling the partner of a period', error })
    const triedSince = facts.triedSince ?? hold.now()
    const patch = { goneSince, triedSince, ...(kept && untold.length > 0 && { period: withUntold(kept, untold) }) }
    if (elapsed <= parts.timing.tellForMs) return { facts: patch, wakeInMs: pauseAfter(elapsed) }
    parts.emit({ type: 'notification.refused', changeId: watch.id, sinceMs: elapsed })
    return { facts: patch, wakeInMs: hourMs }
  }
}

/** Written down first: a process that has slept for long learns by that whether others have done so since. */
async function tellAll(
  parts: LedgerParts,
  watch: ChangeRow,
  seen: SeenPeriod,
  found: readonly BegunPeriod[],
  writeDown: WriteDown,
): Promise<void> {
  if (found.length === 0) return
  await writeDown(watch, { facts: { period: withUntold(seen, found) }, wakeInMs: 0 })
  for (const begun of found) await tell(parts, watch, seen, begun)
}

/** A fall shows until something is bought, which it is not to end. */
function withUntold(seen: SeenPeriod, found: readonly BegunPeriod[]): SeenPeriod {
  const untold = found.filter(isNoFall)
  return untold.length > 0 ? { ...seen, untold } : seen
}

/**
 * What stood when the customer first bought something since a period was seen, where the plan that runs was bought: that change
 * is how the partner knows of it, and says what it replaced. Compared in the platform's time alone, since the store has
 * another clock.
 */
async function boughtSince(
  { store }: LedgerParts,
  { target, customerId, facts }: ChangeRow,
  { changedAt }: SeenPeriod,
  { subscription, lastPackageChangeAt }: Reading,
): Promise<Before | null> {
  // Of a row of before it is not known what had been bought by then.
  if (changedAt === undefined || lastPackageChangeAt === changedAt || subscription.status === 'none') return null
  const of = facts.holder === 'website' ? { websiteId: facts.websiteId } : { customerId }
  const applied = await store.listChanges({ of, state: 'applied', since: 0, after: null, most: mostRecent })
  const bought = applied.flatMap(({ facts: made, ...change }) =>
    change.target === target && change.customerId === customerId && isPurchase(made) ? [made] : [],
  )
  if (bought[0]?.packageId !== subscription.plan.packageId) return null
  const since = bought.filter(({ before }) => momentOf(before.lastPackageChangeAt) >= momentOf(changedAt))
  return since.at(-1)?.before ?? null
}

/** What an earlier look had found and could not tell, and what shows beside it by now. */
function withNew(untold: readonly BegunPeriod[], found: readonly BegunPeriod[]): readonly BegunPeriod[] {
  const known = new Set(untold.map(({ startsAt }) => startsAt))
  return [...untold, ...found.filter(({ startsAt, kind }) => kind === 'fell' || !known.has(startsAt))]
}

/** In time's order: a package that was never changed comes first. */
function momentOf(changedAt: string | null): number {
  return changedAt === null ? -Infinity : Date.parse(changedAt)
}

/** The newest come first, and a customer starts no more in the time between two looks. */
const mostRecent = 200

/** The key is made of what is written down only afterwards: it is the same however often the period is told. */
async function tell(
  { payments }: LedgerParts,
  { target, customerId, facts }: ChangeRow,
  seen: SeenPeriod,
  { kind, startsAt, endsAt, plan }: BegunPeriod,
): Promise<void> {
  await payments.period?.({
    kind,
    key: `${customerId}/${target}/${kind === 'fell' ? seen.endsAt : startsAt}/${kind}`,
    target,
    customerId,
    websiteId: facts.websiteId,
    periodStart: startsAt,
    periodEnd: endsAt,
    package: plan,
    amount: plan?.price ?? null,
  })
}
