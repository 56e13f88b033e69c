import { summarize, trafficByDay, type TrafficSpan, type TrafficSummary } from './traffic-summary.ts'
import { DAY_MS, type Session, type TrafficSource } from './traffic.ts'

/** What a curve or a table of channels needs of a day. */
export type DayTotals = Pick<
  TrafficSummary,
  'sessions' | 'visits' | 'visitors' | 'newVisitors' | 'returningVisitors' | 'bounces' | 'visitSeconds' | 'channels'
>

/** A part of the sessions. Equal keys must stand for equal parts. */
export interface Part {
  key: string
  of: (sessions: readonly Session[]) => readonly Session[]
}

/**
 * A year of sessions takes half a second to generate, and a page of curves asks for the same year several times. A day
 * that is over does not change, so its totals are kept; the oldest are dropped beyond this many.
 */
const MOST_DAYS = 20_000
const kept = new Map<string, DayTotals>()

/** The totals of a span's days, as {@link trafficByDay} cuts them. Days without traffic too. */
export function totalsByDay(
  source: TrafficSource,
  span: TrafficSpan,
  part: Part = { key: '', of: (sessions) => sessions },
): { day: string; totals: DayTotals }[] {
  const days = daysOf(source, span, part.key)
  const fresh = new Map<string, DayTotals>()
  for (const { first, last } of missingRuns(days)) generate(source, span, first, last, part, fresh)
  const all = days.map(({ day, key }) => ({ day, key, totals: fresh.get(day) ?? kept.get(key!)! }))
  for (const { key, totals } of all) if (key !== null) keep(key, totals)
  return all
}

interface Day {
  day: string
  from: number
  until: number
  /** Null for one that may still change, or of which the span has a part only. */
  key: string | null
}

function daysOf(source: TrafficSource, span: TrafficSpan, partKey: string): Day[] {
  const offset = span.offsetMinutes * 60_000
  const first = Math.floor((span.from + offset) / DAY_MS)
  const last = Math.max(
    first,
    Math.floor((span.until - 1 + (span.untilOffsetMinutes ?? span.offsetMinutes) * 60_000) / DAY_MS),
  )
  const { seed, websiteKey, domain, generated, since } = source
  const shared = JSON.stringify([seed, websiteKey, domain, generated, since, partKey])
  const recorded = new Map<number, string>()
  for (const [index, { at, visits }] of source.recorded.entries()) {
    const day = Math.floor((at + offset) / DAY_MS)
    recorded.set(day, `${recorded.get(day) ?? ''}${index} ${at} ${visits},`)
  }
  return Array.from({ length: last - first + 1 }, (_, index) => {
    const number = first + index
    const from = number * DAY_MS - offset
    const until = number === last ? span.until : from + DAY_MS
    const isWhole = from >= span.from && until === from + DAY_MS
    const stops = source.stopped.filter((stop) => stop.from < until && (stop.until ?? Infinity) > from)
    return {
      day: new Date(number * DAY_MS).toISOString().slice(0, 10),
      from: Math.max(from, span.from),
      until,
      key:
        isWhole && until <= source.until
          ? `${shared} ${from} ${recorded.get(number) ?? ''} ${JSON.stringify(stops)}`
          : null,
    }
  })
}

/** Days next to one another are generated together: a day that is not UTC's is cut out of two that are. */
function missingRuns(days: readonly Day[]): { first: Day; last: Day }[] {
  const runs: { first: Day; last: Day }[] = []
  let run: { first: Day; last: Day } | undefined
  for (const day of days) {
    if (day.key !== null && kept.has(day.key)) {
      run = undefined
    } else if (run) {
      run.last = day
    } else {
      run = { first: day, last: day }
      runs.push(run)
    }
  }
  return runs
}

function generate(
  source: TrafficSource,
  span: TrafficSpan,
  first: Day,
  last: Day,
  part: Part,
  into: Map<string, DayTotals>,
): void {
  const { offsetMinutes, untilOffsetMinutes = offsetMinutes } = span
  const days = trafficByDay(source, {
    from: first.from,
    until: last.until,
    offsetMinutes,
    // It is about the span's last day, and no other.
    untilOffsetMinutes: last.until === span.until ? untilOffsetMinutes : offsetMinutes,
  })
  for (const { day, sessions } of days) into.set(day, totalsOf(summarize(part.of(sessions))))
}

function totalsOf(summary: TrafficSummary): DayTotals {
  const { sessions, visits, visitors, newVisitors, returningVisitors, bounces, visitSeconds, channels } = summary
  return { sessions, visits, visitors, newVisitors, returningVisitors, bounces, visitSeconds, channels }
}

function keep(key: string, totals: DayTotals): void {
  kept.delete(key)
  kept.set(key, totals)
  if (kept.size > MOST_DAYS) kept.delete(kept.keys().next().value!)
}
