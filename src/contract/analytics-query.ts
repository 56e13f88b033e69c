import {
  array,
  boolean,
  enum as oneOf,
  int,
  maxLength,
  maximum,
  minLength,
  nonnegative,
  nullable,
  number,
  object,
  optional,
  positive,
  string,
  type infer as Infer,
} from 'zod/mini'
import { dayRangeSchema, daySchema } from './day-range.ts'
import type { AllOf, SchemaOf } from './primitives.ts'

const count = number().check(nonnegative())
/** A percentage, 0–100. */
const percent = number()
const limit = int().check(positive(), maximum(200))
const pageUrlSchema = string().check(minLength(1), maxLength(2048))

/** Asks for the pages with the most visits. */
export const pagesQuestionSchema = object({
  range: dayRangeSchema,
  /** Adds `previousVisits` and `visitsChange` of these days to each page. */
  compareTo: optional(dayRangeSchema),
  /** How many, at most. Default: 10. */
  limit: optional(limit),
  /** Only this page. */
  pageUrl: optional(pageUrlSchema),
})
export interface PagesQuestion extends Infer<typeof pagesQuestionSchema> {}

/** A page in a range. `null` is what the platform does not say. */
export const pageRowSchema = object({
  pageUrl: string(),
  pageTitle: nullable(string()),
  visits: count,
  /** People on this page. Not to be added up over pages: a person who saw two would count twice. */
  visitors: nullable(count),
  bounceRate: nullable(percent),
  averageVisitSeconds: nullable(count),
  /** Share of the website's visits. */
  visitsShare: nullable(percent),
  previousVisits: nullable(count),
  /** Change against the range compared with, in percent. */
  visitsChange: nullable(number()),
})
export interface PageRow extends Infer<typeof pageRowSchema> {}

/** What sessions can be counted by. */
export type SessionDimension = 'device' | 'browser' | 'country'
export const sessionDimensionSchema: SchemaOf<SessionDimension> = oneOf([
  'device',
  'browser',
  'country',
]) satisfies AllOf<SessionDimension>

/** Asks for sessions by device, browser or country, the most first. */
export const sessionsQuestionSchema = object({
  by: sessionDimensionSchema,
  range: dayRangeSchema,
  /** Adds `previousSessions` of these days to each row. */
  compareTo: optional(dayRangeSchema),
  /** How many, at most. Default: 10. */
  limit: optional(limit),
})
export interface SessionsQuestion extends Infer<typeof sessionsQuestionSchema> {}

/** `value` is a device (`desktop`, `mobile`, `tablet`, `phone`), a browser's name or a country (ISO 3166-1); `null` if unknown. */
export const sessionRowSchema = object({
  value: nullable(string()),
  sessions: count,
  sessionsShare: nullable(percent),
  previousSessions: nullable(count),
})
export interface SessionRow extends Infer<typeof sessionRowSchema> {}

/** What can be drawn day by day. `visitors` has three series, the others one. */
export type CurveMetric = 'visits' | 'sessions' | 'visitors' | 'bounce_rate' | 'average_page_view_duration'
export const curveMetricSchema: SchemaOf<CurveMetric> = oneOf([
  'visits',
  'sessions',
  'visitors',
  'bounce_rate',
  'average_page_view_duration',
]) satisfies AllOf<CurveMetric>

/** Asks for a metric day by day. */
export const curveQuestionSchema = object({
  metric: curveMetricSchema,
  range: dayRangeSchema,
  /** Only this page. */
  pageUrl: optional(pageUrlSchema),
})
export interface CurveQuestion extends Infer<typeof curveQuestionSchema> {}

/** What a curve is of. */
export type CurveSeriesName =
  | 'visits'
  | 'sessions'
  | 'new_visitors'
  | 'returning_visitors'
  | 'visitors'
  | 'bounce_rate'
  | 'average_page_view_duration'
export const curveSeriesNameSchema: SchemaOf<CurveSeriesName> = oneOf([
  'visits',
  'sessions',
  'new_visitors',
  'returning_visitors',
  'visitors',
  'bounce_rate',
  'average_page_view_duration',
]) satisfies AllOf<CurveSeriesName>

/** A metric day by day: each series has one value for each day. Both lists are empty when there is nothing. */
export const curveSchema = object({
  days: array(daySchema),
  series: array(
    object({
      name: curveSeriesNameSchema,
      /** `null` for a day on which the platform has no value. */
      values: array(nullable(number())),
      total: nullable(number()),
      /** For rates: over the whole range, each day by its weight. */
      average: nullable(number()),
    }),
  ),
})
export interface Curve extends Infer<typeof curveSchema> {}

/** Asks where sessions come from. */
export const channelsQuestionSchema = object({
  range: dayRangeSchema,
  /** Adds `previousSessions` of these days to each channel. */
  compareTo: optional(dayRangeSchema),
})
export interface ChannelsQuestion extends Infer<typeof channelsQuestionSchema> {}

export const channelRowSchema = object({
  /** `direct`, `search`, `social`, `email`, `paid`, `ai_traffic` or `unknown`; the platform may send others. */
  channel: string(),
  sessions: count,
  /** Share of all channels' sessions. */
  sessionsShare: nullable(percent),
  previousSessions: nullable(count),
})
export interface ChannelRow extends Infer<typeof channelRowSchema> {}

/** Asks for sums over the website. */
export const totalsQuestionSchema = object({
  range: dayRangeSchema,
  /** Adds `previousVisits` of these days. */
  compareTo: optional(dayRangeSchema),
})
export interface TotalsQuestion extends Infer<typeof totalsQuestionSchema> {}

/**
 * Sums over the pages of a website, averages weighted by visits. It has no visitors: those cannot be added up over pages,
 * and stand in the `visitors` curve.
 */
export const totalsSchema = object({
  visits: count,
  /** `null` without a visit. */
  bounceRate: nullable(percent),
  averageVisitSeconds: nullable(count),
  previousVisits: nullable(count),
  /** False when the website has more pages than were added up. */
  isComplete: boolean(),
})
export interface Totals extends Infer<typeof totalsSchema> {}
