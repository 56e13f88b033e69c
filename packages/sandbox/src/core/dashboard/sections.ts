import type { PageSummary, TrafficSummary } from '../platform/traffic-summary.ts'
import { devicesCard, listCard, nothing, tiles, trendChip } from './cards.ts'
import type { DashboardView } from './dashboard-view.ts'
import { duration, number, percent } from './format.ts'
import { lockedTeaser } from './locked-sections.ts'
import { html, type Markup } from './markup.ts'
import { browserRows, channelRows, countryRows, pageRows, pathOf, sourceRows } from './traffic-rows.ts'
import { rate, trend } from './trend.ts'
import { visitsCard } from './visits-card.ts'

export function overviewSection(view: DashboardView): Markup {
  const { total } = view.numbers
  return html`${tiles(view)}
    <div class="grid">
      <div class="wide">${visitsCard(view)}</div>
      ${listCard('Channels', 'Sessions', channelRows(total))}
    </div>
    <div class="grid thirds">
      ${listCard('Top pages', 'Visits', pageRows(total).slice(0, 6))}
      ${listCard('Sources', 'Sessions', sourceRows(total).slice(0, 8))} ${devicesCard(total)}
    </div>
    ${view.role !== 'dashboard' && html`<div class="grid halves">${lockedTeaser('recordings', view)} ${lockedTeaser('heatmaps', view)}</div>`}`
}

export function pagesSection(view: DashboardView): Markup {
  const { total, previous } = view.numbers
  const pages = [...total.pages].toSorted(([, one], [, other]) => other.visits - one.visits)
  return html`<section class="card" aria-labelledby="pages-title">
    <h2 id="pages-title">Pages</h2>
    ${
      pages.length === 0
        ? nothing()
        : html`<table class="table">
            <thead>
              <tr>
                <th scope="col">Page</th>
                <th scope="col" class="numeric">Visits</th>
                <th scope="col" class="numeric roomy">Share</th>
                <th scope="col" class="numeric roomy">Trend</th>
                <th scope="col" class="numeric">Bounce</th>
                <th scope="col" class="numeric">Time</th>
              </tr>
            </thead>
            <tbody>
              ${pages.map(([url, page]) => pageRow(url, page, total, previous.pages.get(url)))}
            </tbody>
          </table>`
    }
  </section>`
}

function pageRow(url: string, page: PageSummary, total: TrafficSummary, before: PageSummary | undefined): Markup {
  return html`<tr>
    <th scope="row"><span class="page-title">${page.title}</span><span class="page-path">${pathOf(url)}</span></th>
    <td class="numeric strong">${number(page.visits)}</td>
    <td class="numeric roomy">${percent(rate(page.visits, total.visits))}</td>
    <td class="numeric roomy">${trendChip(trend(page.visits, before?.visits ?? 0, 'more is better'))}</td>
    <td class="numeric">${percent(rate(page.bounces, page.visits))}</td>
    <td class="numeric">${duration(page.visitSeconds / page.visits)}</td>
  </tr>`
}

export function sourcesSection({ numbers: { total } }: DashboardView): Markup {
  return html`<div class="grid halves loose">
    ${listCard('Channels', 'Sessions', channelRows(total))} ${listCard('Referrers', 'Sessions', sourceRows(total))}
  </div>`
}

export function devicesSection({ numbers: { total } }: DashboardView): Markup {
  return html`<div class="grid thirds loose">
    ${devicesCard(total)} ${listCard('Browsers', 'Sessions', browserRows(total))}
    ${listCard('Countries', 'Sessions', countryRows(total))}
  </div>`
}
