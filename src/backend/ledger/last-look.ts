import { PaymentRefusedError } from '../payments/payment-errors.ts'
import type { Charge, PaymentOutcome } from '../payments/payment-order.ts'
import { isPurchase, type FactsPatch, type Purchase } from './change-facts.ts'
import type { ChangeRow } from './change-row.ts'
import { chargeThatPaid, isBelieved } from './charge-that-paid.ts'
import type { Hold } from './hold.ts'
import { knownPayment } from './known-payment.ts'
import type { LedgerParts } from './ledger-parts.ts'
import { pauseAfter, type NextStep } from './next-step.ts'
import { longestWindowMs } from './payment-window.ts'
import { returnStrays } from './stray-charges.ts'
import { wayToReturnBeside, wayToReturnBesidePaid } from './way-to-return.ts'

/** How long after its window a payment may still be reported. */
const marginMs = 60_000
const hourMs = 3_600_000

/**
 * When a change that has ended is to be looked at once more; `null` when nothing can be found. News of a charge may come while
 * a payment is withdrawn whose start was never answered.
 */
export function lastLookInMs(parts: LedgerParts, hold: Hold, { facts, startedAt }: ChangeRow): number | null {
  const isOpen = isPurchase(facts) && facts.lastLook === 'open' && facts.payment.kind !== 'none'
  return isOpen ? Math.max(0, startedAt + longestWindowMs(parts) + marginMs - hold.now()) : null
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
    const seen = await returnUnused(parts, change, facts)
    return { ...done, facts: { ...done.facts, ...seen } }
  } catch (error) {
    emitFailed(parts, change, error)
    const elapsed = hold.now() - (facts.triedSince ?? hold.now())
    // Money that was charged for nothing is looked for as long as it takes.
    const wakeInMs = elapsed > parts.timing.giveUpMs ? hourMs : pauseAfter(elapsed)
    return { facts: { triedSince: facts.triedSince ?? hold.now() }, wakeInMs }
  }
}

const done: NextStep = { facts: { lastLook: 'done' }, wakeInMs: null, clearsWish: true }

function emitFailed(parts: LedgerParts, change: ChangeRow, error: unknown): void {
  parts.emit({ type: 'attempt.failed', changeId: change.id, operation: 'looking for further charges', error })
}

async function returnUnused(parts: LedgerParts, change: ChangeRow, facts: Purchase): Promise<FactsPatch> {
  const { state } = change
  // What a person has settled by hand is settled.
  if (state === 'closed') return {}
  const outcome = await askOnceMore(parts, change, facts)
  const charges = outcome?.state === 'paid' ? outcome.charges : []
  const kept = charges.filter(({ isReturned }) => !isReturned).map(({ id }) => id)
  const alone = reportedAlone(change, facts, charges)
  if (state === 'applied') return returnBesideUsed(parts, change, facts, { kept, alone })
  // Which charge of it another hand has returned is not said, and what news has named may be another one.
  const isByHand = outcome?.state === 'returned' && state !== 'refunded'
  await returnStrays(parts, change, [...kept, ...alone], isByHand ? 'asks_a_person' : 'by_itself')
  return {}
}

/** `null` where the provider counts nothing: it knows of no such payment, or refuses to say. */
async function askOnceMore(
  parts: LedgerParts,
  change: ChangeRow,
  { payment }: Purchase,
): Promise<PaymentOutcome | null> {
  // Withdrawn already.
  if (payment.kind === 'starting') return null
  try {
    return await knownPayment(parts, change, payment)
  } catch (error) {
    if (!(error instanceof PaymentRefusedError)) throw error
    emitFailed(parts, change, error)
    return null
  }
}

async function returnBesideUsed(
  parts: LedgerParts,
  change: ChangeRow,
  { payment }: Purchase,
  { kept, alone }: { kept: readonly string[]; alone: readonly string[] },
): Promise<FactsPatch> {
  const used = chargeThatPaid(change) ?? kept[0]
  const isUsedGone = used !== undefined && !kept.includes(used)
  const strays = [...kept.filter((id) => id !== used), ...alone]
  // Its return may be on its way, or may not show yet.
  const way = isUsedGone ? wayToReturnBeside : wayToReturnBesidePaid
  await returnStrays(parts, change, strays, await way(parts, change))
  const isCountedNow = payment.kind === 'received' && isBelieved(change) && !isUsedGone
  return isCountedNow ? { payment: { ...payment, by: undefined } } : {}
}

/** What news has named, and neither the payment of the change nor the provider's last word counts. */
function reportedAlone(change: ChangeRow, { payment }: Purchase, counted: readonly Charge[]): string[] {
  const { chargeId, state } = change
  if (chargeId === null || counted.some(({ id }) => id === chargeId)) return []
  if (payment.kind !== 'received') return [chargeId]
  // By the payment's reference only that goes back which the provider counts. What was believed may be another one.
  const isBelievedAlone = state === 'refunded' && isBelieved(change) && payment.ref !== null
  return isBelievedAlone || chargeThatPaid(change) !== chargeId ? [chargeId] : []
}
