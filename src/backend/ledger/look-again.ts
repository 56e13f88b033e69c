import type { ChangeRow } from './change-row.ts'
import { changeStates } from './change-states.ts'
import type { ChangeUpdate } from './store.ts'

/** Writes down when a row is looked at next: nothing has been called for, and no wish is answered. */
export function lookAgain({ state, facts }: Pick<ChangeRow, 'state' | 'facts'>, wakeInMs: number | null): ChangeUpdate {
  return {
    state,
    facts,
    wakeInMs,
    hasEnded: !changeStates[state].isOpen,
    raisesTurn: false,
    call: { kind: 'none' },
    clearsWish: false,
    paidBy: null,
  }
}
