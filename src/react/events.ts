import type { AnalyticsError } from '../contract/error.ts'

/** Why a `postMessage` was not let in. */
export type IgnoredReason = 'foreign_source' | 'foreign_origin' | 'malformed' | 'other_website' | 'flood'

/** What the kit tells the partner's own logging. No event holds a signed URL, a token or a customer id. */
export type AnalyticsEvent =
  | { type: 'message_ignored'; reason: IgnoredReason; origin: string }
  | { type: 'dashboard_ready'; websiteId: string }
  | { type: 'dashboard_expired'; websiteId: string }
  | { type: 'upgrade_requested'; websiteId: string }
  | { type: 'plan_changed'; websiteId: string; packageId: string | null }
  | { type: 'error'; websiteId: string; error: AnalyticsError }
