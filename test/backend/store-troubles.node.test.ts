import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setImmediate } from 'node:timers/promises'
import pg from 'pg'
import { afterAll, afterEach, describe, expect, it, vi } from 'vitest'
import type { PostgresPool } from '../../src/backend/stores/postgres-client.ts'
import { memoryStore } from '../../src/backend/stores/memory-store.ts'
import { postgresStore } from '../../src/backend/stores/postgres-store.ts'
import { sqliteStore } from '../../src/backend/stores/sqlite-store.ts'
import type { NewChange, Store } from '../../src/backend/ledger/store.ts'
import { emptyDatabase } from '../shared/empty-database.ts'
import { newChange, update } from '../../src/conformance/store/example-changes.ts'

const folder = mkdtempSync(join(tmpdir(), 'react-3as-troubles-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const newFile = () => join(folder, `${crypto.randomUUID()}.db`)
const bigChange = (): NewChange => {
  const change = newChange({ state: 'applied', wakeInMs: null })
  return { ...change, facts: { ...change.facts, reference: 'x'.repeat(20_000) } }
}

/** The connections that stores open from now on, which they keep to themselves. */
function reachConnections(prepare: (database: DatabaseSync) => void = () => {}): DatabaseSync[] {
  const reached: DatabaseSync[] = []
  class Reached extends DatabaseSync {
    constructor(file: string) {
      super(file)
      prepare(this)
      reached.push(this)
    }
  }
  const real = process.getBuiltinModule('node:sqlite')
  vi.spyOn(process, 'getBuiltinModule').mockReturnValue({ ...real, DatabaseSync: Reached })
  return reached
}
afterEach(() => vi.restoreAllMocks())

describe('a power cut', () => {
  it('takes no change away: each write reaches the disk, also after leases that need not', async () => {
    const connections = reachConnections()
    const store = sqliteStore(newFile())
    const synchronous = () => connections[0]!.prepare('PRAGMA synchronous').get()
    const full = { synchronous: 2 }
    await store.addChange(newChange())
    const held = await store.claim({ owner: 'a worker', leaseMs: 1_000 })
    expect(synchronous()).toEqual(full)
    await store.renew(held!, 1_000)
    await store.release(held!)
    expect(synchronous()).toEqual(full)
    await store.close()
  })
})

describe('a disk that is full', () => {
  function limitPages(most: number): { lift(): void } {
    const limited = reachConnections((database) => database.exec(`PRAGMA max_page_count = ${most}`))
    return { lift: () => limited.forEach((database) => database.exec('PRAGMA max_page_count = 100000')) }
  }

  it('is what a write says, and the next one goes on when there is room', async () => {
    const disk = limitPages(40)
    const store = sqliteStore(newFile())
    const fill = async () => {
      for (let round = 0; round < 40; round++) await store.addChange(bigChange())
    }
    await expect(fill()).rejects.toThrow('database or disk is full')
    disk.lift()
    expect(await store.addChange(bigChange())).toMatchObject({ kind: 'added' })
    await store.close()
  })

  it('is what the making of the tables says', () => {
    limitPages(4)
    expect(() => sqliteStore(newFile())).toThrow('database or disk is full')
  })
})

describe('a file that cannot be opened', () => {
  it('says so at once when it is no database', () => {
    const file = newFile()
    writeFileSync(file, 'This is a letter, and longer than the first page of a database needs to be told from one.')
    expect(() => sqliteStore(file)).toThrow('file is not a database')
  })

  it('says what to do where Node has no SQLite', () => {
    vi.spyOn(process, 'getBuiltinModule').mockReturnValue(undefined)
    expect(() => sqliteStore(newFile())).toThrow(/Node 22\.13 or newer/)
  })

  it('is opened when a process that was just making it lets go of it', async () => {
    const file = newFile()
    const script = `
      const { DatabaseSync } = require('node:sqlite')
      const database = new DatabaseSync(process.argv[1])
      database.exec('BEGIN EXCLUSIVE; CREATE TABLE something (id)')
      process.stdout.write('held')
      setTimeout(() => database.exec('COMMIT'), 150)`
    const child = spawn(process.execPath, ['-e', script, file], { stdio: ['ignore', 'pipe', 'inherit'] })
    await once(child.stdout, 'data')
    const store = sqliteStore(file)
    expect(await store.countDue(4)).toBe(0)
    await store.close()
  })

  it('is an error when it is not let go of in time', async () => {
    const file = newFile()
    const other = new DatabaseSync(file)
    other.exec('BEGIN EXCLUSIVE; CREATE TABLE something (id)')
    expect(() => sqliteStore(file, { busyTimeoutMs: 30 })).toThrow('database is locked')
    other.close()
  })
})

describe('a file that another process writes', () => {
  /** A process that stands still inside a transaction until it is told to go on. */
  async function holdFile(file: string): Promise<{ letGo: () => Promise<void> }> {
    const script = `
      const { DatabaseSync } = require('node:sqlite')
      const database = new DatabaseSync(process.argv[1])
      database.exec('BEGIN IMMEDIATE')
      process.stdout.write('held')
      process.stdin.once('data', () => {
        database.exec('COMMIT')
        process.exit()
      })`
    const child = spawn(process.execPath, ['-e', script, file], { stdio: ['pipe', 'pipe', 'inherit'] })
    await once(child.stdout, 'data')
    return {
      async letGo() {
        child.stdin.write('go on')
        await once(child, 'exit')
      },
    }
  }

  async function countTurns(isOver: () => boolean): Promise<number> {
    let turns = 0
    for (; !isOver() && turns < 1_000; turns++) await setImmediate()
    return turns
  }

  it('leaves this one to its other work until it is free, however many wait for it', async () => {
    const file = newFile()
    const store = sqliteStore(file)
    const held = newChange()
    await store.addChange(held)
    const other = await holdFile(file)
    let isWritten = false
    const adds = Array.from({ length: 20 }, (_, index) =>
      store.addChange(newChange({ target: `website:site-${index}` })),
    )
    const all = Promise.all(adds).then((added) => {
      isWritten = true
      return added
    })
    expect(await countTurns(() => isWritten)).toBe(1_000)
    expect(await store.findChange({ id: held.id })).not.toBeNull()
    await other.letGo()
    expect((await all).every(({ kind }) => kind === 'added')).toBe(true)
    await store.close()
  })

  it('is an error when it is not free in time', async () => {
    const file = newFile()
    const store = sqliteStore(file, { busyTimeoutMs: 60 })
    const other = await holdFile(file)
    await expect(store.addChange(newChange())).rejects.toThrow('database is locked')
    await other.letGo()
    expect(await store.addChange(newChange())).toMatchObject({ kind: 'added' })
    await store.close()
  })
})

describe('a connection to PostgreSQL that breaks', () => {
  let pool: pg.Pool
  let store: Store | undefined
  afterEach(async () => {
    await store?.close()
    await pool.end()
  })

  /** The first statement that begins so, after as many others, is the last one of its connection. */
  async function breakingAt(beginning: string, after = 0): Promise<PostgresPool> {
    let others = after
    pool = new pg.Pool({ connectionString: await emptyDatabase() })
    pool.on('error', () => {})
    pool.on('connect', (client) => client.on('error', () => {}))
    let isBroken = false
    return {
      end: () => pool.end(),
      async connect() {
        const client = await pool.connect()
        return {
          release: (error) => client.release(error),
          query(sql, values) {
            if (isBroken || !sql.trim().startsWith(beginning) || others-- > 0) return client.query(sql, values)
            isBroken = true
            return client.query('SELECT pg_terminate_backend(pg_backend_pid())')
          },
        }
      },
    }
  }

  it('is what a transaction says, and the next one has another', async () => {
    store = postgresStore(await breakingAt('UPDATE react_3as_change'))
    const change = newChange()
    await store.addChange(change)
    const held = await store.claim({ owner: 'a worker', leaseMs: 60_000 })
    const save = () => store!.saveChange(held!, change.id, 0, update(change, { raisesTurn: true }))
    await expect(save()).rejects.toThrow(/terminating connection/)
    expect(await store.standingOf(change.target)).toMatchObject({ turn: 0 })
    expect(await save()).toMatchObject({ claim: { turn: 1 } })
  })

  it('leaves no hold behind when what is held could not be read', async () => {
    // Two look-ups belong to the writing of the change.
    store = postgresStore(await breakingAt('SELECT id, lane', 2))
    await store.addChange(newChange())
    const lease = { owner: 'a worker', leaseMs: 3_600_000 }
    await expect(store.claim(lease)).rejects.toThrow(/terminating connection/)
    expect(await store.claim({ ...lease, owner: 'another' })).toMatchObject({ changes: [{ state: 'applying' }] })
  })

  it('is what the making of the tables says, and the next call makes them', async () => {
    store = postgresStore(await breakingAt('CREATE TABLE react_3as_change'))
    await expect(store.findChange({ id: 'x' })).rejects.toThrow(/terminating connection/)
    expect(await store.findChange({ id: 'x' })).toBeNull()
  })
})

it('a store that has been closed opens no other connection', async () => {
  const store = postgresStore(await emptyDatabase())
  await store.countDue(1)
  await store.close()
  await expect(store.countDue(1)).rejects.toThrow('This store has been closed.')
})

it('a store keeps a change as it was given, whatever becomes of the object afterwards', async () => {
  const store = memoryStore()
  const given = newChange({ state: 'needs_attention' })
  await store.addChange(given)
  given.facts.reference = 'written into it later'
  expect((await store.findChange({ id: given.id }))!.facts.reference).toBeNull()
})
