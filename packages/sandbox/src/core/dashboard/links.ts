import { canUpgrade, upgradeButtonClicked, type DashboardSection, type DashboardView } from './dashboard-view.ts'
import type { DateRange } from './date-range.ts'
import { html, type Markup } from './markup.ts'

/** A link within the dashboard; it carries the query on, since that holds the token. */
export function sectionHref(view: Pick<DashboardView, 'query'>, section: DashboardSection): string {
  return `/dashboard/${section}?${new URLSearchParams(view.query).toString()}`
}

/** The same section on other days. */
export function rangeHref(view: Pick<DashboardView, 'query' | 'section'>, range: DateRange): string {
  const query = new URLSearchParams(view.query)
  query.set('startDate', range.startDate)
  query.set('endDate', range.endDate)
  return `/dashboard/${view.section}?${query.toString()}`
}

/** A link to one of the platform's own selling pages. */
export function upgradeHref(query: string, step: 'plans' | 'checkout', extra: Record<string, string> = {}): string {
  const params = new URLSearchParams(query)
  for (const [name, value] of Object.entries(extra)) params.set(name, value)
  return `${step === 'plans' ? '/upgrade' : '/upgrade/checkout'}?${params.toString()}`
}

/**
 * What leads to a bigger plan: with company-managed billing a button that tells the partner's page, with
 * platform-managed billing a link to the platform's own plans. Nothing for people who may not.
 */
export function upgradeAction(
  view: DashboardView,
  label: string,
  look: 'primary' | 'quiet' = 'primary',
): Markup | undefined {
  if (!canUpgrade(view)) return undefined
  if (view.billingMode === 'platform_managed') {
    return html`<a class="button ${look}" href="${upgradeHref(view.query, 'plans')}">${label}</a>`
  }
  const message = JSON.stringify(upgradeButtonClicked(view))
  return html`<button class="button ${look}" type="button" data-message="${message}">${label}</button>`
}
