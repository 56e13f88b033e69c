import type { ContributorRole } from '../../src/sdk/wire/wire-contributors.ts'
import type { Route } from '../../src/contract/route.ts'
import type { Identity } from '../../src/backend/access/identity.ts'
import { allRights, type Right } from '../../src/contract/right.ts'

/** Whose each website is, and who contributes to it: the world that every cell is asked in. */
export const websites: Readonly<Record<string, { owner: string; contributors: Record<string, ContributorRole> }>> = {
  'acme-bikes': {
    owner: 'acme',
    contributors: {
      'acme-viewer': 'watcher',
      'acme-guest': 'dashboard',
      'acme-editor': 'editor',
      'editing-shop': 'editor',
      'watching-shop': 'watcher',
      'guest-shop': 'dashboard',
    },
  },
  'acme-books': { owner: 'acme', contributors: {} },
  'acme-garden': { owner: 'acme', contributors: {} },
  'globex-lamps': { owner: 'globex', contributors: {} },
  'editing-shop-site': { owner: 'editing-shop', contributors: {} },
  'watching-shop-site': { owner: 'watching-shop', contributors: {} },
  'guest-shop-site': { owner: 'guest-shop', contributors: {} },
  'removed-shop-site': { owner: 'removed-shop', contributors: {} },
}

/** Were editor and watcher of acme-bikes until a moment ago, and used it. */
export const removed = { shop: 'removed-shop', viewer: 'removed-viewer' } as const

/** Nobody's, however close. */
const strangeIds = ['no-such-site', 'ACME-BIKES', 'acme-bikes/', 'acme%2Dbikes', '..']
/** What cannot be an id at all. */
const malformedIds = ['', 'x'.repeat(513), 'acme-bikes\u0000']

export interface Person {
  name: string
  /** `null` for somebody who is not signed in. */
  session: Identity | null
  /** The customer that their page names. */
  asksFor?: string
}

const customers = ['acme', 'globex', 'editing-shop', 'watching-shop', 'guest-shop', removed.shop] as const
const viewers = ['acme-viewer', 'acme-guest', 'acme-editor', removed.viewer, 'nobody'] as const

const manager = (customerId: string): Identity => ({ customerId, role: 'manager' })

/** People with single rights, and with some of the websites. */
const limited: readonly Person[] = [
  { name: 'acme, may nothing', session: { customerId: 'acme', may: [] } },
  { name: 'acme, may look', session: { customerId: 'acme', may: ['look'], viewerId: 'acme-viewer' } },
  { name: 'acme, may plan', session: { customerId: 'acme', may: ['plan'], viewerId: 'acme-viewer' } },
  { name: 'acme, may look and plan', session: { customerId: 'acme', may: ['look', 'plan'], viewerId: 'acme-viewer' } },
  { name: 'acme, may see payments', session: { customerId: 'acme', may: ['billing'] } },
  {
    name: 'acme, may all but keys',
    session: { customerId: 'acme', may: allRights.filter((right) => right !== 'keys'), viewerId: 'acme-viewer' },
  },
  { name: 'acme, may all', session: { customerId: 'acme', may: allRights } },
  { name: 'acme, manager of books', session: { ...manager('acme'), sites: ['acme-books'] } },
  {
    name: 'acme, manager of bikes',
    session: { ...manager('acme'), sites: ['acme-bikes'], viewerId: 'acme-viewer' },
  },
  { name: 'acme, manager of none', session: { ...manager('acme'), sites: [] } },
  { name: "acme, manager of globex's", session: { ...manager('acme'), sites: ['globex-lamps'] } },
  {
    name: 'editing-shop, may plan',
    session: { customerId: 'editing-shop', may: ['plan'], sharedWebsiteIds: ['acme-bikes'] },
  },
  {
    name: 'editing-shop, manager of bikes',
    session: {
      ...manager('editing-shop'),
      sites: ['acme-bikes'],
      sharedWebsiteIds: ['acme-bikes'],
      viewerId: 'acme-viewer',
    },
  },
]

/** Every customer as manager and as viewer, the viewer by every name that a partner might give it. */
export const people: readonly Person[] = [
  { name: 'not signed in', session: null },
  ...customers.flatMap((customerId): Person[] => {
    // Whatever the partner names: what is not theirs must not come into their list.
    const sharedWebsiteIds = [...Object.keys(websites), ...strangeIds]
    const session = (role: 'manager' | 'viewer', viewerId?: string): Identity => ({
      customerId,
      role,
      sharedWebsiteIds,
      ...(viewerId !== undefined && { viewerId }),
    })
    return [
      { name: `${customerId}, manager`, session: session('manager') },
      { name: `${customerId}, viewer`, session: session('viewer') },
      ...[...new Set([...viewers, 'acme', customerId])].map((viewerId) => ({
        name: `${customerId}, viewer as ${viewerId}`,
        session: session('viewer', viewerId),
      })),
    ]
  }),
  ...limited,
  // Whatever a page names, it is answered for the customer of its session, or not at all.
  { name: 'acme, manager, for acme', session: manager('acme'), asksFor: 'acme' },
  { name: 'acme, manager, for globex', session: manager('acme'), asksFor: 'globex' },
  { name: 'acme, manager, for ACME', session: manager('acme'), asksFor: 'ACME' },
  { name: 'acme, manager, for an unknown one', session: manager('acme'), asksFor: 'größe/%' },
]

export const isMalformed = (id: string) => malformedIds.includes(id)

/** One website of each kind there is for somebody: contributed to, another customer's, their own, and none at all. */
export function idsFor({ session }: Person): string[] {
  const own = Object.keys(websites).find((id) => websites[id]?.owner === session?.customerId) ?? 'acme-bikes'
  return [...new Set(['acme-bikes', 'globex-lamps', own, ...strangeIds, ...malformedIds])]
}

/** A change of one website, by the website; `null` is an id that no change has. */
export type ChangeOf = 'acme-bikes' | 'globex-lamps' | null
export const changesOf: readonly ChangeOf[] = ['acme-bikes', 'globex-lamps', null]

/** What a route does with the ids of a request: what it answers, or what keeps it from answering. */
export type Outcome =
  | 'no session'
  | 'malformed'
  | 'no website'
  | 'no change'
  | 'forbidden'
  | 'viewer unknown'
  | `list ${string}`
  | `signed for ${string}`
  | 'may read'
  | 'may change'
  | `unexpected ${string}`

/** The rule. It knows the route by its access only, and the world by who is who. */
export function expectedOutcome(
  route: Route,
  { session, asksFor }: Person,
  websiteId: string,
  changeOf?: ChangeOf,
): Outcome {
  if (!session) return 'no session'
  if (asksFor !== undefined && asksFor !== session.customerId) return 'no website'
  if (route.access === 'session') return `list ${listOf(session)}`
  if (isMalformed(websiteId)) return 'malformed'
  const { customerId } = session
  const may = mayOn(session, websiteId)
  if (may === null) return 'no website'
  switch (route.access) {
    case 'look': {
      if (!may.includes('look')) return 'forbidden'
      const hasAll = session.sites === undefined && allRights.every((right) => rightsOf(session).includes(right))
      const signedFor = hasAll ? customerId : session.viewerId
      const isViewer = signedFor !== customerId && isOnlyLooking(websiteId, signedFor)
      if (!hasAll && !isViewer) return 'viewer unknown'
      return may.includes('plan') ? `signed for ${signedFor}, with upgrades` : `signed for ${signedFor}`
    }
    case 'read':
      return may.length > 0 ? 'may read' : 'forbidden'
    case 'change':
      if (!may.includes('plan')) return 'forbidden'
      return changeOf === undefined || changeOf === websiteId ? 'may change' : 'no change'
    default:
      return route.access satisfies never
  }
}

const rightsOf = ({ role, may }: Identity): readonly Right[] => may ?? (role === 'manager' ? allRights : ['look'])

/** `null` when the website is not there for them. */
export function mayOn(session: Identity, websiteId: string): readonly Right[] | null {
  const part = partIn(websiteId, session.customerId)
  if (part === null || session.sites?.includes(websiteId) === false) return null
  return part === 'owner' ? rightsOf(session) : rightsOf(session).filter((right) => right === 'look')
}

function partIn(websiteId: string, customerId: string): 'owner' | ContributorRole | null {
  const website = websites[websiteId]
  if (website?.owner === customerId) return 'owner'
  return website?.contributors[customerId] ?? null
}

function isOnlyLooking(websiteId: string, customerId: string | undefined): boolean {
  const part = customerId === undefined ? null : partIn(websiteId, customerId)
  return part === 'watcher' || part === 'dashboard'
}

function listOf(session: Identity): string {
  const isNamed = (id: string) =>
    partIn(id, session.customerId) === 'owner' || session.sharedWebsiteIds?.includes(id) === true
  return Object.keys(websites)
    .toSorted()
    .filter(isNamed)
    .map((id) => [id, mayOn(session, id) ?? []] as const)
    .filter(([, may]) => may.length > 0)
    .map(([id, may]) => `${id} (${shortOf(may)})`)
    .join(', ')
}

/** `all`, or the rights by name. */
export const shortOf = (may: readonly string[]) =>
  allRights.every((right) => may.includes(right)) ? 'all' : may.join(' and ')

export interface Cell {
  route: Route
  person: Person
  websiteId: string
  changeOf?: ChangeOf
}

/** Routes × people × ids; where a route takes the id of a change as well, × changes. */
export function cellsOf(routes: readonly Route[], takesChange: (route: Route) => boolean): Cell[] {
  return routes.flatMap((route) =>
    people.flatMap((person) => {
      if (route.access === 'session') return [{ route, person, websiteId: '' }]
      return idsFor(person).flatMap((websiteId): Cell[] => {
        const cell = { route, person, websiteId }
        if (!takesChange(route)) return [cell]
        const changes = websiteId in websites ? changesOf : (['acme-bikes'] as const)
        return changes.map((changeOf) => ({ ...cell, changeOf }))
      })
    }),
  )
}
