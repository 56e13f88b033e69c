import { describe, expect, test } from 'vitest'
import { packageOf, runningSandbox } from './running-sandbox.ts'

const running = runningSandbox()

/** Runs under both rules, so that each difference is seen on both of its sides. */
const under = (rules: 'today' | 'announced') => running.control.setBehaviour({ rules })

const website = (verb: string, body: object = {}, version = 'v3/3as/website-subscriptions') =>
  running.website('POST', `/${version}/${verb}`, { intpWebsiteId: 'acme-bikes', ...body })
const pool = (verb: string, body: object = {}) =>
  running.pool('POST', `/v3/3as/intpc-subscriptions/${verb}`, { intpcId: 'acme', ...body })
const poolPackage = (name: string) => packageOf(name, 'monthly', 'pool')

describe('what the platform does today, and has announced to change', () => {
  test('a canceled pool is not upgraded today', async () => {
    await pool('cancel')
    under('today')
    expect(await pool('upgrade', { packageId: poolPackage('Pro') })).toMatchObject({
      status: 500,
      body: { title: 'SUBSCRIPTION_CANCELED' },
    })
    under('announced')
    expect((await pool('upgrade', { packageId: poolPackage('Pro') })).status).toBe(200)
  })

  test('a canceled website is upgraded', async () => {
    await website('cancel')
    expect((await website('upgrade', { packageId: packageOf('Pro') })).status).toBe(200)
  })

  test('a deactivated website is not brought back by an upgrade today', async () => {
    await website('deactivate')
    under('today')
    expect(await website('upgrade', { packageId: packageOf('Pro') })).toMatchObject({
      status: 500,
      body: { title: 'SUBSCRIPTION_INACTIVE' },
    })
    under('announced')
    expect((await website('upgrade', { packageId: packageOf('Pro') })).status).toBe(200)
  })

  test('a downgrade to the same limit is taken today, and to the same package never', async () => {
    under('announced')
    expect((await website('downgrade', { packageId: packageOf('Basic', 'yearly') })).status).toBe(500)
    under('today')
    expect((await website('downgrade', { packageId: packageOf('Basic', 'yearly') })).status).toBe(200)
    expect((await website('downgrade', { packageId: packageOf('Basic') })).status).toBe(500)
  })

  test('deactivating a pool answers no subscription today', async () => {
    under('today')
    expect(await pool('deactivate')).toMatchObject({ status: 204, text: '' })
    running.control.reset()
    under('announced')
    expect((await pool('deactivate')).body.payload).toMatchObject({ status: 'inactive', intpcId: 'acme' })
  })

  test('the older call to deactivate answers the subscription as it was before, today', async () => {
    const older = 'v2/3as/notifications/subscriptions'
    under('today')
    expect((await website('deactivate', {}, older)).body.payload.status).toBe('active')
    running.control.reset()
    under('announced')
    expect((await website('deactivate', {}, older)).body.payload.status).toBe('inactive')
  })
})

describe('what other clients of the vendor rely on', () => {
  test('an error has its status as a number in `code`, and a title', async () => {
    expect((await running.website('GET', '/v2/3as/websites/nowhere')).body).toEqual({
      status: 404,
      code: 404,
      title: 'NOT_FOUND',
      message: 'website not found',
      time: expect.stringMatching(/^\d{4}-.*Z$/),
    })
  })

  test('an empty package id means none', async () => {
    const made = await running.website('POST', '/v3/3as/websites', {
      website: { id: 'from-go', domain: 'go.example', package: { id: '' } },
      intpc: { id: 'acme' },
    })
    expect(made.status).toBe(204)
    expect((await running.website('GET', '/v2/3as/websites/from-go')).body.payload.inTrial).toBe(true)
    const pooled = { website: { id: 'from-go', domain: 'go.example', package: { id: '' } }, intpc: { id: 'acme' } }
    expect((await running.pool('POST', '/v3/3as/websites', pooled)).status).toBe(204)
  })

  test('a billing date without a package has no effect', async () => {
    const customer = { intpCustomerId: 'from-go', email: 'go@example.com', billingDate: '2026-01-01T00:00:00Z' }
    expect((await running.website('POST', '/v2/3as/customers', customer)).status).toBe(201)
    expect((await running.pool('POST', '/v2/3as/customers', customer)).status).toBe(201)
  })

  test('the trial is the last package of the list', async () => {
    await running.website('POST', '/v2/3as/packages', {
      name: 'Added later',
      touchpoints: 5,
      price: 1,
      currency: 'EUR',
      period: 'monthly',
    })
    const packages = (await running.website('GET', '/v2/3as/packages')).body.payload
    expect(packages.at(-1).name).toBe('unlimited_30_day_free_trial')
    expect(packages.at(-2).name).toBe('Added later')
  })

  test('an API key made without an expiry has one far away', async () => {
    const { payload } = (await running.website('POST', '/v2/3as/websites/acme-bikes/api-keys', { name: 'x' })).body
    expect(Date.parse(payload.expiresAt)).toBeGreaterThan(Date.now() + 50 * 365 * 86_400_000)
  })

  test.each([
    '/v3/3as/website-subscriptions/reactivate',
    '/v3/3as/intpc-subscriptions/reactivate',
    '/api/v2/aaas/users/u/websites/w/ssr-settings',
  ])('%s, which too little is known of, is 501', async (path) => {
    const answer = await running.website('POST', path, {})
    expect(answer).toMatchObject({ status: 501, body: { message: expect.stringContaining('older SDKs') } })
  })
})
