import type { SQLInputValue, StatementSync } from 'node:sqlite'
import type { Quote } from '../../contract/quote.ts'
import type { HistoryEntry } from '../ledger/change-history.ts'
import type { ChangeRow } from '../ledger/change-row.ts'
import { changeOf, entryOf, entryValues, targetOf, valuesOf } from './change-columns.ts'
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
import { readChangeFacts, shortenChangeFacts } from './kept-facts.ts'
import { listing } from './listing.ts'
import { memoryRows, rememberedIn } from './memory-rows.ts'
import { fileAccess, inLightTransaction, inTransaction, openFile } from './sqlite-file.ts'
import { sqliteStatements } from './sqlite-statements.ts'
import {
  LeaseLostError,
  type AddedChange,
  type ChangeLimit,
  type ChangeQuery,
  type Claim,
  type NewChange,
  type Store,
} from '../ledger/store.ts'

export interface SqliteStoreOptions {
  /**
   * How long a call waits for another process that writes, in milliseconds. Only the first opening holds up this process
   * meanwhile. @defaultValue 10 000
   */
  busyTimeoutMs?: number | undefined
  /** The clock of leases and waiting, in milliseconds since 1970. @defaultValue Date.now */
  now?: (() => number) | undefined
}

/**
 * Keeps everything in one file of SQLite, through `node:sqlite`: nothing to install, and several processes of one machine
 * may share the file. Many machines want `postgresStore`.
 *
 * @throws Error when the file cannot be opened, or Node is too old to have SQLite.
 * @example store: sqliteStore('analytics.db')
 */
export function sqliteStore(
  file: string,
  { busyTimeoutMs = 10_000, now: clock = Date.now }: SqliteStoreOptions = {},
): Store {
  const database = openFile(file, busyTimeoutMs)
  const access = fileAccess(busyTimeoutMs)
  const statements = new Map<Name, StatementSync>()
  let isClosed = false

  function prepared(name: Name): StatementSync {
    const known = statements.get(name) ?? database.prepare(sqliteStatements[name])
    statements.set(name, known)
    return known
  }

  function run(name: Name, ...values: SQLInputValue[]): number {
    return Number(prepared(name).run(...values).changes)
  }

  function first(name: Name, ...values: SQLInputValue[]): Columns | undefined {
    return prepared(name).get(...values)
  }

  function transact<T>(work: (now: number) => T): Promise<T> {
    return access.write(() => inTransaction(database, () => work(clock())))
  }

  function lease<T>(work: (now: number) => T): Promise<T> {
    return access.write(() => inLightTransaction(database, () => work(clock())))
  }

  function findRow(by: ChangeQuery): Columns | undefined {
    if ('id' in by) return first('findChange', by.id)
    if ('openOf' in by) return first('findOpen', by.openOf, by.customerId)
    return first('findByKey', by.lane, by.customerId, by.target, by.key)
  }

  function find(by: ChangeQuery): ChangeRow | null {
    const row = findRow(by)
    return row ? changeOf(row) : null
  }

  function write(change: ChangeRow): void {
    run('writeChange', ...valuesOf(change), change.id)
  }

  function remember(changeId: string, entry: HistoryEntry | null): void {
    if (entry) run('addHistory', ...entryValues(changeId, entry))
  }

  function targetRow(target: string): TargetRow {
    const row = first('findTarget', target)
    return row ? targetOf(row) : untouched
  }

  function writeTarget(target: string, { turn, changedAt, quietUntil }: TargetRow): void {
    run('writeTarget', target, turn, changedAt, quietUntil)
  }

  function hasStartedTooMany(customerId: string, { perCustomer, withinMs }: ChangeLimit, now: number): boolean {
    return Number(first('countStarted', customerId, now - withinMs)?.started) >= perCustomer
  }

  function add(added: NewChange, limit: ChangeLimit | undefined, now: number): AddedChange {
    const { key, lane, target, customerId, seenTurn, quoteId } = added
    const twin = find({ key, lane, target, customerId })
    if (twin) return { kind: 'same_key', change: twin }
    const change = addedRow(added, now)
    const open = asksForOpen(added) ? find({ openOf: target, customerId }) : null
    if (open && isInTheWay(open, added)) return { kind: 'open', change: open }
    const about = targetRow(target)
    if (seenTurn !== null && seenTurn !== about.turn) return { kind: 'outrun' }
    if (lane === 'customer' && limit && hasStartedTooMany(customerId, limit, now)) return { kind: 'too_many' }
    if (quoteId !== null && run('useQuote', quoteId, now) === 0) return { kind: 'quote_gone' }
    run('addChange', ...valuesOf(change))
    remember(change.id, startedEntry(added, now))
    if (isTurning(added, change)) writeTarget(target, turned(about, now))
    return { kind: 'added', change }
  }

  function dueTarget(now: number): string | undefined {
    return first('findDue', now, now, 1)?.target as string | undefined
  }

  function countDue(most: number, now: number): number {
    return new Set(
      prepared('findDue')
        .all(now, now, most)
        .map(({ target }) => target),
    ).size
  }

  function hold(target: string, owner: string, leaseMs: number, now: number): Claim | null {
    const endsAt = now + leaseMs
    if (run('hold', target, owner, endsAt, now) === 0) return null
    const changes = prepared('findLive').all(target).map(changeOf)
    return { owner, target, now, endsAt, ...standingAt(targetRow(target), now), changes }
  }

  return {
    isForgetful: file === ':memory:',
    addQuote: (quote, limit) =>
      transact((now) => {
        run('forgetQuotes', now)
        if (Number(first('countQuotes', quote.customerId)?.held) >= limit) return 'too_many'
        run(
          'addQuote',
          quote.id,
          quote.customerId,
          quote.target,
          quote.fingerprint,
          JSON.stringify(quote.quote),
          quote.madeAt,
          now + quote.lifeMs,
        )
        return 'added'
      }),
    async findQuote(id) {
      const row = await access.read(() => first('findQuote', id))
      if (!row) return null
      return {
        id,
        customerId: String(row.customer_id),
        target: String(row.target),
        fingerprint: String(row.fingerprint),
        quote: JSON.parse(String(row.quote)) as Quote,
        madeAt: String(row.made_at),
        isExpired: Number(row.expires_at) <= clock(),
        isUsed: row.is_used === 1,
      }
    },
    addChange: (change, limit) => transact((now) => add(change, limit, now)),
    findChange: (by) => access.read(() => find(by)),
    liveOf: (target) => access.read(() => prepared('findLive').all(target).map(changeOf)),
    listChanges: (query) =>
      access.read(() => {
        const { name, values } = listing(query)
        return prepared(name)
          .all(...values)
          .map(changeOf)
      }),
    historyOf: (changeId) => access.read(() => prepared('findHistory').all(changeId).map(entryOf)),
    async standingOf(target) {
      const { turn, changedAgoMs } = standingAt(await access.read(() => targetRow(target)), clock())
      return { turn, changedAgoMs }
    },
    memoryOf: ({ target, customerId }) =>
      access.read(() => rememberedIn(prepared('findMemory').all(customerId, target))),
    noteChange: (id, note) =>
      transact((now) => {
        const change = find({ id })
        if (!change) return { kind: 'unknown' }
        const noted = notedRow(change, note, now)
        if (noted.kind !== 'noted') return noted
        write(noted.change)
        remember(id, notedEntry(change, note, now))
        return noted
      }),
    countDue: (most) => access.read(() => countDue(most, clock())),
    async claim({ owner, leaseMs, target }) {
      // Asking for what another worker holds must not block those who write.
      if (target !== undefined && (await access.read(() => first('isHeld', target, clock())))) return null
      return lease((now) => {
        const wanted = target ?? dueTarget(now)
        return wanted === undefined ? null : hold(wanted, owner, leaseMs, now)
      })
    },
    renew: (claim, leaseMs) =>
      lease((now) => {
        const endsAt = now + leaseMs
        if (run('renew', endsAt, claim.target, claim.owner) === 0) return null
        return { ...claim, now, endsAt, ...standingAt(targetRow(claim.target), now) }
      }),
    saveChange: (claim, id, seenNotes, wanted) =>
      transact((now) => {
        const { target, owner } = claim
        const held = first('findHeld', target, owner)
        const change = held ? find({ id }) : null
        if (!held || change?.target !== target) throw new LeaseLostError()
        const update = writtenOf(change, seenNotes, wanted)
        const saved = savedRow(change, seenNotes, update, now)
        const before = targetOf(held)
        const after = savedTarget(before, change, update, now)
        if (after !== before) writeTarget(target, after)
        write(saved)
        remember(id, savedEntry(change, saved, now))
        for (const row of update.memory ? memoryRows(target, update.memory) : []) {
          run('writeMemory', change.customerId, row.target, row.name, row.value)
        }
        return { change: saved, claim: { ...claim, now, ...standingAt(after, now) } }
      }),
    async release({ target, owner }) {
      await lease(() => run('release', target, owner))
    },
    shorten: (endedAgoMs, most) =>
      transact((now) => {
        const long = prepared('findLong').all(now - endedAgoMs, most)
        for (const { id, facts } of long) {
          run('shorten', shortenChangeFacts(readChangeFacts(String(facts))), String(id))
          run('forgetHistory', String(id))
        }
        return long.length
      }),
    async close() {
      if (isClosed) return
      isClosed = true
      database.close()
    },
  }
}

type Name = keyof typeof sqliteStatements
type Columns = Record<string, unknown>
