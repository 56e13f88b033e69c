import type { DashboardErrorKind } from './dashboard/page.ts'
import type { DashboardRole } from './dashboard/dashboard-view.ts'
import type { Platform } from './platform/platform.ts'
import { keyOf, type Intp, type Website } from './platform/state.ts'
import type { Holder } from './platform/subscriptions.ts'
import type { Seen } from './witness.ts'
import { InvalidToken, verifyIntpcToken } from './tokens.ts'

/** Who looks at which website, as the signed URL says. */
export interface DashboardVisit {
  intp: Intp
  website: Website
  role: DashboardRole
}

/** A request for a page by a visitor who may see it. */
export interface PageRequest extends DashboardVisit {
  platform: Platform
  query: URLSearchParams
  nonce: string
  /** What a form sent. */
  form: URLSearchParams
  seen: Seen
}

export type Page = { status: 200 | 422; html: string } | DashboardErrorKind

/**
 * Reads a signed URL: `intpc_token` says who looks, `externalWebsiteId` at what. For a contributor the token is its own
 * and the website another customer's.
 */
export async function dashboardVisit(
  platform: Platform,
  query: URLSearchParams,
): Promise<DashboardVisit | DashboardErrorKind> {
  const reader = platform.read()
  try {
    const { intp, intpCustomerId } = await verifyIntpcToken(query.get('intpc_token') ?? '', reader)
    const website = reader.get('website', keyOf(intp.id, query.get('externalWebsiteId') ?? ''))
    if (!website) return 'unknown_website'
    const role = roleOf(website, intpCustomerId)
    return role ? { intp, website, role } : 'no_access'
  } catch (error) {
    if (error instanceof InvalidToken) return error.isExpired ? 'expired' : 'invalid'
    throw error
  }
}

/** Whose subscription the website runs on. */
export function holderOf({ intp, website }: Pick<DashboardVisit, 'intp' | 'website'>): Holder {
  return intp.subscriptionType === 'website'
    ? { type: 'website', intpWebsiteId: website.intpWebsiteId }
    : { type: 'intpc', intpCustomerId: website.intpCustomerId }
}

function roleOf(website: Website, intpCustomerId: string): DashboardRole | undefined {
  if (website.intpCustomerId === intpCustomerId) return 'owner'
  return website.contributors.find((contributor) => contributor.intpCustomerId === intpCustomerId)?.role
}
