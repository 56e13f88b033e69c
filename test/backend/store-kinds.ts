import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll } from 'vitest'
import { memoryStore } from '../../src/backend/stores/memory-store.ts'
import type { PostgresPool } from '../../src/backend/stores/postgres-client.ts'
import { postgresStore } from '../../src/backend/stores/postgres-store.ts'
import { sqliteStore } from '../../src/backend/stores/sqlite-store.ts'
import type { Store } from '../../src/backend/ledger/store.ts'
import { emptyDatabase } from '../shared/empty-database.ts'
import { pooledByTransaction } from './pooled-by-transaction.ts'

type MakeStore = () => Promise<() => Store>

/**
 * Every store, each time with an empty place; removed again after the tests of the file. A pooler is slower, and what it can
 * break are the transactions.
 */
export function storeKinds(): [name: string, makeStore: MakeStore, checks: RegExp][] {
  const folder = mkdtempSync(join(tmpdir(), 'react-3as-stores-'))
  const pools: PostgresPool[] = []
  afterAll(async () => {
    await Promise.all(pools.map((pool) => pool.end()))
    rmSync(folder, { recursive: true, force: true })
  })
  return [
    [
      'memoryStore',
      async () => {
        const store = memoryStore()
        return () => store
      },
      /./,
    ],
    [
      'sqliteStore',
      async () => {
        const file = join(folder, `${crypto.randomUUID()}.db`)
        return () => sqliteStore(file)
      },
      /./,
    ],
    [
      'postgresStore',
      async () => {
        const url = await emptyDatabase()
        return () => postgresStore(url)
      },
      /./,
    ],
    [
      'postgresStore behind a pooler',
      async () => {
        const pool = pooledByTransaction(await emptyDatabase())
        pools.push(pool)
        return () => postgresStore(pool)
      },
      /turn|decided|outrun|limit|again|at once|lost/,
    ],
  ]
}
