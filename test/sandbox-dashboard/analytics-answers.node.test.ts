import { describe, expect, it } from 'vitest'
import { answerAnalytics } from '../../packages/sandbox/src/core/analytics-answers.ts'
import { renderDashboard } from '../../packages/sandbox/src/core/dashboard/page.ts'
import { DAY_MS } from '../../packages/sandbox/src/core/platform/traffic.ts'
import { exampleTraffic, exampleView, now } from './example-site.ts'

const dateRange = { start: '2026-11-01T00:00:00.000+00:00', end: '2026-11-07T23:59:59.999+00:00' }
const previousDateRange = { start: '2026-10-25T00:00:00.000+00:00', end: '2026-10-31T23:59:59.999+00:00' }
const everything = { where: { and: [] as unknown[] } }
const pageMetrics = ['visitCount', 'visitorCount', 'bounceRate', 'averageVisitDuration', 'visitPercentOfTotal']
const pagesBody = {
  metrics: pageMetrics,
  dimensions: ['pageUrl'],
  order: [{ member: 'visitCount', direction: 'desc' }],
  pagination: { page: 1, pageSize: 200 },
  ...everything,
  dateRange,
}
const sessionsBody = { ...pagesBody, metrics: ['sessionCount'], dimensions: ['deviceType'], order: [] }
const graphQuery = { from: dateRange.start, until: dateRange.end, type: 'time-series', unit: 'day' }

function ask(path: string, body: unknown, query: Record<string, string> = {}, traffic = exampleTraffic()) {
  const answer = answerAnalytics({ path, body, query }, traffic)
  if (!answer) throw new Error(`There is no ${path}.`)
  return answer
}

type Row = Record<string, number> & { pageUrl: string; pageTitle: string; deviceType: string }

function rowsOf(path: string, body: unknown, traffic = exampleTraffic()): Row[] {
  const answer = ask(path, body, {}, traffic)
  expect(answer.status).toBe(200)
  return (answer.body as { payload: Row[] }).payload
}

interface Graph {
  labels: string[]
  datasets: { label: string; data: number[]; total: number; totalAverage: number }[]
}

function graphOf(path: string, query: Record<string, string> = graphQuery, body: unknown = everything): Graph {
  const answer = ask(path, body, query)
  expect(answer.status).toBe(200)
  return (answer.body as { payload: Graph }).payload
}

const sum = (values: number[]) => values.reduce((total, value) => total + value, 0)

describe('the table of pages', () => {
  it('holds the dimension, the title and the metrics asked for, and nothing else', () => {
    const [row] = rowsOf('analytics/pages', { ...pagesBody, metrics: ['visitCount'] })
    expect(Object.keys(row ?? {}).toSorted()).toEqual(['pageTitle', 'pageUrl', 'visitCount'])
  })

  it('orders by what was asked, both ways', () => {
    const rows = rowsOf('analytics/pages', pagesBody)
    const counts = rows.map(({ visitCount }) => visitCount)
    expect(counts).toEqual(counts.toSorted((one, other) => (other ?? 0) - (one ?? 0)))
    const upwards = rowsOf('analytics/pages', { ...pagesBody, order: [{ member: 'pageUrl', direction: 'asc' }] })
    const urls = upwards.map(({ pageUrl }) => pageUrl)
    expect(urls).toEqual(urls.toSorted())
  })

  it('counts its pages from 1, and ends with an empty one', () => {
    const all = rowsOf('analytics/pages', pagesBody)
    const page = (number: number) =>
      rowsOf('analytics/pages', { ...pagesBody, pagination: { page: number, pageSize: 6 } })
    expect([...page(1), ...page(2), ...page(3), ...page(4)]).toEqual(all)
    expect(page(99)).toEqual([])
    expect(ask('analytics/pages', { ...pagesBody, pagination: { page: 0, pageSize: 6 } }).status).toBe(422)
  })

  it('finds single pages by their address, and gives their share of the whole site', () => {
    const and = [{ member: 'pageUrl', operator: 'eq', values: ['https://bikes.acme.test/bikes'] }]
    const found = rowsOf('analytics/pages', { ...pagesBody, where: { and } })
    expect(found).toEqual(rowsOf('analytics/pages', pagesBody).filter(({ pageUrl }) => pageUrl.endsWith('/bikes')))
    expect(found).toHaveLength(1)
  })

  it('compares with a previous range, which counts what that range counts by itself', () => {
    const metrics = ['visitCount', 'previousVisitCount', 'visitCountPercentageChange']
    const rows = rowsOf('analytics/pages', { ...pagesBody, metrics, previousDateRange })
    const before = rowsOf('analytics/pages', { ...pagesBody, dateRange: previousDateRange })
    for (const { pageUrl, visitCount = 0, previousVisitCount = 0, visitCountPercentageChange } of rows) {
      expect(previousVisitCount).toBe(before.find((row) => row.pageUrl === pageUrl)?.visitCount ?? 0)
      const change = ((visitCount - previousVisitCount) / previousVisitCount) * 100
      if (previousVisitCount === 0) expect(visitCountPercentageChange).toBeNull()
      else expect(visitCountPercentageChange).toBeCloseTo(change, 1)
    }
    expect(rowsOf('analytics/pages', { ...pagesBody, metrics })[0]).not.toHaveProperty('previousVisitCount')
  })

  it('adds up to 100 percent, to the curve, and to its averages weighted by visits', () => {
    const rows = rowsOf('analytics/pages', pagesBody)
    const visits = sum(rows.map(({ visitCount = 0 }) => visitCount))
    expect(sum(rows.map(({ visitPercentOfTotal = 0 }) => visitPercentOfTotal))).toBeCloseTo(100, 0)
    expect(visits).toBe(graphOf('visits/graph').datasets[0]?.total)
    const weighted = (metric: string) => sum(rows.map((row) => (row[metric] ?? 0) * (row['visitCount'] ?? 0))) / visits
    expect(weighted('bounceRate')).toBeCloseTo(graphOf('stats/bounce-rate/graph').datasets[0]?.totalAverage ?? -1, 1)
    expect(weighted('averageVisitDuration')).toBeCloseTo(
      graphOf('stats/average-page-view-duration/graph').datasets[0]?.totalAverage ?? -1,
      1,
    )
  })

  it('is empty where there is nothing', () => {
    expect(rowsOf('analytics/pages', pagesBody, exampleTraffic({ generated: false }))).toEqual([])
  })
})

describe('the table of sessions', () => {
  it('splits sessions by each dimension, and by several together', () => {
    const total = graphOf('sessions/graph').datasets[0]?.total
    for (const dimensions of [['deviceType'], ['browserName'], ['countryCode'], ['deviceType', 'countryCode']]) {
      const rows = rowsOf('analytics/sessions', { ...sessionsBody, dimensions })
      expect(Object.keys(rows[0] ?? {})).toEqual([...dimensions, 'sessionCount'])
      expect(sum(rows.map(({ sessionCount = 0 }) => sessionCount))).toBe(total)
    }
  })

  it('filters by any of the values', () => {
    const and = [{ member: 'deviceType', operator: 'eq', values: ['mobile', 'tablet'] }]
    const rows = rowsOf('analytics/sessions', { ...sessionsBody, where: { and } })
    expect(rows.map(({ deviceType }) => deviceType).toSorted()).toEqual(['mobile', 'tablet'])
  })

  it('compares with a previous range', () => {
    const metrics = ['sessionCount', 'previousSessionCount', 'sessionPercentOfTotal']
    const rows = rowsOf('analytics/sessions', { ...sessionsBody, metrics, previousDateRange })
    const before = rowsOf('analytics/sessions', { ...sessionsBody, dateRange: previousDateRange })
    for (const { deviceType, previousSessionCount } of rows) {
      expect(previousSessionCount).toBe(before.find((row) => row.deviceType === deviceType)?.sessionCount ?? 0)
    }
    expect(sum(rows.map(({ sessionPercentOfTotal = 0 }) => sessionPercentOfTotal))).toBeCloseTo(100, 0)
  })
})

describe('the curves', () => {
  it('have a label a day and a number a day', () => {
    const { labels, datasets } = graphOf('visits/graph')
    expect(labels).toEqual([1, 2, 3, 4, 5, 6, 7].map((day) => `2026-11-0${day}`))
    expect(datasets).toHaveLength(1)
    expect(datasets[0]?.label).toBe('Overall Visits')
    expect(sum(datasets[0]?.data ?? [])).toBe(datasets[0]?.total)
  })

  it('give visitors as new, returning and overall, in this order', () => {
    const [fresh, returning, overall] = graphOf('visitors/graph').datasets
    expect(fresh?.data.map((count, day) => count + (returning?.data[day] ?? 0))).toEqual(overall?.data)
    expect((fresh?.total ?? 0) + (returning?.total ?? 0)).toBe(overall?.total)
    expect(fresh?.label).toMatch(/new/i)
  })

  it('single out a page', () => {
    const and = [{ member: 'pageUrl', operator: 'eq', values: ['https://bikes.acme.test/bikes'] }]
    const [row] = rowsOf('analytics/pages', { ...pagesBody, where: { and } })
    const only = { where: { and } }
    expect(graphOf('visits/graph', graphQuery, only).datasets[0]?.total).toBe(row?.visitCount)
    expect(graphOf('stats/bounce-rate/graph', graphQuery, only).datasets[0]?.totalAverage).toBe(row?.bounceRate)
    expect(graphOf('stats/average-page-view-duration/graph', graphQuery, only).datasets[0]?.totalAverage).toBe(
      row?.averageVisitDuration,
    )
  })

  it('cut the days by the offset of the range, and lose nothing where it changes within', () => {
    const across = { from: '2026-10-23T00:00:00.000+02:00', until: '2026-10-27T23:59:59.999+01:00' }
    const { labels, datasets } = graphOf('visits/graph', { ...graphQuery, ...across })
    expect(labels).toEqual(['23', '24', '25', '26', '27'].map((day) => `2026-10-${day}`))
    const rows = rowsOf('analytics/pages', { ...pagesBody, dateRange: { start: across.from, end: across.until } })
    expect(datasets[0]?.total).toBe(sum(rows.map(({ visitCount = 0 }) => visitCount)))
    const india = { from: '2026-11-01T00:00:00.000+05:30', until: '2026-11-01T23:59:59.999+05:30' }
    expect(graphOf('visits/graph', { ...graphQuery, ...india }).datasets[0]?.data).not.toEqual([
      graphOf('visits/graph').datasets[0]?.data[0],
    ])
  })

  it('have an empty payload where the website has no history, and zeros where tracking was stopped', () => {
    const silent = exampleTraffic({ generated: false })
    expect(ask('visits/graph', everything, graphQuery, silent).body).toEqual({ payload: {} })
    const long = { ...graphQuery, from: '2001-01-01T00:00:00.000Z', until: '2001-01-07T23:59:59.999Z' }
    expect(ask('visits/graph', everything, long).body).toEqual({ payload: {} })
    const stopped = exampleTraffic({ stopped: [{ from: now - 60 * DAY_MS }] })
    expect(ask('visits/graph', everything, graphQuery, stopped).body).toMatchObject({
      payload: { datasets: [{ data: [0, 0, 0, 0, 0, 0, 0], total: 0 }] },
    })
  })
})

describe('channels', () => {
  const query = { from: dateRange.start, until: dateRange.end, unit: 'day' }

  it('come without a payload around them, and add up to the sessions', () => {
    const { labels, datasets } = ask('traffic-api/traffic-share/in-depth', everything, query).body as Graph
    expect(labels).toHaveLength(7)
    expect(datasets.map(({ label }) => label)).toEqual([
      'direct',
      'search',
      'social',
      'email',
      'paid',
      'ai_traffic',
      'unknown',
    ])
    const sessions = graphOf('sessions/graph').datasets[0]
    expect(sum(datasets.map(({ total }) => total))).toBe(sessions?.total)
    for (const [day, count] of (sessions?.data ?? []).entries()) {
      expect(sum(datasets.map(({ data }) => data[day] ?? 0))).toBe(count)
    }
  })
})

describe('what is not understood', () => {
  it.each([
    ['no body', 'analytics/pages', undefined, {}],
    ['no where', 'analytics/pages', { ...pagesBody, where: undefined }, {}],
    ['an unknown metric', 'analytics/pages', { ...pagesBody, metrics: ['visits'] }, {}],
    ['no metrics', 'analytics/pages', { ...pagesBody, metrics: [] }, {}],
    ['a dimension of the other table', 'analytics/pages', { ...pagesBody, dimensions: ['deviceType'] }, {}],
    [
      'an operator that is not eq',
      'analytics/sessions',
      { ...sessionsBody, where: { and: [{ member: 'deviceType', operator: 'neq', values: ['x'] }] } },
      {},
    ],
    ['an order by something not asked for', 'analytics/pages', { ...pagesBody, metrics: ['visitorCount'] }, {}],
    [
      'a date without offset',
      'analytics/pages',
      { ...pagesBody, dateRange: { start: '2026-11-01', end: '2026-11-07' } },
      {},
    ],
    [
      'a range that runs backwards',
      'analytics/pages',
      { ...pagesBody, dateRange: { start: dateRange.end, end: dateRange.start } },
      {},
    ],
    [
      'a plus that became a space',
      'visits/graph',
      everything,
      { ...graphQuery, from: '2026-11-01T00:00:00.000 00:00' },
    ],
    ['no type', 'visits/graph', everything, { ...graphQuery, type: '' }],
    ['another unit', 'visits/graph', everything, { ...graphQuery, unit: 'century' }],
    ['a thousand years', 'visits/graph', everything, { ...graphQuery, from: '1026-11-01T00:00:00.000Z' }],
    ['no conditions', 'traffic-api/traffic-share/in-depth', {}, graphQuery],
  ])('is refused with the platform’s 422: %s', (_what, path, body, query: Record<string, string>) => {
    const answer = ask(path, body, query)
    expect(answer).toMatchObject({ status: 422, body: { error: { code: 'unprocessable_entity' } } })
    expect('reason' in answer && answer.reason).toMatch(/^(body|query)/)
  })

  it('is no answer at all for a path that does not exist', () => {
    expect(
      answerAnalytics({ path: 'stats/graph', query: graphQuery, body: everything }, exampleTraffic()),
    ).toBeUndefined()
  })
})

it('says the same as the dashboard page', () => {
  const range = { startDate: '2026-11-01', endDate: '2026-11-07' }
  const page = renderDashboard(exampleView({ range, section: 'overview' }))
  const total = graphOf('visits/graph').datasets[0]?.total ?? 0
  expect(page).toContain(`<span class="tile-value">${total.toLocaleString('en-GB')}</span>`)
  const visitors = graphOf('visitors/graph').datasets[2]?.total ?? 0
  expect(page).toContain(`<span class="tile-value">${visitors.toLocaleString('en-GB')}</span>`)
  const [top] = rowsOf('analytics/pages', pagesBody)
  const pages = renderDashboard(exampleView({ range, section: 'pages' }))
  expect(pages).toContain(`<td class="numeric strong">${top?.['visitCount']?.toLocaleString('en-GB')}</td>`)
})
