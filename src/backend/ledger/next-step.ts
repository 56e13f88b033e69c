import type { ChangeState } from '../../contract/subscription-change.ts'
import type { ChangeFacts } from './change-row.ts'

/** What a look at a change brought: what to write down, and when to look again. */
export interface NextStep {
  state?: ChangeState
  facts?: Partial<ChangeFacts>
  /** 0 goes on at once, `null` is for good. */
  wakeInMs: number | null
  clearsWish?: boolean
  paidBy?: { chargeId: string | null } | null
}

/** How long to wait before trying again what has been failing for so long. */
export function pauseAfter(elapsedMs: number): number {
  return Math.min(30_000, Math.max(500, elapsedMs / 4))
}
