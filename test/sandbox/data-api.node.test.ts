import { beforeEach, describe, expect, test } from 'vitest'
import { demoIntps } from '../../packages/sandbox/src/core/demo.ts'
import { intpcToken, send } from './platform-client.ts'
import { runningSandbox } from './running-sandbox.ts'

const running = runningSandbox({ traffic: true, seed: 'data-api' })

let apiKey: string
beforeEach(async () => {
  apiKey = await createKey('acme-bikes')
})

async function createKey(website: string, body: object = {}): Promise<string> {
  const path = `/v2/3as/websites/${website}/api-keys`
  return (await running.website('POST', path, { name: 'test', ...body })).body.payload.apiKey as string
}

const ask = (path: string, body: unknown, options: { key?: string | null; website?: string } = {}) => {
  const { key = apiKey, website = 'acme-bikes' } = options
  return send(`${running.sandbox.dataUrl}/v2/websites/${encodeURIComponent(website)}/${path}`, {
    method: 'POST',
    headers: { accept: 'application/json', ...(key !== null && { 'x-api-key': key }) },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  })
}

const day = (offset: number) =>
  new Date(running.control.now().getTime() + offset * 86_400_000).toISOString().slice(0, 10)
const range = (from: number, to: number) => ({
  start: `${day(from)}T00:00:00.000+00:00`,
  end: `${day(to)}T23:59:59.999+00:00`,
})
const pages = (from = -6, to = 0) => ({
  metrics: ['visitCount'],
  dimensions: ['pageUrl'],
  order: [{ member: 'visitCount', direction: 'desc' }],
  pagination: { page: 1, pageSize: 200 },
  where: { and: [] },
  dateRange: range(from, to),
})
const visitsOf = async (from = -6, to = 0) => {
  const { start, end } = range(from, to)
  const query = new URLSearchParams({ from: start, until: end, type: 'time-series', unit: 'day' })
  return (await ask(`visits/graph?${query}`, { where: { and: [] } })).body.payload
}

describe('a key', () => {
  test('opens its own website and no other', async () => {
    expect((await ask('analytics/pages?trace=test', pages())).status).toBe(200)
    expect(await ask('analytics/pages', pages(), { website: 'acme-books' })).toMatchObject({ status: 403, text: '{}' })
  })

  test('has to be there, and to be one', async () => {
    expect(await ask('analytics/pages', pages(), { key: null })).toMatchObject({
      status: 401,
      body: { message: 'Unauthorized' },
    })
    expect(await ask('analytics/pages', pages(), { key: 'twpl-unknown' })).toMatchObject({
      status: 401,
      body: { error: 'AUTHENTICATION_INVALID_API_KEY' },
    })
  })

  test('ends with its date, by the business clock, and with its deletion', async () => {
    const expiresAt = new Date(running.control.now().getTime() + 5 * 86_400_000).toISOString()
    const key = await createKey('acme-bikes', { expiresAt })
    expect((await ask('analytics/pages', pages(), { key })).status).toBe(200)
    running.control.moveClock({ to: expiresAt })
    expect((await ask('analytics/pages', pages(), { key })).status).toBe(401)
    const path = '/v2/3as/websites/acme-bikes/api-keys'
    const [first] = (await running.website('GET', path)).body.payload
    await running.website('DELETE', `${path}/${first.id}`)
    expect((await ask('analytics/pages', pages())).status).toBe(401)
  })

  test('cannot be made with a date in the past', async () => {
    const path = '/v2/3as/websites/acme-bikes/api-keys'
    const answer = await running.website('POST', path, { name: 'x', expiresAt: '2020-01-01T00:00:00Z' })
    expect(answer.status).toBe(400)
  })

  test('is kept as a hash only', () => {
    const state = JSON.stringify(running.control.snapshot())
    expect(state).not.toContain(apiKey)
    expect(JSON.stringify(running.control.calls())).not.toContain(apiKey)
  })
})

test.each([
  ['no JSON', () => 'hello'],
  ['nothing', () => ''],
  ['no conditions', () => ({ ...pages(), where: undefined })],
  ['an unknown metric', () => ({ ...pages(), metrics: ['luck'] })],
])('a question with %s is not understood', async (_, body) => {
  expect(await ask('analytics/pages', body())).toMatchObject({
    status: 422,
    body: { error: { code: 'unprocessable_entity' } },
  })
})

test('an unknown path is 404', async () => {
  expect((await ask('analytics/luck', pages())).status).toBe(404)
})

describe('the numbers', () => {
  test('are a believable week, and the same ones on the dashboard', async () => {
    const { labels, datasets } = await visitsOf()
    expect(labels).toHaveLength(7)
    expect(datasets[0].total).toBeGreaterThan(100)
    const rows = (await ask('analytics/pages', pages())).body.payload as { visitCount: number }[]
    expect(rows.reduce((sum, row) => sum + row.visitCount, 0)).toBe(datasets[0].total)

    const query = new URLSearchParams({
      intpc_token: await intpcToken(demoIntps.website, 'acme'),
      externalWebsiteId: 'acme-bikes',
      startDate: day(-6),
      endDate: day(0),
    })
    const page = await send(`${running.sandbox.dashboardUrl}/dashboard/overview?${query}`)
    expect(page.text).toContain(datasets[0].total.toLocaleString('en-US'))
  })

  test('are empty for a website that was just made, and begin with it', async () => {
    await running.website('POST', '/v3/3as/websites', {
      website: { id: 'fresh', domain: 'fresh.example' },
      intpc: { id: 'acme' },
    })
    const key = await createKey('fresh')
    expect((await ask('analytics/pages', pages(-365, 0), { key, website: 'fresh' })).body.payload).toEqual([])
    running.control.moveClock({ days: 30 })
    const later = await ask('analytics/pages', pages(-31, 0), { key, website: 'fresh' })
    expect(later.body.payload.length).toBeGreaterThan(3)
  })

  test('hold what is recorded, which the generated traffic does not pay for', async () => {
    const before = await visitsOf(0, 0)
    const { stpConsumed } = running.control.website('acme-bikes').consumption
    running.control.recordUsage({ intpWebsiteId: 'acme-bikes', visits: 250 })
    const after = await visitsOf(0, 0)
    expect(running.control.website('acme-bikes').consumption.stpConsumed).toBe(stpConsumed + 250)
    // Real time goes on meanwhile, so the generated part may have grown by a visit or two.
    expect(after.datasets[0].total - before.datasets[0].total).toBeGreaterThanOrEqual(250)
    expect(after.datasets[0].total - before.datasets[0].total).toBeLessThan(260)
  })

  test('fall to zero when tracking stops', async () => {
    running.control.recordUsage({ intpWebsiteId: 'acme-bikes', visits: 11_000 })
    running.control.moveClock({ days: 3 })
    const { datasets } = await visitsOf(-1, 0)
    expect(datasets[0].data).toEqual([0, 0])
  })

  test('go on when the clock moves, and stay what they were', async () => {
    const before = await visitsOf(-6, -1)
    running.control.moveClock({ days: 2 })
    const after = await visitsOf(-8, 0)
    expect(after.datasets[0].data.slice(0, 6)).toEqual(before.datasets[0].data)
    expect(after.datasets[0].data[7]).toBeGreaterThan(0)
  })
})

test('without generated traffic only what was recorded is there', async () => {
  running.control.setBehaviour({ traffic: false })
  running.control.recordUsage({ intpWebsiteId: 'acme-bikes', visits: 40 })
  running.control.recordUsage({ intpWebsiteId: 'acme-bikes', visits: 2 })
  // The demo website has used the rest before today.
  const { datasets } = await visitsOf(0, 0)
  expect(datasets[0].total).toBe(42)
})
