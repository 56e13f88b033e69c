import {
  ThreeAsInvalidRequestError,
  ThreeAsNotFoundError,
  ThreeAsPlatformError,
  ThreeAsRefusedError,
  ThreeAsTimeoutError,
  ThreeAsUnreachableError,
  type ThreeAsError,
} from '../../src/sdk/three-as-error.ts'
import type { PackageFilter } from '../../src/sdk/packages.ts'
import type { VisitorAnalytics } from '../../src/sdk/visitor-analytics.ts'
import type { BoundaryName, Fault } from './faults.ts'
import { platformAnswers } from './platform-answers.ts'
import { changePlatform, readPlatform } from './platform-boundary.ts'
import { NoSuchThing, PlatformRefusal } from './platform-model.ts'
import type { PlatformCall } from './platform-rules.ts'
import type { World } from './world.ts'

interface Of {
  intpWebsiteId?: string
  intpcId?: string
  packageId?: string
}

/**
 * The client of the platform that a backend is given: the methods that the backend uses, over the model. Which error stands
 * for which failure is this file's opinion; `platform-fetch.ts` has the real client decide that.
 */
export function platformClient(world: World): VisitorAnalytics {
  const answers = platformAnswers(world)
  const read = <T>(name: BoundaryName, effect: () => T): Promise<T> =>
    readPlatform(
      world,
      name,
      () => answered(effect, false),
      (fault) => errorOf(fault, false),
    )
  const change = async (call: PlatformCall, { intpWebsiteId, intpcId, packageId }: Of) => {
    const target = intpcId === undefined ? `website:${intpWebsiteId}` : `customer:${intpcId}`
    await changePlatform(
      world,
      { call, target },
      () => answered(() => world.platform.call(call, target, packageId ?? null), true),
      (fault) => errorOf(fault, true),
      (error) => (error as ThreeAsError).mayHaveTakenEffect,
    )
    return { status: 'active' }
  }
  const subscriptions = {
    upgrade: (of: Of) => change('upgrade', of),
    downgrade: (of: Of) => change('downgrade', of),
    cancel: (of: Of) => change('cancel', of),
    resume: (of: Of) => change('resume', of),
    deactivate: (of: Of) => change('deactivate', of),
  }
  const client = {
    intp: { get: () => read('platform.company', () => answers.company()) },
    packages: {
      getById: (id: string) => read('platform.package', () => answers.package(id)),
      list: ({ intpWebsiteId, intpCustomerId }: PackageFilter) =>
        read('platform.packages', () => answers.packages(intpWebsiteId ?? intpCustomerId ?? '')),
    },
    websites: {
      getByIntpWebsiteId: (id: string) => read('platform.website', () => answers.website(id)),
    },
    website: (id: string) => ({
      listContributors: () => read('platform.contributors', () => answers.contributors(id)),
    }),
    intpc: (customerId: string) => ({
      async *allWebsites() {
        yield* await read('platform.websites', () => answers.websitesOf(customerId))
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
    case 'stall':
      return new ThreeAsInvalidRequestError({ message: 'never thrown' })
    default:
      return fault satisfies never
  }
}
