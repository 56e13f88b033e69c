import { mkdtempSync, rmSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { memoryStore } from '../src/backend/stores/memory-store.ts'
import { postgresStore } from '../src/backend/stores/postgres-store.ts'
import { sqliteStore } from '../src/backend/stores/sqlite-store.ts'
import type { Store } from '../src/backend/ledger/store.ts'
import { startPostgres } from '../test/backend/postgres.ts'
import { newChange } from '../src/conformance/store/example-changes.ts'
import { fillSql, type Size } from './fill-sql.ts'
import { measureIdle } from './idle-instances.ts'

// npm run bench:store: what looking for work and for an open change costs in a small database and in a large one, and what
// idle instances ask of PostgreSQL.

const small: Size = { finished: 1_000, waiting: 10 }
const large: Size = { finished: 1_000_000, waiting: 10_000 }
const rounds = 500

const folder = mkdtempSync(join(tmpdir(), 'react-3as-bench-store-'))
const postgres = await startPostgres()
async function sqlite(size: Size): Promise<Store> {
  const file = join(folder, `${size.finished}.db`)
  const store = sqliteStore(file)
  const database = new DatabaseSync(file)
  database.exec('BEGIN')
  for (const sql of fillSql('sqlite', size)) database.exec(sql)
  database.exec('COMMIT')
  database.close()
  return store
}

async function postgresql(size: Size): Promise<Store> {
  const url = await postgres.newDatabase()
  const store = postgresStore(url)
  await store.countDue(1)
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  for (const sql of fillSql('postgres', size)) await client.query(sql)
  await client.query('VACUUM ANALYZE')
  await client.end()
  return store
}

async function memory({ finished, waiting }: Size): Promise<Store> {
  const store = memoryStore()
  const add = (target: string, state: 'applied' | 'applying', wakeInMs: number | null) =>
    store.addChange(newChange({ target: `website:${target}`, state, wakeInMs }))
  for (let n = 1; n <= finished; n++) await add(`finished-${n}`, 'applied', null)
  for (let n = 1; n <= waiting; n++) await add(`waiting-${n}`, 'applying', n === 1 ? 0 : 86_400_000 + n)
  return store
}

interface Work {
  name: string
  do(store: Store, round: number): Promise<unknown>
}

const ofOne = (round: number) => `website:waiting-${2 + (round % (small.waiting - 1))}`
const lease = () => ({ owner: crypto.randomUUID(), leaseMs: 60_000 })

const works: Work[] = [
  { name: 'idle poll', do: (store) => store.countDue(4) },
  { name: 'claim of what is due, and release', do: (store) => claimAndRelease(store) },
  { name: 'claim of one subscription, and release', do: (store, round) => claimAndRelease(store, ofOne(round)) },
  {
    name: 'open change of a customer',
    do: (store, round) => store.findChange({ openOf: ofOne(round), customerId: 'acme' }),
  },
  { name: 'standing of a subscription', do: (store, round) => store.standingOf(ofOne(round)) },
]

async function claimAndRelease(store: Store, target?: string): Promise<void> {
  const claim = await store.claim(target === undefined ? lease() : { ...lease(), target })
  if (!claim) throw new Error('There was to be something to take hold of.')
  await store.release(claim)
}

/** In turn, so that what else the machine does falls on both. */
async function compare(name: string, few: Store, many: Store): Promise<void> {
  console.log(`\n${name}: the fastest tenth of ${rounds}, in microseconds, small and large`)
  for (const work of works) {
    const [fewUs, manyUs]: [number[], number[]] = [[], []]
    for (let round = -20; round < rounds; round++) {
      for (const [store, costs] of [
        [few, fewUs],
        [many, manyUs],
      ] as const) {
        const started = performance.now()
        await work.do(store, Math.abs(round))
        if (round >= 0) costs.push((performance.now() - started) * 1_000)
      }
    }
    const [a, b] = [fastest(fewUs), fastest(manyUs)]
    console.log(`  ${work.name.padEnd(40)} ${row(a)} ${row(b)}   × ${(b / a).toFixed(2)}`)
  }
  await few.close()
  await many.close()
}

async function reportIdle(): Promise<void> {
  console.log('\nidle instances on PostgreSQL: statements a second in all, connections held by one')
  for (const instances of [1, 4, 16]) {
    const { perSecond, connections } = await measureIdle(await postgres.newDatabase(), instances, 20_000)
    console.log(`  ${String(instances).padStart(2)}: ${perSecond.toFixed(1)}, ${connections}`)
  }
}

/** The end of the fastest tenth: what the machine does beside this run only ever adds. */
function fastest(values: number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 10)]!
}

function row(microseconds: number): string {
  return microseconds.toFixed(0).padStart(8)
}

try {
  await compare('SQLite', await sqlite(small), await sqlite(large))
  await compare('PostgreSQL', await postgresql(small), await postgresql(large))
  // What has ended is never looked at in memory, where a million of them would measure the garbage collector.
  await compare('memory, 1,000 finished', await memory(small), await memory({ finished: 1_000, waiting: 10_000 }))
  await reportIdle()
} finally {
  await postgres.stop()
  rmSync(folder, { recursive: true, force: true })
}
