import type { Quote } from '../../contract/quote.ts'
import type { ChangeRow } from '../ledger/change-row.ts'
import { changeOf, columnNames, valuesOf } from './change-columns.ts'
import { addedRow, isOpen, notedRow, savedRow } from './change-rules.ts'
import type { PostgresClient, PostgresPool } from './postgres-client.ts'
import { migrate } from './postgres-migrations.ts'
import { LeaseLostError, type AddedChange, type ChangeQuery, type Claim, type NewChange, type Store } from './store.ts'

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
      const client = await pool.connect()
      try {
        await migrate(client)
      } finally {
        client.release()
      }
      return pool
    } catch (error) {
      // The next call tries anew: a database may be later than the app.
      opening = undefined
      if (typeof database === 'string') await pool.end()
      throw error
    }
  }

  async function withClient<T>(work: (client: PostgresClient) => Promise<T>): Promise<T> {
    if (isClosed) throw new Error('This store has been closed.')
    opening ??= openPool()
    const client = await (await opening).connect()
    let failure: Error | undefined
    try {
      return await work(client)
    } catch (error) {
      if (!(error instanceof LeaseLostError)) failure = error instanceof Error ? error : new Error(String(error))
      throw error
    } finally {
      // A connection that failed midway is not given to anybody else.
      client.release(failure)
    }
  }

  function transact<T>(work: (client: PostgresClient) => Promise<T>): Promise<T> {
    return withClient(async (client) => {
      await client.query('BEGIN')
      try {
        const result = await work(client)
        await client.query('COMMIT')
        return result
      } catch (error) {
        await client.query('ROLLBACK')
        throw error
      }
    })
  }

  return {
    addQuote: (quote, limit) =>
      withClient(async (client) => {
        await client.query(`
          DELETE FROM react_3as_quote WHERE id IN (
            SELECT id FROM react_3as_quote WHERE expires_at <= ${now} LIMIT 100 FOR UPDATE SKIP LOCKED
          )`)
        const { rowCount } = await client.query(
          `INSERT INTO react_3as_quote (id, customer_id, target, fingerprint, quote, made_at, expires_at, is_used)
           SELECT $1, $2, $3, $4, $5, $6, ${now} + $7::bigint, 0
           WHERE (SELECT count(*) FROM react_3as_quote WHERE customer_id = $2 AND expires_at > ${now}) < $8`,
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
      withClient(async (client) => {
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
    async addChange(change) {
      for (let attempts = 1; ; attempts++) {
        const added = await transact((client) => insert(client, change))
        if (added) return added
        const taken = await withClient((client) => whoHas(client, change))
        if (taken) return taken
        // Nobody: whoever was in the way has ended in between.
        if (attempts === 10) throw new Error('A change could not be written, and nothing is in its way.')
      }
    },
    findChange: (by) => withClient((client) => find(client, by)),
    endedAgo: (target) =>
      withClient(async (client) => {
        const sql = `SELECT ${now} - max(ended_at) AS ago FROM react_3as_change WHERE target = $1`
        const ago = (await client.query(sql, [target])).rows[0]?.ago
        return ago == null ? null : Number(ago)
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
        return held && claimOf(client, owner, held)
      }),
    renew: (claim, leaseMs) =>
      withClient(async (client) => {
        const sql = `UPDATE react_3as_hold SET ends_at = ${now} + $1::bigint WHERE target = $2 AND owner = $3
                     RETURNING ends_at, ${now} AS now`
        const row = (await client.query(sql, [leaseMs, claim.target, claim.owner])).rows[0]
        return row ? { ...claim, now: Number(row.now), endsAt: Number(row.ends_at) } : null
      }),
    saveChange: ({ target, owner }, id, seenNotes, update) =>
      transact(async (client) => {
        // Both are locked, so that nobody can take hold between this look and the write; the change before the hold, which is
        // the order everywhere.
        const row = await lock(client, id)
        const sql = 'SELECT 1 FROM react_3as_hold WHERE target = $1 AND owner = $2 FOR UPDATE'
        const { rowCount } = await client.query(sql, [target, owner])
        if (rowCount !== 1 || row?.change.target !== target) throw new LeaseLostError()
        const saved = savedRow(row.change, seenNotes, update, row.now)
        await write(client, saved)
        return saved
      }),
    release: ({ target, owner }) =>
      withClient(async (client) => {
        await client.query('DELETE FROM react_3as_hold WHERE target = $1 AND owner = $2', [target, owner])
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
  if ('openOf' in by) return ["target = $1 AND lane = 'customer' AND is_open = 1", [by.openOf]]
  // By the digests that are indexed, and by the texts that count.
  const digests = 'md5(customer_id) = md5($2) AND md5(target) = md5($3) AND md5(key) = md5($4)'
  const texts = 'customer_id = $2 AND target = $3 AND key = $4'
  return [`lane = $1 AND ${digests} AND ${texts}`, [by.lane, by.customerId, by.target, by.key]]
}

async function lock(client: PostgresClient, id: string): Promise<{ change: ChangeRow; now: number } | null> {
  const sql = `SELECT *, ${now} AS now FROM react_3as_change WHERE id = $1 FOR UPDATE`
  const row = (await client.query(sql, [id])).rows[0]
  return row ? { change: changeOf(row), now: Number(row.now) } : null
}

async function write(client: PostgresClient, change: ChangeRow): Promise<void> {
  const set = columnNames.map((name, index) => `${name} = $${index + 1}`).join(', ')
  await client.query(`UPDATE react_3as_change SET ${set} WHERE id = $1`, valuesOf(change))
}

/** `null` when a unique index said no: the key is taken, or the subscription has an open change. */
async function insert(client: PostgresClient, added: NewChange): Promise<AddedChange | null> {
  const at = Number((await client.query(`SELECT ${now} AS now`)).rows[0]?.now)
  const change = addedRow(added, at)
  const marks = columnNames.map((_, index) => `$${index + 1}`).join(', ')
  const sql = `INSERT INTO react_3as_change (${columnNames.join(', ')}) VALUES (${marks}) ON CONFLICT DO NOTHING`
  const { rowCount } = await client.query(sql, valuesOf(change))
  if (rowCount !== 1) return null
  if (added.quoteId === null) return { kind: 'added', change }
  const use = `UPDATE react_3as_quote SET is_used = 1 WHERE id = $1 AND is_used = 0 AND expires_at > ${now}`
  if ((await client.query(use, [added.quoteId])).rowCount === 1) return { kind: 'added', change }
  await client.query('DELETE FROM react_3as_change WHERE id = $1', [change.id])
  return { kind: 'quote_gone' }
}

async function whoHas(client: PostgresClient, added: NewChange): Promise<AddedChange | null> {
  const { key, lane, target, customerId } = added
  const twin = await find(client, { key, lane, target, customerId })
  if (twin) return { kind: 'same_key', change: twin }
  const open = lane === 'customer' && isOpen(added) ? await find(client, { openOf: target }) : null
  return open && { kind: 'open', change: open }
}

interface Held {
  target: string
  endsAt: number
  now: number
}

/** Instances pass over what another one is just taking, so that they share the work and do not queue for it. */
async function holdDue(client: PostgresClient, owner: string, leaseMs: number): Promise<Held | null> {
  const due = `
    SELECT change.target FROM react_3as_change AS change
    WHERE change.wake_at <= ${now}
      AND NOT EXISTS (SELECT 1 FROM react_3as_hold WHERE target = change.target AND ends_at > ${now})
    ORDER BY change.wake_at LIMIT 1 FOR UPDATE SKIP LOCKED`
  const target = (await client.query(due)).rows[0]?.target
  return typeof target === 'string' ? hold(client, target, owner, leaseMs) : null
}

async function hold(client: PostgresClient, target: string, owner: string, leaseMs: number): Promise<Held | null> {
  const sql = `
    INSERT INTO react_3as_hold (target, owner, ends_at) VALUES ($1, $2, ${now} + $3::bigint)
    ON CONFLICT (target) DO UPDATE SET owner = excluded.owner, ends_at = excluded.ends_at
    WHERE react_3as_hold.ends_at <= ${now}
    RETURNING ends_at, ${now} AS now`
  const row = (await client.query(sql, [target, owner, leaseMs])).rows[0]
  return row ? { target, endsAt: Number(row.ends_at), now: Number(row.now) } : null
}

async function claimOf(client: PostgresClient, owner: string, held: Held): Promise<Claim> {
  const sql = `SELECT * FROM react_3as_change
               WHERE target = $1 AND (is_open = 1 OR wake_at IS NOT NULL) ORDER BY started_at, id`
  const { rows } = await client.query(sql, [held.target])
  return { owner, ...held, changes: rows.map(changeOf) }
}
