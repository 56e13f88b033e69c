import type { ChangeState } from '../../contract/subscription-change.ts'
import type { ChangeRow, Wish } from './change-row.ts'

/** Who caused a step of a change. */
export type Actor =
  /** The customer, in the partner's app. */
  | { kind: 'customer' }
  /** A person of the partner's, by the id that the partner gave: in the back office, or acting for the customer. */
  | { kind: 'staff'; staffId: string }
  /** The ledger by itself: for the payment provider's news, the platform's answer, or the clock. */
  | { kind: 'system' }

/** One step of a change, as it is kept. A wish leaves the state as it is; what comes of it is a step of its own. */
export interface HistoryEntry {
  /** The store's time, in milliseconds since 1970. */
  at: number
  /** `null` where the change begins. */
  from: ChangeState | null
  to: ChangeState
  by: Actor
  /** What a person asked for; `null` for a step. */
  wish: Wish | null
  /** What a person gave as the reason, or the ledger's own (`ChangeReason`). */
  why: string | null
}

/** Who asks for something, and why. */
export interface Asked {
  by: Actor
  why: string | null
}

export const bySystem: Actor = { kind: 'system' }
export const byCustomer: Asked = { by: { kind: 'customer' }, why: null }

/** Who a change was started by, where nothing else is said. */
export function starterOf({ lane }: Pick<ChangeRow, 'lane'>): Actor {
  return lane === 'customer' ? byCustomer.by : bySystem
}
