import { object, refine, string, type infer as Infer } from 'zod/mini'

const dayMs = 86_400_000

/** A calendar day as `2026-06-01`, without a time zone: it is the website's own day that is meant. */
export const daySchema = string().check(refine(isDay, 'not a calendar day such as 2026-06-01'))

/** Calendar days from `start` to `end`, both included. */
export const dayRangeSchema = object({ start: daySchema, end: daySchema }).check(
  refine(({ start, end }) => start <= end, 'ends before it starts'),
)
export interface DayRange extends Infer<typeof dayRangeSchema> {}

/** True for a day that the calendar has: `2026-02-29` is none. */
export function isDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false
  const at = Date.parse(text)
  return !Number.isNaN(at) && new Date(at).toISOString().startsWith(text)
}

/** The day that is so many days later; earlier when negative. */
export function addDays(day: string, days: number): string {
  return new Date(Date.parse(day) + days * dayMs).toISOString().slice(0, 10)
}

/** How many days a range has. */
export function lengthOf({ start, end }: DayRange): number {
  return Math.round((Date.parse(end) - Date.parse(start)) / dayMs) + 1
}

/** As many days, right before the range: what a trend compares with. */
export function dayRangeBefore(range: DayRange): DayRange {
  return { start: addDays(range.start, -lengthOf(range)), end: addDays(range.start, -1) }
}

/** The calendar day of a moment in a time zone: `dayIn('Europe/Berlin', new Date())` is today over there. */
export function dayIn(timeZone: string, at: Date): string {
  const parts = new Intl.DateTimeFormat('en-US', {
    timeZone,
    calendar: 'gregory',
    numberingSystem: 'latn',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
  }).formatToParts(at)
  const part = (type: string) => parts.find((one) => one.type === type)?.value ?? ''
  return `${part('year').padStart(4, '0')}-${part('month')}-${part('day')}`
}
