import { PaymentRefusedError } from '../payments/payment-errors.ts'
import type { GivenBack } from '../payments/payment-order.ts'
import { approvalPauseMs, giveBackPatienceMs } from './give-back-patience.ts'
import { giveBackOf } from './capabilities.ts'
import { isPaid, isPurchase, refOf, resumedStep } from './change-facts.ts'
import type { ChangeRow } from './change-row.ts'
import { goneBackEarly } from './gone-back-early.ts'
import type { Hold } from './hold.ts'
import { knownPayment } from './known-payment.ts'
import type { LedgerParts } from './ledger-parts.ts'
import { attention, pauseAfter, type NextStep } from './next-step.ts'
import { lookAt } from './world.ts'

/**
 * Returns what was paid for a change, all of it. A last look comes first: a plan that is there after all stays, and so does
 * its money.
 */
export async function giveBack(parts: LedgerParts, hold: Hold, change: ChangeRow): Promise<NextStep> {
  const look = await lookAt(parts, hold, change, 'package')
  if (look.kind === 'waiting') return look.next
  const { facts } = change
  const elapsed = hold.now() - (facts.triedSince ?? hold.now())
  if (look.kind === 'unreadable') {
    // An approval takes days, and the time for it runs from when it was asked for.
    const isAsked = isPurchase(facts) && facts.isReturnAsked === true
    const mayWait = isAsked && elapsed <= giveBackPatienceMs(parts.payments, parts.timing)
    return mayWait ? { wakeInMs: pauseAfter(elapsed) } : attention(change, 'platform_unreadable')
  }
  try {
    if (look.verdict.kind === 'done') {
      // An earlier try has returned it, and its answer was lost: the plan was chosen by another hand since.
      if (await isReturned(parts, change)) return attention(change, 'changed_elsewhere')
      return { facts: { ...resumedStep, direction: 'forward', reason: null, reference: null }, wakeInMs: 0 }
    }
    const returned = await returnAll(parts, change)
    return afterReturn(parts, hold, change, returned, elapsed)
  } catch (error) {
    parts.emit({ type: 'attempt.failed', changeId: change.id, operation: 'returning a payment', error })
    if (error instanceof PaymentRefusedError) return attention(change, 'refund_failed', error.message)
    if (elapsed > giveBackPatienceMs(parts.payments, parts.timing)) return attention(change, 'refund_failed')
    return { facts: { triedSince: change.facts.triedSince ?? hold.now() }, wakeInMs: pauseAfter(elapsed) }
  }
}

function afterReturn(
  parts: LedgerParts,
  hold: Hold,
  change: ChangeRow,
  returned: GivenBack,
  elapsed: number,
): NextStep {
  switch (returned.state) {
    case 'done':
      return { state: 'refunded', wakeInMs: null, raisesTurn: true }
    case 'refused': {
      const stuck = attention(change, 'refund_failed', returned.message)
      return { ...stuck, facts: { ...stuck.facts, isReturnAsked: false } }
    }
    case 'asked': {
      const facts = { isReturnAsked: true, triedSince: change.facts.triedSince ?? hold.now() }
      if (elapsed <= giveBackPatienceMs(parts.payments, parts.timing))
        return { facts, wakeInMs: approvalPauseMs(elapsed) }
      const stuck = attention(change, 'refund_failed')
      return { ...stuck, facts: { ...stuck.facts, isReturnAsked: true } }
    }
    default:
      return returned satisfies never
  }
}

/** Whether the money of a paid change has gone back, or was asked back: by a call, or by hand at the provider. */
export async function isReturned(parts: LedgerParts, change: ChangeRow): Promise<boolean> {
  const { facts } = change
  if (!parts.payments.collect || !isPurchase(facts) || !isPaid(facts)) return false
  if (facts.isReturnAsked || (await hasGoneBack(parts, change))) return true
  return (await knownPayment(parts, change, facts.payment))?.state === 'returned'
}

/** True where news has said that the bank or another hand has given back all that was paid. */
export async function hasGoneBack(parts: LedgerParts, change: ChangeRow): Promise<boolean> {
  const { facts } = change
  if (!isPurchase(facts) || facts.due === null) return false
  return (await goneBackEarly(parts, change)) >= facts.due.amountMinor
}

async function returnAll(parts: LedgerParts, change: ChangeRow): Promise<GivenBack> {
  const { facts } = change
  if (!isPurchase(facts)) return done
  const { payment } = facts
  const ref = refOf(payment)
  const provider = giveBackOf(parts, change)
  if (ref !== null) return provider.payment(ref)
  const charges = payment.kind === 'received' ? payment.charges : []
  if (charges.length > 0) return returnEach(provider, charges)
  const known = await knownPayment(parts, change, payment)
  return known?.state === 'paid' ? provider.payment(known.paymentRef) : done
}

const done: GivenBack = { state: 'done' }

/** What all of them have come to: done once each is, and refused where one is. */
async function returnEach(provider: ReturnType<typeof giveBackOf>, chargeIds: readonly string[]): Promise<GivenBack> {
  let all = done
  for (const chargeId of chargeIds) {
    const one = await provider.charge(chargeId)
    if (one.state === 'refused') return one
    if (one.state === 'asked') all = one
  }
  return all
}
