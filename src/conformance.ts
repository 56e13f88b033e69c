export { runConformance, type ConformanceCheck, type ConformanceResult } from './conformance/check.ts'
export { storeConformance, type StoreConformanceOptions } from './conformance/store/store-conformance.ts'
export { backendConformance } from './conformance/backend/backend-conformance.ts'
export type {
  BackendConformanceOptions,
  ConformancePerson,
  ConformancePlatform,
} from './conformance/backend/backend-under-test.ts'
