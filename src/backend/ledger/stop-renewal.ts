import type { FactsPatch } from './change-facts.ts'
import { changeStates } from './change-states.ts'
import type { ChangeRow } from './change-row.ts'
import type { LedgerParts } from './ledger-parts.ts'
import { subjectOf, systemChange } from './system-change.ts'

/**
 * A provider may take two weeks to approve a refund, and the plan ends only then. Until then it must not renew, so renewal is
 * turned off by a change of its own, once for each reversal: whoever turns it on again afterwards has said so.
 *
 * @returns what the reversal has to remember of that.
 */
export async function stopRenewal({ store, runtime }: LedgerParts, change: ChangeRow): Promise<FactsPatch> {
  const { facts } = change
  if (facts.action !== 'give_back_and_end' || facts.renewal === 'stopped') return {}
  const { boughtPackageId, periodEndsAt } = facts
  const cause = { action: 'stop_renewal', of: change.id, boughtPackageId, periodEndsAt } as const
  const added = await store.addChange(systemChange(cause, subjectOf(change), change.id, runtime.newId))
  if (added.kind !== 'added' && added.kind !== 'same_key') throw new Error('It has no quote and no limit.')
  const { state } = added.change
  return { renewal: state === 'applied' ? 'stopped' : changeStates[state].isOpen ? 'stopping' : undefined }
}
