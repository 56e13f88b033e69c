import type { ChangeReason } from '../../contract/change-reason.ts'
import { actionSteps, type Step } from './action-steps.ts'
import { bill, callBilling, restoringCall } from './billing-step.ts'
import { freshStep, isPaid, isPurchase, resumedPayment, resumedStep } from './change-facts.ts'
import type { ChangeRow } from './change-row.ts'
import { PaymentRefusedError } from '../payments/payment-errors.ts'
import { standingAt } from './capabilities.ts'
import { giveBack, hasGoneBack, isReturned } from './give-back.ts'
import { enterBeforeItEnds, goneBackEarly } from './gone-back-early.ts'
import { waitForGone } from './gone-website.ts'
import type { Hold } from './hold.ts'
import type { LedgerParts } from './ledger-parts.ts'
import { attention, pauseAfter, type NextStep, type StepResult, type WriteDown } from './next-step.ts'
import { partnersObjection } from './partners-objection.ts'
import { reach } from './platform-step.ts'
import { lookAt, readWorld } from './world.ts'
import { writeOffPeriod, writeOffRunning } from './write-off-period.ts'

/** One look at a change that is to be applied, undone or returned. */
export function applyChange(
  parts: LedgerParts,
  hold: Hold,
  change: ChangeRow,
  writeDown: WriteDown,
): Promise<NextStep> {
  switch (change.facts.direction) {
    case 'forward':
      return goForward(parts, hold, change, writeDown)
    case 'undoing':
      return undo(parts, hold, change, writeDown)
    case 'returning':
      return giveBack(parts, hold, change)
    default:
      return change.facts.direction satisfies never
  }
}

async function goForward(parts: LedgerParts, hold: Hold, change: ChangeRow, writeDown: WriteDown): Promise<NextStep> {
  const { facts } = change
  if (isPurchase(facts) && parts.payments.collect && !isPaid(facts)) {
    throw new Error('A purchase is not applied before it is paid.')
  }
  const step = actionSteps[facts.action][facts.step]
  if (!step) return finish(parts, hold, change)
  if (await hasGoneBack(parts, change)) {
    return { facts: { ...resumedStep, direction: 'returning', reason: 'settled_by_partner' }, wakeInMs: 0 }
  }
  const objection = await partnersObjection(parts, hold, change)
  if (objection) return objection
  if (step.on === 'platform') await writeOffRunning(parts, change)
  const result =
    step.on === 'platform'
      ? await reach(parts, hold, change, step.goal, writeDown)
      : await bill(parts, hold, change, step, writeDown)
  const isGone = change.lane === 'system' && result.kind === 'stuck' && result.reason === 'website_gone'
  const notYet = isGone ? waitForGone(parts, hold, change) : null
  if (notYet) return notYet
  const next = await afterStep(parts, change, step, result)
  // Only looks that find no website one after the other count together.
  return facts.goneSince ? { ...next, facts: { ...next.facts, goneSince: null } } : next
}

async function afterStep(parts: LedgerParts, change: ChangeRow, step: Step, result: StepResult): Promise<NextStep> {
  const { facts } = change
  switch (result.kind) {
    case 'waiting':
      return result.next
    case 'stuck':
      return end(change, step, result)
    case 'reached': {
      const isLast = facts.step + 1 >= actionSteps[facts.action].length
      if (isLast) await writeOffPeriod(parts, change)
      // What has gone back while the call was on its way has to be entered before.
      const hasEnded = isLast && (await goneBackEarly(parts, change)) === 0
      return {
        state: hasEnded ? 'applied' : 'applying',
        wakeInMs: hasEnded ? null : 0,
        ...result.by,
        facts: { ...freshStep, step: facts.step + 1, foreignText: null, ...result.by.facts },
      }
    }
    default:
      return result satisfies never
  }
}

async function finish(parts: LedgerParts, hold: Hold, change: ChangeRow): Promise<NextStep> {
  const notYetMs = await enterBeforeItEnds(parts, hold, change)
  return notYetMs > 0 ? { wakeInMs: notYetMs } : { state: 'applied', wakeInMs: null }
}

/** The goal cannot be reached. What was paid is returned or goes to a person; what was prepared is undone. */
function end(
  change: ChangeRow,
  step: Step,
  { reason, foreignText = null }: Extract<StepResult, { kind: 'stuck' }>,
): NextStep {
  const { facts, lane } = change
  const said = foreignText === null ? {} : { foreignText }
  if (lane === 'system') {
    const isGone = reason === 'website_gone' || reason === 'owner_changed'
    // The money has gone back, and what was to be ended is not there any more.
    const isEnded = facts.action === 'give_back_and_end' && facts.step > 0 && (isGone || reason === 'changed_elsewhere')
    if (isEnded) return { state: 'applied', wakeInMs: null }
    const isElsewhere = reason === 'changed_elsewhere' || reason === 'period_ended'
    const isAnothers =
      (facts.action === 'end_charge' && reason === 'changed_elsewhere') ||
      (facts.action === 'stop_renewal' && isElsewhere)
    const isOver = isGone || isAnothers || reason === 'paid_meanwhile'
    return isOver
      ? { state: 'abandoned', facts: { reason, ...said }, wakeInMs: null }
      : attention(change, reason, foreignText)
  }
  if (isPaid(facts)) {
    const isPriceAnother = reason === 'period_ended' || reason === 'payment_due'
    if (!isPriceAnother) return attention(change, reason, foreignText)
    return { facts: { ...freshStep, direction: 'returning', reason }, wakeInMs: 0 }
  }
  // What was sent can no longer be established: a person decides.
  if (reason === 'platform_unreadable' && facts.attempts > 0) return attention(change, reason, foreignText)
  const isHalfDone = step.on !== 'platform' || (step.undo !== undefined && facts.attempts > 0)
  const last = isHalfDone ? facts.step : facts.step - 1
  if (last < 0 || facts.attempts + facts.step === 0) {
    return { state: 'refused', facts: { reason, ...said }, wakeInMs: null }
  }
  return { facts: { ...freshStep, step: last, direction: 'undoing', reason, ...said }, wakeInMs: 0 }
}

/** Goes back step by step to what stood before. */
async function undo(parts: LedgerParts, hold: Hold, change: ChangeRow, writeDown: WriteDown): Promise<NextStep> {
  const { facts } = change
  const step = actionSteps[facts.action][facts.step]
  const result: StepResult =
    step?.on === 'platform' && step.undo
      ? await reach(parts, hold, change, step.undo, writeDown)
      : step?.on === 'billing'
        ? await restore(parts, hold, change)
        : { kind: 'reached', by: {} }
  switch (result.kind) {
    case 'waiting':
      return result.next
    case 'stuck':
      // A plan that has ended, or is somewhere else, has nothing to go back to.
      if (!isNothingLeft(result.reason)) return attention(change, result.reason, result.foreignText ?? null)
      return undone(change, {})
    case 'reached':
      return undone(change, result.by)
    default:
      return result satisfies never
  }
}

function isNothingLeft(reason: ChangeReason): boolean {
  return reason === 'plan_ended' || reason === 'website_gone' || reason === 'owner_changed'
}

function undone({ facts }: ChangeRow, by: Pick<NextStep, 'raisesTurn' | 'call'>): NextStep {
  const before = actionSteps[facts.action][facts.step - 1]
  if (!before || (before.on === 'platform' && before.undoesHalf)) return { state: 'refused', wakeInMs: null, ...by }
  return { facts: { ...freshStep, step: facts.step - 1 }, wakeInMs: 0, ...by }
}

/** Puts the recurring charge back to what was remembered, unless the change has taken effect after all. */
async function restore(parts: LedgerParts, hold: Hold, change: ChangeRow): Promise<StepResult> {
  const { facts, target, customerId } = change
  const elapsed = hold.now() - (facts.triedSince ?? hold.now())
  if (!('remembered' in facts) || facts.remembered.kind === 'not_read') return { kind: 'reached', by: {} }
  const notYetMs = Math.max(hold.quietForMs(), hold.stalenessMs())
  if (notYetMs > 0) return { kind: 'waiting', next: { wakeInMs: notYetMs } }
  try {
    const { recurring } = await standingAt(parts, { target, customerId })
    const call = restoringCall(change, recurring, true)
    if (!call) return { kind: 'reached', by: {} }
    const read = await readWorld(parts, change, false)
    // The charge of a website that is away is ended by the watch.
    if (read.kind === 'website_gone' || read.kind === 'owner_changed') return { kind: 'stuck', reason: read.kind }
    const isRenewalOn = read.kind === 'read' && read.world.reading.subscription.status === 'active'
    const missing = restoringCall(change, recurring, isRenewalOn)
    if (missing) await callBilling(parts, change, missing.call, missing.packageId)
    return { kind: 'reached', by: { raisesTurn: missing !== null } }
  } catch (error) {
    parts.emit({ type: 'attempt.failed', changeId: change.id, operation: 'undoing the recurring charge', error })
    if (elapsed > parts.timing.giveUpMs) return { kind: 'stuck', reason: 'charge_unchanged' }
    const next = { facts: { triedSince: facts.triedSince ?? hold.now() }, wakeInMs: pauseAfter(elapsed) }
    return { kind: 'waiting', next }
  }
}

/** What a person asked to be tried once more. Money that has gone back meanwhile buys nothing: its return is finished instead. */
export async function tryAgain(parts: LedgerParts, hold: Hold, change: ChangeRow): Promise<NextStep> {
  const { facts } = change
  const begin = { reason: null, foreignText: null, reference: null } as const
  try {
    // Also where it was only asked back: it may be approved when the plan is there.
    if (await isReturned(parts, change)) {
      const returning = { ...resumedStep, ...begin, direction: 'returning', reason: 'settled_by_partner' } as const
      return { state: 'applying', facts: returning, wakeInMs: 0, clearsWish: true }
    }
  } catch (error) {
    parts.emit({ type: 'attempt.failed', changeId: change.id, operation: 'asking the payment provider', error })
    if (error instanceof PaymentRefusedError) return attention(change, 'provider_refused', error.message)
    // It stays before the person until the provider can be asked.
    return { wakeInMs: pauseAfter(hold.now() - (facts.triedSince ?? hold.now())) }
  }
  // What is not known to be paid waits for its money again.
  const isUnpaid = isPurchase(facts) && facts.payment.kind !== 'none' && !isPaid(facts)
  const waits = isUnpaid || facts.action === 'await_renewal'
  const state = waits ? 'awaiting_payment' : 'applying'
  const resumed = isUnpaid ? resumedPayment : resumedStep
  return { state, facts: { ...resumed, ...begin, direction: 'forward' }, wakeInMs: 0, clearsWish: true }
}

/**
 * What a person asked to be taken back: a last look first, since what was called may have taken effect long ago. Then the
 * change goes on, and the money stays.
 */
export async function takeBack(parts: LedgerParts, hold: Hold, change: ChangeRow): Promise<NextStep> {
  const { facts } = change
  const begin = { ...resumedStep, reason: 'settled_by_partner' } as const
  if (isPaid(facts)) {
    return { state: 'applying', facts: { ...begin, direction: 'returning' }, wakeInMs: 0, clearsWish: true }
  }
  if (isPurchase(facts) && facts.payment.kind !== 'none') {
    // What may have been collected is withdrawn first, under the same wish.
    return { state: 'awaiting_payment', facts: { ...resumedPayment, reason: null }, wakeInMs: 0 }
  }
  const step = actionSteps[facts.action][facts.step]
  if (step?.on === 'platform') {
    const look = await lookAt(parts, hold, change, step.goal)
    if (look.kind === 'waiting') return look.next
    if (look.kind === 'seen' && look.verdict.kind === 'done') {
      const onwards = { ...resumedStep, direction: 'forward', reason: null, reference: null } as const
      return { state: 'applying', facts: onwards, wakeInMs: 0, clearsWish: true }
    }
  }
  return { state: 'applying', facts: { ...begin, direction: 'undoing' }, wakeInMs: 0, clearsWish: true }
}
