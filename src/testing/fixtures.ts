import type { Currency } from '../contract/money.ts'
import type { BillingInterval, Package, TouchpointLimit } from '../contract/package.ts'
import { allRights } from '../contract/right.ts'
import { withoutUndefined, type Some } from '../contract/some.ts'
import type { ActiveSubscription, CurrentPlan, SubscriptionView } from '../contract/subscription.ts'
import type { WebsiteSummary } from '../contract/website.ts'

const day = 24 * 60 * 60_000

/** ISO moment `days` after `now`, at noon UTC, so that a text with it is the same all day long. */
export function daysFrom(now: Date, days: number): string {
  return new Date(Math.floor(now.getTime() / day) * day + days * day + day / 2).toISOString()
}

/** One package; what is not given is a plain monthly Basic. */
export function packageFixture(facts: Some<Package> = {}): Package {
  return {
    id: 'basic-monthly',
    name: 'Basic',
    price: { amountMinor: 799, currency: 'EUR' },
    interval: 'monthly',
    limit: 11_000,
    isRecommended: false,
    isTrial: false,
    ...withoutUndefined(facts),
  }
}

const plan = (
  name: string,
  limit: TouchpointLimit,
  prices: Partial<Record<BillingInterval, number>>,
  isRecommended = false,
  currency: Currency = 'EUR',
) =>
  Object.entries(prices).map(([interval, amountMinor]) =>
    packageFixture({
      id: `${name.toLowerCase()}-${interval}${currency === 'EUR' ? '' : `-${currency.toLowerCase()}`}`,
      name,
      limit,
      interval: interval as BillingInterval,
      price: { amountMinor, currency },
      isRecommended,
    }),
  )

/** The demo packages of the sandbox: Free, then Basic, Advanced, Pro and Business, monthly and yearly, in euros. */
export const demoPackages: readonly Package[] = [
  ...plan('Free', 0, { monthly: 0 }),
  ...plan('Basic', 11_000, { monthly: 799, yearly: 7670 }),
  ...plan('Advanced', 27_500, { monthly: 1499, yearly: 14_390 }, true),
  ...plan('Pro', 60_000, { monthly: 2499, yearly: 23_990 }),
  ...plan('Business', 150_000, { monthly: 4999, yearly: 47_990 }),
]

/** Everything a platform has been seen to offer: no name, no limit, one interval only, another currency, free with more. */
export const oddPackages: readonly Package[] = [
  ...demoPackages.slice(0, 5),
  ...plan('Plus', 15_000, { monthly: 0 }),
  ...plan('Archive', 40_000, { yearly: 19_900 }),
  packageFixture({ id: 'nameless', name: null, limit: 80_000, price: { amountMinor: 3300, currency: 'EUR' } }),
  ...plan('Infinite', 'unlimited', { monthly: 19_900, yearly: 239_900 }),
  ...plan('Pro', 60_000, { monthly: 2799, yearly: 26_870 }, false, 'USD'),
]

/** `count` packages of rising limits and prices, half of them monthly, half yearly. */
export function manyPackages(count: number): Package[] {
  return Array.from({ length: count }, (_, index) => {
    const step = Math.floor(index / 2) + 1
    const isYearly = index % 2 === 1
    return packageFixture({
      id: `plan-${step}-${isYearly ? 'yearly' : 'monthly'}`,
      name: `Plan ${step}`,
      limit: step * 1000,
      interval: isYearly ? 'yearly' : 'monthly',
      price: { amountMinor: isYearly ? step * 960 : step * 100, currency: 'EUR' },
    })
  })
}

/** One of the demo packages by its id, `pro-yearly`. */
export function demoPackage(id: string): Package {
  const found = demoPackages.find((candidate) => candidate.id === id)
  if (!found)
    throw new Error(`There is no demo package ${id}: take one of ${demoPackages.map((p) => p.id).join(', ')}.`)
  return found
}

/** A package as a subscription carries it. */
export function planOf({ id, name, interval, limit, price }: Package): CurrentPlan {
  return { packageId: id, name, interval, limit, price }
}

/** The trial every new website starts with: no limit, and no price of its own. */
export const trialPlan: CurrentPlan = {
  packageId: 'unlimited-trial',
  name: 'unlimited_30_day_free_trial',
  interval: 'monthly',
  limit: 'unlimited',
  price: null,
}

/** An active subscription; what is not given is Basic, monthly, that renews in three weeks. */
export function activeSubscription(now: Date, facts: Some<ActiveSubscription> = {}): ActiveSubscription {
  return {
    status: 'active',
    plan: planOf(demoPackage('basic-monthly')),
    trial: null,
    endsAt: daysFrom(now, 21),
    hadTrial: true,
    planned: null,
    ...withoutUndefined(facts),
  }
}

/** All that a page knows of a website's subscription; what is not given is a manager's, on Basic, with use well below it. */
export function subscriptionView(now: Date, facts: Some<SubscriptionView> = {}): SubscriptionView {
  const { subscription = activeSubscription(now) } = facts
  const held = subscription.status === 'none' ? null : subscription.plan.limit
  return {
    websiteId: 'acme-bikes',
    may: [...allRights],
    billingMode: 'company_managed',
    holder: 'website',
    subscription,
    usage: {
      kind: 'limited',
      used: 8300,
      limit: typeof held === 'number' ? held : 11_000,
      resetsAt: daysFrom(now, 21),
    },
    openChange: null,
    allowsIntervalSwitch: false,
    payment: { standing: 'paid' },
    isChargeMissing: false,
    refusesUpgrades: false,
    ...withoutUndefined(facts),
  }
}

/** The websites of the demo customer. */
export const demoWebsites: readonly WebsiteSummary[] = [
  { websiteId: 'acme-bikes', domain: 'bikes.acme.test', status: 'active', planName: 'Basic', may: [...allRights] },
  { websiteId: 'acme-books', domain: 'books.acme.test', status: 'active', planName: 'Free trial', may: [...allRights] },
  { websiteId: 'acme-garden', domain: 'garden.acme.test', status: 'active', planName: 'Free', may: [...allRights] },
]
