import { describe, expect, it } from 'vitest'
import { parse } from 'zod/mini'
import { packageFromWire, wirePackageSchema } from '../../src/sdk/wire/wire-package.ts'
import { subscriptionFromWire, usageFromWire, wireWebsiteSchema } from '../../src/sdk/wire/wire-website.ts'

const wirePackage = {
  id: 'p1',
  name: 'Basic',
  price: 12.99,
  currency: 'EUR',
  period: 'monthly',
  touchpoints: 25_000,
  recommended: false,
}
const wireWebsite = {
  intpWebsiteId: 'shop/1 ü',
  intpCustomerId: 'c-1',
  domain: 'shop.test',
  status: 'active',
  packageId: 'p1',
  packageName: 'Basic',
  billingInterval: 'monthly',
  inTrial: false,
  hadTrial: true,
  expiresAt: '2026-03-01T00:00:00Z',
}
const readPackage = (over: object) => packageFromWire(parse(wirePackageSchema, { ...wirePackage, ...over }))
const packageOf = (over: object) => {
  const read = readPackage(over)
  if (read.kind === 'unusable') throw new Error(`unusable for its ${read.field}`)
  return read.package
}
const websiteOf = (over: object) => ({
  ...parse(wireWebsiteSchema, { ...wireWebsite, ...over }),
  status: 'active' as const,
})

describe('odd packages become clean ones', () => {
  it('reads monhtly as monthly', () => expect(packageOf({ period: 'monhtly' }).interval).toBe('monthly'))
  it('reads -1 as unlimited', () => expect(packageOf({ touchpoints: -1 }).limit).toBe('unlimited'))
  it('keeps 0, which records nothing', () =>
    expect(packageOf({ name: 'Free', touchpoints: 0, price: 0 }).limit).toBe(0))
  it('knows a missing name', () =>
    expect([packageOf({ name: ' ' }).name, packageOf({ name: undefined }).name]).toEqual([null, null]))
  it.each(['unlimited_free_trial', 'unlimited_30_day_free_trial'])('marks %s as a trial', (name) =>
    expect(packageOf({ name }).isTrial).toBe(true),
  )
  it('does not tell one customer to whom else a package is restricted', () =>
    expect(JSON.stringify(packageOf({ restrictedTo: [{ intpCustomerId: 'somebody-else' }] }))).not.toContain(
      'somebody-else',
    ))
  it('sells in a currency that is new, as long as it has cents', () =>
    expect(packageOf({ currency: 'GBP', price: '9.5' }).price).toEqual({ amountMinor: 950, currency: 'GBP' }))
  it.each([
    [{ period: 'month' }, 'period'],
    [{ currency: 'JPY' }, 'currency'],
    [{ currency: 'KWD' }, 'currency'],
    [{ currency: 'euro' }, 'currency'],
    [{ price: 1e21 }, 'price'],
    [{ touchpoints: 1e21 }, 'touchpoints'],
  ] as const)('cannot use %j, and names the field', (over, field) =>
    expect(readPackage(over)).toEqual({ kind: 'unusable', field }),
  )
  it.each([{ price: 'free' }, { price: undefined }, { touchpoints: 'many' }])('fails loudly on %j', (over) =>
    expect(() => packageOf(over)).toThrow(),
  )
})

describe('odd websites become clean subscriptions', () => {
  it('takes name, interval and limit from the website when its package is not on offer', () => {
    const subscription = subscriptionFromWire(
      websiteOf({ packageId: 'gone', consumption: { stpLimit: 25_000, stpConsumed: 3 } }),
      [],
    )
    expect(subscription).toMatchObject({
      status: 'active',
      plan: { packageId: 'gone', name: 'Basic', interval: 'monthly', limit: 25_000, price: null },
    })
  })

  it('takes name and interval of what is planned from its package when the website does not say them', () => {
    const known = packageOf({ id: 'p0', name: 'Free', period: 'yearly' })
    expect(subscriptionFromWire(websiteOf({ plannedDowngradePackageId: known.id }), [known])).toMatchObject({
      planned: { packageId: known.id, name: 'Free', interval: 'yearly' },
    })
  })

  it.each(['plannedDowngradePackageInterval', 'plannedDowngradeBillingInterval'])(
    'reads the planned interval from %s',
    (spelling) => {
      const wire = websiteOf({
        plannedDowngradePackageId: 'p0',
        plannedDowngradePackageName: 'Free',
        [spelling]: 'yearly',
      })
      expect(subscriptionFromWire(wire, [])).toMatchObject({
        planned: { packageId: 'p0', name: 'Free', interval: 'yearly' },
      })
    },
  )

  it('takes the unlimited trial for one', () =>
    expect(
      subscriptionFromWire(websiteOf({ packageName: 'unlimited_30_day_free_trial', inTrial: true }), []),
    ).toMatchObject({
      trial: { kind: 'unlimited' },
    }))

  it('leaves an unreadable end date out', () =>
    expect(subscriptionFromWire(websiteOf({ expiresAt: 'soon' }), [])).toMatchObject({ endsAt: null }))

  it.each([
    ['nothing', undefined, 'website', { kind: 'unknown' }],
    ['an empty consumption', {}, 'website', { kind: 'unknown' }],
    ['nonsense', { stpLimit: 'a lot', stpConsumed: -3 }, 'website', { kind: 'unknown' }],
    ['a limit of 0', { stpLimit: 0, stpConsumed: 0 }, 'website', { kind: 'no_tracking' }],
    ['-1 on a subscription of its own', { stpLimit: -1, stpConsumed: 5 }, 'website', { kind: 'unlimited', used: 5 }],
    ['-1 on a website of a pool', { stpLimit: -1, stpConsumed: 5 }, 'customer', { kind: 'pool_share', used: 5 }],
    ['both', { stpLimit: 10, stpConsumed: 12 }, 'website', { kind: 'limited', used: 12, limit: 10 }],
  ] as const)('reads the usage of a website with %s', (_what, consumption, holder, expected) =>
    expect(usageFromWire(websiteOf({ consumption }), holder)).toMatchObject(expected),
  )
})
