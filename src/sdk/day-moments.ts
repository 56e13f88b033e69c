import { addDays, dayIn, type DayRange } from '../contract/day-range.ts'

/** The first and the last moment of a range of days, as the data API takes them. */
export interface Moments {
  /** `2026-06-01T00:00:00.000+02:00` */
  start: string
  /** `2026-06-07T23:59:59.999+02:00` */
  end: string
}

/**
 * The moments of a range of calendar days in a time zone. The offset is the one of each moment, so it may differ between
 * the two; on a day whose midnight is skipped by summer time, the first moment is the first there is.
 *
 * @example momentsOf({ start: '2026-03-28', end: '2026-03-29' }, 'Europe/Berlin')
 * // { start: '2026-03-28T00:00:00.000+01:00', end: '2026-03-29T23:59:59.999+02:00' }
 */
export function momentsOf({ start, end }: DayRange, timeZone: string): Moments {
  const firstMs = firstMomentOf(start, timeZone)
  const lastMs = firstMomentOf(addDays(end, 1), timeZone) - 1
  return { start: isoIn(timeZone, firstMs), end: isoIn(timeZone, lastMs) }
}

function firstMomentOf(day: string, timeZone: string): number {
  const midnight = Date.parse(day)
  // The offset around a midnight is one of the day before and the day after; with both, the first moment is among these.
  const candidates = [-1, 1].map((side) => midnight - offsetMs(timeZone, midnight + side * 86_400_000))
  const onTheDay = candidates.filter((at) => dayIn(timeZone, new Date(at)) >= day)
  return Math.min(...(onTheDay.length > 0 ? onTheDay : candidates))
}

function isoIn(timeZone: string, at: number): string {
  const offset = Math.round(offsetMs(timeZone, at) / 60_000)
  const local = new Date(at + offset * 60_000).toISOString().slice(0, -1)
  const digits = (value: number) => String(Math.trunc(value)).padStart(2, '0')
  return `${local}${offset < 0 ? '-' : '+'}${digits(Math.abs(offset) / 60)}:${digits(Math.abs(offset) % 60)}`
}

/** How far a zone's clock is ahead of UTC at a moment. */
function offsetMs(timeZone: string, at: number): number {
  const parts = new Intl.DateTimeFormat('en-US', {
    timeZone,
    calendar: 'gregory',
    numberingSystem: 'latn',
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  }).formatToParts(new Date(at))
  const part = (type: string) => Number(parts.find((one) => one.type === type)?.value)
  const wall = Date.UTC(part('year'), part('month') - 1, part('day'), part('hour'), part('minute'), part('second'))
  return wall - Math.floor(at / 1000) * 1000
}
