import type { ChangeState } from '../../contract/subscription-change.ts'
import { applyChange, takeBack, tryAgain } from './apply-change.ts'
import { awaitPayment, isCountedByNow } from './await-payment.ts'
import { awaitRenewal } from './await-renewal.ts'
import { isPaid, patched } from './change-facts.ts'
import { assertStep, changeStates } from './change-states.ts'
import type { ChangeRow } from './change-row.ts'
import { enterBeforeItEnds } from './gone-back-early.ts'
import type { Hold } from './hold.ts'
import { lastLook, lastLookInMs } from './last-look.ts'
import { changeEvent } from './ledger-event.ts'
import type { LedgerParts } from './ledger-parts.ts'
import type { NextStep, WriteDown } from './next-step.ts'
import type { ChangeUpdate } from './store.ts'
import { returnStrays, unusedCharges } from './stray-charges.ts'
import { mustBeTold, tell } from './tell.ts'
import { keepWatch, sweep } from './watch.ts'

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

const looks: Readonly<Record<ChangeState, Look>> = {
  awaiting_payment: (parts, hold, change, write) =>
    change.facts.action === 'await_renewal'
      ? awaitRenewal(parts, hold, change)
      : awaitPayment(parts, hold, change, write),
  async paid(parts, hold, change, write) {
    await returnStrays(parts, change, unusedCharges(change))
    return applyChange(parts, hold, change, write)
  },
  applying: applyChange,
  needs_attention: decide,
  applied: (parts, hold, change, write) =>
    change.facts.action === 'watch' ? sweep(parts, hold, change, write) : lastLook(parts, hold, change),
  refused: lastLook,
  failed: lastLook,
  abandoned: lastLook,
  refunded: lastLook,
  closed: lastLook,
}

/** What the partner's person asked for. */
async function decide(parts: LedgerParts, hold: Hold, change: ChangeRow): Promise<NextStep> {
  const { wish } = change
  switch (wish) {
    case 'retry':
      return tryAgain(parts, hold, change)
    case 'refund':
      return change.lane === 'system' ? remind(parts, hold, change) : takeBack(parts, hold, change)
    case 'close': {
      const notYetMs = await enterBeforeItEnds(parts, hold, change)
      if (notYetMs > 0) return { wakeInMs: notYetMs }
      return { state: 'closed', facts: { reason: 'settled_by_partner' }, wakeInMs: null, clearsWish: true }
    }
    case 'abandon':
    case null: {
      const isWrittenOff = change.facts.action === 'await_renewal' && change.paymentNews === 'abandoned'
      const goesOn = isWrittenOff || (await isCountedByNow(parts, hold, change))
      return goesOn ? tryAgain(parts, hold, change) : remind(parts, hold, change)
    }
    default:
      return wish satisfies never
  }
}

/** Nothing was decided yet. A person is reminded once that is due, whatever else has woken the change. */
function remind(parts: LedgerParts, hold: Hold, change: ChangeRow): NextStep {
  const { waiting } = change.facts
  const leftMs = waiting ? waiting.toldAt + parts.timing.remindMs - hold.now() : 0
  if (leftMs > 0) return { wakeInMs: leftMs, clearsWish: true }
  return { facts: { isUntold: true }, wakeInMs: 0, clearsWish: true }
}

async function writeDown(parts: LedgerParts, hold: Hold, change: ChangeRow, step: NextStep): Promise<ChangeRow> {
  const { state = change.state, wakeInMs, clearsWish = false, paidBy = null } = step
  assertStep(change.state, state, isPaid(change.facts))
  const hasEnded = !changeStates[state].isOpen
  const { waiting } = change.facts
  const isDecided = change.state === 'needs_attention' && state !== 'needs_attention'
  // A retry by the system itself has failed: a person knows of it already, and is reminded in time.
  const isKnown = step.state === 'needs_attention' && change.state !== 'needs_attention' && waiting !== null
  // What a person's retry has brought there anew is news, though it has been there before.
  const isNews = !isKnown && (step.state === 'needs_attention' || (state !== change.state && hasEnded))
  const isUntold = isNews ? mustBeTold(parts, change, state) : (step.facts?.isUntold ?? change.facts.isUntold)
  const waits = isKnown ? { waiting } : isDecided ? { waiting: null } : {}
  const facts = patched(change.facts, { ...step.facts, isUntold, ...waits })
  const next = { ...change, state, facts }
  // First: nothing looks at a change once it has ended, so a watch that could not be written then would be missing for good.
  if (isNews) await keepWatch(parts, hold, next, parts.timing.readLagMs)
  const update: ChangeUpdate = {
    state,
    facts,
    wakeInMs: isKnown || (isNews && isUntold) ? 0 : isNews && hasEnded ? lastLookInMs(parts, hold, next) : wakeInMs,
    hasEnded,
    raisesTurn: step.raisesTurn ?? false,
    call: step.call ?? { kind: 'none' },
    clearsWish,
    // Another word of a person's that came while it was decided is carried out, and not what was decided without it.
    unlessNoted: isDecided,
    paidBy,
  }
  const saved = await hold.save(change, update)
  if (isNews && !isUntold && saved.state === state) parts.emit(changeEvent(saved, parts.tellsForeignText))
  return saved
}
