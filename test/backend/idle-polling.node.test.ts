import { recovery } from '../../src/backend/ledger/recover.ts'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, describe, expect, it } from 'vitest'
import type { PostgresPool } from '../../src/backend/stores/postgres-client.ts'
import { memoryStore } from '../../src/backend/stores/memory-store.ts'
import { postgresStore } from '../../src/backend/stores/postgres-store.ts'
import { sqliteStore } from '../../src/backend/stores/sqlite-store.ts'
import type { Store } from '../../src/backend/ledger/store.ts'
import { exampleQuote } from '../../src/conformance/store/example-quote.ts'
import { eventually, runningBackend, startBackend } from './partner-backend.ts'
import { scriptedLedger } from './scripted-ledger.ts'
import { emptyDatabase } from '../shared/empty-database.ts'
import { newChange, purchase } from '../../src/conformance/store/example-changes.ts'

const running = runningBackend('website', { background: false })
const folder = mkdtempSync(join(tmpdir(), 'react-3as-polling-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** A pool that says how many connections are held at a time, and what is asked. */
function watched(pool: pg.Pool) {
  const statements: string[] = []
  let [held, mostHeld] = [0, 0]
  const seen: PostgresPool = {
    end: () => pool.end(),
    async connect() {
      const client = await pool.connect()
      mostHeld = Math.max(mostHeld, ++held)
      return {
        query(sql, values) {
          statements.push(sql)
          return client.query(sql, values)
        },
        release(error) {
          held--
          client.release(error)
        },
      }
    },
  }
  return { pool: seen, statements, mostHeld: () => mostHeld }
}

describe('a backend that finds nothing to do', () => {
  it('asks PostgreSQL for one statement, on one connection', async () => {
    const pool = new pg.Pool({ connectionString: await emptyDatabase() })
    const seen = watched(pool)
    const store = postgresStore(seen.pool)
    await store.addChange(newChange({ wakeInMs: 3_600_000 }))
    const backend = await startBackend(running.sandbox, 'website', { store, background: false })
    seen.statements.length = 0
    expect(await backend.handler.recover()).toBe(0)
    expect(seen.statements).toHaveLength(1)
    expect(seen.mostHeld()).toBe(1)
    await backend.stop()
    await pool.end()
  })
})

describe('a backend that finds something to do', () => {
  it.each([1, 3, 9])('takes hold of %i subscriptions in one pass, and in vain of few', async (due) => {
    const inner = memoryStore()
    const taken: boolean[] = []
    const store: Store = {
      ...inner,
      async claim(request) {
        const claim = await inner.claim(request)
        taken.push(claim !== null)
        return claim
      },
    }
    for (let site = 1; site <= due; site++) await inner.addChange(newChange({ target: `website:${site}` }))
    const backend = await startBackend(running.sandbox, 'website', { store, background: false })
    expect(await backend.handler.recover()).toBe(due)
    // Only of a backlog it is not known beforehand how long it is.
    expect(taken.filter((isTaken) => !isTaken).length).toBeLessThanOrEqual(due < 4 ? 0 : 4)
    await backend.stop()
  })
})

describe('retention', () => {
  it('forgets the details of what ended longer ago, when a backend looks for work', async () => {
    const store = sqliteStore(join(folder, 'retention.db'))
    const change = newChange({ state: 'applied', wakeInMs: null })
    await store.addChange({ ...change, facts: purchase() })
    const backend = await startBackend(running.sandbox, 'website', { store, retention: { keepMs: 20 } })
    await eventually(
      () => store.findChange({ id: change.id }),
      (found) => found?.facts.action === 'past',
    )
    await backend.stop()
  })

  it('is looked after once an hour, or in the next pass when there is more than one pass takes', async () => {
    const inner = memoryStore()
    let [left, calls] = [25 * 500, 0]
    const store: Store = {
      ...inner,
      async shorten(_endedAgoMs, most) {
        calls++
        const taken = Math.min(left, most)
        left -= taken
        return taken
      },
    }
    const options = { store, background: false, retention: { keepMs: 1 } }
    const backend = await startBackend(running.sandbox, 'website', options)
    const looks = []
    for (let pass = 0; pass < 4; pass++) {
      await backend.handler.recover()
      looks.push(calls)
    }
    expect(looks).toEqual([20, 26, 26, 26])
    await backend.stop()
  })

  it('is looked after again as soon as an hour has passed, and not before', async () => {
    let calls = 0
    const { parts, pass } = scriptedLedger({ store: () => ({ shorten: async () => (calls++, 0) }) })
    const passes = recovery({ ...parts, keepDetailsMs: 1 })
    const looks: number[] = []
    for (let halfHours = 0; halfHours < 6; halfHours++) {
      await passes.recover()
      looks.push(calls)
      pass(1_800_000)
    }
    expect(looks).toEqual([1, 1, 2, 2, 3, 3])
  })

  it('does not keep a backend from its work when it fails', async () => {
    const inner = memoryStore()
    const store: Store = { ...inner, shorten: () => Promise.reject(new Error('no disk')) }
    const options = { store, background: false, retention: { keepMs: 1 } }
    const backend = await startBackend(running.sandbox, 'website', options)
    await inner.addChange(newChange())
    expect(await backend.handler.recover()).toBe(1)
    const failures = backend.events.filter(
      (event) => event.type === 'attempt.failed' && event.operation === 'shortening old changes',
    )
    expect(failures).toHaveLength(1)
    await backend.stop()
  })

  it('is off unless asked for, and asked for in whole milliseconds', async () => {
    const store = sqliteStore(join(folder, 'kept.db'))
    const change = newChange({ state: 'applied', wakeInMs: null })
    await store.addChange({ ...change, facts: purchase() })
    const backend = await startBackend(running.sandbox, 'website', { store, background: false })
    await backend.handler.recover()
    expect(await store.findChange({ id: change.id })).toMatchObject({ facts: { quote: exampleQuote } })
    await backend.stop()
    const wrong = startBackend(running.sandbox, 'website', { retention: { keepMs: -1 } })
    await expect(wrong).rejects.toThrow(/retention\.keepMs/)
  })
})
