import pg from 'pg'
import type { PostgresClient, PostgresPool } from '../../src/backend/stores/postgres-client.ts'

/**
 * As PgBouncer pools by transaction: what looks like one connection is another one for each transaction, so that nothing
 * which belongs to a session outlives it.
 */
export function pooledByTransaction(connectionString: string): PostgresPool {
  const pool = new pg.Pool({ connectionString, max: 3 })
  pool.on('error', () => {})
  pool.on('connect', (client) => client.on('error', () => {}))
  return {
    end: () => pool.end(),
    connect: async () => facade(pool),
  }
}

function facade(pool: pg.Pool): PostgresClient {
  let inTransaction: pg.PoolClient | undefined

  async function query(sql: string, values?: unknown[]) {
    const client = inTransaction ?? (await another(pool))
    if (sql === 'BEGIN') inTransaction = client
    try {
      return await client.query(sql, values)
    } finally {
      if (sql === 'COMMIT' || sql === 'ROLLBACK') inTransaction = undefined
      if (!inTransaction) client.release()
    }
  }

  return {
    query,
    release(error) {
      inTransaction?.release(error)
      inTransaction = undefined
    },
  }
}

/** Not the one that was given back last, which the pool would hand out again. */
async function another(pool: pg.Pool): Promise<pg.PoolClient> {
  if (pool.totalCount < 2) return pool.connect()
  const [first, second] = await Promise.all([pool.connect(), pool.connect()])
  first.release()
  return second
}
