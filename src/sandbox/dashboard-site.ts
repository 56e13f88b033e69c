import type { HttpBindings } from '@hono/node-server'
import { Hono, type Context } from 'hono'
import { randomBytes } from 'node:crypto'
import { isDashboardSection, type DashboardRole, type DashboardView } from './dashboard/dashboard-view.ts'
import { dashboardRange } from './dashboard/date-range.ts'
import { dashboardCsp } from './dashboard/document.ts'
import { dashboardNumbers } from './dashboard/numbers.ts'
import { renderDashboard } from './dashboard/page.ts'
import { billingInterval } from './platform/periods.ts'
import type { Platform } from './platform/platform.ts'
import type { Reader } from './platform/records.ts'
import { keyOf, type Intp, type Website } from './platform/state.ts'
import { isTracking, totalOf } from './platform/subscriptions.ts'
import { InvalidToken, verifyIntpcToken } from './tokens.ts'
import { trafficOf } from './website-traffic.ts'
import { witnessed, type Witness } from './witness.ts'

type DashboardContext = Context<{ Bindings: HttpBindings }>

/** Who looks at which website, as the signed URL says. */
interface Visit {
  intp: Intp
  website: Website
  role: DashboardRole
}

/** The dashboard, on an origin of its own. `frameAncestors` are the origins that may frame it; by default anybody. */
export function dashboardSite(witness: Witness, frameAncestors?: readonly string[]): Hono<{ Bindings: HttpBindings }> {
  const app = new Hono<{ Bindings: HttpBindings }>({ strict: false })
  app.get('/', (c) => c.redirect(`/dashboard/overview${new URL(c.req.url).search}`))
  app.get('/dashboard/:section', (c) =>
    witnessed(c, witness, 'dashboard.page', (seen) => page(c, witness.platform, seen, frameAncestors)),
  )
  return app
}

async function page(
  c: DashboardContext,
  platform: Platform,
  seen: { intpId: string | null },
  frameAncestors: readonly string[] | undefined,
): Promise<Response> {
  const nonce = randomBytes(16).toString('base64')
  const headers = {
    'content-security-policy': dashboardCsp(nonce, frameAncestors),
    'referrer-policy': 'no-referrer',
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
  }
  const query = new URL(c.req.url).searchParams
  const visit = await visitOf(platform, query)
  if (typeof visit === 'string') return c.html(errorPage(visit), visit === 'expired' ? 401 : 404, headers)
  seen.intpId = visit.intp.id
  return c.html(renderDashboard(viewOf(c, platform, visit, query, nonce)), 200, headers)
}

async function visitOf(platform: Platform, query: URLSearchParams): Promise<Visit | 'expired' | 'not-found'> {
  const reader = platform.read()
  try {
    const { intp, intpCustomerId } = await verifyIntpcToken(query.get('intpc_token') ?? '', reader)
    const website = reader.get('website', keyOf(intp.id, query.get('externalWebsiteId') ?? ''))
    const role = website && roleOf(website, intpCustomerId)
    return website && role ? { intp, website, role } : 'not-found'
  } catch (error) {
    if (error instanceof InvalidToken) return 'expired'
    throw error
  }
}

function roleOf(website: Website, intpCustomerId: string): DashboardRole | undefined {
  if (website.intpCustomerId === intpCustomerId) return 'owner'
  return website.contributors.find((contributor) => contributor.intpCustomerId === intpCustomerId)?.role
}

function viewOf(
  c: DashboardContext,
  platform: Platform,
  { intp, website, role }: Visit,
  query: URLSearchParams,
  nonce: string,
): DashboardView {
  const reader: Reader = platform.read()
  const subscription = reader.get('subscription', website.subscriptionId)!
  const pkg = reader.get('package', subscription.packageId)!
  const planned =
    subscription.plannedPackageId === null ? undefined : reader.get('package', subscription.plannedPackageId)
  const today = platform.now().toISOString().slice(0, 10)
  const range = dashboardRange(query, today)
  const section = c.req.param('section') ?? ''
  return {
    nonce,
    query: query.toString(),
    section: isDashboardSection(section) ? section : 'overview',
    role,
    allowUpgrade: query.get('allowUpgrade') === 'true',
    billingMode: intp.billingMode,
    website: {
      intpWebsiteId: website.intpWebsiteId,
      intpCustomerId: website.intpCustomerId,
      domain: website.domain,
    },
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
      resetAt: subscription.stpResetAt,
      isShared: subscription.type === 'intpc',
      isTrackingStopped: !isTracking(subscription, pkg),
    },
    range,
    today,
    numbers: dashboardNumbers(trafficOf(platform, reader, website), range),
  }
}

function errorPage(kind: 'expired' | 'not-found'): string {
  const title = kind === 'expired' ? 'Session expired' : 'Website not found'
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>${title}</title></head><body><main><h1>${title}</h1></main></body></html>`
}
