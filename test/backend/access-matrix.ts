import type { ContributorRole } from '../../src/contract/platform/wire-contributors.ts'
import type { Route } from '../../src/contract/route.ts'
import type { Identity } from '../../src/backend/identity.ts'

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
}

const customers = ['acme', 'globex', 'editing-shop', 'watching-shop', 'guest-shop', removed.shop] as const
const viewers = ['acme-viewer', 'acme-guest', 'acme-editor', removed.viewer, 'nobody'] as const

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
export function expectedOutcome(route: Route, { session }: Person, websiteId: string, changeOf?: ChangeOf): Outcome {
  if (!session) return 'no session'
  if (route.access === 'session') return `list ${listOf(session)}`
  if (isMalformed(websiteId)) return 'malformed'
  const { customerId, role } = session
  const part = partIn(websiteId, customerId)
  if (part === null) return 'no website'
  const isManager = mayChange(session, websiteId)
  switch (route.access) {
    case 'look': {
      if (isManager) return `signed for ${customerId}, with upgrades`
      const signedFor = role === 'manager' ? customerId : session.viewerId
      const isViewer = signedFor !== customerId && isOnlyLooking(websiteId, signedFor)
      return role === 'manager' || isViewer ? `signed for ${signedFor}` : 'viewer unknown'
    }
    case 'read':
      return 'may read'
    case 'change':
      if (!isManager) return 'forbidden'
      return changeOf === undefined || changeOf === websiteId ? 'may change' : 'no change'
    default:
      return route.access satisfies never
  }
}

export function mayChange({ customerId, role }: Identity, websiteId: string): boolean {
  return role === 'manager' && partIn(websiteId, customerId) === 'owner'
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

function listOf({ customerId, role }: Identity): string {
  const ids = Object.keys(websites).toSorted()
  const parts = ids.map((id) => [id, partIn(id, customerId)] as const).filter(([, part]) => part !== null)
  return parts.map(([id, part]) => `${id} (${part === 'owner' ? role : 'viewer'})`).join(', ')
}

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
