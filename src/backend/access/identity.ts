import { array, safeParse } from 'zod/mini'
import { AnalyticsError } from '../../contract/error.ts'
import { customerHeader } from '../../contract/request-header.ts'
import { allRights, rightSchema, type Right } from '../../contract/right.ts'
import type { Contact } from '../payments/payment-order.ts'
import type { HostContext } from '../http/host-context.ts'
import { notFound } from '../platform/platform.ts'

/** `manager` has every right, `viewer` looks. */
export type Role = 'manager' | 'viewer'

export interface IdentityFacts {
  /** The partner's own id of the customer whose websites these are. */
  customerId: string
  /**
   * The only websites of that customer that this person reaches; the others are answered like ones that do not exist. No plan
   * of a pool can be chosen by such a person, since it is every website's. Default: all of the customer's.
   */
  sites?: readonly string[] | undefined
  /**
   * For whoever has not every right with every website: their own customer on the platform, which was added to the websites
   * as a watcher (`threeAs.ensureViewer`) and owns none. Dashboard URLs are signed for it, so they open whatever it may open.
   * Without it, or once it has stopped being a watcher, such a person gets none.
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
  /** Whoever pays, for the payment provider's page and receipts: handed on with a payment, and never stored. */
  email?: string | undefined
  name?: string | undefined
}

/** Who is asking, as the partner's `authenticate` says: by a role, or by single rights. */
export type Identity = IdentityFacts & ({ role: Role; may?: undefined } | { may: readonly Right[]; role?: undefined })

/** What `authenticate` may answer. Words are text, so that plain JavaScript needs no cast; another word is refused. */
export type AuthenticatedAs =
  | (IdentityFacts & { role?: Role | (string & {}) | undefined; may?: readonly (Right | (string & {}))[] | undefined })
  | null
  | undefined

/** What the page asks for beside the question itself. */
export interface AskedAs {
  /** The customer that the page shows (`customer` of `createHttpAdapter`); `null` where it names none. */
  customer: string | null
}

/**
 * Who is asking, from the partner's own session.
 *
 * One person may stand for many customers: an agency, or a reseller's own staff. Their page names the customer it shows, and
 * this decides: it answers an identity of that customer where it is theirs. An identity of any other customer is not used, and
 * the page hears `not_found`; so whoever does not look at `customer` gives nothing away.
 *
 * @example authenticate: (request, { incoming }: { incoming: express.Request }) => incoming.session.user ?? null
 * @example
 * authenticate: async (request, _context, { customer }) => {
 *   const user = await sessionUser(request)
 *   return user && { customerId: user.customers.find((id) => id === customer) ?? user.customers[0], role: 'manager' }
 * }
 */
export type Authenticate = (
  request: Request,
  context: HostContext,
  asked: AskedAs,
) => AuthenticatedAs | Promise<AuthenticatedAs>

/** Who is asking, as the rest of the backend knows them. */
export interface Caller {
  customerId: string
  may: readonly Right[]
  /** `null`: all of the customer's. */
  sites: ReadonlySet<string> | null
  viewerId: string | undefined
  sharedWebsiteIds: readonly string[]
  /** Whoever of the partner's own staff is doing this for the customer. */
  actingFor: { staffId: string } | undefined
  /** Who pays; `null` for staff, and where it was not said. */
  contact: Contact | null
}

/**
 * @throws AnalyticsError `unauthenticated`, or `not_found` for the page of a customer that is not theirs; TypeError when
 * `authenticate` answers what cannot be used.
 */
export async function identify(authenticate: Authenticate, request: Request, context: HostContext): Promise<Caller> {
  const customer = askedCustomer(request)
  const identity = await authenticate(request, context, { customer })
  if (!identity) throw new AnalyticsError({ code: 'unauthenticated', message: 'Sign in to see this.' })
  const { customerId, viewerId, sharedWebsiteIds = [], sites, actingFor } = identity
  if (typeof customerId !== 'string' || customerId === '' || viewerId === '' || actingFor?.staffId === '') {
    throw new TypeError('authenticate returned an empty id. Return null for a visitor who is not signed in.')
  }
  if (sites !== undefined && !Array.isArray(sites)) {
    throw new TypeError('authenticate returned sites that are not a list: name the ids of websites, or leave it out.')
  }
  const may = rightsOf(identity)
  if (customer !== null && customer !== customerId) throw notFound()
  return {
    customerId,
    may,
    viewerId,
    sharedWebsiteIds,
    sites: sites ? new Set(sites) : null,
    actingFor,
    contact: contactOf(identity),
  }
}

/** Staff who act for a customer do not pay. */
function contactOf({ email, name, actingFor }: IdentityFacts): Contact | null {
  if (actingFor || (!email && !name)) return null
  return { email: email || null, name: name || null }
}

/** True for whoever may do all that the customer itself may: a token of the customer gives them nothing more. */
export const isUnlimited = ({ may, sites }: Caller): boolean =>
  sites === null && allRights.every((right) => may.includes(right))

function rightsOf({ role, may }: NonNullable<AuthenticatedAs>): readonly Right[] {
  if (may === undefined) {
    if (role === 'manager') return allRights
    if (role === 'viewer') return ['look']
  }
  const known = safeParse(array(rightSchema), may)
  if (role === undefined && known.success) return known.data
  throw new TypeError(
    `authenticate must answer either a role, 'manager' or 'viewer', or may, a list of ${allRights.join(', ')}.`,
  )
}

function askedCustomer(request: Request): string | null {
  const named = request.headers.get(customerHeader)
  if (named === null || named === '') return null
  try {
    return decodeURIComponent(named)
  } catch {
    throw new AnalyticsError({
      code: 'invalid_request',
      message: `The header ${customerHeader} cannot be read.`,
      hint: 'Send the customer as encodeURIComponent writes it, as createHttpAdapter does.',
    })
  }
}
