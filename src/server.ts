export { createPartnerHandler, type PartnerHandler } from './backend/handler.ts'
export type { AuthenticatedAs, PartnerHandlerOptions } from './backend/handler-options.ts'
export type { Identity } from './backend/access.ts'
export type { BackendEvent } from './backend/backend-event.ts'
export type { LedgerEvent } from './backend/ledger/ledger-event.ts'
export type { LedgerTiming } from './backend/ledger/timing.ts'
export { toNodeHandler, type NodeHandler } from './backend/node.ts'
export { invoiced, type InvoicedOptions } from './backend/payments/invoiced.ts'
export {
  PaymentRefusedError,
  WebhookRefusedError,
  type AppliedChange,
  type PaymentEvent,
  type PaymentOrder,
  type PaymentOutcome,
  type Payments,
  type RecurringOrder,
  type RecurringPrice,
  type Standing,
} from './backend/payments/payments.ts'
export { memoryStore } from './backend/stores/memory-store.ts'
export type { Store } from './backend/stores/store.ts'
export { AnalyticsError, type AnalyticsErrorCode } from './contract/error.ts'
export { VisitorAnalytics } from './sdk/visitor-analytics.ts'
export type { VisitorAnalyticsOptions } from './sdk/settings.ts'
