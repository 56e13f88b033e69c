import { bar, curveChart, ring, sparkline, type CurvePoint } from './charts.ts'
import type { DashboardView } from './dashboard-view.ts'
import { daysBetween } from './date-range.ts'
import { compactNumber, country, date, dayAndMonth, duration, number, percent, weekday } from './format.ts'
import { icon } from './icons.ts'
import { lockedTeaser } from './locked-sections.ts'
import { html, type Markup } from './markup.ts'
import { rate, trend, type Trend } from './trend.ts'
import type { DayOfTraffic, PageSummary, TrafficSummary } from '../platform/traffic-summary.ts'

export function overviewSection(view: DashboardView): Markup {
  const { total } = view.numbers
  return html`${tiles(view)}
    <div class="grid">
      <div class="wide">${visitsCard(view)}</div>
      ${listCard('Channels', 'Sessions', channelRows(total))}
    </div>
    <div class="grid thirds">
      ${listCard('Top pages', 'Visits', pageRows(total).slice(0, 6))}
      ${listCard('Sources', 'Sessions', sourceRows(total).slice(0, 6))} ${devicesCard(total)}
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
  return html`<div class="grid halves">
    ${listCard('Channels', 'Sessions', channelRows(total))} ${listCard('Referrers', 'Sessions', sourceRows(total))}
  </div>`
}

export function devicesSection({ numbers: { total } }: DashboardView): Markup {
  return html`<div class="grid thirds">
    ${devicesCard(total)}
    ${listCard(
      'Browsers',
      'Sessions',
      rowsOf(total.browsers, (name) => name),
    )}
    ${listCard('Countries', 'Sessions', rowsOf(total.countries, country))}
  </div>`
}

function tiles({ numbers: { days, total, previous } }: DashboardView): Markup {
  const perDay = (of: (summary: TrafficSummary) => number) => days.map(({ summary }) => of(summary))
  const bounceRate = ({ bounces, visits }: TrafficSummary) => rate(bounces, visits)
  const visitTime = ({ visitSeconds, visits }: TrafficSummary) => (visits === 0 ? 0 : visitSeconds / visits)
  return html`<dl class="tiles">
    ${tile(
      'Visits',
      number(total.visits),
      trend(total.visits, previous.visits, 'more is better'),
      perDay(({ visits }) => visits),
    )}
    ${tile(
      'Visitors',
      number(total.visitors),
      trend(total.visitors, previous.visitors, 'more is better'),
      perDay(({ visitors }) => visitors),
    )}
    ${tile('Bounce rate', percent(bounceRate(total)), trend(bounceRate(total), bounceRate(previous), 'less is better'), perDay(bounceRate))}
    ${tile('Time on page', duration(visitTime(total)), trend(visitTime(total), visitTime(previous), 'more is better'), perDay(visitTime))}
  </dl>`
}

function tile(name: string, value: string, change: Trend | undefined, values: readonly number[]): Markup {
  return html`<div class="card tile">
    <dt>${name}</dt>
    <dd><span class="tile-value">${value}</span>${trendChip(change)}${sparkline(values)}</dd>
  </div>`
}

function trendChip(change: Trend | undefined): Markup {
  if (!change) return html`<span class="trend even">–<span class="unseen">no comparison</span></span>`
  return html`<span class="trend ${change.tone}"
    >${change.direction !== 'even' && icon(change.direction)}${change.text}<span class="unseen">
      ${change.inWords}</span
    ></span
  >`
}

function visitsCard({ numbers, range }: DashboardView): Markup {
  const points = curvePoints(numbers.days, numbers.previousDays)
  const highest = points.toSorted((one, other) => other.value - one.value)[0]
  const unit = points.length === numbers.days.length ? 'day' : 'week'
  return html`<section class="card" aria-labelledby="visits-title">
    <header class="card-header">
      <h2 id="visits-title">Visits over time</h2>
      <ul class="legend">
        <li class="now">This period</li>
        <li class="before">${daysBetween(range.startDate, range.endDate)} days before</li>
      </ul>
    </header>
    ${curveChart({
      noun: 'visits',
      points,
      format: number,
      axisFormat: compactNumber,
      summary: `Visits by ${unit} from ${date(range.startDate)} to ${date(range.endDate)}: ${number(numbers.total.visits)} in all, ${highest ? `at most ${number(highest.value)} on ${highest.fullLabel}` : 'none'}; ${number(numbers.previous.visits)} in the period before.`,
    })}
    <details class="numbers">
      <summary>Show as a table</summary>
      <table class="table">
        <thead>
          <tr>
            <th scope="col">${unit === 'day' ? 'Day' : 'Week'}</th>
            <th scope="col" class="numeric">Visits</th>
            <th scope="col" class="numeric">Before</th>
          </tr>
        </thead>
        <tbody>
          ${points.map(
            ({ fullLabel, value, previous }) =>
              html`<tr>
                <th scope="row">${fullLabel}</th>
                <td class="numeric">${number(value)}</td>
                <td class="numeric">${number(previous)}</td>
              </tr>`,
          )}
        </tbody>
      </table>
    </details>
  </section>`
}

/** Days, or weeks where days would be too fine to see. */
function curvePoints(days: readonly DayOfTraffic[], previousDays: readonly DayOfTraffic[]): CurvePoint[] {
  const size = days.length > 92 ? 7 : 1
  const visits = (some: readonly DayOfTraffic[]) => some.reduce((sum, { summary }) => sum + summary.visits, 0)
  return Array.from({ length: Math.ceil(days.length / size) }, (_, index) => {
    const some = days.slice(index * size, (index + 1) * size)
    const first = some[0]?.day ?? ''
    const last = some.at(-1)?.day ?? first
    return {
      label: dayAndMonth(first),
      fullLabel: size === 1 ? weekday(first) : `${dayAndMonth(first)} – ${dayAndMonth(last)}`,
      value: visits(some),
      previous: visits(previousDays.slice(index * size, (index + 1) * size)),
    }
  })
}

interface ListRow {
  name: string
  detail?: string | undefined
  count: number
  share: number
}

function listCard(title: string, unit: string, rows: readonly ListRow[]): Markup {
  const id = `${title.toLowerCase().replaceAll(' ', '-')}-title`
  const highest = Math.max(...rows.map(({ share }) => share), 1)
  return html`<section class="card" aria-labelledby="${id}">
    <header class="card-header">
      <h2 id="${id}">${title}</h2>
      <span class="unit">${unit}</span>
    </header>
    ${
      rows.length === 0
        ? nothing()
        : html`<ol class="rows">
            ${rows.map(
              ({ name, detail, count, share }) =>
                html`<li>
                  <span class="row-name">${name}${detail && html`<span class="page-path">${detail}</span>`}</span>
                  <span class="row-count">${number(count)}</span>
                  <span class="row-share">${percent(share)}</span>
                  ${bar((share / highest) * 100)}
                </li>`,
            )}
          </ol>`
    }
  </section>`
}

function devicesCard(total: TrafficSummary): Markup {
  const rows = rowsOf(total.devices, (device) => deviceNames[device] ?? device)
  return html`<section class="card" aria-labelledby="devices-title">
    <header class="card-header">
      <h2 id="devices-title">Devices</h2>
      <span class="unit">Sessions</span>
    </header>
    ${
      rows.length === 0
        ? nothing()
        : html`<div class="ring-with-key">
            ${ring(
              rows.map(({ share }) => share),
              { value: compactNumber(total.sessions), label: 'sessions' },
            )}
            <ol class="key">
              ${rows.map(
                ({ name, share }, place) =>
                  html`<li class="part-${place}">
                    <span class="row-name">${name}</span><span class="row-share">${percent(share)}</span>
                  </li>`,
              )}
            </ol>
          </div>`
    }
  </section>`
}

function nothing(): Markup {
  return html`<p class="nothing">Nothing was recorded in these days.</p>`
}

const deviceNames: Record<string, string> = {
  desktop: 'Desktop',
  mobile: 'Mobile',
  tablet: 'Tablet',
  undefined: 'Unknown',
}

const channelNames: Record<string, string> = {
  direct: 'Direct',
  search: 'Search',
  social: 'Social media',
  email: 'Email',
  paid: 'Paid',
  ai_traffic: 'AI assistants',
  unknown: 'Unknown',
}

function channelRows(total: TrafficSummary): ListRow[] {
  return rowsOf(total.channels, (channel) => channelNames[channel] ?? channel)
}

function sourceRows(total: TrafficSummary): ListRow[] {
  return rowsOf(total.referrers, (referrer) => referrer || 'No referrer')
}

function rowsOf(counts: ReadonlyMap<string, number>, nameOf: (kind: string) => string): ListRow[] {
  const whole = [...counts.values()].reduce((sum, count) => sum + count, 0)
  return [...counts]
    .toSorted(([, one], [, other]) => other - one)
    .map(([kind, count]) => ({ name: nameOf(kind), count, share: rate(count, whole) }))
}

function pageRows(total: TrafficSummary): ListRow[] {
  return [...total.pages]
    .toSorted(([, one], [, other]) => other.visits - one.visits)
    .map(([url, { title, visits }]) => ({
      name: title,
      detail: pathOf(url),
      count: visits,
      share: rate(visits, total.visits),
    }))
}

/** A page's address without its host, which is the same for all. */
function pathOf(url: string): string {
  return url.replace(/^https?:\/\/[^/]+/, '') || '/'
}
