import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { postgresStatements } from '../../src/backend/stores/postgres-statements.ts'
import { postgresStore } from '../../src/backend/stores/postgres-store.ts'
import { sqliteStatements } from '../../src/backend/stores/sqlite-statements.ts'
import { sqliteStore } from '../../src/backend/stores/sqlite-store.ts'
import { emptyDatabase } from '../shared/empty-database.ts'

const hour = 3_600_000
const day = 24 * hour
const waiting = 3_000
const finished = 20_000
const quotes = 3_000

describe('SQLite', () => {
  const folder = mkdtempSync(join(tmpdir(), 'react-3as-plans-'))
  let database: DatabaseSync
  beforeAll(async () => {
    const file = join(folder, 'plans.db')
    await sqliteStore(file).close()
    database = new DatabaseSync(file)
  })
  afterAll(() => {
    database.close()
    rmSync(folder, { recursive: true, force: true })
  })

  it.each(Object.entries(sqliteStatements))('%s reads by an index alone', (_name, sql) => {
    const plan = database.prepare(`EXPLAIN QUERY PLAN ${sql}`).all()
    const steps = plan.map(({ detail }) => String(detail))
    // A table that is read through, or an index that is read from end to end.
    expect(steps.filter((step) => step.startsWith('SCAN'))).toEqual([])
    for (const step of steps.filter((each) => each.startsWith('SEARCH'))) expect(step).toMatch(/\(.+[=<>]\?/)
  })

  it.each([
    ['findDue', /react_3as_change_due \(wake_at<\?\)/],
    ['countStarted', /react_3as_change_started \(customer_id=\? AND started_at>\?\)/],
    ['findOpen', /react_3as_change_open \(target=\? AND customer_id=\?\)/],
    ['forgetQuotes', /react_3as_quote_expires \(expires_at<\?\)/],
    ['findLong', /react_3as_change_long \(ended_at<\?\)/],
    ['listAll', /react_3as_change_list \(started_at>\? AND \(started_at,id\)<\(\?,\?\)\)/],
    ['listByState', /react_3as_change_list_state \(state=\? AND started_at>\? AND \(started_at,id\)<\(\?,\?\)\)/],
    ['listByCustomer', /change_list_customer \(customer_id=\? AND started_at>\? AND \(started_at,id\)<\(\?,\?\)\)/],
    [
      'listByCustomerAndState',
      /change_list_customer_state \(customer_id=\? AND state=\? AND started_at>\? AND \(started_at,id\)<\(\?,\?\)\)/,
    ],
    ['listByWebsite', /change_list_website \(website_id=\? AND started_at>\? AND \(started_at,id\)<\(\?,\?\)\)/],
    [
      'listByWebsiteAndState',
      /change_list_website \(website_id=\? AND started_at>\? AND \(started_at,id\)<\(\?,\?\)\)/,
    ],
    ['findHistory', /react_3as_history_change \(change_id=\?\)/],
  ] as const)('%s is bounded on both ends by its index', (name, bound) => {
    const plan = database.prepare(`EXPLAIN QUERY PLAN ${sqliteStatements[name]}`).all()
    expect(plan.map(({ detail }) => detail).join('\n')).toMatch(bound)
  })
})

describe('PostgreSQL', () => {
  let client: pg.Client
  beforeAll(async () => {
    const url = await emptyDatabase()
    const store = postgresStore(url)
    await store.findQuote('makes the tables')
    await store.close()
    client = new pg.Client({ connectionString: url })
    client.on('error', () => {})
    await client.connect()
    await fill(client)
  }, 60_000)
  afterAll(() => client.end())

  /** A real call of each: all of one customer that has everything, which is the worst that can be. */
  const values: Record<keyof typeof postgresStatements, unknown[]> = {
    forgetQuotes: [],
    addQuote: ['new', 'nobody', 'website:1', '', '{}', '', hour, 60],
    findQuote: ['quote-7'],
    useQuote: ['quote-7'],
    findChange: ['waiting-7'],
    findOpen: ['website:7', 'acme'],
    findByKey: ['customer', 'acme', 'website:7', 'waiting-7'],
    lockChange: ['waiting-7'],
    lockCustomer: [1, 'acme'],
    countStarted: ['acme', Date.now() - hour],
    addChange: changeValues('new'),
    writeChange: changeValues('waiting-7'),
    // A page from the middle, and a state that nothing is in: of neither are the other rows to be read.
    listAll: [0, Date.now() - 3 * hour, '', 10],
    listByState: ['refused', 0, Date.now(), '', 10],
    listByCustomer: ['acme', 0, Date.now() - 3 * hour, '', 10],
    listByCustomerAndState: ['acme', 'refused', 0, Date.now(), '', 10],
    listByWebsite: ['bikes', 0, Date.now() - 3 * hour, '', 10],
    // A website's own changes are few, and are read for a state.
    listByWebsiteAndState: ['books', 'refused', 0, Date.now(), '', 10],
    addHistory: ['waiting-7', Date.now(), 'paid', 'applying', 'system', null, null, null],
    findHistory: ['finished-7'],
    forgetHistory: [['finished-7']],
    findMemory: ['acme', 'website:7'],
    writeMemory: ['acme', 'website:7', 'subscription', 'sub_2'],
    lockTarget: ['website:7'],
    findTarget: ['website:7'],
    writeTarget: ['website:7', 1, 1, null],
    countDue: [4],
    holdDue: ['somebody', hour],
    hold: ['somebody', hour, 'website:7'],
    lockHeld: ['website:7', 'somebody'],
    findLive: ['website:7'],
    renew: ['somebody', hour, 'website:7'],
    release: ['website:7', 'somebody'],
    findLong: [day, 10],
    shorten: [['finished-7'], ['{}']],
  }

  it.each(Object.keys(values) as (keyof typeof values)[])('%s reads no more rows than it answers', async (name) => {
    await client.query('BEGIN')
    const explain = `EXPLAIN (ANALYZE, FORMAT JSON) ${postgresStatements[name]}`
    const { rows } = await client.query(explain, values[name])
    await client.query('ROLLBACK')
    const [{ Plan: plan }] = rows[0]['QUERY PLAN'] as [{ Plan: PlanNode }]
    expect(rowsRead(plan), JSON.stringify(plan, null, 1)).toBeLessThanOrEqual(20)
  })

  it('needs nothing that belongs to a session', () => {
    const all = Object.values(postgresStatements).join('\n')
    expect(all).not.toMatch(/\b(SET SESSION|LISTEN|NOTIFY|PREPARE|EXECUTE|DECLARE|TEMP|pg_advisory_lock)\b/i)
  })
})

interface PlanNode {
  'Node Type': string
  'Actual Rows': number
  'Actual Loops': number
  'Rows Removed by Filter'?: number
  'Rows Removed by Index Recheck'?: number
  Plans?: PlanNode[]
}

/** Rows that came out of tables and indexes, those that were thrown away included. */
function rowsRead(node: PlanNode): number {
  const own = node['Node Type'].includes('Scan')
    ? node['Actual Rows'] + (node['Rows Removed by Filter'] ?? 0) + (node['Rows Removed by Index Recheck'] ?? 0)
    : 0
  return own * node['Actual Loops'] + (node.Plans ?? []).reduce((sum, child) => sum + rowsRead(child), 0)
}

function changeValues(id: string): unknown[] {
  const changed = [
    id,
    'customer',
    'website:new',
    'acme',
    id,
    '',
    'applied',
    0,
    null,
    null,
    null,
    0,
    '{}',
    1,
    1,
    null,
    'bikes',
  ]
  return changed
}

/** Everything is one customer's; all that waits is due later, and nothing has expired. */
async function fill(client: pg.Client): Promise<void> {
  const now = Date.now()
  await client.query(
    `INSERT INTO react_3as_change
       (id, lane, target, customer_id, key, body_hash, state, is_open, notes, facts, started_at, ended_at, wake_at,
        website_id)
     SELECT 'finished-' || n, 'customer', 'website:' || n, 'acme', 'finished-' || n, '', 'applied', 0, 0, '{}',
       $1::bigint - n * 1000, $1::bigint - n * 1000, NULL, 'bikes'
     FROM generate_series(1, ${finished}) AS n`,
    [now - 2 * hour],
  )
  await client.query(
    `INSERT INTO react_3as_change
       (id, lane, target, customer_id, key, body_hash, state, is_open, notes, facts, started_at, ended_at, wake_at,
        website_id)
     SELECT 'waiting-' || n, 'customer', 'website:' || n, 'acme', 'waiting-' || n, '', 'applying', 1, 0, '{}',
       $1::bigint, NULL, $1::bigint + ${day} + n, 'bikes'
     FROM generate_series(1, ${waiting}) AS n`,
    [now - 2 * hour],
  )
  await client.query(
    `INSERT INTO react_3as_target (target) SELECT 'website:' || n FROM generate_series(1, ${finished}) AS n`,
  )
  await client.query(
    `INSERT INTO react_3as_quote (id, customer_id, target, fingerprint, quote, made_at, expires_at, is_used)
     SELECT 'quote-' || n, 'acme', 'website:' || n, '', '{}', '', $1::bigint + ${hour}, 0
     FROM generate_series(1, ${quotes}) AS n`,
    [now],
  )
  await client.query(
    `INSERT INTO react_3as_history (change_id, at, to_state, actor)
     SELECT 'finished-' || n, $1::bigint, 'applied', 'customer' FROM generate_series(1, ${finished}) AS n`,
    [now],
  )
  await client.query(
    `INSERT INTO react_3as_memory (customer_id, target, name, value)
     SELECT 'acme', 'website:' || n, 'subscription', 'sub_1' FROM generate_series(1, ${waiting}) AS n`,
  )
  await client.query('ANALYZE')
}
