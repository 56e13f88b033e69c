// renderDashboard(view: DashboardView): string
// renderDashboardError({ kind, nonce, mayResume? }): string, dashboardErrorStatus[kind]
// The view's parts: dashboardRange(query, today) in date-range.ts, dashboardNumbers(source, range) in numbers.ts,
// trafficStart(createdAt) in ../platform/traffic.ts; dashboardCsp(nonce, frameAncestors) in document.ts.
// Paths: /dashboard/<section>, for platform-managed INTPs also /upgrade (see upgrade-pages.ts).
import { baseStyles } from './base-styles.ts'
import { chartStyles } from './chart-styles.ts'
import { dashboardStyles } from './dashboard-styles.ts'
import {
  isLocked,
  sectionTitles,
  visibleSections,
  type DashboardRole,
  type DashboardSection,
  type DashboardView,
} from './dashboard-view.ts'
import { lastDays, periods } from './date-range.ts'
import { htmlDocument } from './document.ts'
import { dateRange } from './format.ts'
import { icon, type IconName } from './icons.ts'
import { rangeHref, sectionHref } from './links.ts'
import { planSection } from './locked-sections.ts'
import { html, type Markup } from './markup.ts'
import { messageStyles } from './message-styles.ts'
import { planPanel, trackingNotice } from './plan-panel.ts'
import { devicesSection, overviewSection, pagesSection, sourcesSection } from './sections.ts'

export type { DashboardView } from './dashboard-view.ts'

/**
 * The page's only script. The token leaves the address, as on the real page; a reload finds it in the tab's storage, or,
 * where the browser blocks that for framed pages, does not. A click on an upgrade button tells the parent frame.
 */
const script = `
try { sessionStorage.setItem('session', location.search) } catch {}
try { history.replaceState(null, '', location.pathname) } catch {}
document.addEventListener('click', (event) => {
  const button = event.target.closest('button[data-message]')
  if (button) window.parent.postMessage(JSON.parse(button.dataset.message), '*')
})`

const sections: Record<DashboardSection, (view: DashboardView) => Markup> = {
  overview: overviewSection,
  pages: pagesSection,
  sources: sourcesSection,
  devices: devicesSection,
  recordings: (view) => planSection('recordings', view),
  heatmaps: (view) => planSection('heatmaps', view),
}

/** The dashboard page as a whole HTML document. A section that the role may not see shows the overview instead. */
export function renderDashboard(asked: DashboardView): string {
  const visible = visibleSections(asked.role)
  const view = visible.includes(asked.section) ? asked : { ...asked, section: 'overview' as const }
  return htmlDocument({
    nonce: view.nonce,
    title: `${sectionTitles[view.section]} · Analytics for ${view.website.domain}`,
    styles: baseStyles + dashboardStyles + chartStyles,
    script,
    body: html`<div class="page">
      <header class="top">
        <div class="site">
          <span class="monogram" aria-hidden="true">${monogram(view.website.domain)}</span>
          <div class="site-text">
            <h1>Analytics for <span class="domain">${view.website.domain}</span></h1>
            <p class="days">${dateRange(view.range.startDate, view.range.endDate)}${roleNotes[view.role]}</p>
          </div>
        </div>
        ${view.role !== 'dashboard' && planPanel(view)}
      </header>
      <div class="bar-of-links">${visible.length > 1 && tabs(view, visible)} ${periodPicker(view)}</div>
      <main>${trackingNotice(view)} ${sections[view.section](view)}</main>
    </div>`,
  })
}

const roleNotes: Record<DashboardRole, string> = {
  owner: '',
  editor: ' · Shared with you to edit',
  watcher: ' · View only',
  dashboard: ' · Shared with you',
}

function monogram(domain: string): string {
  return (/[\p{L}\p{N}]/u.exec(domain.replace(/^(https?:\/\/)?(www\.)?/, ''))?.[0] ?? '•').toUpperCase()
}

const tabNames: Partial<Record<DashboardSection, string>> = { recordings: 'Recordings' }

function tabs(view: DashboardView, visible: readonly DashboardSection[]): Markup {
  return html`<nav class="tabs" aria-label="Sections">
    ${visible.map(
      (section) =>
        html`<a href="${sectionHref(view, section)}" aria-current="${section === view.section ? 'page' : 'false'}">
          ${icon(section)}<span>${tabNames[section] ?? sectionTitles[section]}</span>
          ${isLocked(section, view.usage.limit) && html`<span class="tab-lock">${icon('lock')}<span class="unseen">, locked</span></span>`}
        </a>`,
    )}
  </nav>`
}

function periodPicker(view: DashboardView): Markup {
  const offers = periods.map(([days, label]) => ({ label, range: lastDays(days, view.today) }))
  const current = offers.find(
    ({ range }) => range.startDate === view.range.startDate && range.endDate === view.range.endDate,
  )
  return html`<nav class="periods" aria-label="Period">
    ${offers.map((offer) => html`<a href="${rangeHref(view, offer.range)}" aria-current="${offer === current ? 'true' : 'false'}">${offer.label}</a>`)}
    ${customPeriod(view, current === undefined)}
  </nav>`
}

/** Any other days: a plain form, so that it works without the script. */
function customPeriod({ query, section, range, today }: DashboardView, isCurrent: boolean): Markup {
  const rest = [...new URLSearchParams(query)].filter(([name]) => name !== 'startDate' && name !== 'endDate')
  return html`<details class="custom ${isCurrent && 'current'}">
    <summary>Custom</summary>
    <form class="card" action="/dashboard/${section}">
      ${rest.map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}" />`)}
      <label>From <input type="date" name="startDate" value="${range.startDate}" max="${today}" required /></label>
      <label>To <input type="date" name="endDate" value="${range.endDate}" max="${today}" required /></label>
      <button class="button primary">Show</button>
    </form>
  </details>`
}

export type DashboardErrorKind = 'expired' | 'invalid' | 'unknown_website' | 'no_access'

/** The HTTP status that goes with each. */
export const dashboardErrorStatus: Record<DashboardErrorKind, 401 | 403 | 404> = {
  expired: 401,
  invalid: 401,
  unknown_website: 404,
  no_access: 403,
}

const errorTexts: Record<DashboardErrorKind, { icon: IconName; title: string; text: string }> = {
  expired: {
    icon: 'clock',
    title: 'Your session has expired',
    text: 'For your safety a session lasts a limited time. Go back to where you opened the dashboard and open it again.',
  },
  invalid: {
    icon: 'broken',
    title: 'This link does not work',
    text: 'It is incomplete, or it was not made for this dashboard. Go back to where you opened the dashboard and open it again.',
  },
  unknown_website: {
    icon: 'search',
    title: 'We do not know this website',
    text: 'It may have been removed, or analytics has not been switched on for it yet.',
  },
  no_access: {
    icon: 'lock',
    title: 'You cannot see this website',
    text: 'Its owner has not shared it with you. Ask for access, and then open the dashboard again.',
  },
}

/** For a page that was asked for without a token, as a reload does. */
const resumeScript = `
try {
  const session = sessionStorage.getItem('session')
  if (session) location.replace(location.pathname + session)
} catch {}`

/**
 * The page for a visitor who cannot be shown a dashboard. `mayResume`: the request carried no token, but the tab may
 * still hold one.
 */
export function renderDashboardError(page: { kind: DashboardErrorKind; nonce: string; mayResume?: boolean }): string {
  const { kind, nonce, mayResume = false } = page
  const { icon: name, title, text } = errorTexts[kind]
  return htmlDocument({
    nonce,
    title,
    styles: baseStyles + messageStyles,
    ...(mayResume && { script: resumeScript }),
    body: html`<main class="message-page">
      <span class="message-icon">${icon(name)}</span>
      <h1>${title}</h1>
      <p>${text}</p>
    </main>`,
  })
}
