/** A package's period as the platform writes it, its known misspelling included. */
export type Period = 'monthly' | 'yearly' | 'monhtly'

/** Length of the unlimited free trial and of a package's trial. */
export const TRIAL_DAYS = 30

const DAY_MS = 86_400_000

/**
 * The same day `months` later, in UTC. A day that the month does not have becomes its last one (31 January → 28 February),
 * and what follows keeps the day it is then on, because each period starts from the end of the one before.
 */
export function addMonths(instant: Date, months: number): Date {
  const target = new Date(instant)
  target.setUTCDate(1)
  target.setUTCMonth(target.getUTCMonth() + months)
  const lastDay = new Date(Date.UTC(target.getUTCFullYear(), target.getUTCMonth() + 1, 0)).getUTCDate()
  target.setUTCDate(Math.min(instant.getUTCDate(), lastDay))
  return target
}

export function addDays(instant: Date, days: number): Date {
  return new Date(instant.getTime() + days * DAY_MS)
}

/** End of a period that starts at `start`. */
export function endOfPeriod(start: Date, period: Period): Date {
  return addMonths(start, period === 'yearly' ? 12 : 1)
}

/** End of the first period that is still running at `now`, counted from `billingDate`. */
export function firstRenewal(billingDate: Date, period: Period, now: Date): Date {
  let end = endOfPeriod(billingDate, period)
  while (end <= now) end = endOfPeriod(end, period)
  return end
}

export function billingInterval(period: Period): 'monthly' | 'yearly' {
  return period === 'yearly' ? 'yearly' : 'monthly'
}
