import { safeParse, type ZodMiniType, type infer as Infer } from 'zod/mini'
import {
  channelsQuestionSchema,
  curveQuestionSchema,
  pagesQuestionSchema,
  sessionsQuestionSchema,
  totalsQuestionSchema,
  type ChannelRow,
  type ChannelsQuestion,
  type Curve,
  type CurveMetric,
  type CurveQuestion,
  type CurveSeriesName,
  type PageRow,
  type PagesQuestion,
  type SessionRow,
  type SessionsQuestion,
  type Totals,
  type TotalsQuestion,
} from '../contract/analytics-query.ts'
import type { DayRange } from '../contract/day-range.ts'
import {
  channelsFromWire,
  curveFromWire,
  pagesFromWire,
  sessionsFromWire,
  wireChannelsSchema,
  wireCurveSchema,
  wireDimensions,
  wirePagesSchema,
  wireSessionsSchema,
  type WireChannels,
} from './wire/wire-analytics.ts'
import type { CallOptions } from './call-options.ts'
import type { Call } from './call.ts'
import { momentsOf } from './day-moments.ts'
import { shapeError } from './failed-call.ts'
import { inFlightLimit } from './in-flight.ts'
import { bodyOf } from './read-answer.ts'
import { path, query, type RequestPath } from './request-path.ts'
import { readConnection, readNumber, refuseUnknown, readText, readUrl, type ConnectionOptions } from './settings.ts'
import { ThreeAsConfigurationError, ThreeAsInvalidRequestError } from './three-as-error.ts'
import { createTransport, type Transport } from './transport.ts'

export interface AnalyticsDataOptions extends ConnectionOptions {
  /** Base URL of the data API, ending in `/api`. 3AS gives each partner its own, so it has no default. */
  dataUrl: string
  /** The partner's own id of the website. */
  websiteId: string
  /** The website's API key, from `visa.website(id).createApiKey`. A secret of the backend. */
  apiKey: string
  /** The website's time zone, whose days are meant: `Europe/Berlin`. */
  timeZone: string
  /** How many questions may be open at the platform at a time; the rest wait. @defaultValue 4 */
  maxInFlight?: number | undefined
}

const knownOptions = [
  'dataUrl',
  'websiteId',
  'apiKey',
  'timeZone',
  'maxInFlight',
  'fetch',
  'timeoutMs',
  'retries',
  'onEvent',
  'allowInsecureHttp',
] as const satisfies readonly (keyof AnalyticsDataOptions)[]

/** Where a curve is asked for, and what its datasets are, in their order. The path of `visitors` is inferred, not seen. */
const curves: Record<CurveMetric, { at: string; series: readonly CurveSeriesName[] }> = {
  visits: { at: 'visits/graph', series: ['visits'] },
  sessions: { at: 'sessions/graph', series: ['sessions'] },
  visitors: { at: 'visitors/graph', series: ['new_visitors', 'returning_visitors', 'visitors'] },
  bounce_rate: { at: 'stats/bounce-rate/graph', series: ['bounce_rate'] },
  average_page_view_duration: {
    at: 'stats/average-page-view-duration/graph',
    series: ['average_page_view_duration'],
  },
}

/** The platform gives no totals, so all pages are added up: this many at a time, and no more times than this. */
const totalsPageSize = 200
const totalsMostPages = 10

/**
 * The numbers behind one website's dashboard (`docs/reference/data-api.md`). Ranges are calendar days of the website; they
 * are sent with the offsets of its time zone. Every call only reads, so it is tried again after a failure that may pass.
 *
 * When a website's touchpoints are used up, tracking stops: its curves fall to zero, and its traffic did not.
 *
 * @throws ThreeAsConfigurationError at construction, naming the option and what to write instead.
 * @example
 * const data = new AnalyticsData({ dataUrl, websiteId: 'acme-bikes', apiKey, timeZone: 'Europe/Berlin' })
 * const pages = await data.topPages({ range: { start: '2026-06-01', end: '2026-06-07' } })
 */
export class AnalyticsData {
  readonly #transport: Transport
  readonly #websiteId: string
  readonly #timeZone: string
  readonly #run: ReturnType<typeof inFlightLimit>

  constructor(options: AnalyticsDataOptions) {
    refuseUnknown(options ?? {}, knownOptions)
    const baseUrl = readUrl('dataUrl', options?.dataUrl, options?.allowInsecureHttp ?? false)
    const apiKey = readText('apiKey', options.apiKey, 'Pass the key that createApiKey showed once.').trim()
    this.#websiteId = readText('websiteId', options.websiteId, 'Pass the website that the API key belongs to.')
    this.#timeZone = readTimeZone(options.timeZone)
    this.#run = inFlightLimit(readNumber('maxInFlight', options.maxInFlight, 4, 1, 100))
    this.#transport = createTransport({
      ...readConnection(options),
      baseUrl,
      authorize: () => ({ 'x-api-key': apiKey }),
    })
  }

  /** The pages with the most visits. */
  async topPages(question: PagesQuestion, options?: CallOptions): Promise<PageRow[]> {
    const asked = parseQuestion('data.topPages', pagesQuestionSchema, question)
    return this.#pages('data.topPages', { ...asked, limit: asked.limit ?? 10, page: 1 }, options)
  }

  /** Sessions by device, browser or country, the most first. */
  async sessionsBy(question: SessionsQuestion, options?: CallOptions): Promise<SessionRow[]> {
    const { by, range, compareTo, limit = 10 } = parseQuestion('data.sessionsBy', sessionsQuestionSchema, question)
    const body = {
      metrics: ['sessionCount', 'sessionPercentOfTotal', ...(compareTo ? ['previousSessionCount'] : [])],
      dimensions: [wireDimensions[by]],
      order: [{ member: 'sessionCount', direction: 'desc' }],
      pagination: { page: 1, pageSize: limit },
      where: { and: [] },
      ...this.#ranges(range, compareTo),
    }
    const to = path`/v2/websites/${this.#websiteId}/analytics/sessions`
    const trace = query({ trace: 'react-3as.sessions' })
    return sessionsFromWire(await this.#ask('data.sessionsBy', to, trace, body, wireSessionsSchema, options), by)
  }

  /** One metric, day by day. */
  async curve(question: CurveQuestion, options?: CallOptions): Promise<Curve> {
    const { metric, range, pageUrl } = parseQuestion('data.curve', curveQuestionSchema, question)
    const { at, series } = curves[metric]
    const base = path`/v2/websites/${this.#websiteId}/`
    const to = { path: base.path + at, route: base.route + at }
    const when = this.#fromUntil(range, { type: 'time-series' })
    const answer = await this.#ask('data.curve', to, when, { where: wherePage(pageUrl) }, wireCurveSchema, options)
    const curve = curveFromWire(answer, series, this.#timeZone)
    if ('mismatch' in curve) throw shapeError({ name: 'data.curve', effect: 'none' }, 200, curve.mismatch)
    return curve
  }

  /** Where sessions come from. With `compareTo` the platform is asked twice. */
  async channels(question: ChannelsQuestion, options?: CallOptions): Promise<ChannelRow[]> {
    const { range, compareTo } = parseQuestion('data.channels', channelsQuestionSchema, question)
    const [now, before] = await Promise.all([
      this.#channels(range, options),
      compareTo && this.#channels(compareTo, options),
    ])
    return channelsFromWire(now, before)
  }

  /** Visits, bounce rate and time over the whole website: the platform has no such call, so its pages are added up. */
  async totals(question: TotalsQuestion, options?: CallOptions): Promise<Totals> {
    const asked = parseQuestion('data.totals', totalsQuestionSchema, question)
    const rows: PageRow[] = []
    for (let page = 1; page <= totalsMostPages; page++) {
      const found = await this.#pages('data.totals', { ...asked, limit: totalsPageSize, page }, options)
      rows.push(...found)
      if (found.length < totalsPageSize) return totalsOf(rows, asked.compareTo, true)
    }
    return totalsOf(rows, asked.compareTo, false)
  }

  async #pages(
    name: string,
    { range, compareTo, limit, page, pageUrl }: PagesQuestion & { limit: number; page: number },
    options: CallOptions | undefined,
  ): Promise<PageRow[]> {
    const body = {
      metrics: [
        'visitCount',
        'visitorCount',
        'bounceRate',
        'averageVisitDuration',
        'visitPercentOfTotal',
        ...(compareTo ? ['previousVisitCount', 'visitCountPercentageChange'] : []),
      ],
      dimensions: ['pageUrl'],
      order: [{ member: 'visitCount', direction: 'desc' }],
      // Starts at 1 here, where the REST API starts at 0.
      pagination: { page, pageSize: limit },
      where: wherePage(pageUrl),
      ...this.#ranges(range, compareTo),
    }
    const to = path`/v2/websites/${this.#websiteId}/analytics/pages`
    return pagesFromWire(await this.#ask(name, to, query({ trace: 'react-3as.pages' }), body, wirePagesSchema, options))
  }

  async #channels(range: DayRange, options: CallOptions | undefined): Promise<WireChannels> {
    const to = path`/v2/websites/${this.#websiteId}/traffic-api/traffic-share/in-depth`
    const body = { where: { and: [] } }
    return this.#ask('data.channels', to, this.#fromUntil(range, {}), body, wireChannelsSchema, options)
  }

  /** All questions are POSTs that only read. */
  async #ask<Answer extends ZodMiniType>(
    name: string,
    to: RequestPath,
    queryString: string,
    body: unknown,
    answer: Answer,
    options: CallOptions = {},
  ): Promise<Infer<Answer>> {
    const read = bodyOf(answer)
    const call: Call<Infer<Answer>> = { name, method: 'POST', to, query: queryString, body, effect: 'none', read }
    return this.#run(() => this.#transport.send(call, options), options.signal)
  }

  #ranges(range: DayRange, compareTo: DayRange | undefined) {
    return {
      dateRange: momentsOf(range, this.#timeZone),
      ...(compareTo ? { previousDateRange: momentsOf(compareTo, this.#timeZone) } : {}),
    }
  }

  #fromUntil(range: DayRange, type: { type?: 'time-series' }): string {
    const { start, end } = momentsOf(range, this.#timeZone)
    return query({ from: start, until: end, ...type, unit: 'day' })
  }
}

function parseQuestion<Question extends ZodMiniType>(
  call: string,
  schema: Question,
  question: unknown,
): Infer<Question> {
  const parsed = safeParse(schema, question)
  if (parsed.success) return parsed.data
  const [issue] = parsed.error.issues
  throw new ThreeAsInvalidRequestError({
    message: `${call}: the question is wrong at ${issue?.path.join('.') || 'its root'}.`,
    hint: "Days are written { start: '2026-06-01', end: '2026-06-07' }, in order.",
    call,
  })
}

function readTimeZone(timeZone: unknown): string {
  const hint = 'Pass the website’s IANA time zone, such as Europe/Berlin.'
  const name = readText('timeZone', timeZone, hint)
  try {
    return new Intl.DateTimeFormat('en-US', { timeZone: name }).resolvedOptions().timeZone
  } catch {
    throw new ThreeAsConfigurationError('timeZone', 'unknown_time_zone', 'there is no such time zone.', hint)
  }
}

/** The condition is needed even when there is none. */
function wherePage(pageUrl: string | undefined) {
  return { and: pageUrl === undefined ? [] : [{ member: 'pageUrl', operator: 'eq', values: [pageUrl] }] }
}

function totalsOf(rows: readonly PageRow[], compareTo: DayRange | undefined, isComplete: boolean): Totals {
  const sum = (of: (row: PageRow) => number) => rows.reduce((all, row) => all + of(row), 0)
  const weighted = (of: (row: PageRow) => number | null): number | null => {
    const known = rows.filter((row) => of(row) !== null)
    const weight = known.reduce((all, row) => all + row.visits, 0)
    return weight > 0 ? known.reduce((all, row) => all + (of(row) ?? 0) * row.visits, 0) / weight : null
  }
  return {
    visits: sum((row) => row.visits),
    bounceRate: weighted((row) => row.bounceRate),
    averageVisitSeconds: weighted((row) => row.averageVisitSeconds),
    previousVisits: compareTo ? sum((row) => row.previousVisits ?? 0) : null,
    isComplete,
  }
}
