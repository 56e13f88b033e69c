import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addDays, dayIn, dayRangeBefore, isDay, lengthOf } from '../../src/contract/day-range.ts'
import { momentsOf } from '../../src/sdk/day-moments.ts'

describe('a range of days, in moments', () => {
  it.each([
    // Plain days.
    ['Europe/Berlin', '2026-06-01', '2026-06-07', '2026-06-01T00:00:00.000+02:00', '2026-06-07T23:59:59.999+02:00'],
    ['Asia/Kolkata', '2026-06-01', '2026-06-01', '2026-06-01T00:00:00.000+05:30', '2026-06-01T23:59:59.999+05:30'],
    ['UTC', '2026-02-28', '2026-03-01', '2026-02-28T00:00:00.000+00:00', '2026-03-01T23:59:59.999+00:00'],
    ['America/St_Johns', '2026-01-01', '2026-01-01', '2026-01-01T00:00:00.000-03:30', '2026-01-01T23:59:59.999-03:30'],
    // To summer time, within the range and on its only day.
    ['Europe/Berlin', '2026-03-28', '2026-03-29', '2026-03-28T00:00:00.000+01:00', '2026-03-29T23:59:59.999+02:00'],
    ['Europe/Berlin', '2026-03-29', '2026-03-29', '2026-03-29T00:00:00.000+01:00', '2026-03-29T23:59:59.999+02:00'],
    ['America/New_York', '2026-03-08', '2026-03-09', '2026-03-08T00:00:00.000-05:00', '2026-03-09T23:59:59.999-04:00'],
    // From summer time.
    ['Europe/Berlin', '2026-10-25', '2026-10-25', '2026-10-25T00:00:00.000+02:00', '2026-10-25T23:59:59.999+01:00'],
    ['America/New_York', '2026-10-31', '2026-11-01', '2026-10-31T00:00:00.000-04:00', '2026-11-01T23:59:59.999-05:00'],
    // Midnight is skipped: the day begins at one. Midnight comes twice: it begins with the first.
    ['Africa/Cairo', '2026-04-24', '2026-04-24', '2026-04-24T01:00:00.000+03:00', '2026-04-24T23:59:59.999+03:00'],
    ['America/Havana', '2026-11-01', '2026-11-01', '2026-11-01T00:00:00.000-04:00', '2026-11-01T23:59:59.999-05:00'],
  ])('%s %s to %s', (timeZone, start, end, first, last) => {
    expect(momentsOf({ start, end }, timeZone)).toEqual({ start: first, end: last })
  })

  it('leaves no moment out and has none twice, in any zone on any day', () => {
    const zones = Intl.supportedValuesOf('timeZone')
    const day = fc.integer({ min: 0, max: 365 * 60 }).map((days) => addDays('1990-01-01', days))
    fc.assert(
      fc.property(fc.constantFrom(...zones), day, (timeZone, date) => {
        const today = momentsOf({ start: date, end: date }, timeZone)
        const tomorrow = momentsOf({ start: addDays(date, 1), end: addDays(date, 1) }, timeZone)
        const first = Date.parse(today.start)
        const last = Date.parse(today.end)
        expect(last + 1).toBe(Date.parse(tomorrow.start))
        // A few islands have skipped a whole day to change sides of the date line.
        fc.pre(last > first)
        expect(dayIn(timeZone, new Date(first))).toBe(date)
        expect(dayIn(timeZone, new Date(last))).toBe(date)
        expect(dayIn(timeZone, new Date(first - 1)) < date).toBe(true)
        expect(today.start.slice(0, 10)).toBe(date)
        expect(today.end).toMatch(/T23:59:59\.999[+-]\d{2}:\d{2}$/)
      }),
    )
  })
})

describe('days', () => {
  it('are those of the calendar', () => {
    expect(['2026-06-01', '2024-02-29'].every(isDay)).toBe(true)
    expect(['2026-02-29', '2026-13-01', '2026-6-1', '2026-06-01T00:00:00Z', '', 'today'].some(isDay)).toBe(false)
  })

  it('before a range are as many', () => {
    expect(dayRangeBefore({ start: '2026-03-01', end: '2026-03-07' })).toEqual({
      start: '2026-02-22',
      end: '2026-02-28',
    })
    expect(lengthOf({ start: '2026-03-28', end: '2026-03-30' })).toBe(3)
  })
})
