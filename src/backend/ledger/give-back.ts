import { PaymentRefusedError } from '../payments/payments.ts'
import { isPaid, isPurchase, refOf, resumedStep } from './change-facts.ts'
import type { ChangeRow } from './change-row.ts'
import type { Hold } from './hold.ts'
import type { LedgerParts } from './ledger-parts.ts'
import { attention, pauseAfter, type NextStep } from './next-step.ts'
import { orderOf } from './payment-order.ts'
import { lookAt } from './world.ts'

/**
 * Returns what was paid for a change, all of it. A last look comes first: a plan that is there after all stays, and so does
 * its money.
 */
export async function giveBack(parts: LedgerParts, hold: Hold, change: ChangeRow): Promise<NextStep> {
  const look = await lookAt(parts, hold, change, 'package')
  if (look.kind === 'waiting') return look.next
  if (look.kind === 'unreadable') return attention(change, 'platform_unreadable')
  const elapsed = hold.now() - (change.facts.triedSince ?? hold.now())
  try {
    if (look.verdict.kind === 'done') {
      // An earlier try has returned it, and its answer was lost: the plan was chosen by another hand since.
      if (await isReturned(parts, change)) return attention(change, 'changed_elsewhere')
      return { facts: { ...resumedStep, direction: 'forward', reason: null, reference: null }, wakeInMs: 0 }
    }
    await returnAll(parts, change)
    return { state: 'refunded', wakeInMs: null, raisesTurn: true }
  } catch (error) {
    parts.emit({ type: 'attempt.failed', changeId: change.id, operation: 'returning a payment', error })
    if (error instanceof PaymentRefusedError) return attention(change, 'refund_failed', error.message)
    if (elapsed > parts.timing.giveUpMs) return attention(change, 'refund_failed')
    return { facts: { triedSince: change.facts.triedSince ?? hold.now() }, wakeInMs: pauseAfter(elapsed) }
  }
}

/** Whether the money of a paid change has gone back: by a call whose answer was lost, or by hand at the provider. */
export async function isReturned(parts: LedgerParts, change: ChangeRow): Promise<boolean> {
  const { facts } = change
  const { payments } = parts
  if (payments.collects !== 'now' || !isPurchase(facts) || !isPaid(facts)) return false
  const order = orderOf(parts, change)
  const ref = refOf(facts.payment)
  // The same order again is the same payment.
  const outcome = await (ref === null ? payments.start(order) : payments.read(order, ref))
  return outcome.kind === 'returned'
}

async function returnAll({ payments, ...parts }: LedgerParts, change: ChangeRow): Promise<void> {
  const { facts } = change
  if (!isPurchase(facts)) return
  const { payment } = facts
  const order = orderOf({ payments, ...parts }, change)
  const ref = refOf(payment)
  if (ref !== null) return payments.refund(order, ref)
  const charges = payment.kind === 'received' ? payment.charges : []
  if (charges.length > 0) {
    for (const chargeId of charges) await payments.refundCharge(chargeId)
    return
  }
  // The provider took the money, and its answer was lost. The same order again is the same payment.
  const known = await payments.start(order)
  if (known.kind === 'paid') await payments.refund(order, known.paymentRef)
}
