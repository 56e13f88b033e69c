import { array, catch as fallback, looseObject, nullish, number, optional, string, type infer as Infer } from 'zod/mini'
import type {
  ChannelRow,
  Curve,
  CurveSeriesName,
  PageRow,
  SessionDimension,
  SessionRow,
} from '../../contract/analytics-query.ts'
import { dayIn } from '../../contract/day-range.ts'

const maybeNumber = fallback(nullish(number()), undefined)
const maybeText = fallback(nullish(string()), undefined)

/** Rows of pages, as the data API sends them. */
export const wirePagesSchema = looseObject({
  payload: array(
    looseObject({
      pageUrl: string(),
      pageTitle: maybeText,
      visitCount: number(),
      visitorCount: maybeNumber,
      bounceRate: maybeNumber,
      averageVisitDuration: maybeNumber,
      visitPercentOfTotal: maybeNumber,
      previousVisitCount: maybeNumber,
      visitCountPercentageChange: maybeNumber,
    }),
  ),
})
export type WirePages = Infer<typeof wirePagesSchema>

/** Rows of sessions; each holds the one dimension that was asked for. */
export const wireSessionsSchema = looseObject({
  payload: array(
    looseObject({
      deviceType: maybeText,
      browserName: maybeText,
      countryCode: maybeText,
      sessionCount: number(),
      sessionPercentOfTotal: maybeNumber,
      previousSessionCount: maybeNumber,
    }),
  ),
})
export type WireSessions = Infer<typeof wireSessionsSchema>

const graph = looseObject({
  labels: optional(nullish(array(string()))),
  datasets: optional(
    nullish(
      array(
        looseObject({
          label: maybeText,
          data: array(nullish(number())),
          total: maybeNumber,
          totalAverage: maybeNumber,
        }),
      ),
    ),
  ),
})

/** A curve. `payload` is `{}` when there is nothing. */
export const wireCurveSchema = looseObject({ payload: graph })
export type WireCurve = Infer<typeof wireCurveSchema>

/** Channels. This answer alone has no `payload` around it. */
export const wireChannelsSchema = graph
export type WireChannels = Infer<typeof wireChannelsSchema>

/** What the platform calls a dimension of sessions. */
export const wireDimensions = { device: 'deviceType', browser: 'browserName', country: 'countryCode' } as const

export function pagesFromWire({ payload }: WirePages): PageRow[] {
  return payload.map((row) => ({
    pageUrl: row.pageUrl,
    pageTitle: row.pageTitle?.trim() || null,
    visits: row.visitCount,
    visitors: row.visitorCount ?? null,
    bounceRate: row.bounceRate ?? null,
    averageVisitSeconds: row.averageVisitDuration ?? null,
    visitsShare: row.visitPercentOfTotal ?? null,
    previousVisits: row.previousVisitCount ?? null,
    visitsChange: row.visitCountPercentageChange ?? null,
  }))
}

export function sessionsFromWire({ payload }: WireSessions, by: SessionDimension): SessionRow[] {
  return payload.map((row) => {
    const value = row[wireDimensions[by]]?.trim()
    return {
      value: value && value !== 'undefined' ? value : null,
      sessions: row.sessionCount,
      sessionsShare: row.sessionPercentOfTotal ?? null,
      previousSessions: row.previousSessionCount ?? null,
    }
  })
}

/**
 * The clean curve, or where it is not one. Labels are days, or moments whose day in the website's time zone is meant.
 * Datasets are told apart by their order, as the platform's labels are texts for people.
 */
export function curveFromWire(
  { payload: { labels, datasets } }: WireCurve,
  names: readonly CurveSeriesName[],
  timeZone: string,
): Curve | { mismatch: string } {
  if (!datasets?.length || !labels?.length) return { days: [], series: [] }
  const series = names.map((name, index) => ({
    name,
    values: datasets[index]?.data.map((value) => value ?? null) ?? [],
    total: datasets[index]?.total ?? null,
    average: datasets[index]?.totalAverage ?? null,
  }))
  const uneven = series.findIndex(({ values }) => values.length !== labels.length)
  if (uneven >= 0) return { mismatch: `payload.datasets.${uneven}.data` }
  const days = labels.map((label) => dayOfLabel(label, timeZone))
  if (!days.every((day) => day !== null)) return { mismatch: `payload.labels.${days.indexOf(null)}` }
  return { days, series }
}

function dayOfLabel(label: string, timeZone: string): string | null {
  if (/^\d{4}-\d{2}-\d{2}$/.test(label)) return label
  const at = Date.parse(label)
  return Number.isNaN(at) ? null : dayIn(timeZone, new Date(at))
}

/** The channels, those without a name left out. With `before`, each gets its sessions of those days too. */
export function channelsFromWire({ datasets }: WireChannels, before?: WireChannels): ChannelRow[] {
  const now = countsOf(datasets)
  const previous = before && countsOf(before.datasets)
  const channels = [...new Set([...now.keys(), ...(previous?.keys() ?? [])])]
  const all = [...now.values()].reduce((sum, sessions) => sum + sessions, 0)
  return channels.map((channel) => {
    const sessions = now.get(channel) ?? 0
    return {
      channel,
      sessions,
      sessionsShare: all > 0 ? (sessions / all) * 100 : null,
      previousSessions: previous ? (previous.get(channel) ?? 0) : null,
    }
  })
}

function countsOf(datasets: WireChannels['datasets']): Map<string, number> {
  const counts = new Map<string, number>()
  for (const { label, data, total } of datasets ?? []) {
    const channel = label?.trim()
    if (!channel) continue
    const sum = total ?? data.reduce<number>((all, value) => all + (value ?? 0), 0)
    counts.set(channel, (counts.get(channel) ?? 0) + sum)
  }
  return counts
}
