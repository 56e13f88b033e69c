import type { ChangeReason } from '../../contract/change-reason.ts'
import { PaymentRefusedError } from '../payments/payments.ts'
import { actionSteps, type BillingCall, type PlatformCall, type PlatformGoal, type Step } from './action-steps.ts'
import { orderOf } from './await-payment.ts'
import type { ChangeFacts, ChangeRow } from './change-row.ts'
import type { Hold } from './hold.ts'
import type { LedgerParts } from './ledger-parts.ts'
import { pauseAfter, type NextStep } from './next-step.ts'
import { verdictOn, type Verdict } from './verdict.ts'

/** Writes a step down before its call leaves. */
export type WriteDown = (change: ChangeRow, step: NextStep) => Promise<ChangeRow>

/**
 * One look at a change that is to be applied. It reads the platform before it sends anything: whoever finds a change
 * cannot know whether its call has left already.
 */
export async function applyChange(
  parts: LedgerParts,
  hold: Hold,
  change: ChangeRow,
  writeDown: WriteDown,
): Promise<NextStep> {
  const steps = actionSteps[change.facts.action]
  if (change.facts.isUndoing) return undo(parts, hold, change, steps)
  const step = steps[change.facts.step]
  if (!step) return { state: 'applied', wakeInMs: null }
  if (step.on === 'billing') return bill(parts, hold, change, step.call)
  return reach(parts, hold, change, step.goal, writeDown)
}

async function reach(
  parts: LedgerParts,
  hold: Hold,
  change: ChangeRow,
  goal: PlatformGoal,
  writeDown: WriteDown,
): Promise<NextStep> {
  const { facts } = change
  const { timing } = parts
  const now = hold.now()
  const elapsed = now - (facts.triedSince ?? now)
  const quietFor = facts.lastOutcome === 'refused' ? timing.readLagMs : timing.graceMs
  const quietLeft = facts.sentAt === null ? 0 : facts.sentAt + quietFor - now
  const stalenessMs = facts.sentAt === null ? await hold.stalenessMs() : 0
  if (stalenessMs > 0) return { wakeInMs: stalenessMs }
  let verdict: Verdict
  try {
    verdict = await look(parts, change, goal)
  } catch (error) {
    parts.emit({ type: 'trouble', changeId: change.id, doing: 'reading the platform', error })
    if (elapsed > timing.giveUpMs && quietLeft <= 0) return unreadable(change)
    return { facts: { triedSince: facts.triedSince ?? now }, wakeInMs: pauseAfter(elapsed) }
  }
  if (verdict.kind === 'done') return stepDone(facts)
  // Until an effect can no longer be on its way, a reading proves only what it shows.
  if (quietLeft > 0) return { wakeInMs: Math.min(quietLeft, pauseAfter(now - (facts.sentAt ?? now))) }
  if (verdict.kind === 'no') return end(change, verdict.reason)
  if (facts.lastOutcome === 'refused') return end(change, 'platform_refused')
  if (elapsed > timing.giveUpMs) return end(change, 'not_carried_out')
  return send(parts, hold, change, { goal, call: verdict.call }, writeDown)
}

async function look(parts: LedgerParts, change: ChangeRow, goal: PlatformGoal): Promise<Verdict> {
  const read = await parts.subscription.read(change.facts)
  if (!read) return { kind: 'no', reason: 'website_gone' }
  return verdictOn(goal, {
    ...read,
    facts: change.facts,
    now: parts.now(),
    allowsIntervalSwitch: parts.allowsIntervalSwitch,
    ...(goal === 'mirrored' && { standing: await parts.payments.standing(change) }),
  })
}

async function send(
  parts: LedgerParts,
  hold: Hold,
  change: ChangeRow,
  { goal, call }: { goal: PlatformGoal; call: PlatformCall },
  writeDown: WriteDown,
): Promise<NextStep> {
  const { timing } = parts
  const before = change.facts
  const written = await writeDown(change, {
    state: 'applying',
    facts: {
      sentAt: hold.now(),
      triedSince: before.triedSince ?? hold.now(),
      attempts: before.attempts + 1,
      lastOutcome: 'unknown',
    },
    wakeInMs: 0,
  })
  await hold.lastsFor(timing.callTimeoutMs + timing.graceMs)
  const sent = await parts.subscription.send(call, written.facts)
  switch (sent.kind) {
    case 'done':
      if (goal === 'plan_kept' && call === 'cancel')
        return send(parts, hold, written, { goal, call: 'resume' }, writeDown)
      return stepDone(written.facts)
    case 'refused':
      return { facts: { lastOutcome: 'refused', foreignText: sent.message }, wakeInMs: timing.readLagMs }
    case 'unknown':
      return { wakeInMs: timing.readLagMs }
    case 'unsent':
      return {
        facts: { sentAt: before.sentAt, lastOutcome: before.lastOutcome },
        wakeInMs: pauseAfter(hold.now() - (written.facts.triedSince ?? hold.now())),
      }
    default:
      return sent satisfies never
  }
}

function stepDone(facts: ChangeFacts): NextStep {
  return {
    state: facts.step + 1 < actionSteps[facts.action].length ? 'applying' : 'applied',
    facts: { step: facts.step + 1, sentAt: null, triedSince: null, lastOutcome: null, attempts: 0, reason: null },
    wakeInMs: facts.step + 1 < actionSteps[facts.action].length ? 0 : null,
  }
}

/** The platform's goal cannot be reached. What was paid goes to a person; what was prepared is undone. */
function end(change: ChangeRow, reason: ChangeReason): NextStep {
  const { facts, lane } = change
  if (facts.isPaid || lane === 'system') return attention(change, reason)
  const toUndo = actionSteps[facts.action].slice(0, facts.step).some((step) => step.on === 'billing' && step.undo)
  if (!toUndo) return { state: 'refused', facts: { reason }, wakeInMs: null }
  return { facts: { isUndoing: true, reason, triedSince: null }, wakeInMs: 0 }
}

/** For so long that nobody can tell any more: a person looks, unless nothing was ever sent or paid. */
function unreadable(change: ChangeRow): NextStep {
  const reason = 'platform_unreadable'
  return change.facts.attempts > 0 ? attention(change, reason) : end(change, reason)
}

function attention(change: ChangeRow, reason: ChangeReason): NextStep {
  return {
    state: 'needs_attention',
    facts: { reason, reference: change.id.slice(0, 8).toUpperCase() },
    wakeInMs: null,
  }
}

async function bill(parts: LedgerParts, hold: Hold, change: ChangeRow, call: BillingCall): Promise<NextStep> {
  const { facts } = change
  const now = hold.now()
  const elapsed = now - (facts.triedSince ?? now)
  try {
    await callBilling(parts, change, call)
    return stepDone(facts)
  } catch (error) {
    const isRefused = error instanceof PaymentRefusedError
    if (isRefused && facts.step === 0 && change.lane === 'customer') {
      return { state: 'refused', facts: { reason: 'provider_refused', foreignText: error.message }, wakeInMs: null }
    }
    parts.emit({ type: 'trouble', changeId: change.id, doing: 'changing the recurring charge', error })
    if (isRefused || elapsed > parts.timing.giveUpMs) {
      return attention(change, 'charge_unchanged')
    }
    return { facts: { triedSince: facts.triedSince ?? now }, wakeInMs: pauseAfter(elapsed) }
  }
}

async function undo(parts: LedgerParts, hold: Hold, change: ChangeRow, steps: readonly Step[]): Promise<NextStep> {
  const { facts } = change
  const now = hold.now()
  const elapsed = now - (facts.triedSince ?? now)
  try {
    for (const step of steps.slice(0, facts.step).toReversed()) {
      if (step.on === 'billing' && step.undo) await callBilling(parts, change, step.undo)
    }
    return { state: 'refused', wakeInMs: null }
  } catch (error) {
    parts.emit({ type: 'trouble', changeId: change.id, doing: 'undoing the recurring charge', error })
    if (elapsed > parts.timing.giveUpMs) return attention(change, 'charge_unchanged')
    return { facts: { triedSince: facts.triedSince ?? now }, wakeInMs: pauseAfter(elapsed) }
  }
}

async function callBilling({ payments, ...parts }: LedgerParts, change: ChangeRow, call: BillingCall): Promise<void> {
  const { id: changeId, target, customerId, facts } = change
  const order = { changeId, target, customerId }
  switch (call) {
    case 'schedule': {
      const { to } = orderOf({ payments, ...parts }, change)
      const { amountMinor, currency } = to.price
      return payments.schedule({ ...order, to: { packageId: to.id, amountMinor, currency, interval: to.interval } })
    }
    case 'refund_stray':
      return payments.refundCharge(facts.cause?.id ?? '')
    case 'end':
      await payments.end({ ...order, unpaidInvoiceId: null })
      return
    default:
      return payments[call](order)
  }
}
