import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeEach, describe } from 'vitest'
import { memoryStore } from '../../src/backend/stores/memory-store.ts'
import type { PostgresPool } from '../../src/backend/stores/postgres-client.ts'
import { postgresStore } from '../../src/backend/stores/postgres-store.ts'
import { sqliteStore } from '../../src/backend/stores/sqlite-store.ts'
import type { Claim, Store } from '../../src/backend/stores/store.ts'
import { pooledByTransaction } from './pooled-by-transaction.ts'
import { emptyDatabase } from '../shared/empty-database.ts'

export interface StoreUnderTest {
  store: Store
  /** A second handle on the same data is another instance; memory has only the one. */
  another: () => Store
  claim: (target?: string, leaseMs?: number, by?: Store) => Promise<Claim | null>
  /** @throws Error when there is nothing to take hold of. */
  claimed: (target?: string, leaseMs?: number) => Promise<Claim>
}

/** The same tests over every store, each test with an empty one. A pooler is slower, and few tests need it. */
export function describeStores(tests: (under: StoreUnderTest) => void, pooling?: 'pooled too'): void {
  const folder = mkdtempSync(join(tmpdir(), 'react-3as-stores-'))
  const pools: PostgresPool[] = []
  afterAll(async () => {
    await Promise.all(pools.map((pool) => pool.end()))
    rmSync(folder, { recursive: true, force: true })
  })

  const kinds: [name: string, make: () => Promise<() => Store>][] = [
    [
      'memoryStore',
      async () => {
        const store = memoryStore()
        return () => store
      },
    ],
    [
      'sqliteStore',
      async () => {
        const file = join(folder, `${crypto.randomUUID()}.db`)
        return () => sqliteStore(file)
      },
    ],
    [
      'postgresStore',
      async () => {
        const url = await emptyDatabase()
        return () => postgresStore(url)
      },
    ],
  ]
  if (pooling) {
    kinds.push([
      'postgresStore behind a pooler',
      async () => {
        const pool = pooledByTransaction(await emptyDatabase())
        pools.push(pool)
        return () => postgresStore(pool)
      },
    ])
  }

  describe.each(kinds)('%s', (_name, make) => {
    let open: () => Store
    let opened: Store[]
    const another = () => {
      const store = open()
      opened.push(store)
      return store
    }
    const under: StoreUnderTest = {
      get store() {
        return opened[0]!
      },
      another,
      claim: (target, leaseMs = 600_000, by = under.store) =>
        by.claim({ owner: crypto.randomUUID(), leaseMs, ...(target !== undefined && { target }) }),
      claimed: async (target, leaseMs) => {
        const held = await under.claim(target, leaseMs)
        if (!held) throw new Error('There was nothing to take hold of.')
        return held
      },
    }
    beforeEach(async () => {
      opened = []
      open = await make()
      another()
    })
    afterEach(() => Promise.all(opened.map((each) => each.close())))
    tests(under)
  })
}
