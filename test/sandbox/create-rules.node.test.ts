import { describe, expect, test } from 'vitest'
import { packageOf, runningSandbox } from './running-sandbox.ts'

const running = runningSandbox()
const days = (from: string, to: string) => (Date.parse(to) - Date.parse(from)) / 86_400_000

const customer = (extra: object) => ({ intpCustomerId: 'new', email: 'new@example.com', ...extra })
const site = (extra: object = {}) => ({ intpWebsiteId: 'new-site', domain: 'new.example', ...extra })

describe('with subscriptions of type website', () => {
  const call = running.website

  test('a website without a package starts in the unlimited trial of 30 days', async () => {
    await call('POST', '/v2/3as/customers', customer({ website: site() }))
    const { payload } = (await call('GET', '/v2/3as/websites/new-site')).body
    expect(payload).toMatchObject({
      packageName: 'unlimited_30_day_free_trial',
      inTrial: true,
      hadTrial: true,
      status: 'active',
    })
    expect(payload.consumption.stpLimit).toBe(-1)
    expect(days(payload.createdAt, payload.expiresAt)).toBe(30)
  })

  test('a package goes into the website', async () => {
    await call('POST', '/v2/3as/customers', customer({ website: site({ packageId: packageOf('Basic') }) }))
    expect((await call('GET', '/v2/3as/websites/new-site')).body.payload).toMatchObject({
      packageName: 'Basic',
      inTrial: false,
      hadTrial: false,
    })
  })

  test('a package at the top level is refused, and nothing is made', async () => {
    const body = customer({ packageId: packageOf('Basic'), website: site() })
    expect((await call('POST', '/v2/3as/customers', body)).status).toBe(400)
    expect((await call('GET', '/v2/3as/customers/new')).status).toBe(404)
    expect(running.control.effects()).toEqual([])
  })

  test('the first period begins on the billing date', async () => {
    const now = running.control.now()
    const billingDate = new Date(now.getTime() - 45 * 86_400_000).toISOString()
    const website = site({ packageId: packageOf('Basic', 'yearly'), billingDate })
    await call('POST', '/v2/3as/customers', customer({ website }))
    const made = (await call('GET', `/v2/3as/websites/${website.intpWebsiteId}`)).body.payload
    const expected = new Date(billingDate)
    expected.setUTCFullYear(expected.getUTCFullYear() + 1)
    expect(made.expiresAt).toBe(expected.toISOString())
  })

  const v3 = (website: object, opts?: object) =>
    call('POST', '/v3/3as/websites', {
      website: { id: 'new-site', domain: 'new.example', ...website },
      intpc: { id: 'acme' },
      ...(opts && { opts }),
    })
  const made = async () => (await call('GET', '/v2/3as/websites/new-site')).body.payload

  test('v3 makes a website on a package, or in the trial when asked and by default', async () => {
    await v3({ package: { id: packageOf('Pro') } })
    expect((await made()).packageName).toBe('Pro')
    await call('DELETE', '/v2/3as/websites/new-site')
    await v3({}, { uft: true })
    expect((await made()).inTrial).toBe(true)
    await call('DELETE', '/v2/3as/websites/new-site')
    await v3({}, { uft: false })
    expect((await made()).inTrial).toBe(true)
  })

  test.each([
    ['a package together with uft', () => v3({ package: { id: packageOf('Pro') } }, { uft: true })],
    ['an unknown package', () => v3({ package: { id: 'nope' } })],
    ['the trial as a package', () => v3({ package: { id: trialId() } })],
    ["another INTP's package", () => v3({ package: { id: packageOf('Pro', 'monthly', 'pool') } })],
    ['an id that is taken', () => v3({ id: 'globex-lamps' })],
  ])('%s is refused with 400', async (_, attempt) => {
    expect((await attempt()).status).toBe(400)
    expect((await call('GET', '/v2/3as/websites/new-site')).status).toBe(404)
  })

  const trialId = () => {
    const trial = running.control.snapshot().records.package.find(({ name }) => name.startsWith('unlimited'))
    return trial!.id
  }

  test('an unknown customer is 404', async () => {
    const body = { website: { id: 'x', domain: 'x.example' }, intpc: { id: 'nobody' } }
    expect((await call('POST', '/v3/3as/websites', body)).status).toBe(404)
  })

  test('an id that is taken is refused for customers too', async () => {
    const answer = await call('POST', '/v2/3as/customers', { intpCustomerId: 'acme', email: 'x@example.com' })
    expect(answer.status).toBe(400)
  })
})

describe('with subscriptions of type intpc', () => {
  const call = running.pool
  const basic = packageOf('Basic', 'monthly', 'pool')

  test('the package is the customer’s, and its websites share it', async () => {
    await call('POST', '/v2/3as/customers', customer({ packageId: basic, website: site() }))
    expect((await call('GET', '/v2/3as/websites/new-site')).body.payload).toMatchObject({
      packageName: 'Basic',
      subscriptionType: 'intpc',
      consumption: { stpLimit: -1, stpConsumed: 0 },
    })
    await call('POST', '/v3/3as/websites', { website: { id: 'second', domain: 's.example' }, intpc: { id: 'new' } })
    const [first, second] = (await call('GET', '/v2/3as/websites?externalCustomerId=new')).body.payload
    expect(second.packageId).toBe(first.packageId)
    expect(second.expiresAt).toBe(first.expiresAt)
  })

  test.each([
    [
      'a package in the website',
      () => call('POST', '/v2/3as/customers', customer({ website: site({ packageId: basic }) })),
    ],
    [
      'a package for another website',
      () =>
        call('POST', '/v3/3as/websites', {
          website: { id: 'new-site', domain: 'n.example', package: { id: basic } },
          intpc: { id: 'acme' },
        }),
    ],
    [
      'uft for another website',
      () =>
        call('POST', '/v3/3as/websites', {
          website: { id: 'new-site', domain: 'n.example' },
          intpc: { id: 'acme' },
          opts: { uft: true },
        }),
    ],
  ])('%s is refused with 400', async (_, attempt) => {
    expect((await attempt()).status).toBe(400)
    expect((await call('GET', '/v2/3as/websites/new-site')).status).toBe(404)
  })

  test('a customer without a package and a website holds nothing, until its first upgrade', async () => {
    await call('POST', '/v2/3as/customers', customer({}))
    expect(running.control.pool('new')).toBeNull()
    const upgraded = await call('POST', '/v3/3as/intpc-subscriptions/upgrade', { intpcId: 'new', packageId: basic })
    expect(upgraded.body.payload).toMatchObject({ type: 'intpc', status: 'active', packageId: basic })
    expect(running.control.pool('new')).toMatchObject({ packageId: basic })
  })
})

test('of identical concurrent creates one succeeds', async () => {
  const create = () =>
    running.website('POST', '/v3/3as/websites', {
      website: { id: 'race', domain: 'race.example' },
      intpc: { id: 'acme' },
    })
  const answers = await Promise.all(Array.from({ length: 12 }, create))
  expect(answers.filter(({ status }) => status === 204)).toHaveLength(1)
  expect(answers.filter(({ status }) => status === 400)).toHaveLength(11)
  expect(running.control.effects({ kind: 'website.created' })).toHaveLength(1)
})
