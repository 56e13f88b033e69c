import type { BillingInterval } from './package.ts'
import type { Subscription } from './subscription.ts'

/** A billing period, in milliseconds since 1970. */
export interface Period {
  start: number
  end: number
}

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

/**
 * The period that is running. It began at one of the moments at which its package may have started when it is the first
 * one since (31 January to 28 February), and otherwise one interval before its end.
 */
export function runningPeriod(subscription: Subscription, startedAt: readonly (string | null)[]): Period | null {
  if (subscription.status !== 'active' && subscription.status !== 'ending') return null
  if (subscription.endsAt === null) return null
  const end = Date.parse(subscription.endsAt)
  const { interval } = subscription.plan
  const first = startedAt.find((at) => at !== null && addIntervals(new Date(at), interval, 1).getTime() === end)
  return { start: first ? Date.parse(first) : addIntervals(new Date(end), interval, -1).getTime(), end }
}
