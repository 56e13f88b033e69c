import type { TrafficSummary } from '../platform/traffic-summary.ts'
import { bucketsOf, sumOf } from './buckets.ts'
import { bar, ring, sparkline } from './charts.ts'
import type { DashboardView } from './dashboard-view.ts'
import { compactNumber, duration, number, percent } from './format.ts'
import { icon } from './icons.ts'
import { html, type Markup } from './markup.ts'
import { deviceRows, type ListRow } from './traffic-rows.ts'
import { rate, trend, type Trend } from './trend.ts'

/** The four numbers that matter most, each with its trend. */
export function tiles({ numbers: { days, total, previous }, today }: DashboardView): Markup {
  // A day that is still going on would end every curve with a fall.
  const buckets = bucketsOf(days.length > 1 ? days.filter(({ day }) => day < today) : days)
  const counts = (of: (summary: TrafficSummary) => number) => buckets.map((some) => sumOf(some, of))
  const rates = (part: (summary: TrafficSummary) => number) =>
    buckets.filter((some) => sumOf(some, visitsOf) > 0).map((some) => sumOf(some, part) / sumOf(some, visitsOf))
  const bounceRate = rate(total.bounces, total.visits)
  const seconds = rate(total.visitSeconds, total.visits) / 100
  const previousSeconds = rate(previous.visitSeconds, previous.visits) / 100
  return html`<dl class="tiles">
    ${tile('Visits', number(total.visits), trend(total.visits, previous.visits, 'more is better'), counts(visitsOf))}
    ${tile('Visitors', number(total.visitors), trend(total.visitors, previous.visitors, 'more is better'), counts(visitorsOf))}
    ${tile('Bounce rate', percent(bounceRate), trend(bounceRate, rate(previous.bounces, previous.visits), 'less is better'), rates(bouncesOf))}
    ${tile('Time on page', duration(seconds), trend(seconds, previousSeconds, 'more is better'), rates(secondsOf))}
  </dl>`
}

const visitsOf = ({ visits }: TrafficSummary) => visits
const visitorsOf = ({ visitors }: TrafficSummary) => visitors
const bouncesOf = ({ bounces }: TrafficSummary) => bounces
const secondsOf = ({ visitSeconds }: TrafficSummary) => visitSeconds

function tile(name: string, value: string, change: Trend | undefined, values: readonly number[]): Markup {
  return html`<div class="card tile">
    <dt>${name}</dt>
    <dd><span class="tile-value">${value}</span>${trendChip(change)}${sparkline(values)}</dd>
  </div>`
}

export function trendChip(change: Trend | undefined): Markup {
  if (!change) return html`<span class="trend even">–<span class="unseen">no comparison</span></span>`
  return html`<span class="trend ${change.tone}"
    >${change.direction !== 'even' && icon(change.direction)}${change.text}<span class="unseen">
      ${change.inWords}</span
    ></span
  >`
}

export function listCard(title: string, unit: string, rows: readonly ListRow[]): Markup {
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

export function devicesCard(total: TrafficSummary): Markup {
  const rows = deviceRows(total)
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

export function nothing(): Markup {
  return html`<p class="nothing">Nothing was recorded in these days.</p>`
}
