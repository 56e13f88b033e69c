// The panel of a subscription for bundlers that split by file and load whatever an entry names. With the provider and the adapter, so that a page
// needs no other entry.
export { createHttpAdapter, type HttpAdapterOptions } from './adapter/http-adapter.ts'
export { AnalyticsProvider, type AnalyticsProviderProps } from './react/provider/AnalyticsProvider.tsx'
export { SubscriptionPanel, type SubscriptionPanelProps } from './react/subscription/SubscriptionPanel.tsx'
export {
  useSubscriptionPanel,
  type UseSubscriptionPanelOptions,
  type UseSubscriptionPanelResult,
} from './react/subscription/use-subscription-panel.ts'
export {
  useSubscription,
  type UseSubscriptionOptions,
  type UseSubscriptionResult,
} from './react/data/use-subscription.ts'
