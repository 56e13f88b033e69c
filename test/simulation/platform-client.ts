import type { WirePackage } from '../../src/contract/platform/wire-package.ts'
import type { WireWebsite } from '../../src/contract/platform/wire-website.ts'
import type { Package, Subscription } from '../../src/sandbox/platform/state.ts'
import {
  ThreeAsInvalidRequestError,
  ThreeAsNotFoundError,
  ThreeAsPlatformError,
  ThreeAsRefusedError,
  ThreeAsTimeoutError,
  ThreeAsUnreachableError,
  type ThreeAsError,
} from '../../src/sdk/three-as-error.ts'
import type { VisitorAnalytics } from '../../src/sdk/visitor-analytics.ts'
import { packageOf, packages, retired } from './catalogue.ts'
import type { BoundaryName, Fault } from './faults.ts'
import { NoSuchThing, PlatformRefusal, type PlatformCall, type Site } from './platform-model.ts'
import type { World } from './world.ts'

/** How long a platform call may be on its way, and how late its effect may come: less than the ledger's grace. */
const timeoutMs = 10_000
const latestMs = 13_000

interface Of {
  intpWebsiteId?: string
  intpcId?: string
  packageId?: string
}

/** The client of the platform that a backend is given: the methods that the backend uses, over the model. */
export function platformClient(world: World): VisitorAnalytics {
  const read = <T>(name: BoundaryName, effect: () => T): Promise<T> =>
    world.boundary.call({ name, way: [5, 250], timeoutMs, effect: () => answered(effect, false), errorOf: readError })

  const change = (call: PlatformCall, { intpWebsiteId, intpcId, packageId }: Of): Promise<unknown> => {
    const target = intpcId === undefined ? `website:${intpWebsiteId}` : `customer:${intpcId}`
    const asked = world.protocol.leaves(target, call)
    const answer = world.boundary.call({
      name: `platform.${call}` as const,
      about: target,
      way: [5, 400],
      timeoutMs,
      latestMs,
      effect: () => {
        world.protocol.isOver(asked)
        return answered(() => world.platform.call(call, target, packageId ?? null), true)
      },
      errorOf: changeError,
    })
    return answer.catch((error: unknown) => {
      if (!(error as ThreeAsError).mayHaveTakenEffect) world.protocol.isOver(asked)
      throw error
    })
  }

  const lag = () => world.readLag()
  const website = (id: string) => {
    const seen = world.platform.seen(id, lag())
    if (!seen) throw new NoSuchThing('no such website')
    return wireOf(seen.site, seen.subscription, world)
  }
  const subscriptions = {
    upgrade: (of: Of) => change('upgrade', of),
    downgrade: (of: Of) => change('downgrade', of),
    cancel: (of: Of) => change('cancel', of),
    resume: (of: Of) => change('resume', of),
    deactivate: (of: Of) => change('deactivate', of),
  }
  const client = {
    intp: {
      get: () =>
        read('platform.company', () => ({
          payload: {
            id: 'intp',
            name: 'Acme',
            billingMode: 'company_managed',
            subscriptionType: world.plan.isPool ? 'intpc' : 'website',
          },
        })),
    },
    packages: {
      getById: (id: string) => read('platform.package', () => ({ payload: wirePackage(packageOf(id)) })),
      list: () =>
        read('platform.packages', () => ({
          payload: packages.filter((offered) => offered !== retired).map(wirePackage),
        })),
    },
    websites: {
      getByIntpWebsiteId: (id: string) => read('platform.website', () => ({ payload: website(id) })),
    },
    website: (id: string) => ({
      listContributors: () =>
        read('platform.contributors', () => {
          const site = world.platform.siteOf(id)
          if (!site) throw new NoSuchThing('no such website')
          const watcher = [...site.watchers].map((intpCustomerId) => ({ intpCustomerId }))
          return {
            payload: { owner: { intpCustomerId: site.ownerId }, contributors: { editor: [], watcher, dashboard: [] } },
          }
        }),
    }),
    intpc: (customerId: string) => ({
      async *allWebsites() {
        const all = await read('platform.websites', () =>
          [...world.platform.sites.keys()].flatMap((id) => {
            const seen = world.platform.seen(id, lag())
            return seen?.site.ownerId === customerId ? [wireOf(seen.site, seen.subscription, world)] : []
          }),
        )
        yield* all
      },
      // Signing is synchronous here: a thread pool would decide the order.
      signDashboardUrl: async (websiteId: string) => ({
        url: `https://dashboard.example/${websiteId}?for=${world.ids.next('sign', customerId)}`,
        expiresInSeconds: 3600,
      }),
    }),
    websiteSubscriptions: subscriptions,
    intpcSubscriptions: subscriptions,
  }
  return client as unknown as VisitorAnalytics
}

function answered<T>(effect: () => T, changes: boolean): T {
  try {
    return effect()
  } catch (error) {
    if (error instanceof NoSuchThing) throw new ThreeAsNotFoundError({ message: 'not found', status: 404 })
    if (!(error instanceof PlatformRefusal)) throw error
    // The platform refuses with 500 today, which may as well be a breakdown.
    const facts = { message: 'refused', status: 500, platformMessage: error.message, mayHaveTakenEffect: changes }
    throw new ThreeAsRefusedError(facts)
  }
}

function readError(fault: Fault): ThreeAsError {
  return errorOf(fault, false)
}

function changeError(fault: Fault): ThreeAsError {
  return errorOf(fault, true)
}

function errorOf(fault: Fault, changes: boolean): ThreeAsError {
  switch (fault) {
    case 'refused':
      return new ThreeAsRefusedError({ message: 'refused', status: 500, mayHaveTakenEffect: true })
    case 'fails':
    case 'fails_after':
      return new ThreeAsPlatformError({ message: 'failed', status: 503, mayHaveTakenEffect: changes })
    case 'unsent':
      return new ThreeAsUnreachableError({ message: 'no connection', mayHaveTakenEffect: false })
    case 'dropped':
    case 'lost':
    case 'late':
      return new ThreeAsUnreachableError({ message: 'connection lost', mayHaveTakenEffect: changes })
    case 'timeout':
    case 'timeout_after':
      return new ThreeAsTimeoutError({ message: 'too slow', mayHaveTakenEffect: changes })
    case 'slow':
      return new ThreeAsInvalidRequestError({ message: 'never thrown' })
    default:
      return fault satisfies never
  }
}

function wirePackage({ id, name, price, currency, period, touchpoints, recommended }: Package): WirePackage {
  return { id, name, price, currency, period: period === 'yearly' ? 'yearly' : 'monthly', touchpoints, recommended }
}

function wireOf(site: Site, subscription: Subscription, world: World): WireWebsite {
  const pkg = packageOf(subscription.packageId)
  const {
    plannedPackageId: planned,
    lastPackageChangeAt,
    expiresAt,
    status,
    inTrial,
    hadTrial,
    createdAt,
  } = subscription
  return {
    intpWebsiteId: site.id,
    intpCustomerId: site.ownerId,
    domain: `${site.id}.example`,
    status,
    packageId: pkg.id,
    packageName: pkg.name,
    billingInterval: pkg.period === 'yearly' ? 'yearly' : 'monthly',
    subscriptionType: world.plan.isPool ? 'intpc' : 'website',
    ...(lastPackageChangeAt !== null && { lastPackageChangeAt }),
    plannedDowngradePackageId: planned,
    plannedDowngradePackageInterval: undefined,
    plannedDowngradeBillingInterval: undefined,
    inTrial,
    hadTrial,
    createdAt,
    expiresAt,
    stpResetAt: expiresAt,
    consumption: { stpLimit: pkg.touchpoints, stpConsumed: 12 },
  }
}
