import type { Contact } from '../payments/payment-order.ts'
import { AnalyticsError } from '../../contract/error.ts'
import type { WireWebsite } from '../../sdk/wire/wire-website.ts'
import type { Right } from '../../contract/right.ts'
import type { RouteAccess } from '../../contract/route.ts'
import { expiringCache } from '../runtime/expiring-cache.ts'
import { freshReads } from '../runtime/fresh-reads.ts'
import { isUnlimited, type Caller } from './identity.ts'
import { byCustomer, type Actor } from '../ledger/change-history.ts'
import { notFound, type Platform } from '../platform/platform.ts'
import type { Runtime } from '../runtime/runtime.ts'
import { signatoryOf, type Signatory } from './signatory.ts'
import { peopleOf, rightsOn, type WebsitePeople } from './website-people.ts'

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
  websites(): Promise<{ may: readonly Right[]; website: WireWebsite }[]>
}

interface LookGrant {
  access: 'look'
  may: readonly Right[]
  signatory: Signatory
}

interface ReadGrant {
  access: 'read'
  may: readonly Right[]
  /** As it stands now. */
  website: WireWebsite
  /** When the read of it began, by `runtime.steady()`: it cannot know what happened since. */
  readAt: number
}

/** For people of the website's owner. */
interface ChangeGrant {
  access: 'change'
  /** As it stands now. */
  website: WireWebsite
  /** As in a `ReadGrant`. */
  readAt: number
  /** Who asks, for the history of a change. */
  by: Actor
  /** Who pays. */
  contact: Contact | null
  /** Asks once more, where that was too long ago. @throws AnalyticsError when it is theirs no longer. */
  renew(): Promise<ChangeGrant>
}

/**
 * Grants one kind of access to one website, to whoever has the right. Another customer's website is answered like one that
 * does not exist.
 *
 * @throws AnalyticsError `not_found`, `forbidden` for a person without the right, or `viewer_unknown` where they may look and
 * no dashboard can be signed for them.
 */
export type Access = {
  readonly [A in RouteAccess]: (caller: Caller, asked: Asked) => Promise<Grants[A]>
}

interface Asked {
  websiteId: string
  /** What the route needs; `null` for any right. */
  right: Right | null
}

/** How old the reading of a website's owner may be where that owner's manager opens the dashboard. */
const ownerLifeMs = 30_000

/** A customer reaches its own websites and, to look at, those it contributes to; whatever ids it sends. */
export function createAccess(platform: Platform, runtime: Runtime): Access {
  const owners = expiringCache<string | null>(ownerLifeMs, runtime)
  const readPeople = freshReads<WebsitePeople>(runtime)

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
  async function peopleToSignFor(caller: Caller, websiteId: string): Promise<WebsitePeople> {
    const { customerId } = caller
    const isOwner = isUnlimited(caller) && (await ownerOf(websiteId)) === customerId
    return isOwner ? { ownerId: customerId, contributors: new Map() } : peopleNow(websiteId)
  }

  /** A pool's plan is every website's: whoever is limited to some of them neither chooses nor pays it. */
  async function granted(
    caller: Caller,
    { websiteId, right }: Asked,
    people: WebsitePeople,
  ): Promise<readonly Right[]> {
    const had = rightsOn(caller, websiteId, people)
    const isOfAll = caller.sites !== null && (await platform.company()).holder === 'customer'
    const may = isOfAll ? had.filter((one) => one !== 'plan' && one !== 'billing') : had
    if (right === null ? may.length > 0 : may.includes(right)) return may
    throw new AnalyticsError({ code: 'forbidden', message: refusals[right ?? 'look'] })
  }

  async function look(caller: Caller, asked: Asked): Promise<LookGrant> {
    const people = await peopleToSignFor(caller, asked.websiteId)
    const may = await granted(caller, asked, people)
    return { access: 'look', may, signatory: signatoryOf(caller, asked.websiteId, people) }
  }

  async function read(caller: Caller, asked: Asked): Promise<ReadGrant> {
    const { websiteId } = asked
    const readAt = runtime.steady()
    const website = await platform.website(websiteId)
    if (!website) throw notFound()
    const { intpCustomerId: ownerId } = website
    const isOwn = ownerId === caller.customerId
    const { contributors } = isOwn ? { contributors: new Map() } : await peopleNow(websiteId)
    return { access: 'read', may: await granted(caller, asked, { ownerId, contributors }), website, readAt }
  }

  async function change(caller: Caller, asked: Asked): Promise<ChangeGrant> {
    const { website, readAt } = await read(caller, asked)
    const by: Actor = caller.actingFor ? { kind: 'staff', ...caller.actingFor } : byCustomer.by
    const { contact } = caller
    return { access: 'change', website, readAt, by, contact, renew: () => change(caller, asked) }
  }

  async function websitesOf(caller: Caller) {
    const all = await platform.websitesOf(caller.customerId)
    const people = { ownerId: caller.customerId, contributors: new Map() }
    const shared = new Set(caller.sharedWebsiteIds)
    for (const { intpWebsiteId } of all) shared.delete(intpWebsiteId)
    const found = await Promise.all([
      ...all.map((website) =>
        ifTheirs(async () => {
          const asked = { websiteId: website.intpWebsiteId, right: null }
          return { may: await granted(caller, asked, people), website }
        }),
      ),
      ...[...shared].map((websiteId) => ifTheirs(() => read(caller, { websiteId, right: null }))),
    ])
    return found.filter((website) => website !== null)
  }

  const session = async (caller: Caller): Promise<SessionGrant> => ({
    access: 'session',
    websites: () => websitesOf(caller),
  })

  return { session, look, read, change }
}

const refusals: Record<Right, string> = {
  look: 'This needs the right to open the dashboard.',
  plan: 'Only a person who manages this website can change its plan.',
  billing: 'This needs the right to see payments.',
  team: 'This needs the right to manage who has access.',
  keys: 'This needs the right to manage API keys.',
  activate: 'This needs the right to set up websites.',
}

async function ifTheirs<Found>(find: () => Promise<Found>): Promise<Found | null> {
  try {
    return await find()
  } catch (error) {
    if (error instanceof AnalyticsError && (error.code === 'not_found' || error.code === 'forbidden')) return null
    throw error
  }
}
