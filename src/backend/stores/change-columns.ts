import type { Actor, HistoryEntry } from '../ledger/change-history.ts'
import type { ChangeRow } from '../ledger/change-row.ts'
import { isOpen, type TargetRow } from './change-rules.ts'
import { readChangeFacts } from './kept-facts.ts'

/** A change as a table holds it: what is searched by in columns, the rest as JSON. */
export interface ChangeColumns {
  id: string
  lane: string
  target: string
  customer_id: string
  key: string
  body_hash: string
  state: string
  is_open: number
  payment_news: string | null
  charge_id: string | null
  wish: string | null
  notes: number
  facts: string
  started_at: number
  ended_at: number | null
  wake_at: number | null
  website_id: string
}

export const columnNames = [
  'id',
  'lane',
  'target',
  'customer_id',
  'key',
  'body_hash',
  'state',
  'is_open',
  'payment_news',
  'charge_id',
  'wish',
  'notes',
  'facts',
  'started_at',
  'ended_at',
  'wake_at',
  'website_id',
] as const satisfies (keyof ChangeColumns)[]

/** The values in the order of {@link columnNames}. */
export function valuesOf(change: ChangeRow): (string | number | null)[] {
  const columns: ChangeColumns = {
    id: change.id,
    lane: change.lane,
    target: change.target,
    customer_id: change.customerId,
    key: change.key,
    body_hash: change.bodyHash,
    state: change.state,
    is_open: isOpen(change) ? 1 : 0,
    payment_news: change.paymentNews,
    charge_id: change.chargeId,
    wish: change.wish,
    notes: change.notes,
    facts: JSON.stringify(change.facts),
    started_at: change.startedAt,
    ended_at: change.endedAt,
    wake_at: change.wakeAt,
    website_id: change.facts.websiteId,
  }
  return columnNames.map((name) => columns[name])
}

type Read<T> = { [Name in keyof T]: number extends T[Name] ? T[Name] | string : T[Name] }

/** Numbers may come as text: a driver does not trust JavaScript with 64 bits. */
export function changeOf(columns: Record<string, unknown>): ChangeRow {
  const row = columns as unknown as Read<ChangeColumns>
  return {
    id: row.id,
    lane: row.lane as ChangeRow['lane'],
    target: row.target as ChangeRow['target'],
    customerId: row.customer_id,
    key: row.key,
    bodyHash: row.body_hash,
    state: row.state as ChangeRow['state'],
    paymentNews: row.payment_news as ChangeRow['paymentNews'],
    chargeId: row.charge_id,
    wish: row.wish as ChangeRow['wish'],
    notes: Number(row.notes),
    facts: readChangeFacts(row.facts),
    startedAt: Number(row.started_at),
    endedAt: row.ended_at === null ? null : Number(row.ended_at),
    wakeAt: row.wake_at === null ? null : Number(row.wake_at),
  }
}

/** The columns of a subscription's row that its changes move. */
export function targetOf(columns: Record<string, unknown>): TargetRow {
  return {
    turn: Number(columns.turn),
    changedAt: columns.changed_at === null ? null : Number(columns.changed_at),
    quietUntil: columns.quiet_until === null ? null : Number(columns.quiet_until),
  }
}

/** The values of an entry, in the order of the columns: change, time, from, to, actor, staff, wish, why. */
export function entryValues(
  changeId: string,
  { at, from, to, by, wish, why }: HistoryEntry,
): (string | number | null)[] {
  return [changeId, at, from, to, by.kind, by.kind === 'staff' ? by.staffId : null, wish, why]
}

export function entryOf(columns: Record<string, unknown>): HistoryEntry {
  const { actor, staff_id: staffId } = columns
  const kind = actor as Actor['kind']
  return {
    at: Number(columns.at),
    from: columns.from_state as HistoryEntry['from'],
    to: columns.to_state as HistoryEntry['to'],
    by: kind === 'staff' ? { kind, staffId: String(staffId) } : { kind },
    wish: columns.wish as HistoryEntry['wish'],
    why: columns.why as string | null,
  }
}
