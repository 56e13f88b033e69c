import type { Package } from '../../contract/package.ts'
import { statusFromWire, type WireSubscription } from '../../sdk/wire/wire-website.ts'
import { ThreeAsError } from '../../sdk/three-as-error.ts'
import type { VisitorAnalytics } from '../../sdk/visitor-analytics.ts'
import { readingOf, type Platform, type Reading } from '../platform/platform.ts'
import type { PlatformCall } from './action-steps.ts'
import type { ChangeFacts } from './change-facts.ts'

type Sent =
  | { kind: 'done' }
  /** Answered, and without effect. */
  | { kind: 'refused'; message: string }
  /** Whether it took effect is unknown. */
  | { kind: 'unknown' }
  /** It did not get there, or was turned away at the door. */
  | { kind: 'unsent' }

export interface WorldRead {
  kind: 'read'
  reading: Reading
  /** Packages by which the reading's plan is known. */
  packages: readonly Package[]
}

export type SubscriptionRead =
  | WorldRead
  /** The website does not exist, or the pool's customer does not. */
  | { kind: 'website_gone' }
  /** The pool has no website, by which alone it shows. It goes on all the same: it is the customer's. */
  | { kind: 'pool_unseen' }
  /** The website exists and is another customer's. */
  | { kind: 'owner_changed'; ownerId: string }

export type SubscriptionOf = Pick<ChangeFacts, 'websiteId' | 'customerId' | 'holder'>

/** One subscription on the platform, as the ledger reads and changes it. */
export interface PlatformSubscription {
  read(about: SubscriptionOf): Promise<SubscriptionRead>
  /** @param packageId of an upgrade or a downgrade. */
  send(call: PlatformCall, about: SubscriptionOf, packageId: string | null): Promise<Sent>
}

export function platformSubscription(
  threeAs: VisitorAnalytics,
  platform: Platform,
  options: { proRate: boolean; callTimeoutMs: number },
): PlatformSubscription {
  return {
    async read({ websiteId, customerId, holder }) {
      const packagesOf = platform.beginPackages({ intpWebsiteId: websiteId, intpCustomerId: customerId }, holder)
      const found = await platform.website(websiteId)
      const isTheirs = found !== null && found.intpCustomerId === customerId
      const website = isTheirs ? found : holder === 'customer' ? (await platform.websitesOf(customerId))[0] : undefined
      if (!website && holder === 'customer') {
        return { kind: (await platform.hasCustomer(customerId)) ? 'pool_unseen' : 'website_gone' }
      }
      if (!website) return found ? { kind: 'owner_changed', ownerId: found.intpCustomerId } : { kind: 'website_gone' }
      const { known } = await packagesOf(website)
      return { kind: 'read', reading: readingOf(website, known), packages: known }
    },
    async send(call, about, packageId) {
      try {
        const answered = await callOf(threeAs, call, about, packageId, options)
        // A success that does not show the subscription is believed once a reading shows it.
        return { kind: answered && statusFromWire(answered.status) ? 'done' : 'unknown' }
      } catch (error) {
        return outcomeOf(error)
      }
    },
  }
}

async function callOf(
  threeAs: VisitorAnalytics,
  call: PlatformCall,
  { holder, websiteId, customerId }: SubscriptionOf,
  packageId: string | null,
  { proRate, callTimeoutMs }: { proRate: boolean; callTimeoutMs: number },
): Promise<WireSubscription | null> {
  const subscriptions =
    holder === 'website'
      ? { api: threeAs.websiteSubscriptions, of: { intpWebsiteId: websiteId } }
      : { api: threeAs.intpcSubscriptions, of: { intpcId: customerId } }
  // The two differ in the name of one id, which a union of methods cannot say.
  const { api, of } = subscriptions as { api: typeof threeAs.websiteSubscriptions; of: { intpWebsiteId: string } }
  const options = { timeoutMs: callTimeoutMs, retries: 0 }
  if (call === 'upgrade') return api.upgrade({ ...of, packageId: packageId ?? '', trial: false, proRate }, options)
  if (call === 'downgrade') return api.downgrade({ ...of, packageId: packageId ?? '' }, options)
  return api[call](of, options)
}

function outcomeOf(error: unknown): Sent {
  if (!(error instanceof ThreeAsError) || error.mayHaveTakenEffect) return { kind: 'unknown' }
  if (error.code === 'refused' || error.code === 'invalid_request' || error.code === 'not_found') {
    return { kind: 'refused', message: error.platformMessage ?? 'The analytics platform refused this change.' }
  }
  return { kind: 'unsent' }
}
