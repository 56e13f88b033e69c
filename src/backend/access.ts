import { AnalyticsError } from '../contract/error.ts'
import type { WireWebsite } from '../contract/platform/wire-website.ts'
import type { RouteAccess } from '../contract/route.ts'
import type { Role } from '../contract/website.ts'
import { expiringCache } from './expiring-cache.ts'
import { freshReads } from './fresh-reads.ts'
import type { Identity } from './identity.ts'
import { byCustomer, type Actor } from './ledger/change-history.ts'
import { notFound, type Platform } from './platform.ts'
import type { Runtime } from './runtime.ts'
import { signatoryOf, type Signatory } from './signatory.ts'
import { peopleOf, roleOn, type WebsitePeople } from './website-people.ts'

/** What a route receives once the caller may have its answer, by the route's `access`. */
export interface Grants {
  session: SessionGrant
  look: LookGrant
  read: ReadGrant
  change: ChangeGrant
}

interface SessionGrant {
  access: 'session'
  /** All websites that they may open. */
  websites(): Promise<{ role: Role; website: WireWebsite }[]>
}

interface LookGrant {
  access: 'look'
  role: Role
  signatory: Signatory
}

interface ReadGrant {
  access: 'read'
  role: Role
  /** As it stands now. */
  website: WireWebsite
  /** When the read of it began, by `runtime.steady()`: it cannot know what happened since. */
  readAt: number
}

/** For a manager of the website's owner. */
interface ChangeGrant {
  access: 'change'
  /** As it stands now. */
  website: WireWebsite
  /** As in a `ReadGrant`. */
  readAt: number
  /** Who asks, for the history of a change. */
  by: Actor
  /** Asks once more, where that was too long ago. @throws AnalyticsError when it is theirs no longer. */
  renew(): Promise<ChangeGrant>
}

/**
 * Grants one kind of access to one website. Another customer's website is answered like one that does not exist.
 *
 * @throws AnalyticsError `not_found`, `forbidden` for somebody who may look and no more, or `viewer_unknown` where they may
 * look and no dashboard can be signed for them.
 */
export type Access = { readonly [A in RouteAccess]: (identity: Identity, websiteId: string) => Promise<Grants[A]> }

/** How old the reading of a website's owner may be where that owner's manager opens the dashboard. */
const ownerLifeMs = 30_000

/** A customer reaches its own websites and, to look at, those it contributes to; whatever ids it sends. */
export function createAccess(platform: Platform, runtime: Runtime): Access {
  const owners = expiringCache<string | null>(ownerLifeMs, runtime)
  const readPeople = freshReads<WebsitePeople>()

  async function ownerOf(websiteId: string): Promise<string> {
    const ownerId = await owners.get(websiteId, async () => (await platform.website(websiteId))?.intpCustomerId ?? null)
    if (ownerId !== null) return ownerId
    // A website that was just made must be there immediately.
    owners.forget(websiteId)
    throw notFound()
  }

  /** Read anew each time, so that removing a contributor takes effect with the next request. */
  function peopleNow(websiteId: string): Promise<WebsitePeople> {
    return readPeople(websiteId, async () => {
      const listed = await platform.contributors(websiteId)
      if (!listed) throw notFound()
      return peopleOf(listed)
    })
  }

  /**
   * An owner's manager needs no list of contributors. Should the website have moved to another customer since the owner was
   * read, the first owner's token does not open it.
   */
  async function peopleToSignFor({ role, customerId }: Identity, websiteId: string): Promise<WebsitePeople> {
    const isOwner = role === 'manager' && (await ownerOf(websiteId)) === customerId
    return isOwner ? { ownerId: customerId, contributors: new Map() } : peopleNow(websiteId)
  }

  async function look(identity: Identity, websiteId: string): Promise<LookGrant> {
    const people = await peopleToSignFor(identity, websiteId)
    return { access: 'look', role: roleOn(identity, people), signatory: signatoryOf(identity, people) }
  }

  async function read(identity: Identity, websiteId: string): Promise<ReadGrant> {
    const readAt = runtime.steady()
    const website = await platform.website(websiteId)
    if (!website) throw notFound()
    const { intpCustomerId: ownerId } = website
    const isOwn = ownerId === identity.customerId
    const { contributors } = isOwn ? { contributors: new Map() } : await peopleNow(websiteId)
    return { access: 'read', role: roleOn(identity, { ownerId, contributors }), website, readAt }
  }

  async function change(identity: Identity, websiteId: string): Promise<ChangeGrant> {
    const { role, website, readAt } = await read(identity, websiteId)
    const by: Actor = identity.actingFor ? { kind: 'staff', ...identity.actingFor } : byCustomer.by
    if (role === 'manager') return { access: 'change', website, readAt, by, renew: () => change(identity, websiteId) }
    throw new AnalyticsError({ code: 'forbidden', message: 'Only a manager of this website can change its plan.' })
  }

  async function websitesOf(identity: Identity) {
    const { customerId, role } = identity
    const own = (await platform.websitesOf(customerId)).map((website) => ({ role, website }))
    const named = new Set(identity.sharedWebsiteIds)
    for (const { website } of own) named.delete(website.intpWebsiteId)
    const shared = await Promise.all([...named].map((id) => readIfShared(identity, id)))
    return [...own, ...shared.filter((found) => found !== null)]
  }

  async function readIfShared(identity: Identity, websiteId: string) {
    try {
      const { role, website } = await read(identity, websiteId)
      return { role, website }
    } catch (error) {
      if (error instanceof AnalyticsError && error.code === 'not_found') return null
      throw error
    }
  }

  const session = async (identity: Identity): Promise<SessionGrant> => ({
    access: 'session',
    websites: () => websitesOf(identity),
  })

  return { session, look, read, change }
}
