import type { ChangeReason } from '../../contract/change-reason.ts'
import type { ChangeState } from '../../contract/subscription-change.ts'
import type { CallMark } from './store.ts'
import type { FactsPatch } from './change-facts.ts'
import type { ChangeRow } from './change-row.ts'

/** What a look at a change brought: what to write down, and when to look again. */
export interface NextStep {
  state?: ChangeState
  facts?: FactsPatch
  /** 0 goes on without a pause, `null` is for good. */
  wakeInMs: number | null
  clearsWish?: boolean
  paidBy?: { chargeId: string | null } | null
  /** True for an effect on the platform or at the provider. */
  raisesTurn?: boolean
  call?: CallMark
}

/** Writes a step down before its call leaves. */
export type WriteDown = (change: ChangeRow, step: NextStep) => Promise<ChangeRow>

/** How far a look got with one step of a change. */
export type StepResult =
  /** The step is done. `by` says what to write down beside that. */
  | { kind: 'reached'; by: Pick<NextStep, 'raisesTurn' | 'call' | 'facts'> }
  | { kind: 'waiting'; next: NextStep }
  /** It cannot be done. */
  | { kind: 'stuck'; reason: ChangeReason; foreignText?: string | null }

/** How long to wait before trying again what has been failing for so long. */
export function pauseAfter(elapsedMs: number): number {
  return Math.min(30_000, Math.max(500, elapsedMs / 4))
}

/** Before a person. `reference` is what the customer quotes. */
export function attention(
  change: Pick<ChangeRow, 'id'>,
  reason: ChangeReason,
  foreignText: string | null = null,
): NextStep {
  return {
    state: 'needs_attention',
    facts: {
      reason,
      reference: change.id.slice(0, 8).toUpperCase(),
      waiting: null,
      ...(foreignText !== null && { foreignText }),
    },
    wakeInMs: null,
    clearsWish: true,
  }
}
