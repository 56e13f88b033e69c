import type { DashboardView } from '../../packages/sandbox/src/core/dashboard/dashboard-view.ts'
import { lastDays } from '../../packages/sandbox/src/core/dashboard/date-range.ts'
import { dashboardNumbers } from '../../packages/sandbox/src/core/dashboard/numbers.ts'
import type { PlanOffer } from '../../packages/sandbox/src/core/dashboard/upgrade-pages.ts'
import { trafficStart, type TrafficSource } from '../../packages/sandbox/src/core/platform/traffic.ts'

export const today = '2026-11-20'
export const now = Date.parse(`${today}T15:00:00Z`)

/** The traffic of a website made just now. */
export function exampleTraffic(over: Partial<TrafficSource> = {}): TrafficSource {
  return {
    seed: 'test',
    websiteKey: 'intp/acme-bikes',
    domain: 'bikes.acme.test',
    since: trafficStart(now),
    until: now,
    generated: true,
    recorded: [],
    stopped: [],
    ...over,
  }
}

/** A dashboard of the last 30 days, on Basic, as its owner sees it. */
export function exampleView(over: Partial<DashboardView> = {}, traffic = exampleTraffic()): DashboardView {
  const range = over.range ?? lastDays(30, today)
  return {
    nonce: 'bm9uY2U=',
    query: 'intpc_token=a.b.c&externalWebsiteId=acme-bikes&allowUpgrade=true',
    section: 'overview',
    role: 'owner',
    allowUpgrade: true,
    billingMode: 'company_managed',
    website: { intpWebsiteId: 'acme-bikes', intpCustomerId: 'acme', domain: 'bikes.acme.test' },
    plan: {
      packageId: 'basic-monthly',
      packageName: 'Basic',
      billingInterval: 'monthly',
      status: 'active',
      inTrial: false,
      expiresAt: '2026-12-01T00:00:00.000Z',
    },
    usage: {
      consumed: 8312,
      limit: 11_000,
      resetAt: '2026-12-01T00:00:00.000Z',
      isShared: false,
      isTrackingStopped: false,
    },
    range,
    today,
    numbers: dashboardNumbers(traffic, range),
    ...over,
  }
}

const plans = [
  ['Free', 0, 0, 0],
  ['Basic', 11_000, 799, 7670],
  ['Advanced', 27_500, 1499, 14_390],
  ['Business', 150_000, 4999, 47_990],
  ['Endless', -1, 9999, 95_990],
] as const

export const exampleOffers: readonly PlanOffer[] = plans.flatMap(([name, touchpoints, monthly, yearly]) =>
  (['monthly', 'yearly'] as const).map((interval) => ({
    packageId: `${name.toLowerCase()}-${interval}`,
    name,
    amountMinor: interval === 'monthly' ? monthly : yearly,
    currency: 'EUR',
    interval,
    touchpoints,
    isRecommended: name === 'Advanced',
    choice:
      name === 'Basic' && interval === 'monthly'
        ? 'current'
        : touchpoints === -1 || touchpoints > 11_000
          ? 'available'
          : 'unavailable',
  })),
)
