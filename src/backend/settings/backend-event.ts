import type { AnalyticsErrorCode } from '../../contract/error.ts'
import type { LedgerEvent } from '../ledger/ledger-event.ts'
import type { PlatformEvent } from '../platform/platform-event.ts'

/**
 * What the backend tells the partner, for logs and alarms. `error` is what was thrown: of the payment provider's errors only
 * their class and code, unless `includeForeignText` is on; those of the partner's own functions as they are.
 */
export type BackendEvent =
  | LedgerEvent
  | PlatformEvent
  /** A request was answered with an error of the backend's or the platform's own. */
  | { type: 'request.failed'; route: string; code: AnalyticsErrorCode; error: unknown }
  /**
   * Requests to the webhook route were refused, or what they name could not be looked up: so many since this was last told,
   * which is at most once a minute. `error` is the last one's.
   */
  | { type: 'webhook.refused'; count: number; error: unknown }
  /**
   * Requests were refused because they may come from another site: so many since this was last told, which is at most once a
   * minute. `origin` is where the page of the last one is. When that is your own page, on a port or a host that `publicUrl`
   * does not name, the hint of `error` says what to change.
   */
  | { type: 'origin.refused'; count: number; origin: string | null; error: unknown }
