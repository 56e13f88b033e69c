import type { Package } from '../../contract/package.ts'
import { addIntervals, runningPeriod } from '../../contract/periods.ts'
import type { CurrentPlan } from '../../contract/subscription.ts'
import type { Reading } from '../platform/platform.ts'
import type { SeenPeriod } from './seen-period.ts'

/** A period that has begun by itself, without a change of the customer's. */
export interface BegunPeriod {
  kind: 'renewed' | 'switched' | 'fell'
  startsAt: string
  endsAt: string | null
  /** `null` when there is no plan any more. */
  plan: CurrentPlan | null
}

const minuteMs = 60_000
const hourMs = 60 * minuteMs
/** How far the ends of periods differ that are a month apart: 28 February and 31 March. */
const monthEndsMs = 96 * hourMs
/** So many periods at most are reported as one period: five years of months. */
const mostUnseen = 60

/** What is remembered of a reading, to be compared with a later one; `null` where no period runs. */
export function seenPeriod({ subscription, nextPackageId }: Reading, packages: readonly Package[]): SeenPeriod | null {
  if (subscription.status !== 'active' && subscription.status !== 'ending') return null
  const { plan, endsAt } = subscription
  if (endsAt === null) return null
  const follows = nextPackageId ?? (subscription.status === 'active' ? plan.packageId : null)
  return { plan, endsAt, next: follows === plan.packageId ? plan : planOf(follows, plan, packages) }
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
 * there was no look for several periods.
 */
export function begunSince({ plan: was, endsAt, next }: SeenPeriod, reading: Reading, now: Date): BegunPeriod[] {
  const { subscription } = reading
  const isRunning = subscription.status === 'active' || subscription.status === 'ending'
  if (!isRunning) return [{ kind: 'fell', startsAt: earlier(endsAt, now), endsAt: null, plan: null }]
  const { plan, endsAt: runsUntil } = subscription
  if (plan.packageId === was.packageId && runsUntil === endsAt) return []
  const boughtAt = firstOf(reading)
  const begun: BegunPeriod[] = []
  let start = Date.parse(endsAt)
  let before = was
  for (let unseen = 0; unseen < mostUnseen; unseen++) {
    if (start > now.getTime() + hourMs) return begun
    const end = addIntervals(new Date(start), plan.interval, 1).getTime()
    const isThis = boughtAt === null ? isNear(runsUntil, end) : isAt(boughtAt, start)
    if (isThis) return [...begun, ...told(before, plan, start, runsUntil)]
    // Bought in the middle of the period before, or moved by another hand.
    const isEarlier = boughtAt === null ? runsUntil !== null && Date.parse(runsUntil) > end : boughtAt > start
    if (!isEarlier || next === null) return begun
    const ended = addIntervals(new Date(start), next.interval, 1).getTime()
    begun.push(...told(before, next, start, new Date(ended).toISOString()))
    before = next
    start = ended
  }
  return begun
}

function told(before: CurrentPlan, plan: CurrentPlan, start: number, endsAt: string | null): BegunPeriod[] {
  const isFree = plan.price?.amountMinor === 0
  const isSame = before.packageId === plan.packageId
  // Nothing is billed for a free plan that goes on.
  if (isSame && isFree) return []
  const kind = isSame ? 'renewed' : isFree ? 'fell' : 'switched'
  return [{ kind, startsAt: new Date(start).toISOString(), endsAt, plan }]
}

/** When the plan began, where the running period is its first one. */
function firstOf({ subscription, lastPackageChangeAt }: Reading): number | null {
  const period = runningPeriod(subscription, [lastPackageChangeAt])
  const changedAt = lastPackageChangeAt === null ? null : Date.parse(lastPackageChangeAt)
  return period && changedAt === period.start ? changedAt : null
}

/** A switch is made when its day has come, and a little later; nothing is sold in the ten minutes before. */
function isAt(changedAt: number, boundary: number): boolean {
  return changedAt > boundary - minuteMs && changedAt < boundary + hourMs
}

function isNear(endsAt: string | null, end: number): boolean {
  return endsAt === null || Math.abs(Date.parse(endsAt) - end) <= monthEndsMs
}

function earlier(endsAt: string, now: Date): string {
  return new Date(Math.min(Date.parse(endsAt), now.getTime())).toISOString()
}
