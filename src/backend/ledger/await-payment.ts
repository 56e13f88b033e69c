import type { ChangeReason } from '../../contract/change-reason.ts'
import { PaymentRefusedError } from '../payments/payment-errors.ts'
import type { PaymentOutcome } from '../payments/payment-order.ts'
import { LeaseLostError } from './store.ts'
import { collectOf } from './capabilities.ts'
import { isPaid, isPurchase, refOf, type PaymentFacts, type Purchase } from './change-facts.ts'
import type { ChangeRow } from './change-row.ts'
import type { Hold } from './hold.ts'
import { knownPayment } from './known-payment.ts'
import type { LedgerParts } from './ledger-parts.ts'
import { attention, pauseAfter, type NextStep, type WriteDown } from './next-step.ts'
import { offerEnd } from './offer-end.ts'
import { partnersObjection } from './partners-objection.ts'
import { paymentWindowMs } from './payment-window.ts'
import { returnStrays } from './stray-charges.ts'
import { keepWatch } from './watch.ts'
import { lookAt } from './world.ts'

/** A change that waits for its money: asked of the provider, and withdrawn when customer, clock or world say so. */
export async function awaitPayment(
  parts: LedgerParts,
  hold: Hold,
  change: ChangeRow,
  writeDown: WriteDown,
): Promise<NextStep> {
  const { facts } = change
  if (!isPurchase(facts)) throw new Error('Only a purchase is paid for.')
  // News of a payment that has not been asked for yet changes nothing: it is asked for, and then read.
  const isReported = change.paymentNews === 'paid' && facts.payment.kind !== 'none'
  if (isReported) return reported(parts, hold, change, facts)
  const age = hold.now() - change.startedAt
  try {
    const over = endOf(parts, hold, change, facts)
    if (over) return await withdraw(parts, change, over)
    return await collect(parts, hold, change, facts.payment, writeDown)
  } catch (error) {
    // Another worker holds the change by now, which is not the provider's fault.
    if (error instanceof LeaseLostError) throw error
    parts.emit({ type: 'attempt.failed', changeId: change.id, operation: 'asking the payment provider', error })
    // No payment of this change is known there, and none can come: what became of it is for a person.
    if (error instanceof PaymentRefusedError) return attention(change, 'provider_refused', error.message)
    if (age <= paymentWindowMs(parts, facts)) return { wakeInMs: pauseAfter(age) }
    const triedSince = facts.triedSince ?? hold.now()
    if (hold.now() - triedSince > parts.timing.giveUpMs) return attention(change, 'provider_unreadable')
    return { facts: { triedSince }, wakeInMs: pauseAfter(hold.now() - triedSince) }
  }
}

/** Why it can no longer be paid; `null` while it can. */
function endOf(parts: LedgerParts, hold: Hold, change: ChangeRow, facts: Purchase): ChangeReason | null {
  if (change.wish === 'abandon' || change.wish === 'refund') return 'dropped'
  if (hold.now() - change.startedAt > paymentWindowMs(parts, facts)) return 'not_paid_in_time'
  const end = offerEnd(facts)
  return end !== null && parts.now().getTime() >= end ? 'period_ended' : null
}

/** What is not paid is withdrawn; what was paid meanwhile goes on. */
async function withdraw(parts: LedgerParts, change: ChangeRow, reason: ChangeReason): Promise<NextStep> {
  const { facts } = change
  if (!isPurchase(facts)) throw new Error('Only a purchase is paid for.')
  const isAsked = facts.payment.kind !== 'none'
  const outcome = isAsked ? await collectOf(parts, change).void(refOf(facts.payment)) : 'voided'
  if (outcome === 'paid') return stepOf(change, await askedFor(parts, change, facts.payment), 0)
  // What came in all the same, by the provider's news, is not what was asked for.
  if (change.chargeId !== null) await returnStrays(parts, change, [change.chargeId])
  const isCustomers = reason === 'dropped' || reason === 'not_paid_in_time' || reason === 'owner_changed'
  return { state: isCustomers ? 'abandoned' : 'refused', facts: { reason }, wakeInMs: null, clearsWish: true }
}

/** What exactly came in. One whose start was never answered is begun by that, where it has not arrived. */
function askedFor(parts: LedgerParts, change: ChangeRow, payment: PaymentFacts): Promise<PaymentOutcome> {
  const ref = refOf(payment)
  const provider = collectOf(parts, change)
  return ref === null ? provider.start() : provider.read(ref)
}

/**
 * Before money is touched, and at each repetition, the world is read anew: what would not be applied afterwards is not
 * collected.
 */
async function collect(
  parts: LedgerParts,
  hold: Hold,
  found: ChangeRow,
  payment: PaymentFacts,
  writeDown: WriteDown,
): Promise<NextStep> {
  const objection = await objectionTo(parts, hold, found)
  if (objection.kind === 'waiting') return objection.next
  if (objection.kind === 'no') return withdraw(parts, found, objection.reason)
  const partners = payment.kind === 'none' ? await partnersObjection(parts, hold, found) : null
  if (partners) return partners
  const ref = refOf(payment)
  if (ref !== null) return settled(parts, hold, found, await collectOf(parts, found).read(ref))
  await keepWatch(parts, hold, found, parts.timing.paymentWindowMs)
  const change =
    payment.kind === 'none' ? await writeDown(found, { facts: { payment: { kind: 'starting' } }, wakeInMs: 0 }) : found
  try {
    return await settled(parts, hold, change, await collectOf(parts, change).start())
  } catch (error) {
    if (!(error instanceof PaymentRefusedError)) throw error
    // An earlier try may have collected, with its answer lost.
    const reason = error.code === 'balance_changed' ? 'balance_changed' : 'provider_refused'
    const step = await withdraw(parts, change, reason)
    return { ...step, facts: { ...step.facts, foreignText: error.message } }
  }
}

/** Where a change takes effect at the provider before it is paid, one that stays unpaid is taken back there. */
async function settled(parts: LedgerParts, hold: Hold, change: ChangeRow, outcome: PaymentOutcome): Promise<NextStep> {
  const next = (found: PaymentOutcome) => stepOf(change, found, pollMsFor(parts, hold, change, found))
  const isUnpaid = outcome.state === 'failed' || outcome.state === 'abandoned'
  if (isUnpaid && parts.payments.declares.unpaidChange === 'applies_at_once') {
    const provider = collectOf(parts, change)
    if ((await provider.void(outcome.paymentRef)) === 'paid') {
      return next(await provider.read(outcome.paymentRef))
    }
  }
  return next(outcome)
}

type Objection = { kind: 'none' } | { kind: 'waiting'; next: NextStep } | { kind: 'no'; reason: ChangeReason }

async function objectionTo(parts: LedgerParts, hold: Hold, change: ChangeRow): Promise<Objection> {
  const look = await lookAt(parts, hold, change, 'package', true)
  if (look.kind === 'waiting') return look
  if (look.kind === 'unreadable') return { kind: 'no', reason: 'platform_unreadable' }
  if (look.verdict.kind === 'no') return { kind: 'no', reason: look.verdict.reason }
  return look.world?.standing?.due ? { kind: 'no', reason: 'payment_due' } : { kind: 'none' }
}

const hourMs = 3_600_000

/**
 * Most payments are made soon: those are asked about often, the forgotten ones seldom, and what is at the bank for days every
 * hour. News of it wakes the change, and so does the end of its time.
 */
function pollMsFor(parts: LedgerParts, hold: Hold, { facts, startedAt }: ChangeRow, outcome: PaymentOutcome): number {
  if (outcome.state !== 'pending' || !isPurchase(facts)) return 0
  const { payments, timing } = parts
  const { paymentRef: ref, step } = outcome
  const age = hold.now() - startedAt
  const isAtBank = payments.declares.settles === 'days' && step.kind === 'wait'
  const pause = Math.min(isAtBank ? hourMs : timing.paymentPollMs, Math.max(2_000, age / 10))
  const payable = { ...facts, payment: { kind: 'started', ref, step } } as const
  const untilEnd = Math.max(0, paymentWindowMs(parts, payable) - age) + 1
  const end = offerEnd(facts)
  const untilOffer = end === null ? untilEnd : Math.max(0, end - parts.now().getTime())
  return Math.min(pause, untilEnd, untilOffer)
}

function stepOf({ facts, chargeId, wish }: ChangeRow, outcome: PaymentOutcome, pollMs: number): NextStep {
  const { paymentRef: ref } = outcome
  const payment: PaymentFacts = { kind: 'started', ref, step: { kind: 'wait' } }
  switch (outcome.state) {
    case 'paid': {
      const charges = outcome.charges.filter(({ isReturned }) => !isReturned).map(({ id }) => id)
      const first = chargeId ?? charges[0] ?? null
      const goesBack = wish === 'refund' && ({ direction: 'returning', reason: 'settled_by_partner' } as const)
      return {
        state: 'paid',
        facts: { triedSince: null, lastOutcome: null, payment: { kind: 'received', ref, charges }, ...goesBack },
        wakeInMs: 0,
        clearsWish: true,
        paidBy: { chargeId: first },
        raisesTurn: true,
      }
    }
    case 'pending': {
      const started: PaymentFacts = { kind: 'started', ref, step: outcome.step }
      return { facts: { triedSince: null, payment: started }, wakeInMs: pollMs }
    }
    case 'failed':
      return { state: 'failed', facts: { payment, reason: 'declined', foreignText: outcome.message }, wakeInMs: null }
    case 'abandoned':
    case 'returned':
      return { state: 'abandoned', facts: { payment, reason: facts.reason ?? 'dropped' }, wakeInMs: null }
    default:
      return outcome satisfies never
  }
}

/**
 * Paid by the provider's news: the customer's wish to withdraw came too late. The provider is asked all the same, since it may
 * set up the recurring charge, or learn its id, when it is. Only where it cannot be asked is the news believed without that:
 * customers may be able to write the marks that make a charge of theirs look like this one.
 */
async function reported(parts: LedgerParts, hold: Hold, change: ChangeRow, facts: Purchase): Promise<NextStep> {
  const { payment, triedSince } = facts
  const elapsed = hold.now() - (triedSince ?? hold.now())
  const again: NextStep = { facts: { triedSince: triedSince ?? hold.now() }, wakeInMs: pauseAfter(elapsed) }
  const isOver = elapsed > parts.timing.giveUpMs
  try {
    const outcome = await countedBy(parts, hold, change, facts)
    if (outcome?.state === 'paid' || outcome?.state === 'returned') return stepOf(change, outcome, 0)
    if (change.wish === 'refund') return await withdraw(parts, change, 'dropped')
    const said = outcome?.state === 'failed' ? outcome.message : null
    // Its reads lag behind its news, and another try of the customer's may have failed.
    return isOver
      ? attention(change, 'provider_refused', said)
      : { ...again, facts: { ...again.facts, lastOutcome: 'refused' } }
  } catch (error) {
    parts.emit({ type: 'attempt.failed', changeId: change.id, operation: 'asking the payment provider', error })
    if (!isOver && !(error instanceof PaymentRefusedError)) return again
    // Once it has said no, its silence does not make that a yes.
    if (facts.lastOutcome === 'refused' || change.wish === 'refund') return attention(change, 'provider_unreadable')
    return paid(change, payment)
  }
}

/** What the provider says of a payment that was reported; `null` where it has no money for it. Nothing is begun after its time. */
function countedBy(parts: LedgerParts, hold: Hold, change: ChangeRow, facts: Purchase): Promise<PaymentOutcome | null> {
  const isOver = endOf(parts, hold, change, facts) !== null
  return isOver ? knownPayment(parts, change, facts.payment) : askedFor(parts, change, facts.payment)
}

/** Whether the provider counts by now what was reported as paid, and is before a person because it did not. */
export async function isCountedByNow(parts: LedgerParts, hold: Hold, change: ChangeRow): Promise<boolean> {
  const { facts, paymentNews } = change
  const isReported = isPurchase(facts) && paymentNews === 'paid' && facts.payment.kind !== 'none' && !isPaid(facts)
  if (!isReported) return false
  try {
    return (await countedBy(parts, hold, change, facts))?.state === 'paid'
  } catch (error) {
    parts.emit({ type: 'attempt.failed', changeId: change.id, operation: 'asking the payment provider', error })
    return false
  }
}

function paid({ chargeId }: ChangeRow, payment: PaymentFacts): NextStep {
  const received: PaymentFacts = {
    kind: 'received',
    ref: refOf(payment),
    charges: chargeId === null ? [] : [chargeId],
    by: 'news',
  }
  return {
    state: 'paid',
    facts: { triedSince: null, lastOutcome: null, payment: received },
    wakeInMs: 0,
    clearsWish: true,
    paidBy: { chargeId },
    raisesTurn: true,
  }
}
