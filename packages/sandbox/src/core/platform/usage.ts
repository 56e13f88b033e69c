import type { Reader } from './records.ts'
import {
  kinds,
  keyOf,
  rates,
  usageHourKey,
  type Consumed,
  type Intp,
  type Kind,
  type Subscription,
  type Website,
} from './state.ts'
import { isTracking, noteTracking, totalOf } from './subscriptions.ts'
import { limitOf } from './subscription-rules.ts'
import { packageOf, subscriptionOf, websiteOf, type Transaction } from './transaction.ts'

export type Counts = Consumed

/**
 * Counts what happened on a website. When the limit is reached tracking stops, and what comes after it is lost, until
 * the touchpoints reset or an upgrade: the answer says how many of each kind were counted.
 */
export function recordUsage(
  tx: Transaction,
  intp: Intp,
  intpWebsiteId: string,
  counts: Counts,
): { recorded: Counts; dropped: Counts } {
  const website = websiteOf(tx, intp, intpWebsiteId)
  const subscription = subscriptionOf(tx, website.subscriptionId)
  const limit = isTracking(subscription, packageOf(tx, intp, subscription.packageId))
    ? limitOf(packageOf(tx, intp, subscription.packageId))
    : 0
  let used = totalOf(subscription.consumed)
  const recorded: Counts = {}
  const dropped: Counts = {}
  for (const kind of kinds) {
    const asked = counts[kind] ?? 0
    // One that begins below the limit is counted whole, so a kind that costs several touchpoints may pass it by a few.
    const fit = Math.min(asked, Math.max(0, Math.ceil((limit - used) / rates[kind])))
    used += fit * rates[kind]
    if (fit > 0) recorded[kind] = fit
    if (asked > fit) dropped[kind] = asked - fit
  }
  if (Object.keys(recorded).length > 0) write(tx, intp, website, subscription, recorded)
  return { recorded, dropped }
}

function write(tx: Transaction, intp: Intp, website: Website, subscription: Subscription, recorded: Counts): void {
  const at = tx.now.toISOString()
  const touchpoints = Object.fromEntries(kinds.flatMap((kind) => touchpointsOf(kind, recorded[kind])))
  tx.write('website', keyOf(intp.id, website.intpWebsiteId), {
    ...website,
    consumed: sum(website.consumed, touchpoints),
  })
  const consumed = sum(subscription.consumed, touchpoints)
  tx.write('subscription', subscription.id, noteTracking(tx, { ...subscription, consumed }, at))
  const key = usageHourKey(website.id, at)
  const hour = tx.get('usageHour', key) ?? { websiteId: website.id, at, counts: {} }
  tx.write('usageHour', key, { ...hour, counts: sum(hour.counts, recorded) })
  tx.effect({
    kind: 'usage.recorded',
    intpId: intp.id,
    intpCustomerId: website.intpCustomerId,
    intpWebsiteId: website.intpWebsiteId,
    subscriptionId: subscription.id,
    details: { recorded },
  })
}

/** Page visits recorded on a website, by the hour. */
export function recordedVisits(reader: Reader, website: Website): { at: number; visits: number }[] {
  return reader
    .values('usageHour')
    .filter((hour) => hour.websiteId === website.id && hour.counts.Visit !== undefined)
    .map((hour) => ({ at: Date.parse(hour.at), visits: hour.counts.Visit ?? 0 }))
}

function touchpointsOf(kind: Kind, count: number | undefined): [Kind, number][] {
  return count === undefined ? [] : [[kind, count * rates[kind]]]
}

function sum(a: Counts, b: Counts): Counts {
  const total: Counts = { ...a }
  for (const kind of kinds) if (b[kind] !== undefined) total[kind] = (total[kind] ?? 0) + b[kind]
  return total
}
