/** Calendar days, both included. */
export interface DateRange {
  startDate: string
  endDate: string
}

const DAY_MS = 86_400_000
/** The longest range that the page draws. */
const MAX_DAYS = 366

/** The periods that the page offers, in days; a year in whole weeks, for its curve goes by weeks. */
export const periods: readonly (readonly [days: number, label: string])[] = [
  [7, '7 days'],
  [30, '30 days'],
  [90, '90 days'],
  [364, '12 months'],
]

/**
 * The days a dashboard URL asks for with `startDate` and `endDate`. What is missing, malformed, in the wrong order or
 * too long falls back to the 30 days up to today: a wrong date in a link must not cost a customer the dashboard.
 */
export function dashboardRange(query: URLSearchParams, today: string): DateRange {
  const start = parseDay(query.get('startDate'))
  const end = parseDay(query.get('endDate'))
  const isUsable = start !== undefined && end !== undefined && start <= end && daysBetween(start, end) <= MAX_DAYS
  return isUsable ? { startDate: start, endDate: end } : lastDays(30, today)
}

export function lastDays(count: number, endDate: string): DateRange {
  return { startDate: addDays(endDate, 1 - count), endDate }
}

/** The range of the same length just before. */
export function rangeBefore({ startDate, endDate }: DateRange): DateRange {
  return lastDays(daysBetween(startDate, endDate), addDays(startDate, -1))
}

/** Both days included. */
export function daysBetween(startDate: string, endDate: string): number {
  return Math.round((Date.parse(endDate) - Date.parse(startDate)) / DAY_MS) + 1
}

export function addDays(day: string, count: number): string {
  return new Date(Date.parse(day) + count * DAY_MS).toISOString().slice(0, 10)
}

function parseDay(text: string | null): string | undefined {
  if (text === null || !/^\d{4}-\d{2}-\d{2}$/.test(text)) return undefined
  const moment = new Date(`${text}T00:00:00.000Z`)
  // Comparing the text refuses 30 February, which Date would move into March.
  return Number.isNaN(moment.getTime()) || moment.toISOString().slice(0, 10) !== text ? undefined : text
}
