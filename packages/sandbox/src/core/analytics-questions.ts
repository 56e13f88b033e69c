import * as z from 'zod'
import type { TrafficSpan } from './platform/traffic-summary.ts'

/** Ten years: longer than any website lives, short enough to answer. */
const MAX_SPAN_MS = 3660 * 86_400_000

/** An ISO 8601 moment with its offset. A `+` that arrived as a space (not percent-encoded) is refused, as by the platform. */
const moment = z.iso.datetime({ offset: true })

const spanOf = (start: string, end: string): TrafficSpan => ({
  from: Date.parse(start),
  // The last moment of a day is written as 23:59:59.999 and belongs to it.
  until: Date.parse(end) + 1,
  offsetMinutes: offsetMinutesOf(start),
  untilOffsetMinutes: offsetMinutesOf(end),
})

function offsetMinutesOf(text: string): number {
  const [, sign, hours, minutes] = /([+-])(\d{2}):?(\d{2})$/.exec(text) ?? []
  return (sign === '-' ? -1 : 1) * (Number(hours ?? 0) * 60 + Number(minutes ?? 0))
}

const isForwards = ({ from, until }: TrafficSpan) => from < until && until - from <= MAX_SPAN_MS

const dateRange = z
  .object({ start: moment, end: moment })
  .transform(({ start, end }) => spanOf(start, end))
  .refine(isForwards, 'ends before it starts, or is longer than ten years')

const whereEquals = <Member extends string>(members: readonly Member[]) =>
  z.object({
    and: z.array(z.object({ member: z.enum(members), operator: z.literal('eq'), values: z.array(z.string()).min(1) })),
  })

/** A table's question, for a source with these dimensions and metrics. */
const tableQuestion = <Dimension extends string, Metric extends string>(
  dimensions: readonly Dimension[],
  metrics: readonly Metric[],
) =>
  z
    .object({
      metrics: z.array(z.enum(metrics)).min(1),
      dimensions: z.array(z.enum(dimensions)).min(1),
      order: z
        .array(
          z.object({
            member: z.enum<(Dimension | Metric)[]>([...dimensions, ...metrics]),
            direction: z.enum(['asc', 'desc']),
          }),
        )
        .default([]),
      pagination: z
        .object({ page: z.int().min(1), pageSize: z.int().min(1).max(10_000) })
        .default({ page: 1, pageSize: 10 }),
      where: whereEquals(dimensions),
      dateRange,
      previousDateRange: dateRange.optional(),
    })
    .refine(
      ({ order, metrics: asked, dimensions: by }) =>
        order.every(({ member }) => [...asked, ...by].some((one) => one === member)),
      { path: ['order'], message: 'orders by something that was not asked for' },
    )

export const pagesQuestion = tableQuestion(
  ['pageUrl'],
  [
    'visitCount',
    'visitorCount',
    'bounceRate',
    'averageVisitDuration',
    'visitPercentOfTotal',
    'previousVisitCount',
    'visitCountPercentageChange',
  ],
)
export type PagesQuestion = z.infer<typeof pagesQuestion>

export const sessionsQuestion = tableQuestion(
  ['deviceType', 'browserName', 'countryCode'],
  ['sessionCount', 'sessionPercentOfTotal', 'previousSessionCount'],
)
export type SessionsQuestion = z.infer<typeof sessionsQuestion>

const span = { from: moment, until: moment, unit: z.literal('day') }
const toSpan = ({ from, until }: { from: string; until: string }) => spanOf(from, until)

export const curveQuery = z
  .object({ ...span, type: z.literal('time-series') })
  .transform(toSpan)
  .refine(isForwards, 'ends before it starts, or is longer than ten years')
export const channelsQuery = z
  .object(span)
  .transform(toSpan)
  .refine(isForwards, 'ends before it starts, or is longer than ten years')

/** Curves and channels are asked for with conditions alone; only one page can be singled out. */
export const conditions = z.object({ where: whereEquals(['pageUrl']) })
export type Conditions = z.infer<typeof conditions>['where']
