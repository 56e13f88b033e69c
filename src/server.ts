export { createPartnerHandler, type PartnerHandler } from './backend/handler.ts'
export type { PartnerHandlerOptions } from './backend/settings/handler-options.ts'
export { demoIdentity } from './backend/access/demo-identity.ts'
export type {
  AskedAs,
  Authenticate,
  AuthenticatedAs,
  Identity,
  IdentityFacts,
  Role,
} from './backend/access/identity.ts'
export type { HostContext } from './backend/http/host-context.ts'
export type { Runtime } from './backend/runtime/runtime.ts'
export type { PlatformEvent } from './backend/platform/platform-event.ts'
export type { PlatformRules } from './backend/platform/platform-rules.ts'
export type { BackendEvent } from './backend/settings/backend-event.ts'
export type {
  ActionFacts,
  Before,
  ChangeAction,
  ChangeFacts,
  CommonFacts,
  CustomerFacts,
  Direction,
  DowngradeFacts,
  GiveBackFacts,
  OwnInvoice,
  PastFacts,
  PaymentFacts,
  Progress,
  PurchaseFacts,
  Remembered,
  RenewalFacts,
  Seen,
  SystemFacts,
  UnpaidPeriod,
  WebsiteToEnd,
} from './backend/ledger/change-facts.ts'
export type { ChangeRow, Lane, PaymentNews, Wish } from './backend/ledger/change-row.ts'
export type {
  BackOfficeChanges,
  ChangeFilter,
  ChangePage,
  StaffChange,
  StaffWord,
} from './backend/back-office/changes.ts'
export type { Reversal, ReversalTerms } from './backend/back-office/reversal.ts'
export type { InvoiceReport, OwnBilling } from './backend/back-office/billing.ts'
export type { ProviderReads } from './backend/back-office/provider-reads.ts'
export type { ChangeHistory, ChangeStep, RecordedChange } from './backend/back-office/recorded-change.ts'
export type { Actor, HistoryEntry } from './backend/ledger/change-history.ts'
export type { Decision, Resolution } from './backend/ledger/resolution.ts'
export type { SeenPeriod } from './backend/ledger/seen-period.ts'
export type { LedgerEvent } from './backend/ledger/ledger-event.ts'
export type { LedgerTiming } from './backend/ledger/timing.ts'
export { toNodeHandler, type HostRequest, type NodeHandler } from './backend/node.ts'
export { invoiced, type InvoicedOptions } from './backend/payments/invoiced.ts'
export type { Taxed } from './contract/draft-quote.ts'
export type { Declared } from './backend/payments/declared.ts'
export { PaymentRefusedError, WebhookRefusedError } from './backend/payments/payment-errors.ts'
export { marksOf, readMarks, type PaymentMarks } from './backend/payments/payment-marks.ts'
export type { ProviderIds, ProviderMemory, ReadMemory, RememberedIds } from './backend/payments/provider-memory.ts'
export type { PaymentEvent, WebhookRequest } from './backend/payments/payment-event.ts'
export type {
  AboutTarget,
  AppliedChange,
  BilledPeriod,
  Charge,
  Contact,
  GiveBackOrder,
  GivenBack,
  MayStart,
  OutstandingPayment,
  PaymentOrder,
  PaymentOutcome,
  RecurringCharge,
  RecurringOrder,
  RecurringPrice,
  ReturnUrls,
  Standing,
} from './backend/payments/payment-order.ts'
export type {
  AboutCharge,
  Collect,
  Collecting,
  GiveBack,
  GivingBack,
  IdOnlyNews,
  PaymentDocument,
  PaymentReads,
  Payments,
  PaymentsFacts,
  Previewing,
  Recurring,
  RenewedByProvider,
  Renewing,
  Scheduling,
  SignedNews,
  StandingRead,
  Telling,
} from './backend/payments/payments.ts'
export type { Target } from './backend/payments/target.ts'
export { readChangeFacts, shortenChangeFacts } from './backend/stores/kept-facts.ts'
export { memoryStore, type MemoryStoreOptions } from './backend/stores/memory-store.ts'
export type { PostgresClient, PostgresPool } from './backend/stores/postgres-client.ts'
export { postgresStore } from './backend/stores/postgres-store.ts'
export { sqliteStore, type SqliteStoreOptions } from './backend/stores/sqlite-store.ts'
export {
  LeaseLostError,
  type AddedChange,
  type CallMark,
  type ChangeLimit,
  type ChangeNote,
  type ChangeQuery,
  type ChangeUpdate,
  type Claim,
  type ClaimRequest,
  type ListQuery,
  type NewChange,
  type NewQuote,
  type NotedChange,
  type SavedChange,
  type Store,
  type StoredQuote,
  type TargetStanding,
} from './backend/ledger/store.ts'
export type {
  ChannelRow,
  ChannelsQuestion,
  Curve,
  CurveMetric,
  CurveQuestion,
  CurveSeriesName,
  PageRow,
  PagesQuestion,
  SessionDimension,
  SessionRow,
  SessionsQuestion,
  Totals,
  TotalsQuestion,
} from './contract/analytics-query.ts'
export { dayRangeBefore, type DayRange } from './contract/day-range.ts'
export type { DashboardUrl } from './contract/dashboard-url.ts'
export {
  AnalyticsError,
  type AnalyticsErrorCode,
  type AnalyticsErrorDetails,
  type AnalyticsErrorFacts,
  type CommonErrorFacts,
  type DetailsOf,
  type ErrorByCode,
  type RefusalDetails,
} from './contract/error.ts'
export type { BillingInterval, Package as OfferedPackage, TouchpointLimit } from './contract/package.ts'
export type { UnavailableReason } from './contract/plan-choice.ts'
export type {
  BalanceLine,
  CreditLine,
  DueToday,
  InvoicedLater,
  NothingDue,
  PaidNow,
  PlanLine,
  Quote,
  QuoteLine,
  QuoteTax,
  TaxAddedLater,
  TaxExact,
  TaxIncluded,
} from './contract/quote.ts'
export type { CurrentPlan, SubscriptionHolder } from './contract/subscription.ts'
export type { Currency, Money } from './contract/money.ts'
export type { WireApiKey as ApiKey, WireCreatedApiKey as CreatedApiKey } from './sdk/wire/wire-api-key.ts'
export type { WireCompany as Company, WireCustomer as Intpc } from './sdk/wire/wire-company.ts'
export { ContributorRole, type WireContributors as Contributors } from './sdk/wire/wire-contributors.ts'
export type { Period, UnusableField, WirePackage as Package } from './sdk/wire/wire-package.ts'
export type {
  WireConsumption as StpConsumption,
  WireSubscription as Subscription,
  WireWebsite as Website,
} from './sdk/wire/wire-website.ts'
export type { ChangeReason } from './contract/change-reason.ts'
export type {
  AbandonedChange,
  AppliedSubscriptionChange,
  ApplyingChange,
  AwaitingPaymentChange,
  CancelIntent,
  ChangeInNeedOfAttention,
  ChangeIntent,
  ChangeState,
  ChooseIntent,
  ClosedChange,
  ConfirmToPay,
  FailedChange,
  KeepIntent,
  PaidChange,
  PaymentStep,
  RedirectToPay,
  RefundedChange,
  RefusedChange,
  ResumeIntent,
  SubscriptionChange,
  WaitForPayment,
} from './contract/subscription-change.ts'
export type { Right } from './contract/right.ts'
export type { Some } from './contract/some.ts'
export { AnalyticsData, type AnalyticsDataOptions } from './sdk/analytics-data.ts'
export type { AlsoAsPayload } from './sdk/also-as-payload.ts'
export type { Auth, TokenOptions } from './sdk/auth.ts'
export type { CallOptions } from './sdk/call-options.ts'
export type { CallFacts, ClientEvent } from './sdk/client-event.ts'
export type { DashboardUrlOptions } from './sdk/dashboard-url.ts'
export type { WantedViewer } from './sdk/ensure-viewer.ts'
export type { EnsuredWebsite, WantedWebsite } from './sdk/ensure-website.ts'
export type { CreateIntpc, IntpcHandle, Intpcs } from './sdk/intpcs.ts'
export type { CreatePackage, PackageFilter, PackageHandle, Packages, UpdatePackage } from './sdk/packages.ts'
export type { Intp } from './sdk/intp.ts'
export type { AllOptions, PageQuery, PaginatedResponse, PaginationMetadata } from './sdk/page.ts'
export {
  LogLevel,
  type ConnectionOptions,
  type Environment,
  type VisitorAnalyticsOptions,
  type VisitorAnalyticsOptions as VisaParams,
} from './sdk/settings.ts'
export type {
  CancelIntpcSubscription,
  CancelWebsiteSubscription,
  DeactivateIntpcSubscription,
  DeactivateWebsiteSubscription,
  Downgrade,
  DowngradeIntpcSubscription,
  DowngradeWebsiteSubscription,
  IntpcSubscriptions,
  OfIntpc,
  OfWebsite,
  ResumeIntpcSubscription,
  ResumeWebsiteSubscription,
  Subscriptions,
  Upgrade,
  UpgradeIntpcSubscription,
  UpgradeWebsiteSubscription,
  WebsiteSubscriptions,
} from './sdk/subscriptions.ts'
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
  type ConfigurationDetails,
  type ConfigurationProblem,
  type RetryDetails,
  type ThreeAsDetailsOf,
  type ThreeAsErrorCode,
  type ThreeAsErrorDetails,
  type ThreeAsErrorFacts,
} from './sdk/three-as-error.ts'
export type { NewApiKey, NewContributor, WebsiteHandle } from './sdk/website-handle.ts'
export type { CreateWebsite, CreateWebsiteV2, Websites } from './sdk/websites.ts'
export { VisitorAnalytics } from './sdk/visitor-analytics.ts'
