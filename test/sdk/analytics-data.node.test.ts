import { afterAll, beforeEach, describe, expect, it } from 'vitest'
import { AnalyticsData, type AnalyticsDataOptions } from '../../src/sdk/analytics-data.ts'
import { inFlightLimit } from '../../src/sdk/in-flight.ts'
import { scriptedPlatform, silent } from './scripted-platform.ts'

const platform = await scriptedPlatform()
afterAll(() => platform.stop())
beforeEach(() => void (platform.seen.length = 0))

const options: AnalyticsDataOptions = {
  dataUrl: `${platform.url}/api`,
  websiteId: 'shop/1 ä',
  apiKey: 'twpl-secret',
  timeZone: 'Europe/Berlin',
}
const data = new AnalyticsData(options)
const range = { start: '2026-03-28', end: '2026-03-29' }
const compareTo = { start: '2026-03-26', end: '2026-03-27' }
const asked = (index = 0) => {
  const { url = '', body = '{}' } = platform.seen[index] ?? {}
  return { url: new URL(url, platform.url), raw: url, body: JSON.parse(body) as Record<string, unknown> }
}

describe('construction names the option and the mend for', () => {
  it.each([
    ['no dataUrl', { dataUrl: undefined }, 'dataUrl'],
    ['a dataUrl that is no URL', { dataUrl: 'data.example.com/api' }, 'dataUrl'],
    ['no key', { apiKey: '' }, 'apiKey'],
    ['no website', { websiteId: '' }, 'websiteId'],
    ['no time zone', { timeZone: undefined }, 'timeZone'],
    ['an unknown time zone', { timeZone: 'Europe/Atlantis' }, 'timeZone'],
    ['no question at once', { maxInFlight: 0 }, 'maxInFlight'],
  ])('%s', (_, wrong, option) => {
    const construct = () => new AnalyticsData({ ...options, ...wrong } as never)
    expect(construct).toThrow(expect.objectContaining({ code: 'configuration', option, hint: expect.any(String) }))
  })
})

describe('tables', () => {
  const row = { pageUrl: 'https://shop.test/', visitCount: 12, bounceRate: 40.5 }

  it('of pages are asked for as the platform expects', async () => {
    platform.answer({ json: { payload: [row] } })
    await data.topPages({ range, compareTo, limit: 7, pageUrl: row.pageUrl })
    const { raw, url, body } = asked()
    expect(raw).toMatch('/api/v2/websites/shop%2F1%20%C3%A4/analytics/pages?')
    expect(url.searchParams.get('trace')).toBe('react-3as.pages')
    expect(platform.seen[0]).toMatchObject({
      method: 'POST',
      headers: { 'x-api-key': 'twpl-secret', accept: 'application/json', 'content-type': 'application/json' },
    })
    expect(platform.seen[0]?.headers.authorization).toBeUndefined()
    expect(body).toEqual({
      metrics: [
        'visitCount',
        'visitorCount',
        'bounceRate',
        'averageVisitDuration',
        'visitPercentOfTotal',
        'previousVisitCount',
        'visitCountPercentageChange',
      ],
      dimensions: ['pageUrl'],
      order: [{ member: 'visitCount', direction: 'desc' }],
      pagination: { page: 1, pageSize: 7 },
      where: { and: [{ member: 'pageUrl', operator: 'eq', values: ['https://shop.test/'] }] },
      dateRange: { start: '2026-03-28T00:00:00.000+01:00', end: '2026-03-29T23:59:59.999+02:00' },
      previousDateRange: { start: '2026-03-26T00:00:00.000+01:00', end: '2026-03-27T23:59:59.999+01:00' },
    })
  })

  it('say `where` also when it is empty, and nothing of a comparison that nobody asked for', async () => {
    platform.answer({ json: { payload: [] } })
    expect(await data.topPages({ range })).toEqual([])
    expect(asked().body).toMatchObject({ where: { and: [] }, pagination: { page: 1, pageSize: 10 } })
    expect(asked().body).not.toHaveProperty('previousDateRange')
    expect(asked().body['metrics']).not.toContain('previousVisitCount')
  })

  it('of pages keep what the platform says, and `null` for the rest', async () => {
    platform.answer({ json: { payload: [row, { ...row, pageTitle: ' Home ', previousVisitCount: 6, odd: true }] } })
    expect(await data.topPages({ range })).toEqual([
      {
        pageUrl: 'https://shop.test/',
        pageTitle: null,
        visits: 12,
        visitors: null,
        bounceRate: 40.5,
        averageVisitSeconds: null,
        visitsShare: null,
        previousVisits: null,
        visitsChange: null,
      },
      expect.objectContaining({ pageTitle: 'Home', previousVisits: 6 }),
    ])
  })

  it.each([
    ['device', 'deviceType'],
    ['browser', 'browserName'],
    ['country', 'countryCode'],
  ] as const)('of sessions go by %s', async (by, dimension) => {
    platform.answer({
      json: {
        payload: [
          { [dimension]: 'one', sessionCount: 3, sessionPercentOfTotal: 75, previousSessionCount: 2 },
          { [dimension]: 'undefined', sessionCount: 1 },
        ],
      },
    })
    expect(await data.sessionsBy({ by, range, compareTo })).toEqual([
      { value: 'one', sessions: 3, sessionsShare: 75, previousSessions: 2 },
      { value: null, sessions: 1, sessionsShare: null, previousSessions: null },
    ])
    expect(asked().body).toMatchObject({ dimensions: [dimension], where: { and: [] }, pagination: { page: 1 } })
  })
})

describe('curves', () => {
  const labels = ['2026-03-28', '2026-03-29']

  it.each([
    ['visits', 'visits/graph'],
    ['sessions', 'sessions/graph'],
    ['visitors', 'visitors/graph'],
    ['bounce_rate', 'stats/bounce-rate/graph'],
    ['average_page_view_duration', 'stats/average-page-view-duration/graph'],
  ] as const)('of %s have their own path', async (metric, at) => {
    platform.answer({ json: { payload: {} } })
    expect(await data.curve({ metric, range })).toEqual({ days: [], series: [] })
    expect(asked().url.pathname).toBe(`/api/v2/websites/shop%2F1%20%C3%A4/${at}`)
  })

  it('are asked for with moments whose plus is encoded', async () => {
    platform.answer({ json: { payload: {} } })
    await data.curve({ metric: 'visits', range, pageUrl: '/a' })
    expect(asked().raw).toContain('from=2026-03-28T00%3A00%3A00.000%2B01%3A00&until=')
    expect(Object.fromEntries(asked().url.searchParams)).toEqual({
      from: '2026-03-28T00:00:00.000+01:00',
      until: '2026-03-29T23:59:59.999+02:00',
      type: 'time-series',
      unit: 'day',
    })
    expect(asked().body).toEqual({ where: { and: [{ member: 'pageUrl', operator: 'eq', values: ['/a'] }] } })
  })

  it('tell visitors apart by their order', async () => {
    const datasets = [
      { label: 'Neue Besucher', data: [1, 2], total: 3 },
      { label: '', data: [3, 4], total: 7 },
      { label: 'Alle', data: [4, 6], total: 10 },
    ]
    platform.answer({ json: { payload: { labels, datasets } } })
    expect(await data.curve({ metric: 'visitors', range })).toEqual({
      days: labels,
      series: [
        { name: 'new_visitors', values: [1, 2], total: 3, average: null },
        { name: 'returning_visitors', values: [3, 4], total: 7, average: null },
        { name: 'visitors', values: [4, 6], total: 10, average: null },
      ],
    })
  })

  it('read labels that are days and labels that are moments', async () => {
    const moments = ['2026-03-28T00:00:00+01:00', '2026-03-28T23:00:00.000Z']
    platform.answer({
      json: { payload: { labels: moments, datasets: [{ label: 'x', data: [20, null], totalAverage: 20 }] } },
    })
    expect(await data.curve({ metric: 'bounce_rate', range })).toEqual({
      days: labels,
      series: [{ name: 'bounce_rate', values: [20, null], total: null, average: 20 }],
    })
  })

  it.each([
    ['fewer values than days', { labels, datasets: [{ data: [1] }] }, 'payload.datasets.0.data'],
    ['a label that is no day', { labels: ['Monday'], datasets: [{ data: [1] }] }, 'payload.labels.0'],
    ['text for a number', { labels, datasets: [{ data: [1, 'two'] }] }, 'payload.datasets.0.data.1'],
  ])('fail loudly on %s', async (_, payload, at) => {
    platform.answer({ json: { payload } })
    const curve = data.curve({ metric: 'visits', range })
    await expect(curve).rejects.toMatchObject({ code: 'bad_answer', message: expect.stringContaining(at) })
  })

  it('fail loudly on a dataset that is missing', async () => {
    platform.answer({ json: { payload: { labels, datasets: [{ data: [1, 2] }] } } })
    await expect(data.curve({ metric: 'visitors', range })).rejects.toMatchObject({ code: 'bad_answer' })
  })
})

describe('channels', () => {
  const answer = (datasets: unknown[]) => ({ json: { labels: ['2026-03-28', '2026-03-29'], datasets } })

  it('come without a payload around them, and are asked for without a type', async () => {
    platform.answer(
      answer([
        { label: 'direct', data: [1, 2], total: 3 },
        { label: '', data: [9, 9], total: 18 },
        { label: 'carrier_pigeon', data: [1, 0] },
      ]),
    )
    expect(await data.channels({ range })).toEqual([
      { channel: 'direct', sessions: 3, sessionsShare: 75, previousSessions: null },
      { channel: 'carrier_pigeon', sessions: 1, sessionsShare: 25, previousSessions: null },
    ])
    expect(asked().url.pathname).toMatch(/\/traffic-api\/traffic-share\/in-depth$/)
    expect(asked().url.searchParams.has('type')).toBe(false)
    expect(asked().body).toEqual({ where: { and: [] } })
  })

  it('are asked for twice to be compared', async () => {
    platform.answer(answer([{ label: 'email', data: [5], total: 5 }]))
    const channels = await data.channels({ range, compareTo })
    expect(channels).toEqual([{ channel: 'email', sessions: 5, sessionsShare: 100, previousSessions: 5 }])
    const froms = [0, 1].map((index) => asked(index).url.searchParams.get('from'))
    expect(new Set(froms)).toEqual(new Set(['2026-03-26T00:00:00.000+01:00', '2026-03-28T00:00:00.000+01:00']))
  })

  it('may be nothing at all', async () => {
    platform.answer({ json: {} })
    expect(await data.channels({ range })).toEqual([])
  })
})

describe('totals', () => {
  const page = (visitCount: number, bounceRate: number | null, averageVisitDuration: number | null) => ({
    pageUrl: `/${visitCount}`,
    visitCount,
    bounceRate,
    averageVisitDuration,
    previousVisitCount: visitCount * 2,
  })

  it('add visits up and weigh averages by visits', async () => {
    platform.answer({ json: { payload: [page(30, 10, 60), page(10, 50, 20), page(5, null, null)] } })
    expect(await data.totals({ range, compareTo })).toEqual({
      visits: 45,
      bounceRate: 20,
      averageVisitSeconds: 50,
      previousVisits: 90,
      isComplete: true,
    })
    expect(asked().body).toMatchObject({ pagination: { page: 1, pageSize: 200 } })
  })

  it('of nothing have no averages', async () => {
    platform.answer({ json: { payload: [] } })
    expect(await data.totals({ range })).toEqual({
      visits: 0,
      bounceRate: null,
      averageVisitSeconds: null,
      previousVisits: null,
      isComplete: true,
    })
  })

  it('go on to the next pages, and say so when they stop before the last', async () => {
    const full = { json: { payload: Array.from({ length: 200 }, () => page(1, 0, 1)) } }
    platform.answer(full, { json: { payload: [page(1, 0, 1)] } })
    expect(await data.totals({ range })).toMatchObject({ visits: 201, isComplete: true })
    expect(platform.seen.map(({ body }) => (JSON.parse(body) as { pagination: unknown }).pagination)).toEqual([
      { page: 1, pageSize: 200 },
      { page: 2, pageSize: 200 },
    ])
    platform.answer(full)
    expect(await data.totals({ range })).toMatchObject({ visits: 2000, isComplete: false })
  })
})

describe('failures', () => {
  it.each([
    [401, { error: 'AUTHENTICATION_INVALID_API_KEY' }, 'unauthenticated'],
    [401, { message: 'Unauthorized' }, 'unauthenticated'],
    [403, {}, 'forbidden'],
    [422, { error: { code: 'unprocessable_entity' } }, 'invalid_request'],
  ])('%s is final', async (status, json, code) => {
    platform.answer({ status, json })
    await expect(data.topPages({ range })).rejects.toMatchObject({ status, code, retryable: false })
    expect(platform.seen).toHaveLength(1)
  })

  it('that may pass are tried again, though the question is a POST', async () => {
    platform.answer({ status: 502, text: '<html>' }, { json: { payload: [] } })
    expect(await data.topPages({ range })).toEqual([])
    expect(platform.seen).toHaveLength(2)
  })

  it.each([
    ['days in the wrong order', { range: { start: '2026-06-07', end: '2026-06-01' } }],
    ['a day that is none', { range: { start: '2026-02-29', end: '2026-03-01' } }],
    ['a moment', { range: { start: '2026-06-01T00:00:00Z', end: '2026-06-07' } }],
    ['more rows than there may be', { range, limit: 10_000 }],
  ])('include %s, which is not sent', async (_, question) => {
    await expect(data.topPages(question as never)).rejects.toMatchObject({ code: 'invalid_request' })
    expect(platform.seen).toHaveLength(0)
  })

  it('and what it prints hold no key and no website', async () => {
    const { inspect } = await import('node:util')
    platform.answer({ status: 401, json: { error: 'twpl-secret of shop/1 ä' } })
    const error = await data.topPages({ range }).catch((reason: unknown) => reason)
    const shown = inspect([error, data], { depth: 20, showHidden: true })
    expect(shown).not.toMatch(/twpl-|shop/)
  })
})

describe('at most so many at once', () => {
  it('the rest wait for their turn', async () => {
    const open: (() => void)[] = []
    let most = 0
    platform.answer((response) => {
      open.push(() => response.end('{"payload":[]}'))
      most = Math.max(most, open.length)
    })
    const few = new AnalyticsData({ ...options, maxInFlight: 3 })
    const calls = Promise.all(Array.from({ length: 10 }, () => few.topPages({ range })))
    let answered = 0
    while (answered < 10) {
      await expect.poll(() => open.length).toBe(Math.min(3, 10 - answered))
      open.shift()?.()
      answered++
    }
    await calls
    expect(most).toBe(3)
    expect(platform.seen).toHaveLength(10)
  })

  it('also when new ones come while others are answered', async () => {
    let running = 0
    let most = 0
    const run = inFlightLimit(2)
    const task = async () => {
      most = Math.max(most, ++running)
      await new Promise((resolve) => setImmediate(resolve))
      running--
    }
    const wave = () => Promise.all(Array.from({ length: 5 }, () => run(task)))
    await wave()
    await Promise.all([wave(), run(task).then(wave), run(task).then(wave)])
    expect(most).toBe(2)
  })

  it('and leave the queue when they are aborted', async () => {
    platform.answer(silent)
    const one = new AnalyticsData({ ...options, maxInFlight: 1, retries: 0 })
    const first = one.topPages({ range }, { timeoutMs: 300 }).catch((error: unknown) => error)
    const controller = new AbortController()
    const second = one.topPages({ range }, { signal: controller.signal })
    controller.abort()
    await expect(second).rejects.toBe(controller.signal.reason)
    expect(await first).toMatchObject({ code: 'timeout' })
    platform.answer({ json: { payload: [] } })
    expect(await one.topPages({ range })).toEqual([])
    expect(platform.seen).toHaveLength(2)
  })
})
