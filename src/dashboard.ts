// The dashboard for bundlers that split by file and load whatever an entry names. With the provider and the adapter, so that a page
// needs no other entry.
export { createHttpAdapter, type HttpAdapterOptions } from './adapter/http-adapter.ts'
export { AnalyticsProvider, type AnalyticsProviderProps } from './react/provider/AnalyticsProvider.tsx'
export {
  DashboardFrame,
  type DashboardFrameHandle,
  type DashboardFrameProps,
} from './react/dashboard/DashboardFrame.tsx'
export {
  DashboardFrameProvider,
  useFrame,
  type DashboardFrameProviderProps,
  type FrameContextValue,
} from './react/frame-context.ts'
export type { FrameAttributes } from './react/dashboard/frame-attributes.ts'
export type { DayRange } from './contract/day-range.ts'
export type { RefreshMode, UpgradeRequestEvent } from './react/dashboard/frame-settings.ts'
export {
  useDashboardFrame,
  type UseDashboardFrameOptions,
  type DashboardFrameStatus,
  type UseDashboardFrameResult,
  type FrameProps,
} from './react/dashboard/use-dashboard-frame.ts'
export { usePrefetchDashboard } from './react/dashboard/use-prefetch-dashboard.ts'
