import { canUpgrade } from './dashboard/dashboard-view.ts'
import { renderCheckout, renderUpgradeDone, renderUpgradePage, type PlanOffer } from './dashboard/upgrade-pages.ts'
import { holderOf, type Page, type PageRequest } from './dashboard-visit.ts'
import { listPackages } from './platform/packages.ts'
import { billingInterval } from './platform/periods.ts'
import { PlatformError } from './platform/platform-error.ts'
import { keyOf, type Package } from './platform/state.ts'
import { isTrialPackage } from './platform/subscription-rules.ts'
import * as subscriptions from './platform/subscriptions.ts'

// What the dashboard of a platform-managed INTP sells by itself.

/** The plans. */
export function plansPage(request: PageRequest): Page {
  if (!maySell(request)) return 'no_access'
  const { website, query, nonce } = request
  const interval = query.get('interval') === 'yearly' ? 'yearly' : 'monthly'
  const html = renderUpgradePage({ nonce, query: query.toString(), website, interval, offers: offersOf(request) })
  return { status: 200, html }
}

/** The pretend checkout for one of them. */
export function checkoutPage(request: PageRequest): Page {
  if (!maySell(request)) return 'no_access'
  const offer = offersOf(request).find(({ packageId }) => packageId === request.query.get('packageId'))
  return offer ? showCheckout(request, offer) : plansPage(request)
}

/** Pays, and upgrades immediately. Paying again for what is there already is refused by the platform's own rule. */
export function payCheckout(request: PageRequest): Page {
  if (!maySell(request)) return 'no_access'
  const { platform, intp, website, query, nonce, form, seen } = request
  const packageId = form.get('packageId')
  seen.body = { packageId }
  const offer = offersOf(request).find((candidate) => candidate.packageId === packageId)
  if (!offer) return plansPage(request)
  try {
    const terms = { packageId: offer.packageId, trial: false, proRate: true }
    const upgraded = platform.transact('dashboard', 'dashboard.pay', (tx) =>
      subscriptions.upgrade(tx, intp, holderOf(request), terms, platform.behaviour.rules),
    )
    const plan = { packageName: offer.name, touchpoints: offer.touchpoints, renewsAt: upgraded.expiresAt }
    return { status: 200, html: renderUpgradeDone({ nonce, query: query.toString(), website, plan }) }
  } catch (error) {
    if (error instanceof PlatformError) return showCheckout(request, offer, error.message)
    throw error
  }
}

function maySell({ intp, role, query }: PageRequest): boolean {
  const allowUpgrade = query.get('allowUpgrade') === 'true'
  return intp.billingMode === 'platform_managed' && canUpgrade({ allowUpgrade, role })
}

function showCheckout(request: PageRequest, offer: PlanOffer, refusal?: string): Page {
  const { platform, intp, website, query, nonce } = request
  const email = platform.read().get('customer', keyOf(intp.id, website.intpCustomerId))!.email
  const html = renderCheckout({ nonce, query: query.toString(), website, offer, email, refusal })
  return { status: refusal === undefined ? 200 : 422, html }
}

function offersOf(request: PageRequest): PlanOffer[] {
  const { platform, intp, website } = request
  const { intpWebsiteId, intpCustomerId } = website
  return listPackages(platform.read(), intp, { intpWebsiteId, intpCustomerId })
    .filter((pkg) => !isTrialPackage(pkg))
    .map((pkg) => ({
      packageId: pkg.id,
      name: pkg.name,
      amountMinor: Math.round(pkg.price * 100),
      currency: pkg.currency,
      interval: billingInterval(pkg.period),
      touchpoints: pkg.touchpoints,
      isRecommended: pkg.recommended,
      choice: choiceOf(request, pkg),
    }))
}

function choiceOf(request: PageRequest, pkg: Package): PlanOffer['choice'] {
  const { platform, intp, website } = request
  const reader = platform.read()
  if (subscriptions.canUpgrade(reader, intp, holderOf(request), pkg, platform.now(), platform.behaviour.rules))
    return 'available'
  return reader.get('subscription', website.subscriptionId)!.packageId === pkg.id ? 'current' : 'unavailable'
}
