export { createAdapter, type AdapterMethods } from './adapter/create-adapter.ts'
export type { AnalyticsAdapter, CallOptions } from './adapter/analytics-adapter.ts'
export { createHttpAdapter, type HttpAdapterOptions } from './adapter/http-adapter.ts'
export type {
  LimitedUsage,
  NoTracking,
  PoolShareUsage,
  UnknownUsage,
  UnlimitedUsage,
  Usage,
} from './contract/consumption.ts'
export type { ChangeReason } from './contract/change-reason.ts'
export type { DashboardUrl } from './contract/dashboard-url.ts'
export {
  AnalyticsError,
  analyticsErrorCodes,
  type AnalyticsErrorCode,
  type AnalyticsErrorDetails,
  type AnalyticsErrorFacts,
  type CommonErrorFacts,
  type DetailsOf,
  type ErrorByCode,
  type RefusalDetails,
} from './contract/error.ts'
export type { Currency, Money } from './contract/money.ts'
export type { BillingInterval, Package, TouchpointLimit } from './contract/package.ts'
export type { PlanChoice, UnavailableReason } from './contract/plan-choice.ts'
export type { Right } from './contract/right.ts'
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
export type { Route, RouteAccess, RouteCache, RouteInput, RouteOutput } from './contract/route.ts'
export type { RouteName, RouteTable } from './contract/route-table.ts'
export type { InputOf, OutputOf, Schema, SchemaIssue, SchemaResult } from './contract/schema.ts'
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
export type {
  ActiveSubscription,
  BillingMode,
  CurrentPlan,
  EndedSubscription,
  EndingSubscription,
  NoSubscription,
  Paid,
  PaymentDue,
  PaymentStanding,
  PlannedDowngrade,
  Subscription,
  SubscriptionHolder,
  SubscriptionView,
  Trial,
} from './contract/subscription.ts'
export type { WebsiteSummary } from './contract/website.ts'
export type { DayRange } from './contract/day-range.ts'
export { AnalyticsProvider, type AnalyticsProviderProps } from './react/provider/AnalyticsProvider.tsx'
export type { AnalyticsEvent, IgnoredReason } from './react/events.ts'
export type {
  HostButtonProps,
  HostComponents,
  HostDialogProps,
  HostLinkProps,
  HostNoticeProps,
  HostRadioProps,
  HostSkeletonProps,
} from './react/host-components.ts'
export {
  DashboardFrame,
  type DashboardFrameHandle,
  type DashboardFrameProps,
} from './react/dashboard/DashboardFrame.tsx'
export type { ComponentSlots, FailureFacts } from './react/component-slots.ts'
export {
  DashboardFrameProvider,
  useFrame,
  type DashboardFrameProviderProps,
  type FrameContextValue,
  type UpgradeRequest,
} from './react/frame-context.ts'
export type { FrameAttributes, SafeAttributes } from './react/dashboard/frame-attributes.ts'
export type { DashboardFrameSettings, RefreshMode, UpgradeRequestEvent } from './react/dashboard/frame-settings.ts'
export {
  useDashboardFrame,
  type DashboardFrameStatus,
  type FrameProps,
  type UseDashboardFrameOptions,
  type UseDashboardFrameResult,
} from './react/dashboard/use-dashboard-frame.ts'
export type { Language, MessageCatalogue, MessageOverrides, TextOverrides } from './react/provider/catalogue.ts'
export { usePrefetchDashboard } from './react/dashboard/use-prefetch-dashboard.ts'
export type { DashboardMessages } from './react/dashboard/dashboard-messages.ts'
export type { ChoiceFacts, CountedUnit, PackagesMessages } from './react/packages/packages-messages.ts'
export type {
  PanelButton,
  SentenceFacts,
  SubscriptionMessages,
  SubscriptionSentence,
} from './react/subscription/subscription-messages.ts'
export type { FirstUpgradeMessages, OutcomeFacts, UpgradeTitle } from './react/upgrade/first-upgrade-messages.ts'
export type { ConfirmFacts, UpgradeMessages } from './react/upgrade/upgrade-messages.ts'
export { PackagePicker, type PackagePickerProps } from './react/packages/PackagePicker.tsx'
export type { PickerOption } from './react/packages/picker-options.ts'
export {
  usePackagePicker,
  type PackagePickerStatus,
  type PickerFilter,
  type UsePackagePickerOptions,
  type UsePackagePickerResult,
} from './react/packages/use-package-picker.ts'
export type { ReadResult, ReadStatus } from './react/data/read-result.ts'
export { usePackages, type UsePackagesOptions, type UsePackagesResult } from './react/data/use-packages.ts'
export {
  packagesQuery,
  quoteQuery,
  subscriptionQuery,
  websitesQuery,
  type QueryScope,
  type ReadQuery,
  type WebsiteScope,
} from './react/data/queries.ts'
export { SubscriptionPanel, type SubscriptionPanelProps } from './react/subscription/SubscriptionPanel.tsx'
export {
  useSubscriptionPanel,
  type PanelActionResult,
  type SubscriptionPanelStatus,
  type UseSubscriptionPanelOptions,
  type UseSubscriptionPanelResult,
} from './react/subscription/use-subscription-panel.ts'
export type { PanelAction, PanelState } from './react/subscription/panel-state.ts'
export {
  useSubscription,
  type UseSubscriptionOptions,
  type UseSubscriptionResult,
} from './react/data/use-subscription.ts'
export type { EmbeddedPayment } from './react/upgrade/embedded-payment.ts'
export { UpgradeModal } from './react/upgrade/UpgradeModal.tsx'
export type { UpgradeModalProps } from './react/upgrade/upgrade-modal-props.ts'
export { preloadUpgradeModal } from './react/upgrade/use-upgrade-dialog.ts'
export type { StepOfChange, UpgradeFacts, UpgradeState, UpgradeStep } from './react/upgrade/upgrade-machine.ts'
export {
  useChangeSubscription,
  type FollowedChange,
  type UseChangeSubscriptionOptions,
  type UseChangeSubscriptionResult,
} from './react/data/use-change-subscription.ts'
export { useUpgrade, type UseUpgradeResult, type UseUpgradeOptions } from './react/upgrade/use-upgrade.ts'
export { websiteKey } from './react/data/keys.ts'
export { useWebsites, type UseWebsitesResult } from './react/data/use-websites.ts'
