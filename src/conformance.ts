export { runConformance, type ConformanceCheck, type ConformanceResult } from './conformance/check.ts'
export { storeConformance, type StoreConformanceOptions } from './conformance/store/store-conformance.ts'
export { backendConformance } from './conformance/backend/backend-conformance.ts'
export type {
  BackendConformanceOptions,
  ConformancePerson,
  ConformancePlatform,
  PlatformEffect,
  PlatformFault,
} from './conformance/backend/backend-under-test.ts'
export { adapterConformance, type AdapterConformanceOptions } from './conformance/adapter/adapter-conformance.ts'
export { paymentsConformance, type PaymentsConformanceOptions } from './conformance/payments/payments-conformance.ts'
export type { CustomerAct, PaymentsFeature, PaymentsUnderTest } from './conformance/payments/payments-under-test.ts'
