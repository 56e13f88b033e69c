import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  addDays,
  dashboardRange,
  daysBetween,
  rangeBefore,
} from '../../packages/sandbox/src/core/dashboard/date-range.ts'
import { today } from './example-site.ts'

const rangeFor = (query: string) => dashboardRange(new URLSearchParams(query), today)
const lastMonth = { startDate: '2026-10-22', endDate: '2026-11-20' }

describe('the days of the dashboard', () => {
  it('are those of the URL', () => {
    expect(rangeFor('startDate=2026-06-01&endDate=2026-06-07')).toEqual({
      startDate: '2026-06-01',
      endDate: '2026-06-07',
    })
    expect(rangeFor('startDate=2024-02-29&endDate=2024-02-29')).toEqual({
      startDate: '2024-02-29',
      endDate: '2024-02-29',
    })
  })

  it.each([
    '',
    'startDate=2026-06-01',
    'startDate=2026-06-07&endDate=2026-06-01',
    'startDate=2026-02-30&endDate=2026-03-02',
    'startDate=yesterday&endDate=today',
    'startDate=2020-01-01&endDate=2026-01-01',
    'startDate=%3Cscript%3E&endDate=2026-06-07',
  ])('are the last thirty when the URL says %j', (query) => {
    expect(rangeFor(query)).toEqual(lastMonth)
  })

  it('are compared with as many days just before', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 20_000 }), fc.integer({ min: 0, max: 366 }), (first, length) => {
        const startDate = addDays('1990-01-01', first)
        const range = { startDate, endDate: addDays(startDate, length) }
        const before = rangeBefore(range)
        expect(daysBetween(before.startDate, before.endDate)).toBe(length + 1)
        expect(addDays(before.endDate, 1)).toBe(startDate)
      }),
    )
  })
})
