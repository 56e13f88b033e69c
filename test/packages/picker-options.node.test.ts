import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { compareLimits, type Package } from '../../src/contract/package.ts'
import {
  counterpart,
  isChoosable,
  monthlyEquivalent,
  optionsOf,
  pickerOptions,
} from '../../src/react/packages/picker-options.ts'
import { demoPackage, demoPackages, oddPackages, packageFixture, subscriptionView } from '../../src/testing/fixtures.ts'

const now = new Date('2026-11-24T10:00:00Z')
const view = subscriptionView(now)
const euro = (amountMinor: number) => ({ amountMinor, currency: 'EUR' as const })
const yearlyOf = (monthly: number, yearly: number) => {
  const packages = [
    packageFixture({ id: 'm', price: euro(monthly) }),
    packageFixture({ id: 'y', interval: 'yearly', price: euro(yearly) }),
  ]
  return pickerOptions(packages, view, now).find((option) => option.package.id === 'y')
}
const names = (packages: readonly { package: Package }[]) => packages.map((option) => option.package.id)

describe('the packages on the list', () => {
  it('stand in the order of their limits, unlimited last', () => {
    const { length } = oddPackages
    const limits = pickerOptions(oddPackages, view, now).map((option) => option.package.limit)
    expect(limits).toHaveLength(length)
    expect(limits.at(-1)).toBe('unlimited')
    expect(limits).toEqual([...limits].sort(compareLimits))
  })

  it('leave out what only the platform hands out', () => {
    const trial = packageFixture({ id: 'trial', isTrial: true })
    expect(names(pickerOptions([trial, ...demoPackages], view, now))).not.toContain('trial')
  })

  it('stay visible when they are sold in the other interval only', () => {
    const options = pickerOptions(oddPackages, view, now)
    expect(names(optionsOf(options, 'monthly', 'EUR'))).toContain('archive-yearly')
    expect(names(optionsOf(options, 'yearly', 'EUR'))).toEqual(expect.arrayContaining(['free-monthly', 'nameless']))
  })

  it('are of one interval and one currency besides', () => {
    const options = pickerOptions(oddPackages, view, now)
    expect(names(optionsOf(options, 'monthly', 'EUR'))).not.toContain('basic-yearly')
    expect(names(optionsOf(options, 'monthly', 'USD'))).toEqual(['pro-monthly-usd'])
  })

  it('are read-only for a viewer', () => {
    const options = pickerOptions(demoPackages, { ...view, may: ['look'] }, now)
    expect(options.filter(isChoosable)).toEqual([])
  })

  it('know their counterpart in another interval and another currency', () => {
    const options = pickerOptions(oddPackages, view, now)
    const basic = demoPackage('basic-monthly')
    expect(counterpart(options, basic, { interval: 'yearly' })?.package.id).toBe('basic-yearly')
    expect(counterpart(options, basic, { currency: 'USD' })).toBeUndefined()
  })
})

describe('a saving', () => {
  it('is that of the real prices, rounded down', () => {
    expect(yearlyOf(799, 7670)?.savingPercent).toBe(20)
    expect(yearlyOf(1000, 9601)?.savingPercent).toBe(19)
  })

  it.each([
    ['below 1 %', 1000, 11_881],
    ['when yearly is dearer', 1000, 12_500],
    ['when monthly is free', 0, 100],
  ])('is not shown %s', (_when, monthly, yearly) => {
    expect(yearlyOf(monthly, yearly)?.savingPercent).toBeNull()
  })

  it('is only had against the same plan: name, limit and currency', () => {
    for (const other of [
      { name: 'Other' },
      { limit: 12_000 },
      { price: { amountMinor: 799, currency: 'USD' as const } },
    ]) {
      const packages = [
        packageFixture({ id: 'm', ...other }),
        packageFixture({ id: 'y', interval: 'yearly', price: euro(1) }),
      ]
      const yearly = pickerOptions(packages, view, now).find((option) => option.package.id === 'y')
      expect(yearly?.savingPercent).toBeNull()
    }
  })

  it('never promises more than is saved, and the monthly equivalent never less than is paid', () => {
    const price = fc.integer({ min: 1, max: 10_000_000 })
    fc.assert(
      fc.property(price, price, (monthly, yearly) => {
        const option = yearlyOf(monthly, yearly)
        const saved = (monthly * 12 - yearly) / (monthly * 12)
        expect((option?.savingPercent ?? 0) / 100).toBeLessThanOrEqual(Math.max(0, saved))
        expect(monthlyEquivalent(packageFixture({ price: euro(yearly) })) * 12).toBeGreaterThanOrEqual(yearly)
      }),
    )
  })
})
