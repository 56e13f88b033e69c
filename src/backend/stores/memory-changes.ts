import type { ChangeRow } from '../ledger/change-row.ts'
import { isOpen } from './change-rules.ts'
import type { ChangeLimit, ChangeQuery, ListQuery } from '../ledger/store.ts'

/** Changes in memory, found by the same indexes as in a table. */
export interface MemoryChanges {
  find(by: ChangeQuery): ChangeRow | undefined
  /** The newest first, without those that only watch. It looks at all of them: a memory holds few. */
  list(query: ListQuery): ChangeRow[]
  /** All of a subscription that are open or awake, oldest first. */
  liveOf(target: string): ChangeRow[]
  /** Those that have waited longest, of what is due and taken. */
  firstDue(now: number, most: number, takes: (target: string) => boolean): ChangeRow[]
  hasStartedTooMany(customerId: string, limit: ChangeLimit, now: number): boolean
  /** Those that sleep and are not short yet, first ended first. */
  endedBefore(moment: number, most: number): ChangeRow[]
  /** Writes it, whether it is there or not. */
  keep(change: ChangeRow): void
  keepShort(change: ChangeRow): void
}

export function memoryChanges(): MemoryChanges {
  const changes = new Map<string, ChangeRow>()
  const idByKey = new Map<string, string>()
  /** Those that are open or awake, by subscription. */
  const live = new Map<string, Map<string, ChangeRow>>()
  /** Those that will wake, by when. */
  const waiting = sortedRows(({ wakeAt }) => wakeAt ?? 0)
  /** Those that have ended and sleep, by when they ended. */
  const long = sortedRows(({ endedAt }) => endedAt ?? 0)
  /** When each customer started its changes, in order. */
  const starts = new Map<string, number[]>()

  function liveOf(target: string): ChangeRow[] {
    return [...(live.get(target)?.values() ?? [])].toSorted((a, b) => a.startedAt - b.startedAt || byId(a, b))
  }

  function openOf(target: string, customerId: string): ChangeRow | undefined {
    return liveOf(target).find(
      (change) => change.customerId === customerId && change.lane === 'customer' && isOpen(change),
    )
  }

  function startsOf(customerId: string): number[] {
    const known = starts.get(customerId) ?? []
    starts.set(customerId, known)
    return known
  }

  function unlink(change: ChangeRow): void {
    waiting.remove(change)
    long.remove(change)
    const others = live.get(change.target)
    others?.delete(change.id)
    if (others?.size === 0) live.delete(change.target)
  }

  function keepShort(change: ChangeRow): void {
    const before = changes.get(change.id)
    if (before) unlink(before)
    else idByKey.set(keyOf(change), change.id)
    changes.set(change.id, change)
  }

  return {
    find(by) {
      if ('id' in by) return changes.get(by.id)
      return 'openOf' in by ? openOf(by.openOf, by.customerId) : changes.get(idByKey.get(keyOf(by)) ?? '')
    },
    list({ of, state, since, after, most }) {
      const isAsked = (change: ChangeRow) =>
        (change.lane !== 'system' || change.key !== 'watch:always') &&
        (of === null ||
          ('customerId' in of ? change.customerId === of.customerId : change.facts.websiteId === of.websiteId)) &&
        (state === null || change.state === state) &&
        change.startedAt >= since &&
        (after === null || newestFirst(after, change) < 0)
      return [...changes.values()].filter(isAsked).toSorted(newestFirst).slice(0, most)
    },
    liveOf,
    firstDue(now, most, takes) {
      const found: ChangeRow[] = []
      for (const change of waiting.inOrder()) {
        if (found.length === most || change.wakeAt === null || change.wakeAt > now) break
        if (takes(change.target)) found.push(change)
      }
      return found
    },
    hasStartedTooMany(customerId, { perCustomer, withinMs }, now) {
      // Enough have been started when the last but so many is still within the time.
      const nth = startsOf(customerId).at(-perCustomer)
      return perCustomer <= 0 || (nth !== undefined && nth > now - withinMs)
    },
    endedBefore(moment, most) {
      const found: ChangeRow[] = []
      for (const change of long.inOrder()) {
        if (found.length === most || (change.endedAt ?? 0) > moment) break
        found.push(change)
      }
      return found
    },
    keep(change) {
      if (!changes.has(change.id) && change.lane === 'customer') startsOf(change.customerId).push(change.startedAt)
      keepShort(change)
      const isAwake = change.wakeAt !== null
      if (isAwake) waiting.add(change)
      if (isAwake || isOpen(change))
        live.set(change.target, (live.get(change.target) ?? new Map()).set(change.id, change))
      else long.add(change)
    },
    keepShort,
  }
}

interface SortedRows {
  add(change: ChangeRow): void
  remove(change: ChangeRow): void
  inOrder(): Iterable<ChangeRow>
}

/** By a number and then by id. Most are added near the end, where little has to move. */
function sortedRows(numberOf: (change: ChangeRow) => number): SortedRows {
  const rows: ChangeRow[] = []

  function placeOf(change: ChangeRow): number {
    let [from, to] = [0, rows.length]
    while (from < to) {
      const middle = (from + to) >>> 1
      const order = numberOf(rows[middle]!) - numberOf(change) || byId(rows[middle]!, change)
      if (order < 0) from = middle + 1
      else to = middle
    }
    return from
  }

  return {
    add: (change) => void rows.splice(placeOf(change), 0, change),
    remove(change) {
      const place = placeOf(change)
      if (rows[place]?.id === change.id) rows.splice(place, 1)
    },
    inOrder: () => rows,
  }
}

function newestFirst(a: Pick<ChangeRow, 'startedAt' | 'id'>, b: Pick<ChangeRow, 'startedAt' | 'id'>): number {
  return b.startedAt - a.startedAt || byId(b, a)
}

function byId(a: Pick<ChangeRow, 'id'>, b: Pick<ChangeRow, 'id'>): number {
  if (a.id === b.id) return 0
  return a.id < b.id ? -1 : 1
}

type KeyParts = Pick<ChangeRow, 'key' | 'lane' | 'customerId'> & { target: string }

function keyOf({ lane, customerId, target, key }: KeyParts): string {
  return JSON.stringify([lane, customerId, target, key])
}
