import { compareLimits, type Package } from '../../contract/package.ts'
import { addIntervals, runningPeriod } from '../../contract/periods.ts'
import type { CurrentPlan, SubscriptionHolder } from '../../contract/subscription.ts'
import type { Reading } from '../platform/platform.ts'
import type { Before } from './change-facts.ts'
import type { BegunPeriod, SeenPeriod } from './seen-period.ts'

const minuteMs = 60_000
const hourMs = 60 * minuteMs
/** How far the ends of periods differ that are a month apart: 28 February and 31 March. */
const monthEndsMs = 96 * hourMs
/** So many periods at most are reported as one period: five years of months. */
const mostUnseen = 60

/** What is remembered of a reading, to be compared with a later one; `null` where no period runs. */
export function seenPeriod(
  { subscription, nextPackageId, lastPackageChangeAt, createdAt }: Reading,
  packages: readonly Package[],
  holder: SubscriptionHolder = 'website',
): SeenPeriod | null {
  if (subscription.status !== 'active' && subscription.status !== 'ending') return null
  const { plan, endsAt, trial } = subscription
  if (endsAt === null) return null
  const renews = subscription.status === 'active' && trial?.kind !== 'unlimited'
  const follows = nextPackageId ?? (renews ? plan.packageId : null)
  const next = follows === plan.packageId ? plan : planOf(follows, plan, packages)
  // A pool is read through any of its websites.
  const made = holder === 'website' ? { madeAt: createdAt } : {}
  return { plan, endsAt, next, changedAt: lastPackageChangeAt, ...made }
}

function planOf(packageId: string | null, beside: CurrentPlan, packages: readonly Package[]): CurrentPlan | null {
  if (packageId === null) return null
  const found = packages.find(({ id }) => id === packageId)
  if (!found) return { packageId, name: null, interval: beside.interval, limit: null, price: null }
  const { name, interval, limit, price } = found
  return { packageId, name, interval, limit, price }
}

/**
 * What has begun by itself since a period was seen: its renewals, a planned switch, the fall at its end. What a customer has
 * bought in the meantime was told as that change, and is none of them. Each is found once it is in a reading, also when
 * several periods have passed without a look.
 *
 * @param bought what stood when the customer first bought something since, where what runs was bought; else `null`.
 */
export function begunSince(
  seen: SeenPeriod,
  reading: Reading,
  { now, bought, packages }: { now: Date; bought: Before | null; packages: readonly Package[] },
): BegunPeriod[] {
  const { subscription } = reading
  const isRunning = subscription.status === 'active' || subscription.status === 'ending'
  const latest = now.getTime() + hourMs
  const over = bought && runningThen(bought, seen, packages)
  const begunBefore = () =>
    over
      ? begunUntil(seen, { ...over, latest }, changedSinceSeen(seen, bought.lastPackageChangeAt)).filter(isNoFall)
      : []
  if (!isRunning) {
    const fall = { kind: 'fell', startsAt: earlier(seen.endsAt, now), endsAt: null, plan: null } as const
    return [...begunBefore(), fall]
  }
  const running: Running = { plan: subscription.plan, runsUntil: subscription.endsAt, latest }
  if (wasMadeAgain(seen, reading)) {
    // What its customer has bought is not to be ended by a fall.
    const fallen = told(seen.plan, subscription.plan, Date.parse(earlier(seen.endsAt, now)), subscription.endsAt)
    return fallen.filter((begun) => !isNoFall(begun))
  }
  const changedAt = changedSince(seen, reading)
  if (!bought || changedAt === null) return begunUntil(seen, running, changedAt)
  return [...begunBefore(), ...renewalsOf(running, changedAt)]
}

interface Running {
  plan: CurrentPlan
  runsUntil: string | null
  latest: number
}

/** What was running when something was bought. */
function runningThen({ status, packageId, endsAt }: Before, { plan, next }: SeenPeriod, packages: readonly Package[]) {
  if (status !== 'active' && status !== 'ending') return null
  const known =
    [plan, next].find((candidate) => candidate?.packageId === packageId) ?? planOf(packageId, plan, packages)
  return known && { plan: known, runsUntil: endsAt }
}

/** @param changedAt when what runs began, where that was after the period was seen. */
function begunUntil({ plan: was, endsAt, next }: SeenPeriod, running: Running, changedAt: number | null) {
  const { plan, runsUntil } = running
  if (plan.packageId === was.packageId && runsUntil === endsAt) return []
  const begun: BegunPeriod[] = []
  let start = Date.parse(endsAt)
  if (changedAt === null) return periodsFrom(start, was, running)
  let before = was
  for (let unseen = 0; unseen < mostUnseen; unseen++) {
    // At the very moment it is the platform's own doing.
    const isSwitch = changedAt === start || (isAt(changedAt, start) && couldFollow(plan, next))
    if (isSwitch) return [...begun, ...periodsFrom(start, before, running)]
    if (changedAt <= start || next === null) break
    const end = addIntervals(new Date(start), next.interval, 1).getTime()
    // A fall would be told after the purchase that has undone it, and end what was bought.
    begun.push(...told(before, next, start, new Date(end).toISOString()).filter(isNoFall))
    before = next
    start = end
  }
  return [...begun, ...renewalsOf(running, changedAt)]
}

function renewalsOf(running: Running, changedAt: number): BegunPeriod[] {
  const first = addIntervals(new Date(changedAt), running.plan.interval, 1).getTime()
  return periodsFrom(first, running.plan, running)
}

/** True for another website under the same id: what was seen has gone with the first one. */
function wasMadeAgain({ madeAt }: SeenPeriod, { createdAt }: Reading): boolean {
  return typeof madeAt === 'string' && createdAt !== null && createdAt !== madeAt
}

/** A fall is the end of a plan, and no period. */
export function isNoFall({ kind }: BegunPeriod): boolean {
  return kind !== 'fell'
}

/** The periods that a plan has begun from then on, up to the one that runs. */
function periodsFrom(first: number, from: CurrentPlan, { plan, runsUntil, latest }: Running): BegunPeriod[] {
  const begun: BegunPeriod[] = []
  const until = runsUntil === null ? null : Date.parse(runsUntil)
  let before = from
  let start = first
  for (let unseen = 0; unseen < mostUnseen && start <= latest; unseen++) {
    const end = addIntervals(new Date(start), plan.interval, 1).getTime()
    // Moved by another hand.
    if (until !== null && until < end - monthEndsMs) break
    const isLast = until === null || until <= end + monthEndsMs
    begun.push(...told(before, plan, start, isLast ? runsUntil : new Date(end).toISOString()))
    if (isLast) break
    before = plan
    start = end
  }
  return begun
}

function told(before: CurrentPlan, plan: CurrentPlan, start: number, endsAt: string | null): BegunPeriod[] {
  const isSame = before.packageId === plan.packageId
  // Nothing is billed for a free plan that goes on.
  if (isSame && isFree(plan)) return []
  const kind = isSame ? 'renewed' : isFree(plan) ? 'fell' : 'switched'
  return [{ kind, startsAt: new Date(start).toISOString(), endsAt, plan }]
}

/** When the running plan began, where that was after the period was seen. */
function changedSince(seen: SeenPeriod, { subscription, lastPackageChangeAt }: Reading): number | null {
  const since = changedSinceSeen(seen, lastPackageChangeAt)
  if (since === null || seen.changedAt !== undefined) return since
  // Rows of before do not say: it shows as long as the plan's first period runs.
  return runningPeriod(subscription, [lastPackageChangeAt])?.start === since ? since : null
}

function changedSinceSeen({ changedAt }: SeenPeriod, lastPackageChangeAt: string | null): number | null {
  return lastPackageChangeAt === null || lastPackageChangeAt === changedAt ? null : Date.parse(lastPackageChangeAt)
}

/** A switch is made when its day has come, and a little later. */
function isAt(changedAt: number, boundary: number): boolean {
  return changedAt > boundary - minuteMs && changedAt < boundary + hourMs
}

/** False for a plan that does not begin by itself: what was to follow does, or, planned by another hand, less than that. */
function couldFollow(plan: CurrentPlan, next: CurrentPlan | null): boolean {
  if (next === null) return isFree(plan)
  if (plan.packageId === next.packageId || plan.limit === null || next.limit === null) return true
  return compareLimits(plan.limit, next.limit) < 0
}

function isFree({ price }: CurrentPlan): boolean {
  return price?.amountMinor === 0
}

function earlier(endsAt: string, now: Date): string {
  return new Date(Math.min(Date.parse(endsAt), now.getTime())).toISOString()
}
