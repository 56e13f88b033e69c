import type { ChangeRow } from './change-row.ts'
import type { LedgerParts } from './ledger-parts.ts'
import { momentOf, rememberReturned } from './returned-money.ts'
import { subjectOf } from './system-change.ts'
import { readWorld } from './world.ts'

/**
 * Where the partner bills by itself, what was agreed counts as received. Of a period that its plan is ended for nothing was:
 * that is written down, so that it gives no credit for the plan that is chosen next.
 */
export async function writeOffPeriod(parts: LedgerParts, change: ChangeRow): Promise<void> {
  const read = await readWorld(parts, change, false)
  if (read.kind !== 'read') return
  const { subscription } = read.world.reading
  if (subscription.status !== 'active' && subscription.status !== 'ending') return
  const { plan, endsAt } = subscription
  if (endsAt === null || plan.price === null) return
  await rememberReturned(parts, subjectOf(change), momentOf(endsAt), { of: change.id, amount: plan.price })
}
