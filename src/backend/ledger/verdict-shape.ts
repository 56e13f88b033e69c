import type { ChangeReason } from '../../contract/change-reason.ts'
import type { Package } from '../../contract/package.ts'
import type { Reading } from '../platform/platform.ts'
import type { Standing } from '../payments/payment-order.ts'
import type { BillingCall, PlatformCall } from './action-steps.ts'

/** What a reading of the world says about a goal. */
export type Verdict =
  /** The goal stands. */
  | { kind: 'done' }
  /** It does not, and this call to the platform is the way to it. */
  | { kind: 'send'; call: PlatformCall; packageId: string | null }
  /** It does not, and this call to the payment provider is the way to it. */
  | { kind: 'bill'; call: BillingCall; packageId: string | null }
  /** It does not, and a call would come too early. */
  | { kind: 'wait'; forMs: number }
  /** It does not, and no call may be made. */
  | { kind: 'no'; reason: ChangeReason }

export interface World {
  reading: Reading
  /** Packages by which the reading's plan is known. */
  packages: readonly Package[]
  /** What the provider charges; `null` where the partner bills by itself. */
  standing: Standing | null
  /** Whether a payment is outstanding, by the provider's word or the partner's, where that was asked for. */
  isPaymentDue: boolean
  /** Business time. */
  now: Date
  allowsIntervalSwitch: boolean
}
