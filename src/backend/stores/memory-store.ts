import type { ChangeRow } from '../ledger/change-row.ts'
import { addedRow, isOpen, notedRow, savedRow } from './change-rules.ts'
import {
  LeaseLostError,
  type AddedChange,
  type ChangeNote,
  type ChangeQuery,
  type ChangeUpdate,
  type Claim,
  type ClaimRequest,
  type NewChange,
  type NotedChange,
  type Store,
  type StoredQuote,
} from './store.ts'

interface Hold {
  owner: string
  endsAt: number
}

type QuoteRow = Omit<StoredQuote, 'isExpired' | 'isUsed'> & { expiresAt: number; isUsed: boolean }

/**
 * Keeps everything in this process: for tests, demos, and a partner who bills by invoice and can live with forgetting what
 * was under way. What is paid before it is applied wants `sqliteStore` or `postgresStore`.
 */
export function memoryStore(): Store {
  const changes = new Map<string, ChangeRow>()
  const idByKey = new Map<string, string>()
  /** What is open or awake: all that is ever searched. */
  const live = new Map<string, ChangeRow>()
  const quotes = new Map<string, QuoteRow>()
  const holds = new Map<string, Hold>()
  const lastEnds = new Map<string, number>()

  function forgetOldQuotes(now: number): void {
    for (const [id, { expiresAt }] of quotes) if (expiresAt <= now) quotes.delete(id)
  }

  function openOf(target: string): ChangeRow | undefined {
    return [...live.values()].find((change) => change.target === target && change.lane === 'customer' && isOpen(change))
  }

  function sameKey(by: KeyParts): ChangeRow | undefined {
    return changes.get(idByKey.get(keyOf(by)) ?? '')
  }

  function keep(change: ChangeRow): void {
    changes.set(change.id, change)
    if (change.endedAt !== null) lastEnds.set(change.target, Math.max(change.endedAt, lastEnds.get(change.target) ?? 0))
    if (isOpen(change) || change.wakeAt !== null) live.set(change.id, change)
    else live.delete(change.id)
  }

  function find(by: ChangeQuery): ChangeRow | undefined {
    if ('id' in by) return changes.get(by.id)
    return 'openOf' in by ? openOf(by.openOf) : sameKey(by)
  }

  function addChange(added: NewChange): AddedChange {
    const now = Date.now()
    const twin = sameKey(added)
    if (twin) return { kind: 'same_key', change: copy(twin) }
    const open = added.lane === 'customer' && isOpen(added) ? openOf(added.target) : undefined
    if (open) return { kind: 'open', change: copy(open) }
    if (added.quoteId !== null) {
      const quote = quotes.get(added.quoteId)
      if (!quote || quote.isUsed || quote.expiresAt <= now) return { kind: 'quote_gone' }
      quote.isUsed = true
    }
    const change = addedRow(structuredClone(added), now)
    idByKey.set(keyOf(change), change.id)
    keep(change)
    return { kind: 'added', change: copy(change) }
  }

  function noteChange(id: string, note: ChangeNote): NotedChange {
    const change = changes.get(id)
    if (!change) return { kind: 'unknown' }
    const noted = notedRow(change, note, Date.now())
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
    const now = Date.now()
    const target = asked ?? dueTarget(now)
    if (target === undefined || isHeld(target, now)) return null
    const endsAt = now + leaseMs
    holds.set(target, { owner, endsAt })
    return { owner, target, now, endsAt, changes: liveOf(target) }
  }

  function renew({ owner, target, changes: held }: Claim, leaseMs: number): Claim | null {
    if (holds.get(target)?.owner !== owner) return null
    const now = Date.now()
    holds.set(target, { owner, endsAt: now + leaseMs })
    return { owner, target, now, endsAt: now + leaseMs, changes: held }
  }

  function saveChange(held: Claim, id: string, seenNotes: number, update: ChangeUpdate): ChangeRow {
    const change = changes.get(id)
    if (!change || change.target !== held.target || holds.get(held.target)?.owner !== held.owner)
      throw new LeaseLostError()
    const saved = savedRow(change, seenNotes, structuredClone(update), Date.now())
    keep(saved)
    return copy(saved)
  }

  return {
    async addQuote({ lifeMs, ...quote }, limit) {
      const now = Date.now()
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
      return { ...structuredClone(quote), isExpired: expiresAt <= Date.now() }
    },
    addChange: async (change) => addChange(change),
    async findChange(by) {
      const found = find(by)
      return found ? copy(found) : null
    },
    async endedAgo(target) {
      const last = lastEnds.get(target)
      return last === undefined ? null : Date.now() - last
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
