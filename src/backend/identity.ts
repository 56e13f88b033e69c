import { safeParse } from 'zod/mini'
import { AnalyticsError } from '../contract/error.ts'
import { roleSchema, type Role } from '../contract/website.ts'

/** Who is asking, as the partner's `authenticate` says. */
export interface Identity {
  /** The partner's own id of the customer whose websites these are. */
  customerId: string
  /** `manager` changes plans, `viewer` looks. */
  role: Role
  /**
   * For a viewer: the viewer's own customer on the platform, which was added to the websites as a watcher
   * (`threeAs.ensureViewer`) and owns none. Dashboard URLs are signed for it, so they open whatever it may open. Without it,
   * or once it is no longer a watcher, a viewer gets none.
   */
  viewerId?: string | undefined
  /**
   * Websites of other customers that this one contributes to, so that they stand in its list too. Each is checked with the
   * platform; a website that is asked for by its id is found without this.
   */
  sharedWebsiteIds?: readonly string[] | undefined
  /**
   * The partner's own person who is acting for this customer, such as its support: stands in the history of each change. What
   * costs the customer money needs `allowStaffToBuy` then.
   */
  actingFor?: { staffId: string } | undefined
}

/** What `authenticate` may answer. The role is text, so that plain JavaScript needs no cast; another word is refused. */
export type AuthenticatedAs = (Omit<Identity, 'role'> & { role: Role | (string & {}) }) | null | undefined

/**
 * What the host knows besides the request: `{ incoming }`, the request of Node, where `toNodeHandler` mounts the handler, with
 * all that middleware has put on it; elsewhere whatever was passed to the handler as its second argument, such as the
 * bindings of a Worker. Only the host knows its type, so `authenticate` names it.
 */
// oxlint-disable-next-line typescript/no-explicit-any
export type HostContext = any

/**
 * Who is asking, from the partner's own session.
 *
 * @example authenticate: (request, { incoming }: { incoming: express.Request }) => incoming.session.user ?? null
 */
export type Authenticate = (request: Request, context: HostContext) => AuthenticatedAs | Promise<AuthenticatedAs>

/** @throws AnalyticsError `unauthenticated`; TypeError when `authenticate` names nobody in particular. */
export async function identify(authenticate: Authenticate, request: Request, context: HostContext): Promise<Identity> {
  const identity = await authenticate(request, context)
  if (!identity) throw new AnalyticsError({ code: 'unauthenticated', message: 'Sign in to see this.' })
  const { customerId, viewerId, sharedWebsiteIds, role, actingFor } = identity
  if (typeof customerId !== 'string' || customerId === '' || viewerId === '' || actingFor?.staffId === '') {
    throw new TypeError('authenticate answered an empty id. Answer null for somebody who is not signed in.')
  }
  const known = safeParse(roleSchema, role)
  if (known.success) return { customerId, viewerId, sharedWebsiteIds, role: known.data, actingFor }
  throw new TypeError("authenticate must answer a role: 'manager' or 'viewer'.")
}
