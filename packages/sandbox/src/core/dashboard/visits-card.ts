import type { DayOfTraffic } from '../platform/traffic-summary.ts'
import { bucketsOf, sumOf } from './buckets.ts'
import { curveChart, type CurvePoint } from './charts.ts'
import type { DashboardView } from './dashboard-view.ts'
import { daysBetween } from './date-range.ts'
import { compactNumber, date, dayAndMonth, number, weekday } from './format.ts'
import { html, type Markup } from './markup.ts'

/** The curve of visits against the period before, and the same as a table. */
export function visitsCard({ numbers, range, today }: DashboardView): Markup {
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
      isLastUnfinished: range.endDate === today,
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

function curvePoints(days: readonly DayOfTraffic[], previousDays: readonly DayOfTraffic[]): CurvePoint[] {
  const previous = bucketsOf(previousDays)
  return bucketsOf(days).map((some, index) => {
    const first = some[0]?.day ?? ''
    const last = some.at(-1)?.day ?? first
    return {
      label: dayAndMonth(first),
      fullLabel: first === last ? weekday(first) : `${dayAndMonth(first)} – ${dayAndMonth(last)}`,
      value: sumOf(some, ({ visits }) => visits),
      previous: sumOf(previous[index] ?? [], ({ visits }) => visits),
    }
  })
}
