import type { DashboardUrl } from '../../contract/dashboard-url.ts'
import { AnalyticsError } from '../../contract/error.ts'
import type { VisitorAnalytics } from '../../sdk/visitor-analytics.ts'
import { isUnlimited, type Caller } from './identity.ts'
import { rightsOn, type WebsitePeople } from './website-people.ts'

declare const granted: unique symbol

/**
 * The customer that a dashboard URL may be signed for. Only `signatoryOf` makes one: a token opens everything that its
 * customer may open, as owner or contributor, whatever website stands beside it in the URL.
 */
export type Signatory = string & { readonly [granted]: true }

/**
 * Decides whom a dashboard URL is signed for.
 *
 * - Whoever has every right with every website may do all that their customer may, so it is signed for that customer: for the
 *   owner, or for a contributor in the role it has on the platform.
 * - Anybody else may not, neither on the customer's own websites nor on those it contributes to. It is signed for the viewer's
 *   own customer, as long as the platform lists that one among those who only look at this website.
 *
 * @throws AnalyticsError `not_found` for a person who has no part in the website, `viewer_unknown` for one with fewer
 * rights who has no customer of their own.
 */
export function signatoryOf(caller: Caller, websiteId: string, people: WebsitePeople): Signatory {
  rightsOn(caller, websiteId, people)
  const { customerId, viewerId } = caller
  if (isUnlimited(caller)) return customerId as Signatory
  if (viewerId !== undefined && viewerId !== customerId && onlyLooks(viewerId, people)) return viewerId as Signatory
  throw new AnalyticsError({
    code: 'viewer_unknown',
    message: 'There is no dashboard for this viewer yet.',
    hint: 'For the operator: add the viewer to the website as a watcher, and return its id as viewerId from authenticate.',
  })
}

/** An editor's token would let a viewer change what everybody sees, an owner's everything. */
function onlyLooks(customerId: string, { ownerId, contributors }: WebsitePeople): boolean {
  const role = contributors.get(customerId)
  return customerId !== ownerId && (role === 'watcher' || role === 'dashboard')
}

export type SignDashboardUrl = (
  signatory: Signatory,
  websiteId: string,
  options: { allowUpgrade: boolean; tokenLifeSeconds: number | undefined },
) => Promise<DashboardUrl>

/** The one place of the backend that signs for a customer. */
export function dashboardSigning(threeAs: VisitorAnalytics): SignDashboardUrl {
  return (signatory, websiteId, options) => threeAs.intpc(signatory).signDashboardUrl(websiteId, options)
}
