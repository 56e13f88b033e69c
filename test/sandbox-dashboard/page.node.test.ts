import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { DashboardSection, DashboardView } from '../../packages/sandbox/src/core/dashboard/dashboard-view.ts'
import { dashboardCsp } from '../../packages/sandbox/src/core/dashboard/document.ts'
import { renderDashboard, renderDashboardError } from '../../packages/sandbox/src/core/dashboard/page.ts'
import { renderPaymentPage } from '../../packages/sandbox/src/core/dashboard/payment-page.ts'
import { renderCheckout, renderUpgradePage } from '../../packages/sandbox/src/core/dashboard/upgrade-pages.ts'
import { DAY_MS } from '../../packages/sandbox/src/core/platform/traffic.ts'
import { byLane } from '../lane.ts'
import { exampleOffers, exampleTraffic, exampleView, now } from './example-site.ts'

const hasUpgradeButton = (page: string) => page.includes('data-message=')
const withUsage = (usage: Partial<DashboardView['usage']>): DashboardView => {
  const view = exampleView()
  return { ...view, usage: { ...view.usage, ...usage } }
}

describe('upgrade buttons', () => {
  it('are shown to the owner and the editor, when the URL asks for them', () => {
    expect(hasUpgradeButton(renderDashboard(exampleView()))).toBe(true)
    expect(hasUpgradeButton(renderDashboard(exampleView({ role: 'editor' })))).toBe(true)
    expect(hasUpgradeButton(renderDashboard(exampleView({ allowUpgrade: false })))).toBe(false)
  })

  it.each(['watcher', 'dashboard'] as const)('are never shown to a %s, in no section', (role) => {
    for (const section of ['overview', 'recordings', 'heatmaps'] as const) {
      const page = renderDashboard(exampleView({ role, section }))
      expect(hasUpgradeButton(page)).toBe(false)
      expect(page).not.toContain('/upgrade')
    }
  })

  it('are links to the platform’s own plans where the platform sells', () => {
    const page = renderDashboard(exampleView({ billingMode: 'platform_managed' }))
    expect(hasUpgradeButton(page)).toBe(false)
    expect(page).toContain('href="/upgrade?intpc_token=a.b.c&amp;externalWebsiteId=acme-bikes&amp;allowUpgrade=true"')
  })
})

describe('sections', () => {
  it('of a contributor with the role dashboard are the overview alone, whatever the URL says', () => {
    const page = renderDashboard(exampleView({ role: 'dashboard', section: 'pages' }))
    expect(page).toContain('Visits over time')
    expect(page).not.toContain('href="/dashboard/pages')
    expect(page).not.toContain('touchpoints')
  })

  it('carry the token and the days on in every link', () => {
    const query = 'intpc_token=a.b.c&externalWebsiteId=a%2Fb&startDate=2026-11-01&endDate=2026-11-07'
    const page = renderDashboard(exampleView({ query }))
    for (const section of ['overview', 'pages', 'sources', 'devices', 'recordings', 'heatmaps']) {
      expect(page).toContain(`href="/dashboard/${section}?${query.replaceAll('&', '&amp;')}"`)
    }
  })

  it('open with the plan that has them', () => {
    const isLocked = (section: DashboardSection, limit: number) =>
      renderDashboard({ ...withUsage({ limit }), section }).includes('Upgrade to unlock')
    expect(isLocked('recordings', 11_000)).toBe(true)
    expect(isLocked('recordings', 27_500)).toBe(false)
    expect(isLocked('heatmaps', 27_500)).toBe(true)
    expect(isLocked('heatmaps', -1)).toBe(false)
  })
})

describe('usage', () => {
  it('stands in a meter against the limit', () => {
    const page = renderDashboard(exampleView())
    expect(page).toMatch(/role="meter"[^>]+aria-valuemax="11000"[^>]+aria-valuenow="8312"/)
    expect(page).toContain('8,312 of 11,000 touchpoints')
  })

  it('is a sentence where there is no maximum', () => {
    expect(renderDashboard(withUsage({ limit: -1 }))).not.toContain('role="meter"')
    expect(renderDashboard(withUsage({ limit: 0 }))).toContain('No touchpoints in this plan')
  })

  it('never says more than the maximum to assistive technology', () => {
    expect(renderDashboard(withUsage({ consumed: 12_000 }))).toContain('aria-valuenow="11000"')
  })

  it('says that it was the tracking that stopped, and not the traffic', () => {
    expect(renderDashboard(withUsage({ isTrackingStopped: true }))).toContain('Tracking has stopped')
    expect(renderDashboard(exampleView())).not.toContain('Tracking has stopped')
  })
})

describe('a page without numbers', () => {
  it('says so in every section, and holds no NaN', () => {
    for (const section of ['overview', 'pages', 'sources', 'devices', 'recordings', 'heatmaps'] as const) {
      const view = exampleView({ section }, exampleTraffic({ generated: false }))
      const page = renderDashboard({ ...view, usage: { ...view.usage, limit: -1 } })
      expect(page).toContain('Nothing was recorded in these days.')
      expect(page).not.toMatch(/NaN|Infinity|undefined/)
    }
  })

  it.each([
    ['one day', { startDate: '2026-11-20', endDate: '2026-11-20' }],
    ['the future', { startDate: '2027-01-01', endDate: '2027-01-31' }],
    ['the distant past', { startDate: '2000-01-01', endDate: '2000-12-30' }],
  ])('holds no NaN either for %s', (_what, range) => {
    expect(renderDashboard(exampleView({ range }))).not.toMatch(/NaN|Infinity/)
  })
})

describe('what comes from partners', () => {
  const hostile = fc.constantFrom(
    '<script>alert(1)</script>',
    '"><img src=x onerror=alert(1)>',
    "' onmouseover='alert(1)",
    '</script><script>alert(1)</script>',
    '&lt;script&gt;',
  )

  it('is text on the page and never markup', () => {
    fc.assert(
      fc.property(hostile, hostile, (domain, name) => {
        const view = exampleView({
          website: { intpWebsiteId: name, intpCustomerId: name, domain },
          query: `intpc_token=${name}&x=${domain}`,
        })
        const traffic = exampleTraffic({ domain, recorded: [{ at: now - DAY_MS, visits: 5 }] })
        const offer = { ...exampleOffers[2]!, name, packageId: name }
        const selling = { nonce: 'n', query: view.query, website: { domain } }
        for (const page of [
          renderDashboard({ ...view, plan: { ...view.plan, packageName: name, packageId: domain } }),
          renderDashboard({ ...exampleView({ section: 'pages' }, traffic), website: view.website }),
          renderUpgradePage({ ...selling, interval: 'monthly', offers: [offer] }),
          renderCheckout({ ...selling, offer, email: name, refusal: domain }),
          renderPaymentPage({
            nonce: 'n',
            action: `/${name}`,
            step: 'pay',
            merchant: name,
            description: domain,
            amountMinor: 1,
            currency: 'EUR',
            lines: [{ label: name, amountMinor: 1 }],
          }),
        ]) {
          expect(page).not.toMatch(/<script>alert|<img|' onmouseover='/)
          expect(page.match(/<script/g)?.length ?? 0).toBeLessThanOrEqual(1)
        }
      }),
      { numRuns: byLane({ test: 8, all: 40 }) },
    )
  })
})

it('the policy names the origins that may frame the page, or leaves it open', () => {
  expect(dashboardCsp('abc')).not.toContain('frame-ancestors')
  expect(dashboardCsp('abc', ['http://localhost:5173'])).toContain('frame-ancestors http://localhost:5173')
  expect(dashboardCsp('abc', [])).toContain("frame-ancestors 'none'")
})

it.each([
  ['expired', 'Your session has expired'],
  ['invalid', 'This link does not work'],
  ['unknown_website', 'We do not know this website'],
  ['no_access', 'You cannot see this website'],
] as const)('there is a page of its own for %s', (kind, title) => {
  expect(renderDashboardError({ kind, nonce: 'n' })).toContain(`<h1>${title}</h1>`)
})
