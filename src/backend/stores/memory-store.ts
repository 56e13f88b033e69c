import type { ChangeRow } from '../ledger/change-row.ts'
import {
  addedRow,
  isOpen,
  notedRow,
  savedRow,
  savedTarget,
  standingAt,
  turned,
  untouched,
  type TargetRow,
} from './change-rules.ts'
import {
  LeaseLostError,
  type AddedChange,
  type ChangeLimit,
  type ChangeNote,
  type ChangeQuery,
  type ChangeUpdate,
  type Claim,
  type ClaimRequest,
  type NewChange,
  type NotedChange,
  type SavedChange,
  type Store,
  type StoredQuote,
} from './store.ts'

export interface MemoryStoreOptions {
  /** The clock of leases and waiting, in milliseconds since 1970. @defaultValue Date.now */
  now?: (() => number) | undefined
}

interface Hold {
  owner: string
  endsAt: number
}

type QuoteRow = Omit<StoredQuote, 'isExpired' | 'isUsed'> & { expiresAt: number; isUsed: boolean }

/**
 * Keeps everything in this process: for tests, demos, and a partner who bills by invoice and can live with forgetting what
 * was under way. What is paid before it is applied wants `sqliteStore` or `postgresStore`.
 */
export function memoryStore({ now: clock = Date.now }: MemoryStoreOptions = {}): Store {
  const changes = new Map<string, ChangeRow>()
  const idByKey = new Map<string, string>()
  /** What is open or awake: all that is ever searched. */
  const live = new Map<string, ChangeRow>()
  /** When each customer started its changes, in order. */
  const starts = new Map<string, number[]>()
  const quotes = new Map<string, QuoteRow>()
  const holds = new Map<string, Hold>()
  const targets = new Map<string, TargetRow>()

  function targetRow(target: string): TargetRow {
    return targets.get(target) ?? untouched
  }

  function forgetOldQuotes(now: number): void {
    for (const [id, { expiresAt }] of quotes) if (expiresAt <= now) quotes.delete(id)
  }

  function openOf(target: string, customerId: string): ChangeRow | undefined {
    return [...live.values()].find(
      (change) =>
        change.target === target && change.customerId === customerId && change.lane === 'customer' && isOpen(change),
    )
  }

  function sameKey(by: KeyParts): ChangeRow | undefined {
    return changes.get(idByKey.get(keyOf(by)) ?? '')
  }

  function keep(change: ChangeRow): void {
    changes.set(change.id, change)
    if (isOpen(change) || change.wakeAt !== null) live.set(change.id, change)
    else live.delete(change.id)
  }

  function find(by: ChangeQuery): ChangeRow | undefined {
    if ('id' in by) return changes.get(by.id)
    return 'openOf' in by ? openOf(by.openOf, by.customerId) : sameKey(by)
  }

  function startsOf(customerId: string): number[] {
    const known = starts.get(customerId) ?? []
    starts.set(customerId, known)
    return known
  }

  function hasStartedTooMany(customerId: string, { perCustomer, withinMs }: ChangeLimit, now: number): boolean {
    const recent = startsOf(customerId).filter((startedAt) => startedAt > now - withinMs)
    starts.set(customerId, recent)
    return recent.length >= perCustomer
  }

  function addChange(added: NewChange, limit?: ChangeLimit): AddedChange {
    const now = clock()
    const { lane, target, customerId, seenTurn, quoteId } = added
    const twin = sameKey(added)
    if (twin) return { kind: 'same_key', change: copy(twin) }
    const open = lane === 'customer' && isOpen(added) ? openOf(target, customerId) : undefined
    if (open) return { kind: 'open', change: copy(open) }
    if (seenTurn !== null && seenTurn !== targetRow(target).turn) return { kind: 'outrun' }
    if (lane === 'customer' && limit && hasStartedTooMany(customerId, limit, now)) return { kind: 'too_many' }
    if (quoteId !== null) {
      const quote = quotes.get(quoteId)
      if (!quote || quote.isUsed || quote.expiresAt <= now) return { kind: 'quote_gone' }
      quote.isUsed = true
    }
    const change = addedRow(structuredClone(added), now)
    idByKey.set(keyOf(change), change.id)
    if (lane === 'customer') startsOf(customerId).push(now)
    if (change.endedAt !== null) targets.set(target, turned(targetRow(target), now))
    keep(change)
    return { kind: 'added', change: copy(change) }
  }

  function noteChange(id: string, note: ChangeNote): NotedChange {
    const change = changes.get(id)
    if (!change) return { kind: 'unknown' }
    const noted = notedRow(change, note, clock())
    if (noted.kind === 'noted') keep(noted.change)
    return { ...noted, change: copy(noted.change) }
  }

  function dueTarget(now: number): string | undefined {
    return [...live.values()]
      .filter(({ target, wakeAt }) => wakeAt !== null && wakeAt <= now && !isHeld(target, now))
      .toSorted((a, b) => a.wakeAt! - b.wakeAt!)[0]?.target
  }

  function isHeld(target: string, now: number): boolean {
    return (holds.get(target)?.endsAt ?? 0) > now
  }

  function liveOf(target: string): ChangeRow[] {
    return [...live.values()].filter((change) => change.target === target).map(copy)
  }

  function claim({ owner, leaseMs, target: asked }: ClaimRequest): Claim | null {
    const now = clock()
    const target = asked ?? dueTarget(now)
    if (target === undefined || isHeld(target, now)) return null
    const endsAt = now + leaseMs
    holds.set(target, { owner, endsAt })
    return { owner, target, now, endsAt, ...standingAt(targetRow(target), now), changes: liveOf(target) }
  }

  function renew(held: Claim, leaseMs: number): Claim | null {
    const { owner, target } = held
    if (holds.get(target)?.owner !== owner) return null
    const now = clock()
    const endsAt = now + leaseMs
    holds.set(target, { owner, endsAt })
    return { ...held, now, endsAt, ...standingAt(targetRow(target), now) }
  }

  function saveChange(held: Claim, id: string, seenNotes: number, update: ChangeUpdate): SavedChange {
    const { target, owner } = held
    const change = changes.get(id)
    if (!change || change.target !== target || holds.get(target)?.owner !== owner) throw new LeaseLostError()
    const now = clock()
    const saved = savedRow(change, seenNotes, structuredClone(update), now)
    const after = savedTarget(targetRow(target), change, update, now)
    targets.set(target, after)
    keep(saved)
    return { change: copy(saved), claim: { ...held, now, ...standingAt(after, now) } }
  }

  return {
    async addQuote({ lifeMs, ...quote }, limit) {
      const now = clock()
      forgetOldQuotes(now)
      const held = [...quotes.values()].filter(({ customerId }) => customerId === quote.customerId)
      if (held.length >= limit) return 'too_many'
      quotes.set(quote.id, { ...structuredClone(quote), expiresAt: now + lifeMs, isUsed: false })
      return 'added'
    },
    async findQuote(id) {
      const found = quotes.get(id)
      if (!found) return null
      const { expiresAt, ...quote } = found
      return { ...structuredClone(quote), isExpired: expiresAt <= clock() }
    },
    addChange: async (change, limit) => addChange(change, limit),
    async findChange(by) {
      const found = find(by)
      return found ? copy(found) : null
    },
    async standingOf(target) {
      const { turn, changedAgoMs } = standingAt(targetRow(target), clock())
      return { turn, changedAgoMs }
    },
    noteChange: async (id, note) => noteChange(id, note),
    claim: async (request) => claim(request),
    renew: async (held, leaseMs) => renew(held, leaseMs),
    saveChange: async (held, id, seenNotes, update) => saveChange(held, id, seenNotes, update),
    async release({ owner, target }) {
      if (holds.get(target)?.owner === owner) holds.delete(target)
    },
    async close() {},
  }
}

type KeyParts = Pick<ChangeRow, 'key' | 'lane' | 'target' | 'customerId'>

function keyOf({ lane, customerId, target, key }: KeyParts): string {
  return JSON.stringify([lane, customerId, target, key])
}

function copy(change: ChangeRow): ChangeRow {
  return structuredClone(change)
}
