import assert from 'node:assert/strict'
import type { Check } from './check.ts'
import { path, request, type Answer, type Platform } from './platform.ts'

const day = (daysAgo: number) => new Date(Date.now() - daysAgo * 86_400_000).toISOString().slice(0, 10)
const span = { start: `${day(7)}T00:00:00.000+02:00`, end: `${day(1)}T23:59:59.999+02:00` }
const before = { start: `${day(14)}T00:00:00.000+02:00`, end: `${day(8)}T23:59:59.999+02:00` }
const where = { and: [] }

async function websiteWithKey(platform: Platform) {
  const { site } = await platform.newWebsite()
  const made = await platform.call('POST', path`/v2/3as/websites/${site}/api-keys`, { name: 'conformance' })
  const apiKey: string = made.body.payload.apiKey
  const ask = (at: string, body: unknown, key: string | null = apiKey, id = site): Promise<Answer> =>
    request(`${platform.target.dataUrl}/v2/websites/${encodeURIComponent(id)}/${at}`, {
      method: 'POST',
      headers: { accept: 'application/json', 'content-type': 'application/json', ...(key ? { 'x-api-key': key } : {}) },
      body: JSON.stringify(body),
    })
  return { site, ask }
}

const table = (metrics: string[], dimensions: string[]) => ({
  metrics,
  dimensions,
  order: [{ member: metrics[0], direction: 'desc' }],
  pagination: { page: 1, pageSize: 10 },
  where,
  dateRange: span,
})
const pages = table(['visitCount', 'visitorCount', 'bounceRate', 'averageVisitDuration'], ['pageUrl'])
const query = (more: Record<string, string>) =>
  new URLSearchParams({ from: span.start, until: span.end, unit: 'day', ...more }).toString()

export const dataChecks: readonly Check[] = [
  {
    name: 'data: tables are lists in a payload, pages from 1',
    needs: 'dataUrl',
    run: async (platform) => {
      const { ask } = await websiteWithKey(platform)
      const asked: [string, object][] = [
        ['analytics/pages?trace=conformance', pages],
        ['analytics/pages', { ...pages, previousDateRange: before }],
        ['analytics/sessions', table(['sessionCount', 'sessionPercentOfTotal'], ['deviceType'])],
        ['analytics/sessions', table(['sessionCount'], ['browserName'])],
        ['analytics/sessions', table(['sessionCount'], ['countryCode'])],
      ]
      for (const [at, body] of asked) {
        const answer = await ask(at, body)
        assert.equal(answer.status, 200, `${at} answered ${answer.status}: ${answer.text.slice(0, 200)}`)
        assert.ok(Array.isArray(answer.body.payload), at)
      }
    },
  },
  {
    name: 'data: a website made just now has had no visits',
    needs: 'dataUrl',
    run: async (platform) => {
      const { ask } = await websiteWithKey(platform)
      const untilToday = { ...span, end: `${day(0)}T23:59:59.999+02:00` }
      const asked: [string, object][] = [
        ['analytics/pages', pages],
        ['analytics/sessions', table(['sessionCount'], ['deviceType'])],
      ]
      for (const [at, body] of asked) {
        const { body: answered } = await ask(at, { ...body, dateRange: untilToday })
        assert.deepEqual(answered.payload, [], at)
      }
    },
  },
  {
    name: 'data: curves have a value for each label, or no payload to speak of',
    needs: 'dataUrl',
    run: async (platform) => {
      const { ask } = await websiteWithKey(platform)
      const graphs = ['visits', 'stats/bounce-rate', 'stats/average-page-view-duration', 'sessions', 'visitors']
      for (const graph of graphs) {
        const answer = await ask(`${graph}/graph?${query({ type: 'time-series' })}`, { where })
        assert.equal(answer.status, 200, `${graph} answered ${answer.status}: ${answer.text.slice(0, 200)}`)
        const { labels = [], datasets = [] } = answer.body.payload
        for (const { data } of datasets) assert.equal(data.length, labels.length, graph)
      }
    },
  },
  {
    name: 'data: channels have no payload around them',
    needs: 'dataUrl',
    run: async (platform) => {
      const { ask } = await websiteWithKey(platform)
      const answer = await ask(`traffic-api/traffic-share/in-depth?${query({})}`, { where })
      assert.equal(answer.status, 200)
      assert.equal(answer.body.payload, undefined)
    },
  },
  {
    name: 'data: a key opens its own website only, and a question must be one',
    needs: 'dataUrl',
    run: async (platform) => {
      const { ask } = await websiteWithKey(platform)
      const { site: other } = await websiteWithKey(platform)
      assert.equal((await ask('analytics/pages', pages, null)).status, 401, 'no key')
      assert.equal((await ask('analytics/pages', pages, 'twpl-0000')).status, 401, 'an unknown key')
      assert.ok([401, 403].includes((await ask('analytics/pages', pages, undefined, other)).status), 'another website')
      assert.equal((await ask('analytics/pages', { ...pages, dateRange: 'last week' })).status, 422, 'no range')
    },
  },
]
