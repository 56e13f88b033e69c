import { copyFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import pg from 'pg'
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest'
import { changeStates } from '../../src/backend/ledger/change-states.ts'
import { postgresStore } from '../../src/backend/stores/postgres-store.ts'
import { sqliteStore } from '../../src/backend/stores/sqlite-store.ts'
import type { Store } from '../../src/backend/ledger/store.ts'
import { demoIntps } from '../../packages/sandbox/src/core/demo.ts'
import { VisitorAnalytics } from '../../src/sdk/visitor-analytics.ts'
import { as, eventually, paid, runningBackend, startBackend, type Backend } from './partner-backend.ts'
import { emptyDatabase } from '../shared/empty-database.ts'

// The fixtures were written by the code of 0.1.0, in the middle of everything: payments open, made and made twice, calls lost,
// a step that could not be undone, renewals unpaid, an instance that died.

const fixture = (name: string) => fileURLToPath(new URL(`fixtures/${name}`, import.meta.url))
const folder = mkdtempSync(join(tmpdir(), 'react-3as-0.1.0-'))
const running = runningBackend('website', paid)
afterAll(() => rmSync(folder, { recursive: true, force: true }))

interface Kept {
  open(): Store
  /** Changes what 0.1.0 left behind, before it is opened. */
  run(sql: string): Promise<void>
}

const engines: [name: string, copy: () => Promise<Kept>][] = [
  [
    'SQLite',
    async () => {
      const file = join(folder, `${crypto.randomUUID()}.db`)
      copyFileSync(fixture('ledger-0.1.0.db'), file)
      return {
        open: () => sqliteStore(file),
        async run(sql) {
          const database = new DatabaseSync(file)
          database.exec(sql)
          database.close()
        },
      }
    },
  ],
  [
    'PostgreSQL',
    async () => {
      const url = await emptyDatabase()
      const run = async (sql: string) => {
        const client = new pg.Client({ connectionString: url })
        await client.connect()
        await client.query(sql)
        await client.end()
      }
      await run(readFileSync(fixture('ledger-0.1.0.sql'), 'utf8'))
      return { open: () => postgresStore(url), run }
    },
  ],
]

const changeIds = readFileSync(fixture('ledger-0.1.0.sql'), 'utf8').matchAll(
  /INSERT INTO react_3as_change .* VALUES \('([^']+)'/g,
)
const ids = [...changeIds].map(([, id]) => id!)

describe.each(engines)('a ledger of 0.1.0 in %s', (_name, copy) => {
  let kept: Kept
  let store: Store
  let backend: Backend | undefined
  beforeEach(async () => {
    kept = await copy()
  })
  afterEach(async () => {
    await backend?.stop()
    backend = undefined
    await store?.close()
  })

  const openOf = (websiteId: string) => store.findChange({ openOf: `website:${websiteId}`, customerId: 'acme' })
  const all = () => Promise.all(ids.map(async (id) => (await store.findChange({ id }))!))

  const restless = async () =>
    (await all())
      .filter((row) => !isAtRest(row))
      .map(({ target, state, facts: { action } }) => `${target} ${state} ${action}`)

  it('is found whole, and each open change is its customer’s', async () => {
    store = kept.open()
    expect(await all()).not.toContain(null)
    expect(await openOf('shop-10')).toMatchObject({ state: 'awaiting_payment', facts: { action: 'upgrade' } })
    expect(await openOf('shop-4')).toMatchObject({ state: 'applying', facts: { action: 'cancel' } })
    expect(await store.findChange({ openOf: 'website:shop-4', customerId: 'globex' })).toBeNull()
    const { turn, changedAgoMs } = await store.standingOf('website:shop-1')
    expect(turn).toBe(0)
    expect(changedAgoMs).toBeGreaterThan(0)
  })

  it('says of each open change what 0.1.0 knew of it', async () => {
    store = kept.open()
    const open = (await all()).filter(({ state }) => changeStates[state].isOpen)
    const factsOf = (shop: number, action: string) =>
      open.find(({ target, facts }) => target === `website:shop-${shop}` && facts.action === action)?.facts
    expect(factsOf(10, 'upgrade')).toMatchObject({
      quote: { kind: 'upgrade' },
      payment: { kind: 'started', ref: expect.any(String), step: { kind: 'redirect' } },
    })
    expect(factsOf(3, 'upgrade')).toMatchObject({
      payment: { kind: 'received', ref: expect.any(String) },
      sentAt: expect.any(Number),
      lastOutcome: 'unknown',
    })
    expect(factsOf(5, 'downgrade')).toMatchObject({ direction: 'forward', step: 1, quote: { kind: 'downgrade' } })
    expect(factsOf(6, 'downgrade')).toMatchObject({ direction: 'undoing', step: 0 })
    expect(factsOf(4, 'cancel')).toMatchObject({ intent: { kind: 'cancel' }, step: 1 })
    expect(factsOf(7, 'refund_stray')).toMatchObject({ chargeId: expect.stringMatching(/^ch_/) })
    expect(factsOf(8, 'await_renewal')).toMatchObject({ invoiceId: expect.stringMatching(/^in_/) })
    expect(factsOf(9, 'align')).toMatchObject({ cause: 'news' })
  })

  it('lists by its website what an instance of an older version goes on writing', async () => {
    store = kept.open()
    await store.countDue(1)
    await kept.run(`
      INSERT INTO react_3as_change
        (id, lane, target, customer_id, key, body_hash, state, is_open, notes, facts, started_at, ended_at)
      SELECT 'late', 'system', target, customer_id, 'late', '', 'applied', 0, 0, facts, started_at, started_at
      FROM react_3as_change WHERE target = 'website:shop-10' ORDER BY id LIMIT 1`)
    const listed = await store.listChanges({
      of: { websiteId: 'shop-10' },
      state: null,
      since: 0,
      after: null,
      most: 50,
    })
    expect(listed.map(({ id }) => id)).toContain('late')
  })

  it('leaves a subscription to the instance that holds it', async () => {
    await kept.run(`UPDATE react_3as_hold SET ends_at = ${Date.now() + 3_600_000}`)
    store = kept.open()
    const lease = { owner: 'another instance', leaseMs: 60_000 }
    expect(await store.claim({ ...lease, target: 'website:shop-3' })).toBeNull()
    expect(await store.claim({ ...lease, target: 'website:shop-4' })).toMatchObject({ target: 'website:shop-4' })
  })

  it('waits for a call that may still be on its way', async () => {
    await kept.run(`
      UPDATE react_3as_hold SET ends_at = 0;
      UPDATE react_3as_change SET facts = replace(facts, '"sentAt":1', '"sentAt":9') WHERE target = 'website:shop-3'`)
    store = kept.open()
    const claim = await store.claim({ owner: 'another instance', leaseMs: 60_000, target: 'website:shop-3' })
    expect(claim!.quietForMs).toBeGreaterThan(0)
    expect(await store.claim({ owner: 'another', leaseMs: 60_000, target: 'website:shop-8' })).toMatchObject({
      quietForMs: 0,
    })
  })

  it('comes to rest', async () => {
    const threeAs = new VisitorAnalytics({
      intp: demoIntps.website,
      apiUrl: running.sandbox.apiUrl,
      dashboardUrl: running.sandbox.dashboardUrl,
    })
    for (let shop = 1; shop <= 12; shop++) {
      const website = { id: `shop-${shop}`, domain: `shop-${shop}.test`, package: { id: running.packageId('Pro') } }
      await threeAs.websites.create({ website, intpc: { id: 'acme' } })
    }
    store = kept.open()
    // Long after every grace.
    const now = () => new Date('2100-01-01')
    backend = await startBackend(running.sandbox, 'website', { ...paid(running.sandbox), store: kept.open(), now })
    await eventually(restless, (rows) => rows.length === 0, 30_000)
    const view = await backend.get('/subscription', { websiteId: 'shop-10' }, as('acme'))
    expect(view.status).toBe(200)
  }, 40_000)
})

/** Ended or before a person, and not looked at again but for a last look much later. */
const isAtRest = ({ state, wakeAt }: { state: keyof typeof changeStates; wakeAt: number | null }) =>
  (!changeStates[state].isOpen || state === 'needs_attention') && (wakeAt === null || wakeAt > Date.now() + 60_000)
