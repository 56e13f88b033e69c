import { PaymentRefusedError } from '../payments/payment-errors.ts'
import type { Charge } from '../payments/payment-order.ts'
import { collectOf } from './capabilities.ts'
import { isPurchase, refOf, type Purchase } from './change-facts.ts'
import type { ChangeRow } from './change-row.ts'
import { chargeThatPaid } from './charge-that-paid.ts'
import type { Hold } from './hold.ts'
import type { LedgerParts } from './ledger-parts.ts'
import { pauseAfter, type NextStep } from './next-step.ts'
import { longestWindowMs } from './payment-window.ts'
import { goneBackOf } from './returned-money.ts'
import { returnStrays } from './stray-charges.ts'
import { wayToReturnBeside, wayToReturnBesidePaid } from './way-to-return.ts'

/** How long after its window a payment may still be reported. */
const marginMs = 60_000
const hourMs = 3_600_000

/** When a change that has ended is to be looked at once more; `null` when nothing can be found. */
export function lastLookInMs(parts: LedgerParts, hold: Hold, { facts, startedAt }: ChangeRow): number | null {
  const isOpen = isPurchase(facts) && facts.lastLook === 'open' && wasPayable(facts)
  return isOpen ? Math.max(0, startedAt + longestWindowMs(parts) + marginMs - hold.now()) : null
}

/** True also where only news of a charge is known, and no answer of the provider. */
function wasPayable({ payment }: Purchase): boolean {
  return payment.kind === 'received' || refOf(payment) !== null
}

/**
 * After a payment's window nothing more can come in for it. The provider is asked for all its charges, since news of a second
 * one may have been lost: what no change has used is returned.
 */
export async function lastLook(parts: LedgerParts, hold: Hold, change: ChangeRow): Promise<NextStep> {
  const { facts } = change
  if (!isPurchase(facts)) return { wakeInMs: null, clearsWish: true }
  const leftMs = lastLookInMs(parts, hold, change)
  if (leftMs === null || leftMs > 0) return { wakeInMs: leftMs, clearsWish: true }
  try {
    await returnUnused(parts, change, facts)
    return done
  } catch (error) {
    parts.emit({ type: 'attempt.failed', changeId: change.id, operation: 'looking for further charges', error })
    const elapsed = hold.now() - (facts.triedSince ?? hold.now())
    if (error instanceof PaymentRefusedError) return done
    // Money that was charged for nothing is looked for as long as it takes.
    const wakeInMs = elapsed > parts.timing.giveUpMs ? hourMs : pauseAfter(elapsed)
    return { facts: { triedSince: facts.triedSince ?? hold.now() }, wakeInMs }
  }
}

const done: NextStep = { facts: { lastLook: 'done' }, wakeInMs: null, clearsWish: true }

async function returnUnused(parts: LedgerParts, change: ChangeRow, { payment }: Purchase): Promise<void> {
  const { state } = change
  // What a person has settled by hand is settled.
  if (state === 'closed') return
  const ref = refOf(payment)
  const collect = collectOf(parts, change)
  const outcome = await (ref === null ? collect.start() : collect.read(ref))
  if (outcome.state === 'returned') return askAboutReported(parts, change)
  const charges = outcome.state === 'paid' ? outcome.charges : []
  const kept = charges.filter(({ isReturned }) => !isReturned).map(({ id }) => id)
  if (state !== 'applied') return returnStrays(parts, change, [...kept, ...reportedAlone(change, charges)])
  if (outcome.state !== 'paid') return
  const used = chargeThatPaid(change) ?? kept[0]
  const isUsedGone = used !== undefined && !kept.includes(used)
  const strays = kept.filter((id) => id !== used)
  // Its return may be on its way, or may not show yet.
  const way = isUsedGone ? wayToReturnBeside : wayToReturnBesidePaid
  await returnStrays(parts, change, strays, await way(parts, change))
}

/** Of a payment that was returned by hand: which charge it was made by is not said, and what news has named may be another one. */
async function askAboutReported(parts: LedgerParts, change: ChangeRow): Promise<void> {
  for (const chargeId of reportedAlone(change, [])) {
    const isGone = (await goneBackOf(parts.store, change, { chargeId, of: change.id })) > 0
    if (!isGone) await returnStrays(parts, change, [chargeId], 'asks_a_person')
  }
}

/** What news has named and the provider does not count, of a change that has come to nothing. */
function reportedAlone({ state, chargeId }: ChangeRow, counted: readonly Charge[]): string[] {
  const hasComeToNothing = state === 'failed' || state === 'abandoned' || state === 'refused'
  const isAlone = chargeId !== null && !counted.some(({ id }) => id === chargeId)
  return hasComeToNothing && isAlone ? [chargeId] : []
}
