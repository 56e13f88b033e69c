import { lastDays } from '../../packages/sandbox/src/core/dashboard/date-range.ts'
import { renderDashboard, renderDashboardError } from '../../packages/sandbox/src/core/dashboard/page.ts'
import { renderPaymentPage, type PaymentPageView } from '../../packages/sandbox/src/core/dashboard/payment-page.ts'
import {
  renderCheckout,
  renderUpgradeDone,
  renderUpgradePage,
} from '../../packages/sandbox/src/core/dashboard/upgrade-pages.ts'
import { DAY_MS } from '../../packages/sandbox/src/core/platform/traffic.ts'
import { exampleOffers, exampleTraffic, exampleView, now, today } from './example-site.ts'

const nonce = exampleView().nonce
const { query, website, usage, plan } = exampleView()
const selling = { nonce, query, website }
const longDomain = 'anexceptionallylongnameforasmallshop.garden.acme.test'
const unlimited = { ...usage, limit: -1 }
const payment: PaymentPageView = {
  nonce,
  action: '/pay/1',
  step: 'pay',
  merchant: 'Acme Shops',
  description: 'Advanced for bikes.acme.test',
  amountMinor: 720,
  currency: 'EUR',
  lines: [
    { label: 'Advanced, monthly', amountMinor: 1499 },
    { label: 'Credit for the unused part of Basic', amountMinor: -779 },
  ],
}

/** Every page of the sandbox, and what is longest in it, by its path. */
export const examplePages: Record<string, () => string> = {
  '/dashboard/overview': () => renderDashboard(exampleView()),
  '/dashboard/pages': () => renderDashboard(exampleView({ section: 'pages' })),
  '/dashboard/sources': () => renderDashboard(exampleView({ section: 'sources' })),
  '/dashboard/devices': () => renderDashboard(exampleView({ section: 'devices' })),
  '/dashboard/recordings': () => renderDashboard(exampleView({ section: 'recordings' })),
  '/dashboard/heatmaps': () => renderDashboard(exampleView({ section: 'heatmaps', role: 'watcher' })),
  '/year': () => renderDashboard(exampleView({ range: lastDays(364, today) })),
  '/unlocked-recordings': () => renderDashboard(exampleView({ section: 'recordings', usage: unlimited })),
  '/unlocked-heatmaps': () => renderDashboard(exampleView({ section: 'heatmaps', usage: unlimited })),
  '/shared': () => renderDashboard(exampleView({ role: 'dashboard' })),
  '/silent': () => renderDashboard(exampleView({}, exampleTraffic({ generated: false }))),
  '/stopped': () =>
    renderDashboard(
      exampleView(
        {
          website: { ...website, domain: longDomain },
          usage: { ...usage, consumed: 11_000, isTrackingStopped: true },
          plan: { ...plan, status: 'canceled' },
        },
        exampleTraffic({ stopped: [{ from: now - 8 * DAY_MS }] }),
      ),
    ),
  '/platform-managed': () => renderDashboard(exampleView({ billingMode: 'platform_managed' })),
  '/expired': () => renderDashboardError({ kind: 'expired', nonce }),
  '/unknown': () => renderDashboardError({ kind: 'unknown_website', nonce }),
  '/upgrade': () => renderUpgradePage({ ...selling, interval: 'yearly', offers: exampleOffers }),
  '/upgrade/checkout': () =>
    renderCheckout({
      ...selling,
      offer: exampleOffers[4]!,
      email: 'owner@acme.test',
      refusal: 'The platform refused.',
    }),
  '/upgrade/done': () =>
    renderUpgradeDone({ ...selling, plan: { packageName: 'Advanced', touchpoints: 27_500, renewsAt: plan.expiresAt } }),
  '/pay': () => renderPaymentPage({ ...payment, notice: 'declined' }),
  '/consent': () => renderPaymentPage({ ...payment, step: 'consent' }),
  '/paid': () => renderPaymentPage({ ...payment, step: 'paid', returnUrl: 'http://localhost/' }),
}
