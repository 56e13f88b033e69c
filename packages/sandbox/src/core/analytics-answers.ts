// answerAnalytics({ path, query, body }, traffic: TrafficSource): AnalyticsAnswer | undefined
// `path` is what follows `/v2/websites/:id/`; undefined means that there is no such path (404). The key is the
// caller's business: 401 before this is asked. `reason` says in one line what was wrong with a 422.
import type * as z from 'zod'
import {
  channelsQuery,
  conditions,
  curveQuery,
  pagesQuestion,
  sessionsQuestion,
  type Conditions,
  type PagesQuestion,
  type SessionsQuestion,
} from './analytics-questions.ts'
import { totalsByDay, type DayTotals, type Part } from './platform/day-totals.ts'
import { channels } from './platform/site-character.ts'
import { averageOf, shareOf, summarize, type TrafficSpan, type TrafficSummary } from './platform/traffic-summary.ts'
import { sessionsBetween, type Session, type TrafficSource } from './platform/traffic.ts'

export interface AnalyticsQuestion {
  path: string
  /** As decoded from the URL. */
  query: Record<string, string>
  /** As parsed from JSON. */
  body: unknown
}

export type AnalyticsAnswer =
  | { status: 200; body: unknown }
  | { status: 422; body: { error: { code: 'unprocessable_entity' } }; reason: string }

type Answer = (question: AnalyticsQuestion, traffic: TrafficSource) => unknown

/** Answers a call of the data API from a website's traffic. */
export function answerAnalytics(question: AnalyticsQuestion, traffic: TrafficSource): AnalyticsAnswer | undefined {
  const answer = answers.get(question.path)
  if (!answer) return undefined
  try {
    return { status: 200, body: answer(question, traffic) }
  } catch (error) {
    if (!(error instanceof Unprocessable)) throw error
    return { status: 422, body: { error: { code: 'unprocessable_entity' } }, reason: error.message }
  }
}

class Unprocessable extends Error {}

function parse<Schema extends z.ZodType>(schema: Schema, input: unknown, what: string): z.output<Schema> {
  const result = schema.safeParse(input)
  if (result.success) return result.data
  const [issue] = result.error.issues
  throw new Unprocessable(`${[what, ...(issue?.path ?? [])].join('.')}: ${issue?.message ?? 'not understood'}`)
}

const curve =
  (datasets: readonly CurveDataset[]): Answer =>
  ({ query, body }, traffic) => {
    const span = parse(curveQuery, query, 'query')
    const { where } = parse(conditions, body, 'body')
    if (!isTrackedIn(traffic, span)) return { payload: {} }
    const { labels, days } = daysOf(traffic, span, where)
    return {
      payload: {
        labels,
        datasets: datasets.map(({ label, of, total }) => ({ label, data: days.map(of), ...total(days) })),
      },
    }
  }

const answers: ReadonlyMap<string, Answer> = new Map([
  ['analytics/pages', ({ body }, traffic) => ({ payload: pagesTable(parse(pagesQuestion, body, 'body'), traffic) })],
  [
    'analytics/sessions',
    ({ body }, traffic) => ({ payload: sessionsTable(parse(sessionsQuestion, body, 'body'), traffic) }),
  ],
  ['visits/graph', curve([counted('Overall Visits', ({ visits }) => visits)])],
  ['sessions/graph', curve([counted('Overall Sessions', ({ sessions }) => sessions)])],
  [
    'visitors/graph',
    curve([
      counted('New Visitors', ({ newVisitors }) => newVisitors),
      counted('Returning Visitors', ({ returningVisitors }) => returningVisitors),
      counted('Overall Visitors', ({ visitors }) => visitors),
    ]),
  ],
  ['stats/bounce-rate/graph', curve([averaged('Bounce Rate', shareOf, ({ bounces }) => bounces)])],
  [
    'stats/average-page-view-duration/graph',
    curve([averaged('Average Page View Duration', averageOf, ({ visitSeconds }) => visitSeconds)]),
  ],
  ['traffic-api/traffic-share/in-depth', channelShares],
])

interface CurveDataset {
  label: string
  of: (day: DayTotals) => number
  total: (days: readonly DayTotals[]) => { total: number } | { totalAverage: number }
}

function counted(label: string, of: (day: DayTotals) => number): CurveDataset {
  return { label, of, total: (days) => ({ total: sum(days, of) }) }
}

/** A rate over visits: its average weighs each day by its visits, as the dashboard does. */
function averaged(
  label: string,
  rate: (part: number, visits: number) => number,
  part: (day: DayTotals) => number,
): CurveDataset {
  return {
    label,
    of: (day) => rate(part(day), day.visits),
    total: (days) => ({
      totalAverage: rate(
        sum(days, part),
        sum(days, ({ visits }) => visits),
      ),
    }),
  }
}

/** Channels of sessions. Unlike all others this answer has no `payload` around it. */
function channelShares({ query, body }: AnalyticsQuestion, traffic: TrafficSource): unknown {
  const span = parse(channelsQuery, query, 'query')
  const { where } = parse(conditions, body, 'body')
  if (!isTrackedIn(traffic, span)) return {}
  const { labels, days } = daysOf(traffic, span, where)
  return {
    labels,
    datasets: channels.map((channel) => {
      const data = days.map((day) => day.channels.get(channel) ?? 0)
      return { label: channel, data, total: data.reduce((total, count) => total + count, 0) }
    }),
  }
}

/** Whether a span lies in the website's life at all. Within it, a day without traffic is a zero. */
function isTrackedIn(traffic: TrafficSource, span: TrafficSpan): boolean {
  const hasBegun = traffic.generated || traffic.recorded.length > 0
  return hasBegun && span.from <= traffic.until && span.until > traffic.since
}

function daysOf(traffic: TrafficSource, span: TrafficSpan, where: Conditions) {
  const isEverything = where.and.length === 0
  const part: Part = { key: JSON.stringify(where), of: (sessions) => onlyPages(sessions, where) }
  const days = isEverything ? totalsByDay(traffic, span) : totalsByDay(traffic, span, part)
  return { labels: days.map(({ day }) => day), days: days.map(({ totals }) => totals) }
}

/** Sessions reduced to their visits of the pages asked for. Whether such a visit was a bounce, the whole session says. */
function onlyPages(sessions: readonly Session[], where: Conditions): Session[] {
  const isAsked = ({ url }: { url: string }) => where.and.every(({ values }) => values.includes(url))
  return sessions.flatMap((session) => {
    const visits = session.visits.filter(isAsked)
    return visits.length === 0 ? [] : [{ ...session, visits }]
  })
}

function pagesTable(question: PagesQuestion, traffic: TrafficSource): unknown[] {
  const now = summaryOf(traffic, question.dateRange)
  const before = question.previousDateRange && summaryOf(traffic, question.previousDateRange)
  const rows = [...now.pages]
    .filter(([url]) => question.where.and.every(({ values }) => values.includes(url)))
    .map(([pageUrl, page]) => {
      const previousVisitCount = before?.pages.get(pageUrl)?.visits ?? 0
      return {
        pageUrl,
        pageTitle: page.title,
        visitCount: page.visits,
        visitorCount: page.visitors,
        bounceRate: shareOf(page.bounces, page.visits),
        averageVisitDuration: averageOf(page.visitSeconds, page.visits),
        visitPercentOfTotal: shareOf(page.visits, now.visits),
        ...(before && {
          previousVisitCount,
          visitCountPercentageChange: percentageChange(page.visits, previousVisitCount),
        }),
      }
    })
  return tableOf(rows, question, ['pageTitle'])
}

function sessionsTable(question: SessionsQuestion, traffic: TrafficSource): unknown[] {
  const now = sessionCounts(question, traffic, question.dateRange)
  const before = question.previousDateRange && sessionCounts(question, traffic, question.previousDateRange)
  const total = summaryOf(traffic, question.dateRange).sessions
  const rows = [...now].map(([key, { dimensions, sessionCount }]) => ({
    ...dimensions,
    sessionCount,
    sessionPercentOfTotal: shareOf(sessionCount, total),
    ...(before && { previousSessionCount: before.get(key)?.sessionCount ?? 0 }),
  }))
  return tableOf(rows, question, [])
}

const dimensionValues = {
  deviceType: (session: Session) => session.device,
  browserName: (session: Session) => session.browser,
  countryCode: (session: Session) => session.country,
}

/** Sessions by each combination of the dimensions asked for. */
function sessionCounts({ dimensions: asked, where }: SessionsQuestion, traffic: TrafficSource, span: TrafficSpan) {
  const counts = new Map<string, { dimensions: Record<string, string>; sessionCount: number }>()
  for (const session of sessionsBetween(traffic, span.from, span.until)) {
    if (!where.and.every(({ member, values }) => values.includes(dimensionValues[member](session)))) continue
    const dimensions = Object.fromEntries(asked.map((dimension) => [dimension, dimensionValues[dimension](session)]))
    const key = JSON.stringify(dimensions)
    const row = counts.get(key) ?? { dimensions, sessionCount: 0 }
    counts.set(key, row)
    row.sessionCount += session.weight
  }
  return counts
}

type Row = Record<string, string | number | null>

/** Orders rows, cuts the page out (the first is 1) and leaves the members that were asked for. */
function tableOf(rows: Row[], question: PagesQuestion | SessionsQuestion, extras: readonly string[]): Row[] {
  const { page, pageSize } = question.pagination
  const members = new Set<string>([...question.dimensions, ...extras, ...question.metrics])
  return rows
    .toSorted(byOrder(question.order))
    .slice((page - 1) * pageSize, page * pageSize)
    .map((row) => Object.fromEntries(Object.entries(row).filter(([member]) => members.has(member))))
}

function byOrder(order: readonly { member: string; direction: 'asc' | 'desc' }[]) {
  return (one: Row, other: Row): number => {
    for (const { member, direction } of order) {
      const difference = compare(one[member] ?? null, other[member] ?? null)
      if (difference !== 0) return direction === 'asc' ? difference : -difference
    }
    return 0
  }
}

/** Nothing sorts before everything. */
function compare(one: string | number | null, other: string | number | null): number {
  if (one === other) return 0
  if (one === null) return -1
  if (other === null) return 1
  return one < other ? -1 : 1
}

/** Against nothing there is no percentage. Not seen from the platform: this line is the place to change it. */
function percentageChange(now: number, before: number): number | null {
  return before === 0 ? null : shareOf(now - before, before)
}

function summaryOf(traffic: TrafficSource, span: TrafficSpan): TrafficSummary {
  return summarize(sessionsBetween(traffic, span.from, span.until))
}

function sum(days: readonly DayTotals[], of: (day: DayTotals) => number): number {
  return days.reduce((total, day) => total + of(day), 0)
}
