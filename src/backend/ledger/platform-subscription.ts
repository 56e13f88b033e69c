import type { Package } from '../../contract/package.ts'
import { ThreeAsError } from '../../sdk/three-as-error.ts'
import type { VisitorAnalytics } from '../../sdk/visitor-analytics.ts'
import { readingOf, type Platform, type Reading } from '../platform.ts'
import type { PlatformCall } from './action-steps.ts'
import type { ChangeFacts } from './change-row.ts'

type Sent =
  | { kind: 'done' }
  /** Answered, and without effect. */
  | { kind: 'refused'; message: string }
  /** Nobody can tell whether it took effect. */
  | { kind: 'unknown' }
  /** It did not get there, or was turned away at the door. */
  | { kind: 'unsent' }

/** One subscription on the platform, as the ledger reads and changes it. */
export interface PlatformSubscription {
  /** `null` when there is nothing to read it by: the website is gone, or the pool has none. */
  read(about: ChangeFacts): Promise<{ reading: Reading; packages: readonly Package[] } | null>
  send(call: PlatformCall, about: ChangeFacts): Promise<Sent>
}

export function platformSubscription(
  threeAs: VisitorAnalytics,
  platform: Platform,
  options: { proRate: boolean; callTimeoutMs: number },
): PlatformSubscription {
  return {
    async read({ websiteId, customerId, holder }) {
      const found = await platform.website(websiteId)
      const isTheirs = found !== null && found.intpCustomerId === customerId
      const website = isTheirs ? found : holder === 'customer' ? (await platform.websitesOf(customerId))[0] : undefined
      if (!website) return null
      const { known } = await platform.packages(website, holder)
      return { reading: readingOf(website, known), packages: known }
    },
    async send(call, about) {
      try {
        await callOf(threeAs, call, about, options)
        return { kind: 'done' }
      } catch (error) {
        return outcomeOf(error)
      }
    },
  }
}

async function callOf(
  threeAs: VisitorAnalytics,
  call: PlatformCall,
  { holder, websiteId, customerId, packageId }: ChangeFacts,
  { proRate, callTimeoutMs }: { proRate: boolean; callTimeoutMs: number },
): Promise<void> {
  const subscriptions =
    holder === 'website'
      ? { api: threeAs.websiteSubscriptions, of: { intpWebsiteId: websiteId } }
      : { api: threeAs.intpcSubscriptions, of: { intpcId: customerId } }
  // The two differ in the name of one id, which a union of methods cannot say.
  const { api, of } = subscriptions as { api: typeof threeAs.websiteSubscriptions; of: { intpWebsiteId: string } }
  const options = { timeoutMs: callTimeoutMs, retries: 0 }
  if (call === 'upgrade') await api.upgrade({ ...of, packageId: packageId ?? '', trial: false, proRate }, options)
  else if (call === 'downgrade') await api.downgrade({ ...of, packageId: packageId ?? '' }, options)
  else await api[call](of, options)
}

function outcomeOf(error: unknown): Sent {
  if (!(error instanceof ThreeAsError) || error.mayHaveTakenEffect) return { kind: 'unknown' }
  if (error.code === 'refused' || error.code === 'invalid_request' || error.code === 'not_found') {
    return { kind: 'refused', message: error.platformMessage ?? 'The analytics platform refused this change.' }
  }
  return { kind: 'unsent' }
}
