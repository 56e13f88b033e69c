import { describe, expect, test } from 'vitest'
import { demoIntps } from '../../packages/sandbox/src/core/demo.ts'
import { packageOf, runningSandbox } from './running-sandbox.ts'

const running = runningSandbox()
const route = 'websiteSubscriptions.upgrade'
const upgrade = () =>
  running.website('POST', '/v3/3as/website-subscriptions/upgrade', {
    intpWebsiteId: 'acme-bikes',
    packageId: packageOf('Pro'),
  })
const details = () => running.website('GET', '/v2/3as/company-details')
const effects = () => running.control.effects({ kind: 'subscription.upgraded' }).length
const lastCall = () => running.control.calls({ operation: route }).at(-1)

describe('a fault', () => {
  test('answers with a status, without or after the effect', async () => {
    running.control.addFault({ kind: 'status', route, status: 503, headers: { 'retry-after': '2' } })
    const refused = await upgrade()
    expect(refused.status).toBe(503)
    expect(refused.headers.get('retry-after')).toBe('2')
    expect(effects()).toBe(0)
    running.control.addFault({ kind: 'status', route, status: 500, effect: 'before', body: { odd: true } })
    expect(await upgrade()).toMatchObject({ status: 500, body: { odd: true } })
    expect(effects()).toBe(1)
  })

  test('drops the connection before the effect', async () => {
    running.control.addFault({ kind: 'drop', route })
    await expect(upgrade()).rejects.toThrow()
    expect(effects()).toBe(0)
    expect(lastCall()).toMatchObject({ status: null, fault: 'drop, effect none' })
    expect((await upgrade()).status).toBe(200)
  })

  test('drops the connection after the effect', async () => {
    running.control.addFault({ kind: 'drop', route, effect: 'before' })
    await expect(upgrade()).rejects.toThrow()
    expect(effects()).toBe(1)
    expect((await upgrade()).status).toBe(500)
    expect(effects()).toBe(1)
  })

  test('lets the effect arrive after the drop', async () => {
    running.control.addFault({ kind: 'drop', route, effect: 'late', lateMs: 500 })
    await expect(upgrade()).rejects.toThrow()
    expect(effects()).toBe(0)
    await expect.poll(effects).toBe(1)
  })

  test('that is late is given up by a reset', async () => {
    running.control.addFault({ kind: 'drop', route, effect: 'late', lateMs: 30 })
    await expect(upgrade()).rejects.toThrow()
    running.control.reset()
    const until = Date.now() + 80
    await expect.poll(() => Date.now()).toBeGreaterThan(until)
    expect(effects()).toBe(0)
  })

  test('delays', async () => {
    running.control.addFault({ kind: 'delay', route: 'intp.get', delayMs: 60 })
    const start = performance.now()
    expect((await details()).status).toBe(200)
    expect(performance.now() - start).toBeGreaterThanOrEqual(55)
  })

  test('answers with an error page', async () => {
    running.control.addFault({ kind: 'html', route: 'intp.*', status: 502 })
    const answer = await details()
    expect(answer.status).toBe(502)
    expect(answer.headers.get('content-type')).toContain('text/html')
    expect(answer.text).toContain('<h1>502')
  })

  test('strikes by route, INTP and count, after letting some pass', async () => {
    running.control.addFault({ kind: 'status', route: '*', status: 500, skip: 1, count: 2, intpId: demoIntps.pool.id })
    expect((await details()).status).toBe(200)
    expect((await details()).status).toBe(200)
    const statuses = []
    for (let call = 0; call < 4; call++) statuses.push((await running.pool('GET', '/v2/3as/company-details')).status)
    expect(statuses).toEqual([200, 500, 500, 200])
    running.control.addFault({ kind: 'status', route: 'packages.list', status: 500 })
    expect((await details()).status).toBe(200)
    expect(running.control.faults()).toHaveLength(1)
    running.control.clearFaults()
    expect((await running.website('GET', '/v2/3as/packages')).status).toBe(200)
  })

  test('is refused when it is none', () => {
    expect(() => running.control.addFault({ kind: 'status', status: 200 })).toThrow(/status/)
    expect(() => running.control.addFault({ kind: 'lightning' } as never)).toThrow()
  })
})

describe('reads that lag', () => {
  const planName = async () =>
    (await running.website('GET', '/v2/3as/websites/acme-bikes')).body.payload.packageName as string

  test('show what stood there before, and then what stands there', async () => {
    running.control.setBehaviour({ readLagMs: 60_000 })
    await upgrade()
    expect(await planName()).toBe('Basic')
    running.control.setBehaviour({ readLagMs: 50 })
    await expect.poll(planName).toBe('Pro')
  })

  test('do not know what was just made, and still know what was just deleted', async () => {
    running.control.setBehaviour({ readLagMs: 60_000 })
    const read = async (id: string) => (await running.website('GET', `/v2/3as/websites/${id}`)).status
    await running.website('POST', '/v3/3as/websites', {
      website: { id: 'fresh', domain: 'fresh.example' },
      intpc: { id: 'acme' },
    })
    await running.website('DELETE', '/v2/3as/websites/globex-lamps')
    expect([await read('fresh'), await read('globex-lamps')]).toEqual([404, 200])
    running.control.setBehaviour({ readLagMs: 50 })
    await expect.poll(async () => [await read('fresh'), await read('globex-lamps')]).toEqual([200, 404])
  })

  test('go back over several writes', async () => {
    running.control.setBehaviour({ readLagMs: 60_000 })
    await upgrade()
    running.control.changePlan({ intpWebsiteId: 'acme-bikes', packageId: packageOf('Business') })
    expect(await planName()).toBe('Basic')
  })

  test('do not make writes lag', async () => {
    running.control.setBehaviour({ readLagMs: 60_000 })
    expect((await upgrade()).status).toBe(200)
    expect((await upgrade()).status).toBe(500)
    expect(await planName()).toBe('Basic')
  })
})

test('a change by somebody else is an effect of its own', async () => {
  const changed = running.control.changePlan({ intpWebsiteId: 'acme-bikes', packageId: packageOf('Business') })
  expect(changed.packageId).toBe(packageOf('Business'))
  expect(running.control.website('acme-bikes')).toMatchObject({ packageName: 'Business', status: 'active' })
  running.control.changePlan({
    intpId: demoIntps.pool.id,
    intpCustomerId: 'acme',
    status: 'canceled',
    expiresAt: '2031-01-01T00:00:00Z',
  })
  expect(running.control.pool('acme')).toMatchObject({ status: 'canceled', expiresAt: '2031-01-01T00:00:00.000Z' })
  expect(running.control.effects({ kind: 'subscription.changed_elsewhere', cause: 'control' })).toHaveLength(2)
  expect(() => running.control.changePlan({ intpWebsiteId: 'acme-bikes', packageId: 'nope' })).toThrow(/not found/)
})

test('the audit log tells calls from effects', async () => {
  await upgrade()
  await upgrade()
  expect(running.control.calls({ operation: route }).map(({ status }) => status)).toEqual([200, 500])
  expect(running.control.calls({ operation: route, status: 500 })).toHaveLength(1)
  expect(running.control.effects()).toMatchObject([
    {
      kind: 'subscription.upgraded',
      operation: route,
      cause: 'call',
      intpCustomerId: 'acme',
      intpWebsiteId: 'acme-bikes',
      packageId: packageOf('Pro'),
      previousPackageId: packageOf('Basic'),
    },
  ])
})
