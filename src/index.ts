export { adapterOf, type AdapterMethods } from './adapter/adapter-of.ts'
export type { AnalyticsAdapter, CallOptions } from './adapter/analytics-adapter.ts'
export { createHttpAdapter, type HttpAdapterOptions } from './adapter/http-adapter.ts'
export type { Usage } from './contract/consumption.ts'
export type { DashboardUrl } from './contract/dashboard-url.ts'
export { AnalyticsError, type AnalyticsErrorCode } from './contract/error.ts'
export type { Currency, Money } from './contract/money.ts'
export type { BillingInterval, Package, TouchpointLimit } from './contract/package.ts'
export {
  choiceOptionsOf,
  planChoice,
  renewalQuietMs,
  type PlanChoice,
  type PlanChoiceOptions,
  type UnavailableReason,
} from './contract/plan-choice.ts'
export type { DueToday, Quote } from './contract/quote.ts'
export type { Route, RouteAccess, RouteCache, RouteInput, RouteOutput } from './contract/route.ts'
export type { ChangeIntent, ChangeState, PaymentStep, SubscriptionChange } from './contract/subscription-change.ts'
export type {
  BillingMode,
  CurrentPlan,
  PaymentDue,
  PaymentStanding,
  Subscription,
  SubscriptionHolder,
  SubscriptionView,
} from './contract/subscription.ts'
export type { Role, WebsiteSummary } from './contract/website.ts'
export { AnalyticsProvider, type AnalyticsProviderProps } from './react/AnalyticsProvider.tsx'
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
export { FrameContext, useFrame, type FrameContextValue } from './react/dashboard/frame-context.ts'
export type { FrameAttributes } from './react/dashboard/frame-attributes.ts'
export type { DateRange, RefreshMode, UpgradeRequestEvent } from './react/dashboard/frame-session.ts'
export {
  useDashboardFrame,
  type DashboardFrameOptions,
  type DashboardFrameStatus,
  type DashboardFrameView,
  type FrameProps,
} from './react/dashboard/use-dashboard-frame.ts'
export type { Language, MessageCatalogue, MessageOverrides } from './react/messages/catalogue.ts'
export type { DashboardMessages } from './react/messages/dashboard-messages.ts'
export type { CountedUnit, PackagesMessages } from './react/messages/packages-messages.ts'
export type { SubscriptionMessages } from './react/messages/subscription-messages.ts'
export type { UpgradeMessages } from './react/messages/upgrade-messages.ts'
export { PackagePicker, type PackagePickerProps } from './react/packages/PackagePicker.tsx'
export {
  usePackagePicker,
  type PackagePickerState,
  type PackagePickerView,
} from './react/packages/use-package-picker.ts'
export { usePackages } from './react/packages/use-packages.ts'
export { packagesQuery, subscriptionQuery, websitesQuery, type QueryScope } from './react/queries.ts'
export { SubscriptionPanel, type SubscriptionPanelProps } from './react/subscription/SubscriptionPanel.tsx'
export {
  useSubscriptionPanel,
  type SubscriptionPanelView,
  type UseSubscriptionPanelOptions,
} from './react/subscription/use-subscription-panel.ts'
export { useSubscription } from './react/subscription/use-subscription.ts'
export type { EmbeddedPayment } from './react/upgrade/embedded-payment.ts'
export { UpgradeModal } from './react/upgrade/UpgradeModal.tsx'
export type { UpgradeModalProps } from './react/upgrade/upgrade-modal-props.ts'
export { useChangeSubscription } from './react/upgrade/use-change-subscription.ts'
export { useUpgrade, type UpgradeView, type UseUpgradeOptions } from './react/upgrade/use-upgrade.ts'
export { websiteKey } from './react/website-key.ts'
export { useWebsites } from './react/websites/use-websites.ts'
