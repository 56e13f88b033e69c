// The upgrade for bundlers that split by file and load whatever an entry names. With the provider and the adapter, so that a page
// needs no other entry. Hooks are not here: the modal loads what is behind it later, and naming them would load it immediately.
export { createHttpAdapter, type HttpAdapterOptions } from './adapter/http-adapter.ts'
export { AnalyticsProvider, type AnalyticsProviderProps } from './react/provider/AnalyticsProvider.tsx'
export type { EmbeddedPayment } from './react/upgrade/embedded-payment.ts'
export { UpgradeModal } from './react/upgrade/UpgradeModal.tsx'
export type { UpgradeModalProps } from './react/upgrade/upgrade-modal-props.ts'
export { preloadUpgradeModal } from './react/upgrade/use-upgrade-dialog.ts'
