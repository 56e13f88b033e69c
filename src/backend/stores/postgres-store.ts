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
import { inTransaction, withClient, type PostgresClient, type PostgresPool } from './postgres-client.ts'
import { migrate } from './postgres-migrations.ts'
import { postgresStatements } from './postgres-statements.ts'
import {
  LeaseLostError,
  type AddedChange,
  type ChangeLimit,
  type ChangeQuery,
  type ChangeUpdate,
  type Claim,
  type NewChange,
  type SavedChange,
  type Store,
} from '../ledger/store.ts'

/**
 * Keeps everything in PostgreSQL, shared by as many instances as there are. Needs the package `pg`, which is loaded only
 * when it is used. All times are the database's.
 *
 * @param database a connection string, or a pool of `pg` that the partner's app has already (it stays the app's to end).
 * @example store: postgresStore(process.env.DATABASE_URL)
 */
export function postgresStore(database: string | PostgresPool): Store {
  if (!database) throw new TypeError('postgresStore needs a connection string or a pool.')
  let opening: Promise<PostgresPool> | undefined
  let isClosed = false

  async function openPool(): Promise<PostgresPool> {
    const pool = typeof database === 'string' ? await poolOf(database) : database
    try {
      await withClient(pool, migrate)
      return pool
    } catch (error) {
      // The next call tries anew: a database may be later than the app.
      opening = undefined
      if (typeof database === 'string') await pool.end().catch(() => {})
      throw error
    }
  }

  async function connected<T>(work: (client: PostgresClient) => Promise<T>): Promise<T> {
    if (isClosed) throw new Error('This store has been closed.')
    opening ??= openPool()
    return withClient(await opening, work)
  }

  function transact<T>(work: (ask: Ask) => Promise<T>): Promise<T> {
    return connected((client) => inTransaction(client, () => work(asking(client))))
  }

  /** One statement, which is a transaction by itself. */
  const ask: Ask = (...statement) => connected((client) => asking(client)(...statement))

  return {
    async addQuote(quote, limit) {
      await ask('forgetQuotes')
      const { id, customerId, target, fingerprint, madeAt, lifeMs } = quote
      const values = [id, customerId, target, fingerprint, JSON.stringify(quote.quote), madeAt, lifeMs, limit]
      return (await ask('addQuote', ...values)).count === 1 ? 'added' : 'too_many'
    },
    async findQuote(id) {
      const { first: row } = await ask('findQuote', id)
      if (!row) return null
      return {
        id,
        customerId: String(row.customer_id),
        target: String(row.target),
        fingerprint: String(row.fingerprint),
        quote: JSON.parse(String(row.quote)) as Quote,
        madeAt: String(row.made_at),
        isExpired: row.is_expired === true,
        isUsed: row.is_used === 1,
      }
    },
    addChange: (change, limit) => transact((askHere) => add(askHere, change, limit)),
    findChange: (by) => find(ask, by),
    liveOf: async (target) => (await ask('findLive', target)).rows.map(changeOf),
    async listChanges(query) {
      const { name, values } = listing(query)
      return (await ask(name, ...values)).rows.map(changeOf)
    },
    historyOf: async (changeId) => (await ask('findHistory', changeId)).rows.map(entryOf),
    async standingOf(target) {
      const { first: row } = await ask('findTarget', target)
      const { turn, changedAgoMs } = standingAt(row ? targetOf(row) : untouched, Number(row?.now))
      return { turn, changedAgoMs }
    },
    memoryOf: async ({ target, customerId }) => rememberedIn((await ask('findMemory', customerId, target)).rows),
    noteChange: (id, note) =>
      transact(async (askHere) => {
        const row = await lock(askHere, id)
        if (!row) return { kind: 'unknown' }
        const noted = notedRow(row.change, note, row.now)
        if (noted.kind !== 'noted') return noted
        await askHere('writeChange', ...valuesOf(noted.change))
        await remember(askHere, id, notedEntry(row.change, note, row.now))
        return noted
      }),
    countDue: async (most) => Number((await ask('countDue', most)).first?.due),
    async claim({ owner, leaseMs, target }) {
      const hold = target === undefined ? ask('holdDue', owner, leaseMs) : ask('hold', owner, leaseMs, target)
      const { first: row } = await hold
      if (!row) return null
      // Not one transaction with the hold: no one else writes about what is held, and a hold that is not used ends by itself.
      const held = heldOf(row)
      try {
        const { rows } = await ask('findLive', held.target)
        return { owner, ...held, changes: rows.map(changeOf) }
      } catch (error) {
        await ask('release', held.target, owner).catch(() => {
          // The lease ends by itself.
        })
        throw error
      }
    },
    async renew(claim, leaseMs) {
      const { first: row } = await ask('renew', claim.owner, leaseMs, claim.target)
      return row ? { ...claim, ...heldOf(row) } : null
    },
    async saveChange(claim, id, seenNotes, update) {
      const saved = await transact((askHere) => save(askHere, claim, id, seenNotes, update))
      if (!saved) throw new LeaseLostError()
      return saved
    },
    async release({ target, owner }) {
      await ask('release', target, owner)
    },
    shorten: (endedAgoMs, most) =>
      transact(async (askHere) => {
        const { rows } = await askHere('findLong', endedAgoMs, most)
        const ids = rows.map(({ id }) => id)
        const facts = rows.map((row) => shortenChangeFacts(readChangeFacts(String(row.facts))))
        if (rows.length === 0) return 0
        await askHere('shorten', ids, facts)
        await askHere('forgetHistory', ids)
        return rows.length
      }),
    async close() {
      if (isClosed) return
      isClosed = true
      const pool = await opening?.catch(() => undefined)
      if (typeof database === 'string') await pool?.end()
    },
  }
}

/** In a variable, and with a word for each bundler: none may look for a package that most partners have not installed. */
const packageName = 'pg'

async function poolOf(connectionString: string): Promise<PostgresPool> {
  const pg = (await import(/* webpackIgnore: true */ /* turbopackIgnore: true */ /* @vite-ignore */ packageName).catch(
    (cause: unknown) => {
      throw new Error('postgresStore needs the package pg: npm install pg', { cause })
    },
  )) as typeof import('pg')
  const pool = new pg.default.Pool({ connectionString })
  // A connection that dies while it is idle, or while it is being ended, must not end the process.
  pool.on('error', () => {})
  pool.on('connect', (client) => client.on('error', () => {}))
  return pool
}

type Columns = Record<string, unknown>

interface Answered {
  rows: Columns[]
  first: Columns | undefined
  count: number
}

/** Asks a statement by its name, here or on a connection of its own. */
type Ask = (name: keyof typeof postgresStatements, ...values: unknown[]) => Promise<Answered>

function asking(client: PostgresClient): Ask {
  return async (name, ...values) => {
    const { rows, rowCount } = await client.query(postgresStatements[name], values)
    return { rows, first: rows[0], count: rowCount ?? 0 }
  }
}

async function find(ask: Ask, by: ChangeQuery): Promise<ChangeRow | null> {
  const { first: row } = await findRow(ask, by)
  return row ? changeOf(row) : null
}

function findRow(ask: Ask, by: ChangeQuery): Promise<Answered> {
  if ('id' in by) return ask('findChange', by.id)
  if ('openOf' in by) return ask('findOpen', by.openOf, by.customerId)
  return ask('findByKey', by.lane, by.customerId, by.target, by.key)
}

async function lock(ask: Ask, id: string): Promise<{ change: ChangeRow; now: number } | null> {
  const { first: row } = await ask('lockChange', id)
  return row ? { change: changeOf(row), now: Number(row.now) } : null
}

/** Whoever writes about a subscription stands in line at its row. */
async function add(ask: Ask, added: NewChange, limit?: ChangeLimit): Promise<AddedChange> {
  const { key, lane, target, customerId, seenTurn, quoteId } = added
  const { about, now } = await lockTarget(ask, target)
  const twin = await find(ask, { key, lane, target, customerId })
  if (twin) return { kind: 'same_key', change: twin }
  const change = addedRow(added, now)
  const open = asksForOpen(added) ? await find(ask, { openOf: target, customerId }) : null
  if (open && isInTheWay(open, added)) return { kind: 'open', change: open }
  if (seenTurn !== null && seenTurn !== about.turn) return { kind: 'outrun' }
  if (lane === 'customer' && limit && (await hasStartedTooMany(ask, customerId, limit, now)))
    return { kind: 'too_many' }
  if (quoteId !== null && (await ask('useQuote', quoteId)).count === 0) return { kind: 'quote_gone' }
  await ask('addChange', ...valuesOf(change))
  await remember(ask, change.id, startedEntry(added, now))
  if (isTurning(added, change)) await writeTarget(ask, target, turned(about, now))
  return { kind: 'added', change }
}

async function remember(ask: Ask, changeId: string, entry: HistoryEntry | null): Promise<void> {
  if (entry) await ask('addHistory', ...entryValues(changeId, entry))
}

async function lockTarget(ask: Ask, target: string): Promise<{ about: TargetRow; now: number }> {
  const { first: row } = await ask('lockTarget', target)
  if (!row) throw new Error('The database wrote a row and did not return it.')
  return { about: targetOf(row), now: Number(row.now) }
}

async function writeTarget(ask: Ask, target: string, { turn, changedAt, quietUntil }: TargetRow): Promise<void> {
  await ask('writeTarget', target, turn, changedAt, quietUntil)
}

/** One customer's changes are counted one after the other, also those of different subscriptions. */
async function hasStartedTooMany(
  ask: Ask,
  customerId: string,
  { perCustomer, withinMs }: ChangeLimit,
  now: number,
): Promise<boolean> {
  await ask('lockCustomer', customerLock, customerId)
  const { first: row } = await ask('countStarted', customerId, now - withinMs)
  return Number(row?.started) >= perCustomer
}

/** Any number that stands for this lock and nothing else. */
const customerLock = 330_317_014

/** `null` when the lease is lost. */
async function save(
  ask: Ask,
  claim: Claim,
  id: string,
  seenNotes: number,
  wanted: ChangeUpdate,
): Promise<SavedChange | null> {
  const { target, owner } = claim
  // Both are locked, so that no one can take hold between this look and the write; the subscription before its change, which
  // is the order everywhere.
  const { first: held } = await ask('lockHeld', target, owner)
  const row = held ? await lock(ask, id) : null
  if (!held || row?.change.target !== target) return null
  const { now } = row
  const update = writtenOf(row.change, seenNotes, wanted)
  const change = savedRow(row.change, seenNotes, update, now)
  const before = targetOf(held)
  const after = savedTarget(before, row.change, update, now)
  await ask('writeChange', ...valuesOf(change))
  await remember(ask, id, savedEntry(row.change, change, now))
  if (after !== before) await writeTarget(ask, target, after)
  for (const { target: of, name, value } of update.memory ? memoryRows(target, update.memory) : []) {
    await ask('writeMemory', change.customerId, of, name, value)
  }
  return { change, claim: { ...claim, now, ...standingAt(after, now) } }
}

function heldOf(row: Columns): Omit<Claim, 'owner' | 'changes'> {
  const now = Number(row.now)
  return { target: String(row.target), endsAt: Number(row.ends_at), now, ...standingAt(targetOf(row), now) }
}
