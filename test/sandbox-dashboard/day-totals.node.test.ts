import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { totalsByDay } from '../../packages/sandbox/src/core/platform/day-totals.ts'
import { trafficByDay } from '../../packages/sandbox/src/core/platform/traffic-summary.ts'
import { DAY_MS, type TrafficSource } from '../../packages/sandbox/src/core/platform/traffic.ts'
import { exampleTraffic, now } from './example-site.ts'

const year = { from: now - 365 * DAY_MS, until: now, offsetMinutes: 60 }

describe('the totals of days', () => {
  it('are those of a fresh count, whatever was asked before', () => {
    const instant = fc.integer({ min: -12 * 24, max: 24 }).map((hours) => now + hours * 3_600_000)
    const source = fc.record({
      visits: fc.integer({ min: 1, max: 40 }),
      recordedAt: instant,
      stoppedFrom: instant,
      until: fc.integer({ min: -48, max: 0 }).map((hours) => now + hours * 3_600_000),
    })
    const span = fc.record({
      from: fc.integer({ min: -12, max: -4 }).map((days) => now + days * DAY_MS),
      days: fc.integer({ min: 1, max: 5 }),
      offsetMinutes: fc.constantFrom(-300, 0, 60, 330),
      springsForward: fc.boolean(),
    })
    fc.assert(
      fc.property(source, fc.array(span, { minLength: 2, maxLength: 4 }), (given, spans) => {
        const traffic: TrafficSource = {
          ...exampleTraffic(),
          until: given.until,
          recorded: [{ at: given.recordedAt, visits: given.visits }],
          stopped: [{ from: given.stoppedFrom, until: given.stoppedFrom + DAY_MS }],
        }
        for (const { from, days, offsetMinutes, springsForward } of spans) {
          const asked = {
            from,
            until: from + days * DAY_MS,
            offsetMinutes,
            untilOffsetMinutes: offsetMinutes + (springsForward ? 60 : 0),
          }
          const expected = trafficByDay(traffic, asked).map(({ day, summary: { visits, visitors, channels } }) => ({
            day,
            visits,
            visitors,
            channels,
          }))
          expect(
            totalsByDay(traffic, asked).map(({ day, totals: { visits, visitors, channels } }) => ({
              day,
              visits,
              visitors,
              channels,
            })),
          ).toEqual(expected)
        }
      }),
      { numRuns: 30 },
    )
  })

  it('of a year cost at most 10 ms of CPU after the first time', () => {
    const traffic = exampleTraffic()
    totalsByDay(traffic, year)
    const costs = Array.from({ length: 9 }, () => {
      const before = process.cpuUsage()
      totalsByDay(traffic, year)
      const { user, system } = process.cpuUsage(before)
      return (user + system) / 1000
    })
    expect(costs.toSorted((a, b) => a - b)[4]).toBeLessThanOrEqual(10)
  })
})
