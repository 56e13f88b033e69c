import { parse } from 'zod/mini'
import type { WirePackage } from '../../src/sdk/wire/wire-package.ts'
import { wireConsumptionSchema, type WireWebsite } from '../../src/sdk/wire/wire-website.ts'
import type { Package, Subscription } from '../../packages/sandbox/src/core/platform/state.ts'
import { onOffer, packageOf, packages } from './catalogue.ts'
import { NoSuchThing, type Site } from './platform-model.ts'
import type { World } from './world.ts'

/** What the platform answers to a read, in its own spelling. Reads may lag. */
export function platformAnswers(world: World) {
  const seen = (id: string) => world.platform.seen(id, world.readLag())

  return {
    company: () => ({
      id: 'intp',
      name: 'Acme',
      billingMode: 'company_managed' as const,
      subscriptionType: world.plan.isPool ? ('intpc' as const) : ('website' as const),
    }),
    package: (id: string) => {
      const found = packages.find((candidate) => candidate.id === id)
      if (!found) throw new NoSuchThing('no such package')
      return wirePackage(found)
    },
    /** For a website or a customer; its number says in which currency it pays. */
    packages: (whose: string) => offers[world.currencyOf(whose)],
    website(id: string): WireWebsite {
      const found = seen(id)
      if (!found) throw new NoSuchThing('no such website')
      return wireWebsite(found.site, found.subscription, world)
    },
    websitesOf: (customerId: string): WireWebsite[] =>
      [...world.platform.sites.keys()].flatMap((id) => {
        const found = seen(id)
        return found?.site.ownerId === customerId ? [wireWebsite(found.site, found.subscription, world)] : []
      }),
    contributors(id: string) {
      const site = world.platform.siteOf(id)
      if (!site) throw new NoSuchThing('no such website')
      const watcher = [...site.watchers].map((intpCustomerId) => ({ intpCustomerId }))
      return { owner: { intpCustomerId: site.ownerId }, contributors: { editor: [], watcher, dashboard: [] } }
    },
  }
}

const offers = { EUR: onOffer.EUR.map(wirePackage), USD: onOffer.USD.map(wirePackage) }

function wirePackage({ id, name, price, currency, period, touchpoints, recommended }: Package): WirePackage {
  return { id, name, price, currency, period, touchpoints, recommended, intpId: 'intp', createdAt: '' }
}

const consumptions = new Map(
  packages.map(({ id, touchpoints }) => [id, parse(wireConsumptionSchema, { stpLimit: touchpoints, stpConsumed: 12 })]),
)

function intervalOf({ period }: Package): 'yearly' | 'monthly' {
  return period === 'yearly' ? 'yearly' : 'monthly'
}

function wireWebsite(site: Site, subscription: Subscription, { plan }: World): WireWebsite {
  const pkg = packageOf(subscription.packageId)
  const planned = subscription.plannedPackageId === null ? null : packageOf(subscription.plannedPackageId)
  const { lastPackageChangeAt, expiresAt, status, inTrial, hadTrial, createdAt } = subscription
  return {
    id: site.id,
    intpId: 'intp',
    billingMode: 'company_managed',
    visaTrackingCode: '',
    intpWebsiteId: site.id,
    intpCustomerId: site.ownerId,
    domain: `${site.id}.example`,
    status,
    packageId: pkg.id,
    packageName: pkg.name,
    billingInterval: intervalOf(pkg),
    subscriptionType: plan.isPool ? 'intpc' : 'website',
    ...(lastPackageChangeAt !== null && { lastPackageChangeAt }),
    ...(planned && {
      plannedDowngradePackageId: planned.id,
      plannedDowngradePackageName: planned.name,
      plannedDowngradePackageInterval: intervalOf(planned),
    }),
    inTrial,
    hadTrial,
    createdAt,
    expiresAt,
    stpResetAt: expiresAt,
    consumption: consumptions.get(pkg.id)!,
  }
}
