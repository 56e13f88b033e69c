import type { Seen } from './change-facts.ts'
import { bySystem } from './change-history.ts'
import type { ChangeRow } from './change-row.ts'
import { changeStates } from './change-states.ts'
import type { Hold } from './hold.ts'
import type { LedgerParts } from './ledger-parts.ts'
import { subjectOf, systemChange } from './system-change.ts'
import type { Verdict } from './verdict-shape.ts'

/** What a look has found to be done so that both sides agree. */
export type Missing = Exclude<Verdict, { kind: 'done' | 'wait' }>

/**
 * Begins what brings platform and provider together. What is before a person is in the way of the same, of another entry for a
 * person, and of nothing else that can be done.
 */
export async function startAlignment(
  { store, runtime, timing }: LedgerParts,
  hold: Hold,
  watch: ChangeRow,
  missing: Missing,
  seen: Seen | null,
): Promise<void> {
  const { claim } = hold
  const aligns = claim.changes.filter(
    ({ facts, state, customerId }) =>
      facts.action === 'align' && changeStates[state].isOpen && customerId === watch.customerId,
  )
  if (aligns.some(({ state }) => state !== 'needs_attention')) return
  const what = `turn-${claim.turn}/${nameOf(missing)}`
  const same = aligns.find(({ key }) => key.startsWith(`align:${what}/`))
  if (same) {
    const { reason, waiting } = same.facts
    // It was given up without an answer, some hours ago. Both sides have just been read.
    const mayWork = reason === 'not_carried_out' || reason === 'platform_unreadable'
    const isLongAgo = waiting !== null && hold.now() - waiting.since >= timing.sweepMs
    if (mayWork && isLongAgo && same.wish === null) await store.noteChange(same.id, { wish: 'retry', by: bySystem })
    return
  }
  if (aligns.length > 0 && missing.kind === 'no') return
  // By the time too: the same may have to be done again within a turn, where another hand has done it in between.
  const align = systemChange(
    { action: 'align', cause: 'sweep', seen },
    subjectOf(watch),
    `${what}/${hold.now()}`,
    runtime.newId,
  )
  await store.addChange(align)
}

function nameOf(missing: Missing): string {
  return missing.kind === 'no' ? missing.reason : `${missing.kind}-${missing.call}-${missing.packageId ?? ''}`
}
