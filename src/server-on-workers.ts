// What server.ts exports, for runtimes without node:http. Its types are those of server.ts.
export { createPartnerHandler } from './backend/handler.ts'
export { demoIdentity } from './backend/access/demo-identity.ts'
export { toNodeHandler } from './backend/node-on-workers.ts'
export { invoiced } from './backend/payments/invoiced.ts'
export { PaymentRefusedError, WebhookRefusedError } from './backend/payments/payment-errors.ts'
export { marksOf, readMarks } from './backend/payments/payment-marks.ts'
export { readChangeFacts, shortenChangeFacts } from './backend/stores/kept-facts.ts'
export { memoryStore } from './backend/stores/memory-store.ts'
export { postgresStore } from './backend/stores/postgres-store.ts'
export { sqliteStore } from './backend/stores/sqlite-store.ts'
export { LeaseLostError } from './backend/ledger/store.ts'
export { dayRangeBefore } from './contract/day-range.ts'
export { AnalyticsError } from './contract/error.ts'
export { ContributorRole } from './sdk/wire/wire-contributors.ts'
export { AnalyticsData } from './sdk/analytics-data.ts'
export { LogLevel } from './sdk/settings.ts'
export {
  ThreeAsAuthenticationError,
  ThreeAsBadAnswerError,
  ThreeAsConfigurationError,
  ThreeAsError,
  ThreeAsInvalidRequestError,
  ThreeAsNotFoundError,
  ThreeAsPlatformError,
  ThreeAsRateLimitedError,
  ThreeAsRefusedError,
  ThreeAsTimeoutError,
  ThreeAsUnreachableError,
} from './sdk/three-as-error.ts'
export { VisitorAnalytics } from './sdk/visitor-analytics.ts'
