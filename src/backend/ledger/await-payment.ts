import { PaymentRefusedError, type PaymentOrder, type PaymentOutcome } from '../payments/payments.ts'
import { balanceUsedBy } from './balance-used.ts'
import type { ChangeRow } from './change-row.ts'
import type { Hold } from './hold.ts'
import type { LedgerParts } from './ledger-parts.ts'
import { pauseAfter, type NextStep } from './next-step.ts'

/** A change that waits for its money: asked of the provider, and let go of when the customer or the clock says so. */
export async function awaitPayment(parts: LedgerParts, hold: Hold, change: ChangeRow): Promise<NextStep> {
  if (change.paymentNews === 'paid') return paid(null)
  const age = hold.now() - change.startedAt
  const order = orderOf(parts, change)
  const { payments, timing } = parts
  const { paymentRef } = change.facts
  try {
    if (change.wish === 'abandon' || age > timing.paymentWindowMs) {
      const outcome = await payments.void(order, paymentRef)
      if (outcome === 'voided') {
        const reason = change.wish === 'abandon' ? 'dropped' : 'not_paid_in_time'
        return { state: 'abandoned', facts: { reason }, wakeInMs: null, clearsWish: true }
      }
    }
    const outcome = await (paymentRef === null ? payments.start(order) : payments.read(order, paymentRef))
    return stepOf(
      outcome,
      Math.min(pollAfter(age, timing.paymentPollMs), Math.max(0, timing.paymentWindowMs - age) + 1),
    )
  } catch (error) {
    if (error instanceof PaymentRefusedError && paymentRef === null) {
      const reason = error.code === 'balance_changed' ? 'balance_changed' : 'provider_refused'
      return { state: 'refused', facts: { reason, foreignText: error.message }, wakeInMs: null }
    }
    parts.emit({ type: 'trouble', changeId: change.id, doing: 'asking the payment provider', error })
    return { wakeInMs: pauseAfter(age) }
  }
}

/** Most payments are made soon: those are asked about often, the forgotten ones seldom. */
function pollAfter(ageMs: number, mostMs: number): number {
  return Math.min(mostMs, Math.max(2_000, ageMs / 10))
}

function stepOf(outcome: PaymentOutcome, pollMs: number): NextStep {
  const { paymentRef } = outcome
  switch (outcome.kind) {
    case 'paid': {
      const step = paid(outcome.charges[0]?.id ?? null)
      return { ...step, facts: { ...step.facts, paymentRef } }
    }
    case 'pending':
      return { facts: { paymentRef, payment: outcome.step }, wakeInMs: pollMs }
    case 'failed':
      return {
        state: 'failed',
        facts: { paymentRef, payment: null, reason: 'declined', foreignText: outcome.message },
        wakeInMs: null,
      }
    case 'abandoned':
      return { state: 'abandoned', facts: { paymentRef, payment: null, reason: 'dropped' }, wakeInMs: null }
    case 'returned':
      return { state: 'abandoned', facts: { paymentRef, payment: null, reason: 'dropped' }, wakeInMs: null }
    default:
      return outcome satisfies never
  }
}

function paid(chargeId: string | null): NextStep {
  // A wish to let go of it came too late.
  return { state: 'paid', facts: { isPaid: true, payment: null }, wakeInMs: 0, clearsWish: true, paidBy: { chargeId } }
}

/** What the provider is asked to collect. */
export function orderOf(parts: LedgerParts, change: ChangeRow): PaymentOrder {
  const { facts, id, target, customerId } = change
  const { quote } = facts
  if (!quote) throw new Error('Only a quoted change is paid for.')
  return {
    changeId: id,
    target,
    customerId,
    websiteId: facts.websiteId,
    to: quote.to,
    due: facts.due ?? { amountMinor: 0, currency: quote.to.price.currency },
    lines: quote.lines,
    balanceUsed: balanceUsedBy(quote),
    leftOver: quote.leftOver?.amount ?? null,
    returnUrl: parts.returnUrl(change),
  }
}
