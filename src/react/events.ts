import type { AnalyticsError } from '../contract/error.ts'

/** Why a `postMessage` was not let in. */
export type IgnoredReason = 'foreign_source' | 'foreign_origin' | 'malformed' | 'other_website' | 'flood'

/** What the kit tells the partner's own logging. No event holds a signed URL, a token or a customer id. */
export type AnalyticsEvent =
  /** Something on the page sent a message that is not the dashboard's. Once for each reason and origin. */
  | { type: 'message.ignored'; reason: IgnoredReason; origin: string }
  | { type: 'dashboard.ready'; websiteId: string }
  | { type: 'dashboard.expired'; websiteId: string }
  /** The dashboard could not be shown, or not be refreshed. */
  | { type: 'dashboard.failed'; websiteId: string; error: AnalyticsError }
  /** An upgrade button inside the dashboard was clicked. */
  | { type: 'upgrade.requested'; websiteId: string }
  /** A fresh read has shown another plan. */
  | { type: 'plan.changed'; websiteId: string; packageId: string | null }
