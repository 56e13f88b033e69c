import {
  type TargetRow,
  addedRow,
  asksForOpen,
  isInTheWay,
  isTurning,
  notedEntry,
  notedRow,
  savedEntry,
  savedRow,
  savedTarget,
  standingAt,
  startedEntry,
  turned,
  untouched,
  writtenOf,
} from './change-rules.ts'
import type { HistoryEntry } from '../ledger/change-history.ts'
import { readChangeFacts, shortenChangeFacts } from './kept-facts.ts'
import { keptCopy } from './kept-copy.ts'
import { memoryChanges } from './memory-changes.ts'
import { memoryRows, rememberedIn } from './memory-rows.ts'
import { memoryQuotes } from './memory-quotes.ts'
import {
  LeaseLostError,
  type AddedChange,
  type ChangeLimit,
  type ChangeNote,
  type ChangeUpdate,
  type Claim,
  type ClaimRequest,
  type NewChange,
  type NotedChange,
  type SavedChange,
  type Store,
} from '../ledger/store.ts'

export interface MemoryStoreOptions {
  /** The clock of leases and waiting, in milliseconds since 1970. @defaultValue Date.now */
  now?: (() => number) | undefined
}

interface Hold {
  owner: string
  endsAt: number
}

/**
 * Keeps everything in this process: for tests, demos, and a partner who bills by invoice and can live with forgetting what
 * was under way. What is paid before it is applied wants `sqliteStore` or `postgresStore`.
 */
export function memoryStore({ now: clock = Date.now }: MemoryStoreOptions = {}): Store {
  const changes = memoryChanges()
  const quotes = memoryQuotes()
  const holds = new Map<string, Hold>()
  const targets = new Map<string, TargetRow>()
  const histories = new Map<string, HistoryEntry[]>()
  const memory = new Map<string, { customerId: string; target: string; name: string; value: string }>()

  function remember(changeId: string, entry: HistoryEntry | null): void {
    if (entry) histories.set(changeId, [...(histories.get(changeId) ?? []), keptCopy(entry)])
  }

  function targetRow(target: string): TargetRow {
    return targets.get(target) ?? untouched
  }

  function addChange(added: NewChange, limit?: ChangeLimit): AddedChange {
    const now = clock()
    const { key, lane, target, customerId, seenTurn, quoteId } = added
    const twin = changes.find({ key, lane, target, customerId })
    if (twin) return { kind: 'same_key', change: twin }
    const open = asksForOpen(added) ? changes.find({ openOf: target, customerId }) : undefined
    if (open && isInTheWay(open, added)) return { kind: 'open', change: open }
    if (seenTurn !== null && seenTurn !== targetRow(target).turn) return { kind: 'outrun' }
    if (lane === 'customer' && limit && changes.hasStartedTooMany(customerId, limit, now)) return { kind: 'too_many' }
    if (quoteId !== null && !quotes.use(quoteId, now)) return { kind: 'quote_gone' }
    const change = keptCopy(addedRow(added, now))
    if (isTurning(added, change)) targets.set(target, turned(targetRow(target), now))
    changes.keep(change)
    remember(change.id, startedEntry(added, now))
    return { kind: 'added', change }
  }

  function noteChange(id: string, note: ChangeNote): NotedChange {
    const change = changes.find({ id })
    if (!change) return { kind: 'unknown' }
    const now = clock()
    const noted = notedRow(change, note, now)
    if (noted.kind !== 'noted') return noted
    const kept = keptCopy(noted.change)
    changes.keep(kept)
    remember(id, notedEntry(change, note, now))
    return { kind: 'noted', change: kept }
  }

  function isHeld(target: string, now: number): boolean {
    return (holds.get(target)?.endsAt ?? 0) > now
  }

  function dueTarget(now: number): string | undefined {
    return changes.firstDue(now, 1, (target) => !isHeld(target, now))[0]?.target
  }

  function countDue(most: number, now: number): number {
    return new Set(changes.firstDue(now, most, (target) => !isHeld(target, now)).map(({ target }) => target)).size
  }

  function claim({ owner, leaseMs, target: asked }: ClaimRequest): Claim | null {
    const now = clock()
    const target = asked ?? dueTarget(now)
    if (target === undefined || isHeld(target, now)) return null
    const endsAt = now + leaseMs
    holds.set(target, { owner, endsAt })
    return { owner, target, now, endsAt, ...standingAt(targetRow(target), now), changes: changes.liveOf(target) }
  }

  function renew(held: Claim, leaseMs: number): Claim | null {
    const { owner, target } = held
    if (holds.get(target)?.owner !== owner) return null
    const now = clock()
    const endsAt = now + leaseMs
    holds.set(target, { owner, endsAt })
    return { ...held, now, endsAt, ...standingAt(targetRow(target), now) }
  }

  function saveChange(held: Claim, id: string, seenNotes: number, wanted: ChangeUpdate): SavedChange {
    const { target, owner } = held
    const change = changes.find({ id })
    if (change?.target !== target || holds.get(target)?.owner !== owner) throw new LeaseLostError()
    const now = clock()
    const update = writtenOf(change, seenNotes, wanted)
    const saved = keptCopy(savedRow(change, seenNotes, update, now))
    const after = savedTarget(targetRow(target), change, update, now)
    targets.set(target, after)
    changes.keep(saved)
    remember(id, savedEntry(change, saved, now))
    for (const row of update.memory ? memoryRows(target, update.memory) : []) {
      memory.set(JSON.stringify([change.customerId, row.target, row.name]), { ...row, customerId: change.customerId })
    }
    return { change: saved, claim: { ...held, now, ...standingAt(after, now) } }
  }

  return {
    isForgetful: true,
    addQuote: async (quote, limit) => quotes.add(keptCopy(quote), limit, clock()),
    findQuote: async (id) => quotes.find(id, clock()),
    addChange: async (change, limit) => addChange(change, limit),
    findChange: async (by) => changes.find(by) ?? null,
    liveOf: async (target) => changes.liveOf(target),
    listChanges: async (query) => changes.list(query),
    historyOf: async (changeId) => histories.get(changeId) ?? [],
    async standingOf(target) {
      const { turn, changedAgoMs } = standingAt(targetRow(target), clock())
      return { turn, changedAgoMs }
    },
    memoryOf: async ({ target, customerId }) =>
      rememberedIn(
        [...memory.values()].filter(
          (row) => row.customerId === customerId && (row.target === target || row.target === ''),
        ),
      ),
    noteChange: async (id, note) => noteChange(id, note),
    countDue: async (most) => countDue(most, clock()),
    claim: async (request) => claim(request),
    renew: async (held, leaseMs) => renew(held, leaseMs),
    saveChange: async (held, id, seenNotes, update) => saveChange(held, id, seenNotes, update),
    async release({ owner, target }) {
      if (holds.get(target)?.owner === owner) holds.delete(target)
    },
    async shorten(endedAgoMs, most) {
      const long = changes.endedBefore(clock() - endedAgoMs, most)
      for (const change of long) {
        changes.keepShort(keptCopy({ ...change, facts: readChangeFacts(shortenChangeFacts(change.facts)) }))
        histories.delete(change.id)
      }
      return long.length
    },
    async close() {},
  }
}
