import type { AnalyticsErrorCode } from '../contract/error.ts'
import type { LedgerEvent } from './ledger/ledger-event.ts'

/** What the backend tells the partner, for logs and alarms. `error` is what was thrown; it names no customer or token. */
export type BackendEvent =
  | LedgerEvent
  /** A request was answered with an error of the backend's or the platform's own. */
  | { type: 'request_failed'; route: string; code: AnalyticsErrorCode; error: unknown }
  /** A request to the webhook route was refused. */
  | { type: 'webhook_refused'; error: unknown }
