import { summarize, trafficByDay, type DayOfTraffic, type TrafficSummary } from '../platform/traffic-summary.ts'
import type { TrafficSource } from '../platform/traffic.ts'
import { addDays, rangeBefore, type DateRange } from './date-range.ts'

/** The numbers of a range, and of the range of the same length before it to compare with. */
export interface DashboardNumbers {
  days: readonly DayOfTraffic[]
  total: TrafficSummary
  previousDays: readonly DayOfTraffic[]
  previous: TrafficSummary
}

/** The dashboard's numbers. Its days are UTC days. */
export function dashboardNumbers(source: TrafficSource, range: DateRange): DashboardNumbers {
  const days = trafficByDay(source, spanOf(range))
  const previousDays = trafficByDay(source, spanOf(rangeBefore(range)))
  return { days, total: totalOf(days), previousDays, previous: totalOf(previousDays) }
}

function spanOf({ startDate, endDate }: DateRange) {
  return { from: Date.parse(startDate), until: Date.parse(addDays(endDate, 1)), offsetMinutes: 0 }
}

function totalOf(days: readonly DayOfTraffic[]): TrafficSummary {
  return summarize(days.flatMap(({ sessions }) => sessions))
}
