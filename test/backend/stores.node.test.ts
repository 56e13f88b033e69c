import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { memoryStore } from '../../src/backend/stores/memory-store.ts'
import { postgresStore } from '../../src/backend/stores/postgres-store.ts'
import { sqliteStore } from '../../src/backend/stores/sqlite-store.ts'
import { emptyDatabase } from '../shared/empty-database.ts'
import { newChange, newQuote } from '../../src/conformance/store/example-changes.ts'
import { storeConformance } from '../../src/conformance/store/store-conformance.ts'
import { storeKinds } from './store-kinds.ts'

describe.each(storeKinds())('%s', (_name, makeStore, checks) => {
  it.each(storeConformance({ makeStore }).filter(({ name }) => checks.test(name)))('$name', ({ run }) => run())
})

const folder = mkdtempSync(join(tmpdir(), 'react-3as-stores-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

describe('a clock that is handed in', () => {
  it.each([
    ['memoryStore', (now: () => number) => memoryStore({ now })],
    ['sqliteStore', (now: () => number) => sqliteStore(join(folder, 'clock.db'), { now })],
  ])('is the only one of %s', async (_name, open) => {
    let now = 1_000_000
    const store = open(() => now)
    const quote = newQuote({ lifeMs: 500 })
    await store.addQuote(quote, 10)
    const change = newChange({ wakeInMs: 100 })
    const added = await store.addChange(change)
    expect(added).toMatchObject({ change: { startedAt: 1_000_000, wakeAt: 1_000_100 } })
    const lease = { owner: 'first', leaseMs: 1_000 }
    expect(await store.claim(lease)).toBeNull()
    now += 100
    expect(await store.claim(lease)).toMatchObject({ now: 1_000_100, endsAt: 1_001_100 })
    now += 400
    expect(await store.findQuote(quote.id)).toMatchObject({ isExpired: true })
    now += 600
    expect(await store.claim({ ...lease, owner: 'second' })).not.toBeNull()
    await store.close()
  })
})

describe('what outlives the process', () => {
  it('is found by the next one', async () => {
    const file = join(folder, 'again.db')
    const change = newChange()
    const first = sqliteStore(file)
    await first.addChange(change)
    await first.close()
    const second = sqliteStore(file)
    expect(await second.findChange({ id: change.id })).toMatchObject({ state: 'applying', facts: change.facts })
    await second.close()
  })

  it('is not touched when a newer version has written it', async () => {
    const file = join(folder, 'newer.db')
    await sqliteStore(file).close()
    const { DatabaseSync } = await import('node:sqlite')
    const database = new DatabaseSync(file)
    database.exec('UPDATE react_3as_version SET version = 99')
    database.close()
    expect(() => sqliteStore(file)).toThrow(/newer react-3as/)
  })
})

describe('postgresStore', () => {
  it('tries again after the database was not there', async () => {
    const store = postgresStore('postgresql://postgres:wrong@127.0.0.1:1/none')
    await expect(store.findChange({ id: 'x' })).rejects.toThrow()
    await expect(store.findChange({ id: 'x' })).rejects.toThrow()
    await store.close()
  })

  it('leaves a pool that it was given to its owner', async () => {
    const pg = await import('pg')
    const pool = new pg.default.Pool({ connectionString: await emptyDatabase() })
    const store = postgresStore(pool)
    expect(await store.findChange({ id: 'x' })).toBeNull()
    await store.close()
    expect((await pool.query('SELECT 1 AS one')).rows).toEqual([{ one: 1 }])
    await pool.end()
  })
})
