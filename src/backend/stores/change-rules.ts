import { changeStates } from '../ledger/change-states.ts'
import { bySystem, starterOf, type HistoryEntry } from '../ledger/change-history.ts'
import type { ChangeRow, Wish } from '../ledger/change-row.ts'
import { lookAgain } from '../ledger/look-again.ts'
import type { ChangeNote, ChangeUpdate, Claim, NewChange, NotedChange } from '../ledger/store.ts'

// What a store's calls make of a row, the same for every store. `now` is the store's own time.

export function isOpen({ state }: Pick<ChangeRow, 'state'>): boolean {
  return changeStates[state].isOpen
}

export function addedRow(
  { wakeInMs, quoteId: _quoteId, seenTurn: _seenTurn, isAlone: _isAlone, by: _by, why: _why, ...added }: NewChange,
  now: number,
): ChangeRow {
  return {
    ...added,
    paymentNews: null,
    chargeId: null,
    wish: null,
    notes: 0,
    startedAt: now,
    endedAt: isOpen(added) ? null : now,
    wakeAt: after(now, wakeInMs),
  }
}

/** Whether the change that the customer has open may keep this one from being added. */
export function asksForOpen(added: NewChange): boolean {
  return added.isAlone === true || (added.lane === 'customer' && isOpen(added))
}

export function isInTheWay(open: ChangeRow, { isAlone, key }: NewChange): boolean {
  return !(isAlone === true && open.key === key)
}

/** A decision about a change that does not wait for one would not be carried out, and the customer's must not undo a person's. */
function isTaken({ state, wish: before }: ChangeRow, wish: Wish): boolean {
  return wish === 'abandon' ? state === 'awaiting_payment' && before !== 'refund' : state === 'needs_attention'
}

/** A payment is final: what is said after it about another charge, or after the end, belongs to no change. */
export function notedRow(change: ChangeRow, note: ChangeNote, now: number): Exclude<NotedChange, { kind: 'unknown' }> {
  const woken = { notes: change.notes + 1, wakeAt: isOpen(change) ? now : change.wakeAt }
  if ('wish' in note) {
    return isTaken(change, note.wish)
      ? { kind: 'noted', change: { ...change, ...woken, wish: note.wish } }
      : { kind: 'closed', change }
  }
  const isSameCharge = change.chargeId === note.chargeId || change.chargeId === null || note.chargeId === null
  if (change.paymentNews === note.payment && isSameCharge) return { kind: 'known', change }
  if (change.paymentNews === 'paid' || !isOpen(change)) return { kind: 'closed', change }
  return { kind: 'noted', change: { ...change, ...woken, paymentNews: note.payment, chargeId: note.chargeId } }
}

/** What of a step is written: of one that a note has overtaken nothing but what the provider has told. */
export function writtenOf(change: ChangeRow, seenNotes: number, update: ChangeUpdate): ChangeUpdate {
  const isOvertaken = update.unlessNoted === true && change.notes !== seenNotes
  return isOvertaken ? { ...lookAgain(change, 0), memory: update.memory } : update
}

/** A note that came in since the worker last looked keeps the change awake. */
export function savedRow(change: ChangeRow, seenNotes: number, update: ChangeUpdate, now: number): ChangeRow {
  const { state, facts, wakeInMs, hasEnded, clearsWish, paidBy } = update
  const isNewlyPaid = paidBy !== null && change.paymentNews !== 'paid'
  const hasNews = change.notes !== seenNotes && isOpen({ state })
  return {
    ...change,
    state,
    facts,
    wish: clearsWish && change.notes === seenNotes ? null : change.wish,
    ...(isNewlyPaid && { paymentNews: 'paid', chargeId: paidBy.chargeId }),
    endedAt: hasEnded ? (change.endedAt ?? now) : change.endedAt,
    wakeAt: hasNews ? now : after(now, wakeInMs),
  }
}

/** The first entry of a change's history. */
export function startedEntry(added: NewChange, at: number): HistoryEntry {
  const { state: to, by = starterOf(added), why = null } = added
  return { at, from: null, to, by, wish: null, why }
}

/** What a note leaves in the history: news of a payment shows in what becomes of it. */
export function notedEntry({ state, lane }: ChangeRow, note: ChangeNote, at: number): HistoryEntry | null {
  if (!('wish' in note)) return null
  const { wish, by = starterOf({ lane }), why = null } = note
  return { at, from: state, to: state, by, wish, why }
}

export function savedEntry(
  { state: from }: ChangeRow,
  { state: to, facts }: ChangeRow,
  at: number,
): HistoryEntry | null {
  if (from === to) return null
  const isReasoned = !changeStates[to].isOpen || to === 'needs_attention'
  return { at, from, to, by: bySystem, wish: null, why: isReasoned ? facts.reason : null }
}

/** True for a change that is written at its end and over: a watch is at its end, and goes on waking. */
function isOver({ endedAt, wakeAt }: ChangeRow): boolean {
  return endedAt !== null && wakeAt === null
}

/** Whether the subscription's turn is raised by the writing of a change alone. */
export function isTurning({ isAlone }: NewChange, written: ChangeRow): boolean {
  return isAlone === true || isOver(written)
}

/** What a store keeps of a subscription beside its changes. */
export interface TargetRow {
  turn: number
  changedAt: number | null
  quietUntil: number | null
}

export const untouched: TargetRow = { turn: 0, changedAt: null, quietUntil: null }

export function turned(target: TargetRow, now: number): TargetRow {
  return { ...target, turn: target.turn + 1, changedAt: now }
}

/** `change` as it was before the update. The same object when nothing of it changes. */
export function savedTarget(target: TargetRow, change: ChangeRow, update: ChangeUpdate, now: number): TargetRow {
  const { hasEnded, raisesTurn, call } = update
  const isTurned = raisesTurn || (hasEnded && change.endedAt === null)
  const moved = isTurned ? turned(target, now) : target
  switch (call.kind) {
    case 'leaves':
      return { ...moved, quietUntil: now + Math.ceil(call.graceMs) }
    case 'answered':
      return { ...moved, quietUntil: null }
    case 'none':
      return moved
    default:
      return call satisfies never
  }
}

/** What a claim tells of its subscription. */
export function standingAt(
  { turn, changedAt, quietUntil }: TargetRow,
  now: number,
): Pick<Claim, 'turn' | 'changedAgoMs' | 'quietForMs'> {
  return {
    turn,
    changedAgoMs: changedAt === null ? null : Math.max(0, now - changedAt),
    quietForMs: quietUntil === null ? 0 : Math.max(0, quietUntil - now),
  }
}

/** Whole milliseconds, as the columns have them. */
function after(now: number, milliseconds: number | null): number | null {
  return milliseconds === null ? null : now + Math.ceil(milliseconds)
}
