export type { Some } from './contract/some.ts'
export { takeOverClock, type PageClock } from './testing/clock.ts'
export {
  activeSubscription,
  demoPackage,
  demoPackages,
  demoWebsites,
  manyPackages,
  oddPackages,
  packageFixture,
  planOf,
  subscriptionView,
  trialPlan,
} from './testing/fixtures.ts'
export {
  emitFrameMessage,
  subscriptionUpgraded,
  upgradeButtonClicked,
  type FrameMessageOrigin,
} from './testing/frame-message.ts'
export { createMemoryAdapter, type MemoryAdapter, type MemoryAdapterOptions } from './testing/memory-adapter.ts'
export {
  memoryStates,
  type Delay,
  type MemoryPayment,
  type MemoryScript,
  type MemoryState,
} from './testing/memory-states.ts'
