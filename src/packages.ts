// The choice of plans for bundlers that split by file and load whatever an entry names. With the provider and the adapter, so that a page
// needs no other entry.
export { createHttpAdapter, type HttpAdapterOptions } from './adapter/http-adapter.ts'
export { AnalyticsProvider, type AnalyticsProviderProps } from './react/provider/AnalyticsProvider.tsx'
export { PackagePicker, type PackagePickerProps } from './react/packages/PackagePicker.tsx'
export {
  usePackagePicker,
  type UsePackagePickerOptions,
  type UsePackagePickerResult,
} from './react/packages/use-package-picker.ts'
export { usePackages, type UsePackagesOptions, type UsePackagesResult } from './react/data/use-packages.ts'
