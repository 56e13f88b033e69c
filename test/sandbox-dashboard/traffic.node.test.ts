import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  summarize,
  trafficByDay,
  type TrafficSummary,
} from '../../packages/sandbox/src/core/platform/traffic-summary.ts'
import { DAY_MS, sessionsBetween, trafficStart } from '../../packages/sandbox/src/core/platform/traffic.ts'
import { byLane } from '../lane.ts'
import { exampleTraffic, now } from './example-site.ts'

const someMoment = fc.integer({ min: now - 700 * DAY_MS, max: now - DAY_MS })
const someKey = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 20 })
const sum = (counts: Iterable<number>) => [...counts].reduce((total, count) => total + count, 0)

function expectPartsToAddUp(summary: TrafficSummary) {
  for (const kind of [summary.devices, summary.browsers, summary.countries, summary.channels, summary.referrers]) {
    expect(sum(kind.values())).toBe(summary.sessions)
  }
  const pages = [...summary.pages.values()]
  expect(sum(pages.map(({ visits }) => visits))).toBe(summary.visits)
  expect(sum(pages.map(({ bounces }) => bounces))).toBe(summary.bounces)
  expect(sum(pages.map(({ visitSeconds }) => visitSeconds))).toBe(summary.visitSeconds)
  expect(summary.newVisitors + summary.returningVisitors).toBe(summary.visitors)
  expect(summary.visitors).toBeLessThanOrEqual(summary.sessions)
  expect(summary.bounces).toBeLessThanOrEqual(summary.sessions)
  expect(summary.sessions).toBeLessThanOrEqual(summary.visits)
}

describe('generated traffic', () => {
  it('is the same for the same seed and website, and another for others', () => {
    fc.assert(
      fc.property(someKey, someKey, someMoment, (seed, websiteKey, from) => {
        const sessionsOf = (over: object) =>
          sessionsBetween(exampleTraffic({ seed, websiteKey, ...over }), from, from + DAY_MS)
        expect(sessionsOf({})).toEqual(sessionsOf({}))
        expect(sessionsOf({ seed: `${seed}x` })).not.toEqual(sessionsOf({}))
        expect(sessionsOf({ websiteKey: `${websiteKey}x` })).not.toEqual(sessionsOf({}))
      }),
      { numRuns: byLane({ test: 13, all: 40 }) },
    )
  })

  it('adds up: every kind of every day to its sessions, every page to its visits', () => {
    fc.assert(
      fc.property(someKey, someMoment, fc.nat(20_000), (websiteKey, from, visits) => {
        const traffic = exampleTraffic({ websiteKey, recorded: [{ at: from, visits }] })
        expectPartsToAddUp(summarize(sessionsBetween(traffic, from, from + DAY_MS)))
      }),
      { numRuns: byLane({ test: 20, all: 60 }) },
    )
  })

  it('is the same however it is cut', () => {
    fc.assert(
      fc.property(
        someMoment,
        fc.integer({ min: 1, max: 9 * DAY_MS }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (from, length, share) => {
          const middle = from + Math.floor(length * share)
          const traffic = exampleTraffic()
          expect([
            ...sessionsBetween(traffic, from, middle),
            ...sessionsBetween(traffic, middle, from + length),
          ]).toEqual(sessionsBetween(traffic, from, from + length))
        },
      ),
      { numRuns: byLane({ test: 20, all: 60 }) },
    )
  })

  it('loses nothing to the days of any offset', () => {
    fc.assert(
      fc.property(
        someMoment,
        fc.integer({ min: 1, max: 6 * DAY_MS }),
        fc.integer({ min: -720, max: 840 }),
        (from, length, offsetMinutes) => {
          const days = trafficByDay(exampleTraffic(), { from, until: from + length, offsetMinutes })
          expect(days.flatMap(({ sessions }) => sessions)).toEqual(
            sessionsBetween(exampleTraffic(), from, from + length),
          )
          for (const { day, sessions } of days) {
            for (const { at } of sessions) {
              expect(new Date(at + offsetMinutes * 60_000).toISOString().slice(0, 10)).toBe(day)
            }
          }
        },
      ),
      { numRuns: byLane({ test: 20, all: 60 }) },
    )
  })

  it('goes on when the clock moves: what was seen stays, what comes is added after it', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 400 * DAY_MS }), (moved) => {
        const from = now - 3 * DAY_MS
        const before = sessionsBetween(exampleTraffic(), from, Infinity)
        const after = sessionsBetween(exampleTraffic({ until: now + moved }), from, now + 1)
        expect(after).toEqual(before)
      }),
      { numRuns: byLane({ test: 6, all: 20 }) },
    )
    expect(sessionsBetween(exampleTraffic(), now + 1, now + DAY_MS)).toEqual([])
    expect(sessionsBetween(exampleTraffic({ until: now + DAY_MS }), now + 1, now + DAY_MS).length).toBeGreaterThan(10)
  })

  it('gives a website made just now a year to look back on, and the year before to compare with', () => {
    fc.assert(
      fc.property(someKey, (websiteKey) => {
        const traffic = exampleTraffic({ websiteKey, since: trafficStart(now) })
        const days = trafficByDay(traffic, { from: now - 2 * 365 * DAY_MS, until: now, offsetMinutes: 0 })
        for (const { summary } of days.slice(1, -1)) {
          expect(summary.sessions).toBeGreaterThan(15)
          expect(summary.sessions).toBeLessThan(900)
        }
      }),
      { numRuns: byLane({ test: 3, all: 5 }) },
    )
  })

  it('has a rhythm of the week', () => {
    const days = trafficByDay(exampleTraffic({ websiteKey: 'intp/acme-books' }), {
      from: Date.UTC(2026, 0, 5),
      until: Date.UTC(2026, 0, 5) + 280 * DAY_MS,
      offsetMinutes: 0,
    })
    const averages = Array.from({ length: 7 }, (_, weekday) => {
      const same = days.filter((_day, index) => index % 7 === weekday)
      return sum(same.map(({ summary }) => summary.sessions)) / same.length
    })
    expect(Math.max(...averages) / Math.min(...averages)).toBeGreaterThan(1.15)
  })

  it('is what was recorded and nothing else when it is turned off', () => {
    const off = exampleTraffic({ generated: false })
    expect(sessionsBetween(off, 0, Infinity)).toEqual([])
    const recorded = { ...off, recorded: [{ at: now - DAY_MS, visits: 37 }] }
    expect(summarize(sessionsBetween(recorded, 0, Infinity)).visits).toBe(37)
  })

  it('shows exactly as many visits as were recorded, also a million, in few objects', () => {
    fc.assert(
      fc.property(fc.nat(1_000_000), someMoment, (visits, at) => {
        const sessions = sessionsBetween(exampleTraffic({ generated: false, recorded: [{ at, visits }] }), 0, Infinity)
        expect(summarize(sessions).visits).toBe(visits)
        expect(sessions.length).toBeLessThan(2500)
      }),
      { numRuns: byLane({ test: 20, all: 60 }) },
    )
  })

  it('is zero while tracking is stopped, and the same as ever before and after', () => {
    fc.assert(
      fc.property(someMoment, fc.integer({ min: 1, max: 5 * DAY_MS }), (from, length) => {
        const plain = exampleTraffic()
        const stopped = exampleTraffic({ stopped: [{ from, until: from + length }] })
        const [start, end] = [from - DAY_MS, from + length + DAY_MS]
        const kept = sessionsBetween(plain, start, end).filter(({ at }) => at <= from || at >= from + length)
        expect(sessionsBetween(stopped, start, end)).toEqual(kept)
      }),
      { numRuns: byLane({ test: 13, all: 40 }) },
    )
  })

  it('counts the visit that used up the last touchpoint, and nothing after it', () => {
    const from = now - 3 * DAY_MS
    const stopped = exampleTraffic({ stopped: [{ from }], recorded: [{ at: from, visits: 3 }] })
    expect(summarize(sessionsBetween(stopped, from, from + 1)).visits).toBe(3)
    expect(sessionsBetween(stopped, from + 1, Infinity)).toEqual([])
  })

  it('counts somebody who comes twice in a day once, and as new only on the day of the first visit', () => {
    const summary = summarize(sessionsBetween(exampleTraffic(), now - 10 * DAY_MS, now - 9 * DAY_MS))
    expect(summary.visitors).toBeLessThan(summary.sessions)
    const sessions = sessionsBetween(exampleTraffic(), now - 30 * DAY_MS, now)
    const firsts = new Map<string, number>()
    for (const { visitor, isFirst } of sessions) if (isFirst) firsts.set(visitor, (firsts.get(visitor) ?? 0) + 1)
    expect(Math.max(...firsts.values())).toBe(1)
  })
})
