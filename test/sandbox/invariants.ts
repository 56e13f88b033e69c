import { expect } from 'vitest'
import type { Snapshot } from '../../packages/sandbox/src/core/platform/snapshot.ts'

const total = (counts: Partial<Record<string, number>>) =>
  Object.values(counts).reduce<number>((sum, count) => sum + (count ?? 0), 0)

/** What holds of every state of a sandbox, whatever was done to it. */
export function expectSound({ now, records }: Snapshot): void {
  const { subscription, website, customer, intp } = records
  const typeOf = new Map(intp.map(({ id, subscriptionType }) => [id, subscriptionType]))

  // Never two subscriptions for one holder, and none without its holder.
  const holders = subscription.map(({ intpId, intpcId, intpWebsiteId }) =>
    JSON.stringify([intpId, intpcId, intpWebsiteId]),
  )
  expect(new Set(holders).size).toBe(holders.length)
  const held = [
    ...website.filter(({ intpId }) => typeOf.get(intpId) === 'website').map(({ subscriptionId }) => subscriptionId),
    ...customer.flatMap(({ subscriptionId }) => subscriptionId ?? []),
  ]
  expect(held.toSorted()).toEqual(subscription.map(({ id }) => id).toSorted())

  for (const each of subscription) {
    // Nothing that is due has been left undone.
    if (each.status !== 'inactive') expect(each.expiresAt > now).toBe(true)
    if (each.status === 'canceled') expect(each.plannedPackageId).not.toBeNull()
    // Websites never show more than their subscription has counted.
    const shares = website.filter(({ subscriptionId }) => subscriptionId === each.id)
    const sum = shares.reduce((used, { consumed }) => used + total(consumed), 0)
    if (each.type === 'website') expect(sum).toBe(total(each.consumed))
    else expect(sum).toBeLessThanOrEqual(total(each.consumed))
    // Stops follow one another, and only the last may be open.
    const moments = each.stops.flatMap(({ from, until }) => (until === null ? [from] : [from, until]))
    expect(moments).toEqual(moments.toSorted())
    expect(each.stops.slice(0, -1).every(({ until }) => until !== null)).toBe(true)
  }
}

/** Visits recorded in all, over all periods. */
export function recordedVisits({ records }: Snapshot): number {
  return records.usageHour.reduce((sum, { counts }) => sum + (counts.Visit ?? 0), 0)
}
