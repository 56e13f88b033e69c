import type { SQLInputValue, StatementSync } from 'node:sqlite'
import type { Quote } from '../../contract/quote.ts'
import type { ChangeRow } from '../ledger/change-row.ts'
import { changeOf, columnNames, targetOf, valuesOf } from './change-columns.ts'
import {
  addedRow,
  notedRow,
  savedRow,
  savedTarget,
  standingAt,
  turned,
  untouched,
  type TargetRow,
} from './change-rules.ts'
import { fileAccess, inTransaction, openFile } from './sqlite-file.ts'
import {
  LeaseLostError,
  type AddedChange,
  type ChangeLimit,
  type ChangeQuery,
  type Claim,
  type NewChange,
  type Store,
} from './store.ts'

export interface SqliteStoreOptions {
  /**
   * How long a call waits for another process that writes, in milliseconds. Only the first opening holds up this process
   * meanwhile. @defaultValue 10 000
   */
  busyTimeoutMs?: number
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

  function transact<T>(work: (now: number) => T): Promise<T> {
    return access.write(() => inTransaction(database, () => work(clock())))
  }

  function find(by: ChangeQuery): ChangeRow | null {
    if ('id' in by) return first('SELECT * FROM react_3as_change WHERE id = ?', by.id)
    if ('openOf' in by) {
      const sql = `SELECT * FROM react_3as_change
                   WHERE target = ? AND customer_id = ? AND lane = 'customer' AND is_open = 1`
      return first(sql, by.openOf, by.customerId)
    }
    const sql = 'SELECT * FROM react_3as_change WHERE lane = ? AND customer_id = ? AND target = ? AND key = ?'
    return first(sql, by.lane, by.customerId, by.target, by.key)
  }

  function write(change: ChangeRow): void {
    const set = columnNames.map((name) => `${name} = ?`).join(', ')
    run(`UPDATE react_3as_change SET ${set} WHERE id = ?`, ...valuesOf(change), change.id)
  }

  function targetRow(target: string): TargetRow {
    const row = prepared('SELECT turn, changed_at, quiet_until FROM react_3as_target WHERE target = ?').get(target)
    return row ? targetOf(row) : untouched
  }

  function writeTarget(target: string, { turn, changedAt, quietUntil }: TargetRow): void {
    run(
      `INSERT INTO react_3as_target (target, turn, changed_at, quiet_until) VALUES (?, ?, ?, ?)
       ON CONFLICT (target) DO UPDATE
       SET turn = excluded.turn, changed_at = excluded.changed_at, quiet_until = excluded.quiet_until`,
      target,
      turn,
      changedAt,
      quietUntil,
    )
  }

  function hasStartedTooMany(customerId: string, { perCustomer, withinMs }: ChangeLimit, now: number): boolean {
    const sql = `
      SELECT count(*) AS started FROM react_3as_change
      WHERE customer_id = ? AND lane = 'customer' AND started_at > ?`
    return Number(prepared(sql).get(customerId, now - withinMs)?.started) >= perCustomer
  }

  function add(added: NewChange, limit: ChangeLimit | undefined, now: number): AddedChange {
    const { key, lane, target, customerId, seenTurn } = added
    const twin = find({ key, lane, target, customerId })
    if (twin) return { kind: 'same_key', change: twin }
    const change = addedRow(added, now)
    const open = lane === 'customer' && change.endedAt === null ? find({ openOf: target, customerId }) : null
    if (open) return { kind: 'open', change: open }
    const about = targetRow(target)
    if (seenTurn !== null && seenTurn !== about.turn) return { kind: 'outrun' }
    if (lane === 'customer' && limit && hasStartedTooMany(customerId, limit, now)) return { kind: 'too_many' }
    if (added.quoteId !== null) {
      const sql = 'UPDATE react_3as_quote SET is_used = 1 WHERE id = ? AND is_used = 0 AND expires_at > ?'
      if (run(sql, added.quoteId, now) === 0) return { kind: 'quote_gone' }
    }
    const marks = columnNames.map(() => '?').join(', ')
    run(`INSERT INTO react_3as_change (${columnNames.join(', ')}) VALUES (${marks})`, ...valuesOf(change))
    if (change.endedAt !== null) writeTarget(target, turned(about, now))
    return { kind: 'added', change }
  }

  function dueTarget(now: number): string | undefined {
    const row = prepared(`
      SELECT target FROM react_3as_change AS change
      WHERE wake_at <= ? AND NOT EXISTS (SELECT 1 FROM react_3as_target WHERE target = change.target AND ends_at > ?)
      ORDER BY wake_at LIMIT 1`).get(now, now)
    return row?.target as string | undefined
  }

  function hold(target: string, owner: string, leaseMs: number, now: number): Claim | null {
    const taken = run(
      `INSERT INTO react_3as_target (target, owner, ends_at) VALUES (?, ?, ?)
       ON CONFLICT (target) DO UPDATE SET owner = excluded.owner, ends_at = excluded.ends_at
       WHERE react_3as_target.ends_at <= ?`,
      target,
      owner,
      now + leaseMs,
      now,
    )
    if (taken === 0) return null
    const sql =
      'SELECT * FROM react_3as_change WHERE target = ? AND (is_open = 1 OR wake_at IS NOT NULL) ORDER BY rowid'
    const changes = prepared(sql).all(target).map(changeOf)
    return { owner, target, now, endsAt: now + leaseMs, ...standingAt(targetRow(target), now), changes }
  }

  return {
    addQuote: (quote, limit) =>
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
      const row = await access.read(() => prepared('SELECT * FROM react_3as_quote WHERE id = ?').get(id))
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
    async standingOf(target) {
      const { turn, changedAgoMs } = standingAt(await access.read(() => targetRow(target)), clock())
      return { turn, changedAgoMs }
    },
    noteChange: (id, note) =>
      transact((now) => {
        const change = find({ id })
        if (!change) return { kind: 'unknown' }
        const noted = notedRow(change, note, now)
        if (noted.kind === 'noted') write(noted.change)
        return noted
      }),
    claim: async ({ owner, leaseMs, target }) => {
      // Looking for work must not make writers stand in line when there is none.
      if (target === undefined && (await access.read(() => dueTarget(clock()))) === undefined) return null
      return transact((now) => {
        const wanted = target ?? dueTarget(now)
        return wanted === undefined ? null : hold(wanted, owner, leaseMs, now)
      })
    },
    renew: (claim, leaseMs) =>
      transact((now) => {
        const sql = 'UPDATE react_3as_target SET ends_at = ? WHERE target = ? AND owner = ?'
        if (run(sql, now + leaseMs, claim.target, claim.owner) === 0) return null
        return { ...claim, now, endsAt: now + leaseMs, ...standingAt(targetRow(claim.target), now) }
      }),
    saveChange: (claim, id, seenNotes, update) =>
      transact((now) => {
        const { target, owner } = claim
        const isMine = prepared('SELECT 1 FROM react_3as_target WHERE target = ? AND owner = ?').get(target, owner)
        const change = isMine ? find({ id }) : null
        if (change?.target !== target) throw new LeaseLostError()
        const saved = savedRow(change, seenNotes, update, now)
        const about = targetRow(target)
        const after = savedTarget(about, change, update, now)
        if (after !== about) writeTarget(target, after)
        write(saved)
        return { change: saved, claim: { ...claim, now, ...standingAt(after, now) } }
      }),
    release: async ({ target, owner }) => {
      const sql = 'UPDATE react_3as_target SET owner = NULL, ends_at = 0 WHERE target = ? AND owner = ?'
      await access.write(() => run(sql, target, owner))
    },
    async close() {
      if (isClosed) return
      isClosed = true
      database.close()
    },
  }
}
