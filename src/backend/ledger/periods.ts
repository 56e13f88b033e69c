import type { BillingInterval } from '../../contract/package.ts'

/**
 * The moment that many intervals later (or earlier), in UTC. A day that the month does not have becomes its last one:
 * 31 January and a month is 28 February (`docs/reference/platform.md`, "What the subscription calls do").
 */
export function addIntervals(from: Date, interval: BillingInterval, count: number): Date {
  const months = interval === 'yearly' ? 12 * count : count
  const day = from.getUTCDate()
  const moved = new Date(from)
  moved.setUTCDate(1)
  moved.setUTCMonth(moved.getUTCMonth() + months)
  const lastDay = new Date(Date.UTC(moved.getUTCFullYear(), moved.getUTCMonth() + 1, 0)).getUTCDate()
  moved.setUTCDate(Math.min(day, lastDay))
  return moved
}
