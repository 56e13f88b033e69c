import { describe, expect, test } from 'vitest'
import { demoIntps } from '../../packages/sandbox/src/core/demo.ts'
import { packageOf, runningSandbox } from './running-sandbox.ts'

const running = runningSandbox()
const pool = { intpId: demoIntps.pool.id }
const read = async (intpWebsiteId: string) => (await running.pool('GET', `/v2/3as/websites/${intpWebsiteId}`)).body
const change = (verb: string, body: object) =>
  running.pool('POST', `/v3/3as/intpc-subscriptions/${verb}`, { intpcId: 'acme', ...body })

describe('a pool', () => {
  test('stands on each of its websites, with that website’s share and no limit of its own', async () => {
    const [bikes, books] = await Promise.all([read('acme-bikes'), read('acme-books')])
    for (const { payload } of [bikes, books]) {
      expect(payload).toMatchObject({ packageName: 'Basic', subscriptionType: 'intpc', status: 'active' })
      expect(payload.consumption.stpLimit).toBe(-1)
    }
    expect(bikes.payload.consumption.stpConsumed).toBe(8312)
    expect(books.payload.consumption.stpConsumed).toBe(1274)
    expect(running.control.pool('acme')!.consumption).toMatchObject({ stpLimit: 11_000, stpConsumed: 9586 })
  })

  test('is upgraded, downgraded, canceled and resumed for all of them', async () => {
    await change('upgrade', { packageId: packageOf('Pro', 'monthly', 'pool') })
    await change('downgrade', { packageId: packageOf('Basic', 'monthly', 'pool') })
    expect((await read('acme-books')).payload).toMatchObject({
      packageName: 'Pro',
      plannedDowngradePackageName: 'Basic',
      consumption: { stpConsumed: 0 },
    })
    await change('cancel', {})
    expect((await read('acme-bikes')).payload).toMatchObject({
      status: 'canceled',
      plannedDowngradePackageName: 'Free',
    })
    await change('resume', {})
    expect((await read('acme-bikes')).payload.status).toBe('active')
  })

  test('stops for all of its websites together', () => {
    const first = running.control.recordUsage({ ...pool, intpWebsiteId: 'acme-books', visits: 2000 })
    expect(first).toEqual({ recorded: { Visit: 11_000 - 9586 }, dropped: { Visit: 2000 - (11_000 - 9586) } })
    const second = running.control.recordUsage({ ...pool, intpWebsiteId: 'acme-bikes', visits: 1 })
    expect(second).toEqual({ recorded: {}, dropped: { Visit: 1 } })
  })

  test('counts what a deleted website has used', async () => {
    await running.pool('DELETE', '/v2/3as/websites/acme-books')
    expect(running.control.pool('acme')!.consumption.stpConsumed).toBe(9586)
  })

  test('takes its customer with it when deactivated', async () => {
    expect((await change('deactivate', {})).status).toBe(204)
    expect((await running.pool('GET', '/v2/3as/customers/acme')).status).toBe(404)
    expect((await running.pool('GET', '/v2/3as/websites/acme-bikes')).status).toBe(404)
    expect((await change('deactivate', {})).status).toBe(404)
  })
})

describe('usage', () => {
  const record = (visits: number) => running.control.recordUsage({ intpWebsiteId: 'acme-bikes', visits })
  const site = () => running.control.website('acme-bikes')

  test('stops at the limit, and goes on after the reset', () => {
    expect(record(5000)).toEqual({ recorded: { Visit: 2688 }, dropped: { Visit: 2312 } })
    expect(record(1)).toEqual({ recorded: {}, dropped: { Visit: 1 } })
    expect(site().consumption).toMatchObject({ stpLimit: 11_000, stpConsumed: 11_000 })
    running.control.moveClock({ to: site().stpResetAt })
    expect(site().consumption.stpConsumed).toBe(0)
    expect(record(1)).toEqual({ recorded: { Visit: 1 }, dropped: {} })
  })

  test('goes on after an upgrade, counted anew', async () => {
    record(5000)
    const body = { intpWebsiteId: 'acme-bikes', packageId: packageOf('Pro') }
    await running.website('POST', '/v3/3as/website-subscriptions/upgrade', body)
    expect(record(300)).toEqual({ recorded: { Visit: 300 }, dropped: {} })
    expect(site().consumption).toMatchObject({ stpLimit: 60_000, stpConsumed: 300 })
  })

  test('costs each kind’s rate', () => {
    running.control.recordUsage({ intpWebsiteId: 'acme-bikes', counts: { SessionRecording: 3, VisitEvent: 4 } })
    expect(site().consumption).toMatchObject({
      stpRateSessionRecording: 5,
      stpConsumedSessionRecording: 15,
      stpConsumedVisitEvent: 4,
      stpConsumed: 8312 + 19,
    })
  })

  test('has no limit in the unlimited trial, and none is counted on Free or while inactive', async () => {
    const on = (intpWebsiteId: string) => running.control.recordUsage({ intpWebsiteId, visits: 1_000_000 }).recorded
    expect(on('acme-books')).toEqual({ Visit: 1_000_000 })
    expect(on('acme-garden')).toEqual({})
    await running.website('POST', '/v3/3as/website-subscriptions/deactivate', { intpWebsiteId: 'globex-lamps' })
    expect(on('globex-lamps')).toEqual({})
  })
})
