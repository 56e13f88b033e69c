import type { Quote } from '../../contract/quote.ts'
import type { ChangeRow } from '../ledger/change-row.ts'
import { changeOf, columnNames, targetOf, valuesOf } from './change-columns.ts'
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
import { inTransaction, withClient, type PostgresClient, type PostgresPool } from './postgres-client.ts'
import { migrate } from './postgres-migrations.ts'
import {
  LeaseLostError,
  type AddedChange,
  type ChangeLimit,
  type ChangeQuery,
  type Claim,
  type NewChange,
  type Store,
} from './store.ts'

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

  async function query<T>(work: (client: PostgresClient) => Promise<T>): Promise<T> {
    if (isClosed) throw new Error('This store has been closed.')
    opening ??= openPool()
    return withClient(await opening, work)
  }

  function transact<T>(work: (client: PostgresClient) => Promise<T>): Promise<T> {
    return query((client) => inTransaction(client, () => work(client)))
  }

  return {
    addQuote: (quote, limit) =>
      query(async (client) => {
        await client.query(`
          DELETE FROM react_3as_quote WHERE id IN (
            SELECT id FROM react_3as_quote WHERE expires_at <= ${moment} LIMIT 100 FOR UPDATE SKIP LOCKED
          )`)
        const { rowCount } = await client.query(
          `INSERT INTO react_3as_quote (id, customer_id, target, fingerprint, quote, made_at, expires_at, is_used)
           SELECT $1, $2, $3, $4, $5, $6, ${now} + $7::bigint, 0
           WHERE (SELECT count(*) FROM react_3as_quote WHERE customer_id = $2 AND expires_at > ${moment}) < $8`,
          [
            quote.id,
            quote.customerId,
            quote.target,
            quote.fingerprint,
            JSON.stringify(quote.quote),
            quote.madeAt,
            quote.lifeMs,
            limit,
          ],
        )
        return rowCount === 1 ? 'added' : 'too_many'
      }),
    findQuote: (id) =>
      query(async (client) => {
        const sql = `SELECT *, expires_at <= ${now} AS is_expired FROM react_3as_quote WHERE id = $1`
        const row = (await client.query(sql, [id])).rows[0]
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
      }),
    addChange: (change, limit) => transact((client) => add(client, change, limit)),
    findChange: (by) => query((client) => find(client, by)),
    standingOf: (target) =>
      query(async (client) => {
        const sql = `SELECT ${targetColumns}, ${now} AS now FROM react_3as_target WHERE target = $1`
        const row = (await client.query(sql, [target])).rows[0]
        const { turn, changedAgoMs } = standingAt(row ? targetOf(row) : untouched, Number(row?.now))
        return { turn, changedAgoMs }
      }),
    noteChange: (id, note) =>
      transact(async (client) => {
        const row = await lock(client, id)
        if (!row) return { kind: 'unknown' }
        const noted = notedRow(row.change, note, row.now)
        if (noted.kind === 'noted') await write(client, noted.change)
        return noted
      }),
    claim: ({ owner, leaseMs, target }) =>
      transact(async (client) => {
        const held =
          target === undefined ? await holdDue(client, owner, leaseMs) : await hold(client, target, owner, leaseMs)
        return held && { owner, ...held, changes: await liveOf(client, held.target) }
      }),
    renew: (claim, leaseMs) =>
      query(async (client) => {
        const sql = `UPDATE react_3as_target SET ends_at = ${now} + $1::bigint WHERE target = $2 AND owner = $3
                     RETURNING ends_at, ${targetColumns}, ${now} AS now`
        const row = (await client.query(sql, [leaseMs, claim.target, claim.owner])).rows[0]
        return row ? { ...claim, ...heldOf(claim.target, row) } : null
      }),
    async saveChange(claim, id, seenNotes, update) {
      const { target, owner } = claim
      const saved = await transact(async (client) => {
        // Both are locked, so that nobody can take hold between this look and the write; the subscription before its change,
        // which is the order everywhere.
        const sql = `SELECT ${targetColumns} FROM react_3as_target WHERE target = $1 AND owner = $2 FOR UPDATE`
        const about = (await client.query(sql, [target, owner])).rows[0]
        const row = about ? await lock(client, id) : null
        if (!about || row?.change.target !== target) return null
        const change = savedRow(row.change, seenNotes, update, row.now)
        const before = targetOf(about)
        const after = savedTarget(before, row.change, update, row.now)
        await write(client, change)
        if (after !== before) await writeTarget(client, target, after)
        return { change, claim: { ...claim, now: row.now, ...standingAt(after, row.now) } }
      })
      if (!saved) throw new LeaseLostError()
      return saved
    },
    release: ({ target, owner }) =>
      query(async (client) => {
        const sql = 'UPDATE react_3as_target SET owner = NULL, ends_at = 0 WHERE target = $1 AND owner = $2'
        await client.query(sql, [target, owner])
      }),
    async close() {
      if (isClosed) return
      isClosed = true
      const pool = await opening?.catch(() => undefined)
      if (typeof database === 'string') await pool?.end()
    },
  }
}

/** Milliseconds since 1970, by the database's clock and not by the transaction's beginning. */
const now = '(extract(epoch from clock_timestamp()) * 1000)::bigint'

/** The same, taken once for a whole statement: what a clock says anew for each row cannot bound an index. */
const moment = `(SELECT ${now})`

const targetColumns = 'turn, changed_at, quiet_until'

async function poolOf(connectionString: string): Promise<PostgresPool> {
  const pg = await import('pg').catch((cause: unknown) => {
    throw new Error('postgresStore needs the package pg: npm install pg', { cause })
  })
  const pool = new pg.default.Pool({ connectionString })
  // A connection that dies while nobody uses it, or while it is being ended, must not end the process.
  pool.on('error', () => {})
  pool.on('connect', (client) => client.on('error', () => {}))
  return pool
}

async function find(client: PostgresClient, by: ChangeQuery): Promise<ChangeRow | null> {
  const [where, values] = whereOf(by)
  const row = (await client.query(`SELECT * FROM react_3as_change WHERE ${where}`, values)).rows[0]
  return row ? changeOf(row) : null
}

function whereOf(by: ChangeQuery): [where: string, values: string[]] {
  if ('id' in by) return ['id = $1', [by.id]]
  // By the digests that are indexed, and by the texts that count.
  if ('openOf' in by) {
    const digests = 'md5(target) = md5($1) AND md5(customer_id) = md5($2)'
    const texts = 'target = $1 AND customer_id = $2'
    return [`${digests} AND ${texts} AND lane = 'customer' AND is_open = 1`, [by.openOf, by.customerId]]
  }
  const digests = 'md5(customer_id) = md5($2) AND md5(target) = md5($3) AND md5(key) = md5($4)'
  const texts = 'customer_id = $2 AND target = $3 AND key = $4'
  return [`lane = $1 AND ${digests} AND ${texts}`, [by.lane, by.customerId, by.target, by.key]]
}

/** The time is that after the lock, however long it was waited for. */
async function lock(client: PostgresClient, id: string): Promise<{ change: ChangeRow; now: number } | null> {
  const sql = `
    WITH locked AS MATERIALIZED (SELECT * FROM react_3as_change WHERE id = $1 FOR UPDATE)
    SELECT *, ${now} AS now FROM locked`
  const row = (await client.query(sql, [id])).rows[0]
  return row ? { change: changeOf(row), now: Number(row.now) } : null
}

async function write(client: PostgresClient, change: ChangeRow): Promise<void> {
  const set = columnNames.map((name, index) => `${name} = $${index + 1}`).join(', ')
  await client.query(`UPDATE react_3as_change SET ${set} WHERE id = $1`, valuesOf(change))
}

/** Whoever writes about a subscription stands in line at its row. */
async function add(client: PostgresClient, added: NewChange, limit?: ChangeLimit): Promise<AddedChange> {
  const { key, lane, target, customerId, seenTurn, quoteId } = added
  const { about, at } = await lockTarget(client, target)
  const twin = await find(client, { key, lane, target, customerId })
  if (twin) return { kind: 'same_key', change: twin }
  const open = lane === 'customer' && isOpen(added) ? await find(client, { openOf: target, customerId }) : null
  if (open) return { kind: 'open', change: open }
  if (seenTurn !== null && seenTurn !== about.turn) return { kind: 'outrun' }
  if (lane === 'customer' && limit && (await hasStartedTooMany(client, customerId, limit))) return { kind: 'too_many' }
  if (quoteId !== null) {
    const use = `UPDATE react_3as_quote SET is_used = 1 WHERE id = $1 AND is_used = 0 AND expires_at > ${moment}`
    if ((await client.query(use, [quoteId])).rowCount !== 1) return { kind: 'quote_gone' }
  }
  const change = addedRow(added, at)
  const marks = columnNames.map((_, index) => `$${index + 1}`).join(', ')
  await client.query(`INSERT INTO react_3as_change (${columnNames.join(', ')}) VALUES (${marks})`, valuesOf(change))
  if (change.endedAt !== null) await writeTarget(client, target, turned(about, at))
  return { kind: 'added', change }
}

/** Makes the row where there is none, so that there is always one to lock. */
async function lockTarget(client: PostgresClient, target: string): Promise<{ about: TargetRow; at: number }> {
  const sql = `
    INSERT INTO react_3as_target (target) VALUES ($1) ON CONFLICT (target) DO UPDATE SET target = excluded.target
    RETURNING ${targetColumns}, ${now} AS now`
  const row = (await client.query(sql, [target])).rows[0]!
  return { about: targetOf(row), at: Number(row.now) }
}

async function writeTarget(client: PostgresClient, target: string, after: TargetRow): Promise<void> {
  const sql = 'UPDATE react_3as_target SET turn = $2, changed_at = $3, quiet_until = $4 WHERE target = $1'
  await client.query(sql, [target, after.turn, after.changedAt, after.quietUntil])
}

/** One customer's changes are counted one after the other, also those of different subscriptions. */
async function hasStartedTooMany(
  client: PostgresClient,
  customerId: string,
  { perCustomer, withinMs }: ChangeLimit,
): Promise<boolean> {
  await client.query('SELECT pg_advisory_xact_lock($1, hashtext($2))', [customerLock, customerId])
  const sql = `
    SELECT count(*) AS started FROM react_3as_change
    WHERE customer_id = $1 AND lane = 'customer' AND started_at > ${moment} - $2::bigint`
  return Number((await client.query(sql, [customerId, withinMs])).rows[0]?.started) >= perCustomer
}

/** Any number that stands for this lock and nothing else. */
const customerLock = 330_317_014

type Held = Omit<Claim, 'owner' | 'changes'>

/** Instances pass over what another one is just taking, so that they share the work and do not queue for it. */
async function holdDue(client: PostgresClient, owner: string, leaseMs: number): Promise<Held | null> {
  const due = `
    SELECT about.target FROM react_3as_change AS change JOIN react_3as_target AS about ON about.target = change.target
    WHERE change.wake_at <= ${moment} AND about.ends_at <= ${moment}
    ORDER BY change.wake_at LIMIT 1 FOR UPDATE OF about SKIP LOCKED`
  const target = (await client.query(due)).rows[0]?.target
  return typeof target === 'string' ? hold(client, target, owner, leaseMs) : null
}

async function hold(client: PostgresClient, target: string, owner: string, leaseMs: number): Promise<Held | null> {
  const sql = `
    INSERT INTO react_3as_target (target, owner, ends_at) VALUES ($1, $2, ${now} + $3::bigint)
    ON CONFLICT (target) DO UPDATE SET owner = excluded.owner, ends_at = excluded.ends_at
    WHERE react_3as_target.ends_at <= ${now}
    RETURNING ends_at, ${targetColumns}, ${now} AS now`
  const row = (await client.query(sql, [target, owner, leaseMs])).rows[0]
  return row ? heldOf(target, row) : null
}

function heldOf(target: string, row: Record<string, unknown>): Held {
  const at = Number(row.now)
  return { target, endsAt: Number(row.ends_at), now: at, ...standingAt(targetOf(row), at) }
}

async function liveOf(client: PostgresClient, target: string): Promise<ChangeRow[]> {
  const sql = `SELECT * FROM react_3as_change
               WHERE target = $1 AND (is_open = 1 OR wake_at IS NOT NULL) ORDER BY started_at, id`
  return (await client.query(sql, [target])).rows.map(changeOf)
}
