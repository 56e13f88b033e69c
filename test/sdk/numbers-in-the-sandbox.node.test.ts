import { describe, expect, it } from 'vitest'
import { dayIn, dayRangeBefore, addDays, type DayRange } from '../../src/contract/day-range.ts'
import type { AnalyticsData } from '../../src/sdk/analytics-data.ts'
import { sandboxed } from './sandboxed.ts'

const sandbox = sandboxed()
const timeZone = 'Europe/Berlin'

/** The numbers of a demo website, over its last full weeks. */
async function numbers(
  intpWebsiteId = 'acme-bikes',
): Promise<{ data: AnalyticsData; range: DayRange; apiKey: string }> {
  const visa = sandbox.visa()
  const { apiKey } = await visa.website(intpWebsiteId).createApiKey({ name: 'widgets' })
  const end = addDays(dayIn(timeZone, new Date()), -1)
  const data = visa.analyticsData({ websiteId: intpWebsiteId, apiKey, timeZone })
  return { data, apiKey, range: { start: addDays(end, -27), end } }
}

const sum = (values: readonly (number | null)[]) => values.reduce<number>((all, value) => all + (value ?? 0), 0)

describe('the numbers of a website in the sandbox', () => {
  it('come as tables, curves, channels and totals that agree', async () => {
    const { data, range } = await numbers()
    const compareTo = dayRangeBefore(range)
    const [pages, totals, visits, visitors, sessions, channels, countries] = await Promise.all([
      data.topPages({ range, compareTo, limit: 5 }),
      data.totals({ range, compareTo }),
      data.curve({ metric: 'visits', range }),
      data.curve({ metric: 'visitors', range }),
      data.curve({ metric: 'sessions', range }),
      data.channels({ range, compareTo }),
      data.sessionsBy({ by: 'country', range, limit: 200 }),
    ])
    expect(pages).toHaveLength(5)
    expect(pages[0]?.visits).toBeGreaterThanOrEqual(pages[4]?.visits ?? Infinity)
    expect(pages[0]?.previousVisits).toBeGreaterThan(0)
    expect(visits.days).toHaveLength(28)
    expect([visits.days[0], visits.days.at(-1)]).toEqual([range.start, range.end])
    expect(sum(visits.series[0]?.values ?? [])).toBe(visits.series[0]?.total)
    expect(totals).toMatchObject({ visits: visits.series[0]?.total, isComplete: true })
    expect(totals.bounceRate).toBeGreaterThan(0)
    expect(totals.bounceRate).toBeLessThan(100)
    expect(visitors.series.map(({ name }) => name)).toEqual(['new_visitors', 'returning_visitors', 'visitors'])
    const [fresh, returning, overall] = visitors.series.map(({ values }) => sum(values))
    expect((fresh ?? 0) + (returning ?? 0)).toBe(overall)
    expect(sum(channels.map((channel) => channel.sessions))).toBe(sessions.series[0]?.total)
    expect(channels.every(({ previousSessions }) => previousSessions !== null)).toBe(true)
    expect(sum(countries.map((country) => country.sessions))).toBe(sessions.series[0]?.total)
  })

  it('of one page are those of its row', async () => {
    const { data, range } = await numbers()
    const [page] = await data.topPages({ range, limit: 1 })
    const curve = await data.curve({ metric: 'visits', range, pageUrl: page?.pageUrl ?? '' })
    expect(curve.series[0]?.total).toBe(page?.visits)
    const [alone] = await data.topPages({ range, pageUrl: page?.pageUrl ?? '' })
    expect(alone?.visits).toBe(page?.visits)
  })

  it('of rates come as averages', async () => {
    const { data, range } = await numbers()
    const bounce = await data.curve({ metric: 'bounce_rate', range })
    const duration = await data.curve({ metric: 'average_page_view_duration', range })
    expect(bounce.series[0]?.average).toBeGreaterThan(0)
    expect(duration.series[0]?.values).toHaveLength(28)
  })

  it('before there was a website are nothing', async () => {
    const { data } = await numbers()
    const range = { start: '2001-01-01', end: '2001-01-07' }
    expect(await data.topPages({ range })).toEqual([])
    expect(await data.curve({ metric: 'visits', range })).toEqual({ days: [], series: [] })
    expect(await data.channels({ range })).toEqual([])
  })

  it('are not for another website’s key, nor for one that was deleted', async () => {
    const { apiKey, range } = await numbers()
    const visa = sandbox.visa()
    const theirs = visa.analyticsData({ websiteId: 'globex-lamps', apiKey, timeZone })
    await expect(theirs.topPages({ range })).rejects.toMatchObject({ code: 'forbidden', status: 403 })
    const [key] = await visa.website('acme-bikes').listApiKeys()
    await visa.website('acme-bikes').deleteApiKey(key?.id ?? '')
    const ours = visa.analyticsData({ websiteId: 'acme-bikes', apiKey, timeZone })
    await expect(ours.topPages({ range })).rejects.toMatchObject({
      code: 'unauthenticated',
      platformMessage: 'AUTHENTICATION_INVALID_API_KEY',
    })
  })

  it('need a dataUrl, and say so by name', () => {
    const visa = sandbox.visa('website', { dataUrl: undefined })
    const ask = () => visa.analyticsData({ websiteId: 'acme-bikes', apiKey: 'twpl-x', timeZone })
    expect(ask).toThrow(expect.objectContaining({ code: 'configuration', option: 'dataUrl', problem: 'missing' }))
  })
})
