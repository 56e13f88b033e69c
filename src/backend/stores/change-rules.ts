import { changeStates } from '../ledger/change-states.ts'
import type { ChangeRow } from '../ledger/change-row.ts'
import type { ChangeNote, ChangeUpdate, NewChange, NotedChange } from './store.ts'

// What a store's calls make of a row, the same for every store. `now` is the store's own time.

export function isOpen({ state }: Pick<ChangeRow, 'state'>): boolean {
  return changeStates[state].isOpen
}

export function addedRow({ wakeInMs, quoteId: _quoteId, ...added }: NewChange, now: number): ChangeRow {
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

/** A payment is final: what is said after it about another charge, or after the end, belongs to no change. */
export function notedRow(change: ChangeRow, note: ChangeNote, now: number): Exclude<NotedChange, { kind: 'unknown' }> {
  const woken = { notes: change.notes + 1, wakeAt: isOpen(change) ? now : change.wakeAt }
  if ('wish' in note) return { kind: 'noted', change: { ...change, ...woken, wish: note.wish } }
  const isSameCharge = change.chargeId === note.chargeId || change.chargeId === null || note.chargeId === null
  if (change.paymentNews === note.payment && isSameCharge) return { kind: 'known', change }
  if (change.paymentNews === 'paid' || !isOpen(change)) return { kind: 'closed', change }
  return { kind: 'noted', change: { ...change, ...woken, paymentNews: note.payment, chargeId: note.chargeId } }
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

/** Whole milliseconds, as the columns have them. */
function after(now: number, milliseconds: number | null): number | null {
  return milliseconds === null ? null : now + Math.ceil(milliseconds)
}
