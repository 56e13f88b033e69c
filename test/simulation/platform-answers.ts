import { parse } from 'zod/mini'
import type { WirePackage } from '../../src/contract/platform/wire-package.ts'
import { wireConsumptionSchema, type WireWebsite } from '../../src/contract/platform/wire-website.ts'
import type { Package, Subscription } from '../../packages/sandbox/src/core/platform/state.ts'
import { packageOf, packages, retired } from './catalogue.ts'
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
    packages: () => onOffer,
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

const onOffer = packages.filter((offered) => offered !== retired).map(wirePackage)

function wirePackage({ id, name, price, currency, period, touchpoints, recommended }: Package): WirePackage {
  return { id, name, price, currency, period, touchpoints, recommended, intpId: 'intp', createdAt: '' }
}

function wireWebsite(site: Site, subscription: Subscription, { plan }: World): WireWebsite {
  const pkg = packageOf(subscription.packageId)
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
    billingInterval: pkg.period === 'yearly' ? 'yearly' : 'monthly',
    subscriptionType: plan.isPool ? 'intpc' : 'website',
    ...(lastPackageChangeAt !== null && { lastPackageChangeAt }),
    ...(subscription.plannedPackageId !== null && { plannedDowngradePackageId: subscription.plannedPackageId }),
    inTrial,
    hadTrial,
    createdAt,
    expiresAt,
    stpResetAt: expiresAt,
    consumption: parse(wireConsumptionSchema, { stpLimit: pkg.touchpoints, stpConsumed: 12 }),
  }
}
