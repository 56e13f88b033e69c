import { Hono, type Context } from 'hono'
import { isDashboardSection, type DashboardView } from './dashboard/dashboard-view.ts'
import { dashboardRange } from './dashboard/date-range.ts'
import { dashboardCsp } from './dashboard/document.ts'
import { dashboardNumbers } from './dashboard/numbers.ts'
import { dashboardErrorStatus, renderDashboard, renderDashboardError } from './dashboard/page.ts'
import { dashboardVisit, type Page, type PageRequest } from './dashboard-visit.ts'
import { billingInterval } from './platform/periods.ts'
import type { Platform } from './platform/platform.ts'
import { isTracking, totalOf } from './platform/subscriptions.ts'
import { randomText } from './random-text.ts'
import { bodyText } from './request-body.ts'
import { checkoutPage, payCheckout, plansPage } from './selling-pages.ts'
import { trafficOf } from './website-traffic.ts'
import { passOn, witnessed, type Seen, type Witness } from './witness.ts'

/** The dashboard, on an origin of its own. `frameAncestors` are the origins that may frame it; by default anybody. */
export function dashboardSite(witness: Witness, frameAncestors?: readonly string[]): Hono {
  const app = new Hono({ strict: false }).onError(passOn)
  const show = (operation: string, page: (request: PageRequest, c: Context) => Page) => (c: Context) =>
    witnessed(c, witness, operation, (seen) => answer(c, witness.platform, seen, frameAncestors, page))
  // The real page navigates itself on to its overview, too.
  app.get('/', (c) => c.redirect(`/dashboard/overview${new URL(c.req.url).search}`))
  app.get(
    '/dashboard/:section',
    show('dashboard.page', (request, c) => dashboardPage(request, c.req.param('section') ?? '')),
  )
  app.get('/upgrade', show('dashboard.plans', plansPage))
  app.get('/upgrade/checkout', show('dashboard.checkout', checkoutPage))
  app.post('/upgrade/checkout', show('dashboard.pay', payCheckout))
  app.notFound((c) => c.redirect(`/dashboard/overview${new URL(c.req.url).search}`))
  return app
}

async function answer(
  c: Context,
  platform: Platform,
  seen: Seen,
  frameAncestors: readonly string[] | undefined,
  page: (request: PageRequest, c: Context) => Page,
): Promise<Response> {
  const nonce = randomText(16)
  const query = new URL(c.req.url).searchParams
  const form = c.req.method === 'POST' ? new URLSearchParams(await bodyText(c)) : new URLSearchParams()
  const visit = await dashboardVisit(platform, query)
  let shown: Page
  if (typeof visit === 'string') {
    shown = visit
  } else {
    seen.intpId = visit.intp.id
    shown = page({ ...visit, platform, query, nonce, form, seen }, c)
  }
  const headers = {
    'content-security-policy': dashboardCsp(nonce, frameAncestors),
    'referrer-policy': 'no-referrer',
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
  }
  return typeof shown === 'string'
    ? c.html(
        renderDashboardError({ kind: shown, nonce, mayResume: !query.has('intpc_token') }),
        dashboardErrorStatus[shown],
        headers,
      )
    : c.html(shown.html, shown.status, headers)
}

function dashboardPage(request: PageRequest, section: string): Page {
  return { status: 200, html: renderDashboard(viewOf(request, section)) }
}

function viewOf({ platform, intp, website, role, query, nonce }: PageRequest, section: string): DashboardView {
  const reader = platform.read()
  const subscription = reader.get('subscription', website.subscriptionId)!
  const pkg = reader.get('package', subscription.packageId)!
  const planned = subscription.plannedPackageId === null ? null : reader.get('package', subscription.plannedPackageId)
  const today = platform.now().toISOString().slice(0, 10)
  const range = dashboardRange(query, today)
  const { intpWebsiteId, intpCustomerId, domain } = website
  return {
    nonce,
    query: query.toString(),
    section: isDashboardSection(section) ? section : 'overview',
    role,
    allowUpgrade: query.get('allowUpgrade') === 'true',
    billingMode: intp.billingMode,
    website: { intpWebsiteId, intpCustomerId, domain },
    plan: {
      packageId: pkg.id,
      packageName: pkg.name,
      billingInterval: billingInterval(pkg.period),
      status: subscription.status,
      inTrial: subscription.inTrial,
      expiresAt: subscription.expiresAt,
      plannedDowngradePackageName: planned?.name,
    },
    usage: {
      consumed: totalOf(subscription.consumed),
      limit: pkg.touchpoints,
      resetAt: subscription.expiresAt,
      isShared: subscription.type === 'intpc',
      isTrackingStopped: !isTracking(subscription, pkg),
    },
    range,
    today,
    numbers: dashboardNumbers(trafficOf(platform, reader, website), range),
  }
}
