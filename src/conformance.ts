export { runConformance, type ConformanceCheck, type ConformanceResult } from './conformance/check.ts'
export { storeConformance, type StoreConformanceOptions } from './conformance/store/store-conformance.ts'
