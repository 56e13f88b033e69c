import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addMonths, endOfPeriod, firstRenewal } from '../../packages/sandbox/src/core/platform/periods.ts'
import { packageOf, runningSandbox } from './running-sandbox.ts'

const at = (text: string) => new Date(`${text}T10:30:00.000Z`)

describe('a month later', () => {
  test.each([
    ['2026-01-15', '2026-02-15'],
    ['2026-01-31', '2026-02-28'],
    ['2028-01-31', '2028-02-29'],
    ['2026-02-28', '2026-03-28'],
    ['2026-03-31', '2026-04-30'],
    ['2026-12-31', '2027-01-31'],
  ])('%s is %s', (from, to) => {
    expect(endOfPeriod(at(from), 'monthly')).toEqual(at(to))
  })

  test('keeps the time of day, and never skips a month', () => {
    fc.assert(
      fc.property(fc.date({ min: at('2000-01-01'), max: at('2190-01-01'), noInvalidDate: true }), (start) => {
        const end = endOfPeriod(start, 'monthly')
        const monthsOf = (date: Date) => date.getUTCFullYear() * 12 + date.getUTCMonth()
        expect(monthsOf(end)).toBe(monthsOf(start) + 1)
        expect(end.getUTCDate()).toBeLessThanOrEqual(start.getUTCDate())
        expect(end.getTime() % 86_400_000).toBe(start.getTime() % 86_400_000)
      }),
    )
  })
})

test.each([
  ['2024-02-29', '2025-02-28'],
  ['2025-02-28', '2026-02-28'],
  ['2027-02-28', '2028-02-28'],
])('a year after %s is %s', (from, to) => {
  expect(endOfPeriod(at(from), 'yearly')).toEqual(at(to))
})

test('the misspelled period is a month', () => {
  expect(endOfPeriod(at('2026-01-01'), 'monhtly')).toEqual(at('2026-02-01'))
})

test('months can be taken off, too', () => {
  expect(addMonths(at('2026-03-31'), -1)).toEqual(at('2026-02-28'))
})

test('the first renewal lies after now, on the days that the billing date leads to', () => {
  expect(firstRenewal(at('2026-01-31'), 'monthly', at('2026-01-31'))).toEqual(at('2026-02-28'))
  expect(firstRenewal(at('2026-01-31'), 'monthly', at('2026-03-05'))).toEqual(at('2026-03-28'))
  expect(firstRenewal(at('2026-05-01'), 'yearly', at('2026-03-05'))).toEqual(at('2027-05-01'))
})

describe('renewal', () => {
  const running = runningSandbox()

  test('keeps the day that a short month led to', async () => {
    running.control.moveClock({ to: '2027-01-31T08:00:00.000Z', stopped: true })
    const body = { intpWebsiteId: 'acme-bikes', packageId: packageOf('Pro') }
    await running.website('POST', '/v3/3as/website-subscriptions/upgrade', body)
    const ends = []
    for (let month = 0; month < 4; month++) {
      const { expiresAt } = running.control.website('acme-bikes')
      ends.push(expiresAt.slice(0, 10))
      running.control.moveClock({ to: expiresAt })
    }
    expect(ends).toEqual(['2027-02-28', '2027-03-28', '2027-04-28', '2027-05-28'])
  })

  test('happens at the very moment, not before', async () => {
    running.control.moveClock({ days: 0, stopped: true })
    const { expiresAt } = running.control.website('acme-bikes')
    running.control.moveClock({ to: new Date(Date.parse(expiresAt) - 1) })
    expect(running.control.website('acme-bikes').expiresAt).toBe(expiresAt)
    running.control.moveClock({ to: expiresAt })
    expect(running.control.website('acme-bikes').expiresAt > expiresAt).toBe(true)
  })

  test('is written down once a period, in order, also when the clock jumps over several', async () => {
    const start = running.control.now()
    running.control.moveClock({ years: 1 })
    const renewals = running.control.effects({ kind: 'subscription.renewed', intpWebsiteId: 'acme-bikes' })
    const ofOne = renewals.filter(({ intpId }) => intpId === renewals[0]!.intpId)
    expect(ofOne).toHaveLength(12)
    const moments = running.control.effects().map(({ businessAt }) => businessAt)
    expect(moments).toEqual(moments.toSorted())
    expect(moments[0]! >= start.toISOString()).toBe(true)
  })
})

describe('the clock', () => {
  const running = runningSandbox()

  test('runs with real time until it is stopped, and on again after', async () => {
    const { now } = running.control.moveClock({ days: 10, stopped: true })
    const real = Date.now()
    await expect.poll(() => Date.now()).toBeGreaterThan(real + 2)
    expect(running.control.now()).toEqual(now)
    running.control.moveClock({ stopped: false })
    await expect.poll(() => running.control.now().getTime()).toBeGreaterThan(now.getTime())
    expect(running.control.now().getTime() - now.getTime()).toBeLessThan(60_000)
  })

  test('does not go back', () => {
    expect(() => running.control.moveClock({ to: '2020-01-01T00:00:00Z' })).toThrow(/only moves forwards/)
    expect(() => running.control.moveClock({ days: -1 })).toThrow()
    expect(() => running.control.moveClock({ years: 999 })).toThrow(/2199/)
  })
})
