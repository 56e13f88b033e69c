import type { ChangeState } from '../../contract/subscription-change.ts'
import { applyChange, type WriteDown } from './apply-change.ts'
import { awaitPayment, orderOf } from './await-payment.ts'
import { awaitRenewal } from './await-renewal.ts'
import { assertStep, changeStates } from './change-states.ts'
import type { ChangeRow } from './change-row.ts'
import { viewOf } from './change-view.ts'
import type { Hold } from './hold.ts'
import { changeEvent } from './ledger-event.ts'
import type { LedgerParts } from './ledger-parts.ts'
import { pauseAfter, type NextStep } from './next-step.ts'

type Look = (parts: LedgerParts, hold: Hold, change: ChangeRow, writeDown: WriteDown) => Promise<NextStep>

/** More steps than any change has: what goes on beyond them is a mistake, and must not hold the worker for ever. */
const mostSteps = 50

/** Takes a held change as far as it goes now. Every step is written down before the next one begins. */
export async function settleChange(parts: LedgerParts, hold: Hold, found: ChangeRow): Promise<ChangeRow> {
  let change = found
  // What a look writes down midway is what its end builds on.
  const write: WriteDown = async (from, step) => {
    change = await writeDown(parts, hold, from, step)
    return change
  }
  for (let steps = 0; steps < mostSteps; steps++) {
    const look = change.facts.isUntold ? tell : looks[change.state]
    const step = await look(parts, hold, change, write)
    change = await writeDown(parts, hold, change, step)
    if (change.wakeAt === null || change.wakeAt > hold.now()) return change
  }
  return change
}

const sleep: Look = async () => ({ wakeInMs: null, clearsWish: true })

const looks: Readonly<Record<ChangeState, Look>> = {
  awaiting_payment: (parts, hold, change) =>
    change.facts.action === 'await_renewal' ? awaitRenewal(parts, change) : awaitPayment(parts, hold, change),
  paid: applyChange,
  applying: applyChange,
  needs_attention: decide,
  applied: sleep,
  refused: sleep,
  failed: sleep,
  abandoned: sleep,
  refunded: sleep,
  closed: sleep,
}

/** What the partner's person asked for. */
async function decide(parts: LedgerParts, hold: Hold, change: ChangeRow): Promise<NextStep> {
  if (change.wish === 'retry') {
    const facts = { triedSince: null, lastOutcome: null, reason: null, reference: null }
    return { state: 'applying', facts, wakeInMs: 0, clearsWish: true }
  }
  if (change.wish !== 'refund' || change.lane === 'system') return { wakeInMs: null, clearsWish: true }
  try {
    const { paymentRef } = change.facts
    if (paymentRef !== null) await parts.payments.refund(orderOf(parts, change), paymentRef)
    return { state: 'refunded', wakeInMs: null, clearsWish: true }
  } catch (error) {
    parts.emit({ type: 'trouble', changeId: change.id, doing: 'refunding', error })
    return { facts: { triedSince: change.facts.triedSince ?? hold.now() }, wakeInMs: 5_000 }
  }
}

async function writeDown(parts: LedgerParts, hold: Hold, change: ChangeRow, step: NextStep): Promise<ChangeRow> {
  const { state = change.state, facts, wakeInMs, clearsWish = false, paidBy = null } = step
  assertStep(change.state, state, change.facts.isPaid)
  const isNews = state !== change.state && (!changeStates[state].isOpen || state === 'needs_attention')
  const isUntold = isNews ? mustBeTold(parts, change, state) : (facts?.isUntold ?? change.facts.isUntold)
  const { change: saved } = await parts.store.saveChange(hold.claim, change.id, change.notes, {
    state,
    facts: { ...change.facts, ...facts, isUntold },
    wakeInMs: isNews && isUntold ? 0 : wakeInMs,
    hasEnded: !changeStates[state].isOpen,
    raisesTurn: false,
    call: { kind: 'none' },
    clearsWish,
    paidBy,
  })
  if (isNews && !isUntold) parts.emit(changeEvent(saved))
  return saved
}

/** True for news that must survive a crash on its way to the partner. */
function mustBeTold(parts: LedgerParts, change: ChangeRow, state: ChangeState): boolean {
  if (state === 'needs_attention') return true
  return state === 'applied' && change.lane === 'customer' && parts.payments.applied !== undefined
}

async function tell(parts: LedgerParts, hold: Hold, change: ChangeRow): Promise<NextStep> {
  const { id, lane, customerId, facts, state } = change
  const told: NextStep = { facts: { isUntold: false }, wakeInMs: change.wish === null ? null : 0 }
  try {
    if (state === 'applied' && lane === 'customer') {
      await parts.payments.applied?.({
        changeId: id,
        customerId,
        websiteId: facts.websiteId,
        holder: facts.holder,
        change: viewOf(change),
        quote: facts.quote,
      })
    }
    parts.emit(changeEvent(change))
    return told
  } catch (error) {
    parts.emit({ type: 'trouble', changeId: id, doing: 'telling the partner', error })
    const elapsed = hold.now() - (change.endedAt ?? hold.now())
    return elapsed > parts.timing.tellForMs ? told : { wakeInMs: pauseAfter(elapsed) }
  }
}
