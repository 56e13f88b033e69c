import { isPurchase } from './change-facts.ts'
import type { ChangeRow } from './change-row.ts'
import { changeStates } from './change-states.ts'
import { chargeThatPaid, isBelieved } from './charge-that-paid.ts'
import type { Hold } from './hold.ts'
import { lookAgain } from './look-again.ts'
import type { LedgerParts } from './ledger-parts.ts'
import { attention, type StepResult } from './next-step.ts'
import { subjectOf, systemChange } from './system-change.ts'
import { wayToReturn } from './way-to-return.ts'
import { isGoneWhole } from './whole-return.ts'

/** True while the provider has not said yet which of the charges that news has named it counts. */
export function isUndecided(change: ChangeRow): boolean {
  const { facts, state } = change
  return isPurchase(facts) && (facts.payment.kind !== 'received' || isBelieved(change)) && changeStates[state].isOpen
}

/** Keeps in mind what was reported for such a change beside its first charge. */
export async function keepInMind({ store, runtime }: LedgerParts, change: ChangeRow, chargeId: string): Promise<void> {
  const cause = { action: 'refund_stray', chargeId, beside: change.id } as const
  await store.addChange(systemChange(cause, subjectOf(change), chargeId, runtime.newId))
}

/**
 * Before each try to return a charge beside another one: it may be the one that the provider counts, or that the plan is paid by
 * since the other has gone back. `null` when it goes back.
 */
export async function insteadOfReturning(parts: LedgerParts, hold: Hold, stray: ChangeRow): Promise<StepResult | null> {
  const { facts, startedAt } = stray
  if (facts.action !== 'refund_stray' || !facts.beside) return null
  const change = await parts.store.findChange({ id: facts.beside })
  if (!change) return null
  if (isUndecided(change)) {
    if (change.state === 'needs_attention') await wake(hold, change)
    return { kind: 'waiting', next: { wakeInMs: pauseAfter(hold.now() - startedAt) } }
  }
  if (chargeThatPaid(change) === facts.chargeId) return { kind: 'stuck', reason: 'paid_meanwhile' }
  if ((await wayToReturn(parts, change)) === 'by_itself') return null
  if (await isGoneWhole(parts, change, facts.chargeId)) return null
  const stuck = attention(stray, 'paid_meanwhile')
  // From here on it is the person's word that counts.
  return { kind: 'waiting', next: { ...stuck, facts: { ...stuck.facts, beside: null } } }
}

/** The provider may count what was reported since, and then the change goes on without a person. */
async function wake(hold: Hold, change: ChangeRow): Promise<void> {
  await hold.save(change, lookAgain(change, 0))
}

const hourMs = 3_600_000

/** What waits for its bank, or for a person, is not decided within seconds. */
function pauseAfter(ageMs: number): number {
  return Math.min(hourMs, Math.max(500, ageMs / 4))
}
