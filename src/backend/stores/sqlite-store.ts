import type { DatabaseSync, SQLInputValue, StatementSync } from 'node:sqlite'
import type { Quote } from '../../contract/quote.ts'
import type { ChangeRow } from '../ledger/change-row.ts'
import { changeOf, columnNames, valuesOf } from './change-columns.ts'
import { addedRow, notedRow, savedRow } from './change-rules.ts'
import { LeaseLostError, type AddedChange, type ChangeQuery, type Claim, type NewChange, type Store } from './store.ts'

export interface SqliteStoreOptions {
  /** How long a call waits for another process that writes, in milliseconds. @defaultValue 10 000 */
  busyTimeoutMs?: number
}

/**
 * Keeps everything in one file of SQLite, through `node:sqlite`: nothing to install, and several processes of one machine
 * may share the file. Many machines want `postgresStore`.
 *
 * @throws Error when the file cannot be opened, or Node is too old to have SQLite.
 * @example store: sqliteStore('analytics.db')
 */
export function sqliteStore(file: string, { busyTimeoutMs = 10_000 }: SqliteStoreOptions = {}): Store {
  const database = openDatabase(file, busyTimeoutMs)
  const statements = new Map<string, StatementSync>()
  let isClosed = false

  function prepared(sql: string): StatementSync {
    const known = statements.get(sql) ?? database.prepare(sql)
    statements.set(sql, known)
    return known
  }

  function run(sql: string, ...values: SQLInputValue[]): number {
    return Number(prepared(sql).run(...values).changes)
  }

  function first(sql: string, ...values: SQLInputValue[]): ChangeRow | null {
    const row = prepared(sql).get(...values)
    return row ? changeOf(row) : null
  }

  /** Writers stand in line from the start: a transaction that reads first and writes later could be turned away midway. */
  function transact<T>(work: (now: number) => T): T {
    database.exec('BEGIN IMMEDIATE')
    try {
      const result = work(Date.now())
      database.exec('COMMIT')
      return result
    } catch (error) {
      database.exec('ROLLBACK')
      throw error
    }
  }

  function find(by: ChangeQuery): ChangeRow | null {
    if ('id' in by) return first('SELECT * FROM react_3as_change WHERE id = ?', by.id)
    if ('openOf' in by) {
      return first("SELECT * FROM react_3as_change WHERE target = ? AND lane = 'customer' AND is_open = 1", by.openOf)
    }
    const sql = 'SELECT * FROM react_3as_change WHERE lane = ? AND customer_id = ? AND target = ? AND key = ?'
    return first(sql, by.lane, by.customerId, by.target, by.key)
  }

  function write(change: ChangeRow): void {
    const set = columnNames.map((name) => `${name} = ?`).join(', ')
    run(`UPDATE react_3as_change SET ${set} WHERE id = ?`, ...valuesOf(change), change.id)
  }

  function add(added: NewChange, now: number): AddedChange {
    const { key, lane, target, customerId } = added
    const twin = find({ key, lane, target, customerId })
    if (twin) return { kind: 'same_key', change: twin }
    const change = addedRow(added, now)
    const open = lane === 'customer' && change.endedAt === null ? find({ openOf: target }) : null
    if (open) return { kind: 'open', change: open }
    if (added.quoteId !== null) {
      const sql = 'UPDATE react_3as_quote SET is_used = 1 WHERE id = ? AND is_used = 0 AND expires_at > ?'
      if (run(sql, added.quoteId, now) === 0) return { kind: 'quote_gone' }
    }
    const marks = columnNames.map(() => '?').join(', ')
    run(`INSERT INTO react_3as_change (${columnNames.join(', ')}) VALUES (${marks})`, ...valuesOf(change))
    return { kind: 'added', change }
  }

  function dueTarget(now: number): string | undefined {
    const row = prepared(`
      SELECT target FROM react_3as_change AS change
      WHERE wake_at <= ? AND NOT EXISTS (SELECT 1 FROM react_3as_hold WHERE target = change.target AND ends_at > ?)
      ORDER BY wake_at LIMIT 1`).get(now, now)
    return row?.target as string | undefined
  }

  function hold(target: string, owner: string, leaseMs: number, now: number): Claim | null {
    const taken = run(
      `INSERT INTO react_3as_hold (target, owner, ends_at) VALUES (?, ?, ?)
       ON CONFLICT (target) DO UPDATE SET owner = excluded.owner, ends_at = excluded.ends_at
       WHERE react_3as_hold.ends_at <= ?`,
      target,
      owner,
      now + leaseMs,
      now,
    )
    if (taken === 0) return null
    const sql =
      'SELECT * FROM react_3as_change WHERE target = ? AND (is_open = 1 OR wake_at IS NOT NULL) ORDER BY rowid'
    return { owner, target, now, endsAt: now + leaseMs, changes: prepared(sql).all(target).map(changeOf) }
  }

  return {
    addQuote: async (quote, limit) =>
      transact((now) => {
        run('DELETE FROM react_3as_quote WHERE expires_at <= ?', now)
        const held = prepared('SELECT count(*) AS held FROM react_3as_quote WHERE customer_id = ?').get(
          quote.customerId,
        )
        if (Number(held?.held) >= limit) return 'too_many'
        run(
          `INSERT INTO react_3as_quote (id, customer_id, target, fingerprint, quote, made_at, expires_at, is_used)
           VALUES (?, ?, ?, ?, ?, ?, ?, 0)`,
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
      const row = prepared('SELECT * FROM react_3as_quote WHERE id = ?').get(id)
      if (!row) return null
      return {
        id,
        customerId: String(row.customer_id),
        target: String(row.target),
        fingerprint: String(row.fingerprint),
        quote: JSON.parse(String(row.quote)) as Quote,
        madeAt: String(row.made_at),
        isExpired: Number(row.expires_at) <= Date.now(),
        isUsed: row.is_used === 1,
      }
    },
    addChange: async (change) => transact((now) => add(change, now)),
    findChange: async (by) => find(by),
    async endedAgo(target) {
      const row = prepared('SELECT max(ended_at) AS last FROM react_3as_change WHERE target = ?').get(target)
      return row?.last == null ? null : Date.now() - Number(row.last)
    },
    noteChange: async (id, note) =>
      transact((now) => {
        const change = find({ id })
        if (!change) return { kind: 'unknown' }
        const noted = notedRow(change, note, now)
        if (noted.kind === 'noted') write(noted.change)
        return noted
      }),
    claim: async ({ owner, leaseMs, target }) => {
      // Looking for work must not make writers stand in line when there is none.
      if (target === undefined && dueTarget(Date.now()) === undefined) return null
      return transact((now) => {
        const wanted = target ?? dueTarget(now)
        return wanted === undefined ? null : hold(wanted, owner, leaseMs, now)
      })
    },
    renew: async (claim, leaseMs) =>
      transact((now) => {
        const sql = 'UPDATE react_3as_hold SET ends_at = ? WHERE target = ? AND owner = ?'
        if (run(sql, now + leaseMs, claim.target, claim.owner) === 0) return null
        return { ...claim, now, endsAt: now + leaseMs }
      }),
    saveChange: async ({ target, owner }, id, seenNotes, update) =>
      transact((now) => {
        const isMine = prepared('SELECT 1 FROM react_3as_hold WHERE target = ? AND owner = ?').get(target, owner)
        const change = isMine ? find({ id }) : null
        if (change?.target !== target) throw new LeaseLostError()
        const saved = savedRow(change, seenNotes, update, now)
        write(saved)
        return saved
      }),
    release: async ({ target, owner }) => {
      run('DELETE FROM react_3as_hold WHERE target = ? AND owner = ?', target, owner)
    },
    async close() {
      if (isClosed) return
      isClosed = true
      database.close()
    },
  }
}

function openDatabase(file: string, busyTimeoutMs: number): DatabaseSync {
  // Looked up when it is used: a runtime without it can still load the rest of the server.
  const sqlite = (globalThis.process as typeof process | undefined)?.getBuiltinModule?.('node:sqlite')
  if (!sqlite) throw new Error('sqliteStore needs node:sqlite: Node 22.13 or newer. Use postgresStore elsewhere.')
  const database = new sqlite.DatabaseSync(file)
  try {
    database.exec(`PRAGMA busy_timeout = ${busyTimeoutMs}`)
    becomeWal(database, busyTimeoutMs)
    // What was paid must outlive a power cut, so every commit reaches the disk.
    database.exec('PRAGMA synchronous = FULL')
    migrate(database)
    return database
  } catch (error) {
    database.close()
    throw error
  }
}

/** Changing the journal's mode does not wait for others by itself, and several processes may start at once. */
function becomeWal(database: DatabaseSync, timeoutMs: number): void {
  const until = Date.now() + timeoutMs
  for (;;) {
    try {
      database.exec('PRAGMA journal_mode = WAL')
      return
    } catch (error) {
      if (Date.now() > until || !/locked|busy/.test(String(error))) throw error
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 20)
    }
  }
}

/** Each step leads from one version of the tables to the next. What has been published is never changed. */
const migrations = [
  `CREATE TABLE react_3as_change (
     id TEXT PRIMARY KEY, lane TEXT NOT NULL, target TEXT NOT NULL, customer_id TEXT NOT NULL, key TEXT NOT NULL,
     body_hash TEXT NOT NULL, state TEXT NOT NULL, is_open INTEGER NOT NULL, payment_news TEXT, charge_id TEXT, wish TEXT,
     notes INTEGER NOT NULL, facts TEXT NOT NULL, started_at INTEGER NOT NULL, ended_at INTEGER, wake_at INTEGER
   ) STRICT;
   CREATE UNIQUE INDEX react_3as_change_key ON react_3as_change (lane, customer_id, target, key);
   CREATE UNIQUE INDEX react_3as_change_open ON react_3as_change (target) WHERE lane = 'customer' AND is_open = 1;
   CREATE INDEX react_3as_change_live ON react_3as_change (target) WHERE is_open = 1 OR wake_at IS NOT NULL;
   CREATE INDEX react_3as_change_ended ON react_3as_change (target, ended_at);
   CREATE INDEX react_3as_change_due ON react_3as_change (wake_at) WHERE wake_at IS NOT NULL;
   CREATE TABLE react_3as_hold (target TEXT PRIMARY KEY, owner TEXT NOT NULL, ends_at INTEGER NOT NULL) STRICT;
   CREATE TABLE react_3as_quote (
     id TEXT PRIMARY KEY, customer_id TEXT NOT NULL, target TEXT NOT NULL, fingerprint TEXT NOT NULL, quote TEXT NOT NULL,
     made_at TEXT NOT NULL, expires_at INTEGER NOT NULL, is_used INTEGER NOT NULL
   ) STRICT;
   CREATE INDEX react_3as_quote_customer ON react_3as_quote (customer_id);
   CREATE INDEX react_3as_quote_expires ON react_3as_quote (expires_at);`,
]

/** The version stands in the same transaction as the tables: a second process sees both or neither. */
function migrate(database: DatabaseSync): void {
  database.exec('BEGIN IMMEDIATE')
  try {
    database.exec('CREATE TABLE IF NOT EXISTS react_3as_version (version INTEGER NOT NULL) STRICT')
    const row = database.prepare('SELECT version FROM react_3as_version').get()
    const version = Number(row?.version ?? 0)
    if (version > migrations.length) throw new Error('This database was written by a newer react-3as.')
    for (const migration of migrations.slice(version)) database.exec(migration)
    if (!row) database.exec('INSERT INTO react_3as_version (version) VALUES (0)')
    database.prepare('UPDATE react_3as_version SET version = ?').run(migrations.length)
    database.exec('COMMIT')
  } catch (error) {
    database.exec('ROLLBACK')
    throw error
  }
}
