import { AnalyticsError } from '../contract/error.ts'
import type { WireWebsite } from '../contract/platform/wire-website.ts'
import type { Role } from '../contract/website.ts'
import { expiringCache } from './expiring-cache.ts'
import type { Runtime } from './runtime.ts'
import { notFound, type Platform } from './platform.ts'

/** Who is asking, as the partner's `authenticate` says. */
export interface Identity {
  /** The partner's own id of the customer whose websites these are. */
  customerId: string
  /** `manager` changes plans, `viewer` looks. */
  role: Role
  /**
   * For a viewer of the customer's own websites: the customer that was added to them as a watcher. Its dashboard URLs are
   * signed for that one; without it a viewer gets none.
   */
  viewerId?: string | undefined
  /**
   * Websites of other customers that this one contributes to, so that they stand in its list too. Each is checked with the
   * platform; a website that is asked for by its id is found without this.
   */
  sharedWebsiteIds?: readonly string[] | undefined
}

/** What somebody may do with one website. */
interface Grant {
  websiteId: string
  /** Whose website it is. */
  ownerId: string
  role: Role
  /** Whom a dashboard URL is signed for; `null` when there is nobody. */
  signFor: string | null
}

export interface Access {
  /** @throws AnalyticsError `not_found` when it is not theirs, or not there: the two look the same. */
  toLook(identity: Identity, websiteId: string): Promise<Grant>
  /** The same, with the website as it stands now. */
  toRead(identity: Identity, websiteId: string): Promise<{ grant: Grant; website: WireWebsite }>
  /** @throws AnalyticsError `forbidden` for somebody who may look and no more. */
  toChange(identity: Identity, websiteId: string): Promise<{ grant: Grant; website: WireWebsite }>
  /** All that somebody may open. */
  list(identity: Identity): Promise<{ role: Role; website: WireWebsite }[]>
}

/** How long it is believed whose a website is, and who contributes to it, where somebody only looks. */
const beliefLifeMs = 30_000

/** A customer reaches its own websites and, to look at, those it contributes to; whatever ids it sends. */
export function createAccess(platform: Platform, runtime: Runtime): Access {
  const owners = expiringCache<string | null>(beliefLifeMs, runtime)
  const contributors = expiringCache<readonly string[]>(beliefLifeMs, runtime)

  async function ownerOf(websiteId: string): Promise<string> {
    const ownerId = await owners.get(websiteId, async () => (await platform.website(websiteId))?.intpCustomerId ?? null)
    if (ownerId !== null) return ownerId
    // A website that was just made must be there at once.
    owners.forget(websiteId)
    throw notFound()
  }

  function contributorsOf(websiteId: string): Promise<readonly string[]> {
    return contributors.get(websiteId, async () => {
      const people = (await platform.contributors(websiteId))?.contributors
      if (!people) return []
      return [...people.editor, ...people.watcher, ...people.dashboard].map(({ intpCustomerId }) => intpCustomerId)
    })
  }

  async function grantOf(identity: Identity, websiteId: string, ownerId: string): Promise<Grant> {
    if (ownerId === identity.customerId) return ownGrant(identity, websiteId)
    if (!(await contributorsOf(websiteId)).includes(identity.customerId)) throw notFound()
    return { websiteId, ownerId, role: 'viewer', signFor: identity.customerId }
  }

  async function toRead(identity: Identity, websiteId: string) {
    const website = await platform.website(websiteId)
    if (!website) throw notFound()
    return { grant: await grantOf(identity, websiteId, website.intpCustomerId), website }
  }

  return {
    toLook: async (identity, websiteId) => grantOf(identity, websiteId, await ownerOf(websiteId)),
    toRead,
    async toChange(identity, websiteId) {
      const found = await toRead(identity, websiteId)
      if (found.grant.role === 'manager') return found
      throw new AnalyticsError({ code: 'forbidden', message: 'Only a manager of this website can change its plan.' })
    },
    async list(identity) {
      const { customerId, role } = identity
      const all = await platform.websitesOf(customerId)
      const own = all
        .filter(({ intpCustomerId }) => intpCustomerId === customerId)
        .map((website) => ({ role, website }))
      const shared = await Promise.all([...new Set(identity.sharedWebsiteIds)].map((id) => readIfShared(identity, id)))
      const others = shared.filter((found) => found !== null && found.website.intpCustomerId !== customerId)
      return [...own, ...others.filter((found) => found !== null)]
    },
  }

  async function readIfShared(identity: Identity, websiteId: string) {
    try {
      const { grant, website } = await toRead(identity, websiteId)
      return { role: grant.role, website }
    } catch (error) {
      if (error instanceof AnalyticsError && error.code === 'not_found') return null
      throw error
    }
  }
}

function ownGrant({ customerId, role, viewerId }: Identity, websiteId: string): Grant {
  const isManager = role === 'manager'
  // A viewer that names the owner would open everything.
  const watcher = viewerId === customerId ? null : (viewerId ?? null)
  return { websiteId, ownerId: customerId, role, signFor: isManager ? customerId : watcher }
}
