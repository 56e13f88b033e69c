import type { DayOfTraffic, TrafficSummary } from '../platform/traffic-summary.ts'

const MAX_SINGLE_DAYS = 92

/** The steps of a curve: days, or about a week each (7 or 8 days) where days would be too fine to see. */
export function bucketsOf(days: readonly DayOfTraffic[]): (readonly DayOfTraffic[])[] {
  if (days.length <= MAX_SINGLE_DAYS) return days.map((day) => [day])
  const count = Math.floor(days.length / 7)
  const startOf = (index: number) => Math.floor((index * days.length) / count)
  return Array.from({ length: count }, (_, index) => days.slice(startOf(index), startOf(index + 1)))
}

export function sumOf(days: readonly DayOfTraffic[], of: (summary: TrafficSummary) => number): number {
  return days.reduce((sum, { summary }) => sum + of(summary), 0)
}
