// Exports: summarize(sessions) -> TrafficSummary, trafficByDay(source, span) -> DayOfTraffic[], TrafficSpan,
// shareOf, averageOf.
import { DAY_MS, sessionsBetween, type Session, type TrafficSource } from './traffic.ts'

/**
 * The numbers of some sessions. A *visit* is one page seen; a *session* is one sitting of one or more visits; a
 * *bounce* is a visit that was the only one of its session. So visits of pages add up to visits, and page bounce
 * rates weighted by visits give the site's.
 */
export interface TrafficSummary {
  sessions: number
  visits: number
  visitors: number
  newVisitors: number
  returningVisitors: number
  bounces: number
  visitSeconds: number
  pages: ReadonlyMap<string, PageSummary>
  /** Sessions by kind; each map adds up to `sessions`. */
  devices: ReadonlyMap<string, number>
  browsers: ReadonlyMap<string, number>
  countries: ReadonlyMap<string, number>
  channels: ReadonlyMap<string, number>
  referrers: ReadonlyMap<string, number>
}

export interface PageSummary {
  title: string
  visits: number
  /** Adding these up over pages counts a person once a page. */
  visitors: number
  bounces: number
  visitSeconds: number
}

/** A time span, and the offsets from UTC that cut it into days. `until` stands outside. */
export interface TrafficSpan {
  from: number
  until: number
  offsetMinutes: number
  /** The offset at the span's end, where it differs. */
  untilOffsetMinutes?: number
}

export interface DayOfTraffic {
  /** `2026-06-01`. */
  day: string
  sessions: readonly Session[]
  summary: TrafficSummary
}

/** Adds sessions up. A visitor who came twice is one visitor. */
export function summarize(sessions: readonly Session[]): TrafficSummary {
  const visitors = new Map<string, { weight: number; isNew: boolean }>()
  const pages = new Map<string, PageSummary>()
  const pageVisitors = new Set<string>()
  const kinds = {
    devices: new Map<string, number>(),
    browsers: new Map<string, number>(),
    countries: new Map<string, number>(),
    channels: new Map<string, number>(),
    referrers: new Map<string, number>(),
  }
  const totals = { sessions: 0, visits: 0, bounces: 0, visitSeconds: 0 }
  for (const session of sessions) {
    const { weight } = session
    const isNew = session.isFirst || visitors.get(session.visitor)?.isNew === true
    visitors.set(session.visitor, { weight, isNew })
    totals.sessions += weight
    add(kinds.devices, session.device, weight)
    add(kinds.browsers, session.browser, weight)
    add(kinds.countries, session.country, weight)
    add(kinds.channels, session.channel, weight)
    add(kinds.referrers, session.referrer, weight)
    for (const { url, title, seconds } of session.visits) {
      const page = pages.get(url) ?? { title, visits: 0, visitors: 0, bounces: 0, visitSeconds: 0 }
      pages.set(url, page)
      const isFirstHere = !pageVisitors.has(`${session.visitor} ${url}`)
      pageVisitors.add(`${session.visitor} ${url}`)
      page.visits += weight
      page.visitors += isFirstHere ? weight : 0
      page.bounces += session.isBounce ? weight : 0
      page.visitSeconds += weight * seconds
    }
  }
  for (const page of pages.values()) {
    totals.visits += page.visits
    totals.bounces += page.bounces
    totals.visitSeconds += page.visitSeconds
  }
  return { ...totals, ...countVisitors(visitors.values()), pages, ...kinds }
}

/**
 * The span's days, each with its sessions; days without traffic too. The first offset cuts the days, and the last
 * one lasts until the span's end: where a change to or from summer time falls, two offsets do not say.
 */
export function trafficByDay(source: TrafficSource, span: TrafficSpan): DayOfTraffic[] {
  const offset = span.offsetMinutes * 60_000
  const firstDay = Math.floor((span.from + offset) / DAY_MS)
  const untilOffset = (span.untilOffsetMinutes ?? span.offsetMinutes) * 60_000
  const lastDay = Math.max(firstDay, Math.floor((span.until - 1 + untilOffset) / DAY_MS))
  const days = Array.from({ length: lastDay - firstDay + 1 }, (): Session[] => [])
  for (const session of sessionsBetween(source, span.from, span.until)) {
    const day = Math.min(lastDay, Math.floor((session.at + offset) / DAY_MS))
    days[day - firstDay]?.push(session)
  }
  return days.map((sessions, index) => ({
    day: new Date((firstDay + index) * DAY_MS).toISOString().slice(0, 10),
    sessions,
    summary: summarize(sessions),
  }))
}

/** Percent, 0–100, with two decimals; 0 of nothing. */
export function shareOf(part: number, whole: number): number {
  return whole === 0 ? 0 : round((part / whole) * 100)
}

export function averageOf(sum: number, count: number): number {
  return count === 0 ? 0 : round(sum / count)
}

function round(value: number): number {
  return Math.round(value * 100) / 100
}

function add(counts: Map<string, number>, kind: string, weight: number): void {
  counts.set(kind, (counts.get(kind) ?? 0) + weight)
}

function countVisitors(visitors: Iterable<{ weight: number; isNew: boolean }>) {
  const counts = { visitors: 0, newVisitors: 0, returningVisitors: 0 }
  for (const { weight, isNew } of visitors) {
    counts.visitors += weight
    counts[isNew ? 'newVisitors' : 'returningVisitors'] += weight
  }
  return counts
}
