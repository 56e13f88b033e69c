import { html, type Markup } from './markup.ts'

/** A point of the curve: a day, or a week of a long range. */
export interface CurvePoint {
  /** On the axis. */
  label: string
  /** In the hint, with its weekday or its whole week. */
  fullLabel: string
  value: number
  previous: number
}

export interface Curve {
  /** What is counted, in the plural: `visits`. */
  noun: string
  summary: string
  points: readonly CurvePoint[]
  /** The last point is a day that is still going on; its line is broken. */
  isLastUnfinished: boolean
  format: (value: number) => string
  axisFormat: (value: number) => string
}

/**
 * A curve with the period before it behind, as SVG without a viewBox: percentages place everything, so the curve
 * stretches with the page while text and strokes keep their size. The hints need no script.
 */
export function curveChart(curve: Curve): Markup {
  const values = curve.points.map(({ value }) => value)
  const previous = curve.points.map((point) => point.previous)
  const finished = curve.isLastUnfinished ? values.slice(0, -1) : values
  const top = niceTop(Math.max(...values, ...previous))
  const ticks = [0, 0.25, 0.5, 0.75, 1]
  return html`<div class="curve" role="img" aria-label="${curve.summary}">
    <svg class="curve-axis" aria-hidden="true">
      ${ticks.map(
        (share) =>
          html`<text x="100%" y="${position((1 - share) * 100)}" dy="4" text-anchor="end">
            ${curve.axisFormat(share * top)}
          </text>`,
      )}
    </svg>
    <svg class="curve-plot ${values.length === 1 && 'single'}" aria-hidden="true">
      ${ticks.map((share) => {
        const y = position((1 - share) * 100)
        return html`<line class="${share === 0 ? 'base' : 'grid'}" x1="0" x2="100%" y1="${y}" y2="${y}" />`
      })}
      <svg class="stretched" viewBox="0 0 100 100" preserveAspectRatio="none">
        <path class="area" d="${areaOf(values, top)}" />
        <path class="previous" d="${lineOf(previous, top)}" />
        ${finished.length > 1 && html`<path class="line" d="${lineOf(finished, top, values.length)}" />`}
        ${curve.isLastUnfinished && html`<path class="line unfinished" d="${lineOf(values.slice(-2), top, values.length, values.length - 2)}" />`}
      </svg>
      ${curve.points.map((point, index) => hint(curve, point, index, top))}
    </svg>
    <svg class="curve-days" aria-hidden="true">${dayLabels(curve.points)}</svg>
  </div>`
}

const HINT_WIDTH = 168

function hint(curve: Curve, point: CurvePoint, index: number, top: number): Markup {
  const count = curve.points.length
  const x = position(((index + 0.5) / count) * 100)
  const y = position((1 - point.value / top) * 100)
  // Beside the cursor, on the side with more room.
  const left = index < count / 2 ? 12 : -HINT_WIDTH - 12
  return html`<g class="hint">
    <rect class="catch" x="${position((index / count) * 100)}" width="${position(100 / count)}" height="100%" />
    <line class="cursor" x1="${x}" x2="${x}" y1="0" y2="100%" />
    <circle class="dot" cx="${x}" cy="${y}" r="4.5" />
    <svg x="${x}" y="8" overflow="visible">
      <rect class="hint-box" x="${left}" width="${HINT_WIDTH}" height="68" rx="8" />
      <text class="hint-label" x="${left + 12}" y="21">${point.fullLabel}</text>
      <text class="hint-value" x="${left + 12}" y="40">${curve.format(point.value)} ${curve.noun}</text>
      <text class="hint-label" x="${left + 12}" y="57">${curve.format(point.previous)} the period before</text>
    </svg>
  </g>`
}

/** From where on a label leans on the end of the chart, in percent of its width. */
const leanFrom = 96

/** As many labels as a wide page holds; every other one goes on a narrow one. */
function dayLabels(points: readonly CurvePoint[]): Markup[] {
  const step = Math.max(1, Math.ceil(points.length / 8))
  const labels: Markup[] = []
  for (let index = Math.floor(((points.length - 1) % step) / 2); index < points.length; index += step) {
    const share = ((index + 0.5) / points.length) * 100
    // In the middle of its day, unless a wide font would lead it out of the chart.
    const [x, anchor] = share > leanFrom ? [100, 'end'] : [share, 'middle']
    const isMinor = labels.length % 2 === 1
    labels.push(
      html`<text class="${isMinor && 'minor'}" x="${position(x)}" y="16" text-anchor="${anchor}"
        >${points[index]?.label}</text
      >`,
    )
  }
  return labels
}

/** A tile's small curve. It shows a shape, not amounts: its axis runs from the lowest to the highest value. */
export function sparkline(values: readonly number[]): Markup {
  const lowest = Math.min(...values)
  const range = Math.max(...values) - lowest || 1
  const line = lineOf(
    values.map((value) => value - lowest),
    range,
  )
  return html`<svg class="spark" viewBox="0 0 100 100" preserveAspectRatio="none" aria-hidden="true">
    <path class="line" d="${line}" />
  </svg>`
}

/** A share of a row's width, 0–100. */
export function bar(share: number): Markup {
  return html`<svg class="bar" aria-hidden="true">
    <rect class="track" width="100%" height="100%" rx="3" />
    ${share > 0 && html`<rect class="fill" width="${position(Math.min(100, Math.max(0.8, share)))}" height="100%" rx="3" />`}
  </svg>`
}

/** A ring of shares that add up to 100; each part has the colour class `part-0`, `part-1` … of its place. */
export function ring(shares: readonly number[], middle: { value: string; label: string }): Markup {
  let passed = 0
  return html`<svg class="ring" viewBox="0 0 120 120" aria-hidden="true">
    ${shares.map((share, place) => {
      const offset = -passed
      passed += share
      return html`<circle
        class="part-${place}"
        cx="60"
        cy="60"
        r="48"
        pathLength="100"
        stroke-dasharray="${rounded(Math.max(0, share - 0.8))} 100"
        stroke-dashoffset="${rounded(offset)}"
        transform="rotate(-90 60 60)"
      />`
    })}
    <text class="ring-value" x="60" y="62" text-anchor="middle">${middle.value}</text>
    <text class="ring-label" x="60" y="78" text-anchor="middle">${middle.label}</text>
  </svg>`
}

/** `slots` share the width; the values stand in the middle of theirs, from slot `first` on. */
function lineOf(values: readonly number[], top: number, slots = values.length, first = 0): string {
  return values
    .map((value, index) => {
      const x = rounded(((Math.max(0, first) + index + 0.5) / slots) * 100)
      return `${index === 0 ? 'M' : 'L'}${x} ${rounded((1 - value / top) * 100)}`
    })
    .join('')
}

function areaOf(values: readonly number[], top: number): string {
  const first = rounded((0.5 / values.length) * 100)
  return `${lineOf(values, top)}L${rounded(100 - first)} 100L${first} 100Z`
}

/** The next round number whose quarters are round, too. */
function niceTop(highest: number): number {
  if (highest <= 12) return Math.max(4, Math.ceil(highest / 4) * 4)
  const magnitude = 10 ** Math.floor(Math.log10(highest))
  const factors = [1, 1.2, 1.6, 2, 2.4, 2.8, 3.2, 3.6, 4, 4.8, 6, 8]
  return Math.round((factors.find((factor) => factor * magnitude >= highest) ?? 10) * magnitude)
}

const rounded = (value: number): number => Math.round(value * 100) / 100
const position = (share: number): string => `${rounded(share)}%`
