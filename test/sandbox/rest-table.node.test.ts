import { describe, expect, test } from 'vitest'
import { packageOf, runningSandbox } from './running-sandbox.ts'

const running = runningSandbox()
const { website: call } = running

describe('customers', () => {
  test('are listed in pages from 0, ten by default', async () => {
    for (let index = 0; index < 12; index++) {
      await call('POST', '/v2/3as/customers', { intpCustomerId: `c-${index}`, email: `c${index}@example.com` })
    }
    const first = await call('GET', '/v2/3as/customers')
    expect(first.body.payload).toHaveLength(10)
    expect(first.body.meta).toEqual({ page: 0, pageSize: 10, pageTotal: 2, total: 15 })
    const second = await call('GET', '/v2/3as/customers?page=1')
    expect(second.body.payload).toHaveLength(5)
    const beyond = await call('GET', '/v2/3as/customers?page=7&pageSize=3')
    expect(beyond.body).toEqual({ payload: [], meta: { page: 7, pageSize: 3, pageTotal: 5, total: 15 } })
  })

  test('are made with a website', async () => {
    const made = await call('POST', '/v2/3as/customers', {
      intpCustomerId: 'new',
      email: 'new@example.com',
      website: { intpWebsiteId: 'new-site', domain: 'new.example.com' },
    })
    expect(made.status).toBe(201)
    expect((await call('GET', '/v2/3as/websites/new-site')).body.payload.visaTrackingCode).toMatch(/^<script/)
    const read = await call('GET', '/v2/3as/customers/new')
    expect(made.body).toEqual(read.body)
    expect(Object.keys(read.body.payload).toSorted()).toEqual(
      ['createdAt', 'email', 'id', 'intpCustomerId', 'intpId', 'visaId'].toSorted(),
    )
  })

  test('take their websites, keys and roles with them when deleted', async () => {
    await call('POST', '/v3/3as/websites/globex-lamps/contributors', { intpCustomerId: 'acme', role: 'editor' })
    const deleted = await call('DELETE', '/v2/3as/customers/acme')
    expect(deleted).toMatchObject({ status: 200, body: { payload: { intpCustomerId: 'acme' } } })
    expect((await call('GET', '/v2/3as/customers/acme')).status).toBe(404)
    expect((await call('GET', '/v2/3as/websites/acme-bikes')).status).toBe(404)
    const { contributors } = (await call('GET', '/v3/3as/websites/globex-lamps/contributors')).body.payload
    expect(contributors.editor).toEqual([])
  })

  test('keep their ids whatever is in them', async () => {
    const id = 'a/b?c=d%20&é #1'
    await call('POST', '/v2/3as/customers', {
      intpCustomerId: id,
      email: 'odd@example.com',
      website: { intpWebsiteId: `${id}/site`, domain: 'odd.example.com' },
    })
    const read = await call('GET', `/v2/3as/customers/${encodeURIComponent(id)}`)
    expect(read.body.payload.intpCustomerId).toBe(id)
    const sites = await call('GET', `/v2/3as/websites?externalCustomerId=${encodeURIComponent(id)}`)
    expect(sites.body.payload.map((site: { intpWebsiteId: string }) => site.intpWebsiteId)).toEqual([`${id}/site`])
    expect((await call('DELETE', `/v2/3as/websites/${encodeURIComponent(`${id}/site`)}`)).status).toBe(204)
  })
})

describe('websites', () => {
  test('are listed for all customers or for one', async () => {
    const all = await call('GET', '/v2/3as/websites')
    expect(all.body.meta.total).toBe(4)
    const acme = await call('GET', '/v2/3as/websites?externalCustomerId=acme')
    expect(acme.body.meta.total).toBe(3)
  })

  test('show what is known of them', async () => {
    const { body } = await call('GET', '/v2/3as/websites/acme-bikes')
    expect(body.payload).toMatchObject({
      status: 'active',
      intpWebsiteId: 'acme-bikes',
      intpCustomerId: 'acme',
      packageId: packageOf('Basic'),
      packageName: 'Basic',
      billingInterval: 'monthly',
      billingMode: 'company_managed',
      subscriptionType: 'website',
      inTrial: false,
      hadTrial: false,
      consumption: { stpLimit: 11_000, stpConsumed: 8312, stpConsumedVisit: 8312, stpRateVisit: 1 },
    })
  })

  test('are made by v3 without a body in the answer, or with one as announced', async () => {
    const make = (id: string) =>
      call('POST', '/v3/3as/websites', { website: { id, domain: `${id}.example` }, intpc: { id: 'acme' } })
    expect(await make('today')).toMatchObject({ status: 204, text: '' })
    running.control.setBehaviour({ websiteCreateStatus: 201 })
    expect(await make('announced')).toMatchObject({ status: 201, body: { payload: { intpWebsiteId: 'announced' } } })
  })

  test('are made by v2 with the website in the answer', async () => {
    const made = await call('POST', '/v2/3as/websites', {
      intpWebsiteId: 'older',
      intpCustomerId: 'acme',
      domain: 'older.example',
      packageId: packageOf('Pro', 'yearly'),
    })
    expect(made).toMatchObject({
      status: 201,
      body: { payload: { intpWebsiteId: 'older', packageName: 'Pro', billingInterval: 'yearly' } },
    })
  })

  test('have whitelisted domains, deleted by PATCH, with the trailing slash of the SDK too', async () => {
    const path = '/v2/3as/websites/acme-bikes/whitelisted-domains'
    for (const domain of ['one.example', 'two.example', 'one.example']) await call('POST', path, { domain })
    expect((await call('GET', path)).body.payload).toEqual(['one.example', 'two.example'])
    await call('PATCH', `${path}/`, { domain: 'one.example' })
    expect((await call('PATCH', path, { domain: 'not-listed.example' })).status).toBeLessThan(300)
    expect((await call('GET', path)).body.payload).toEqual(['two.example'])
  })

  test('have API keys whose secret is shown once', async () => {
    const path = '/v2/3as/websites/acme-bikes/api-keys'
    const made = await call('POST', path, { name: 'widgets', expiresAt: '2999-01-01T00:00:00Z' })
    expect(made.body.payload).toMatchObject({
      name: 'widgets',
      comment: null,
      intpWebsiteId: 'acme-bikes',
      intpCustomerId: 'acme',
      expiresAt: '2999-01-01T00:00:00.000Z',
    })
    expect(made.body.payload.apiKey).toMatch(/^twpl-/)
    const listed = await call('GET', path)
    expect(listed.body.payload).toHaveLength(1)
    expect(listed.text).not.toContain('twpl-')
    expect((await call('DELETE', `${path}/${made.body.payload.id}`)).status).toBe(204)
    expect((await call('GET', path)).body.payload).toEqual([])
    expect((await call('DELETE', `${path}/${made.body.payload.id}`)).status).toBe(404)
  })

  test('have contributors by role', async () => {
    const path = '/v3/3as/websites/acme-books/contributors'
    await call('POST', path, { intpCustomerId: 'globex', role: 'editor' })
    await call('POST', path, { intpCustomerId: 'acme-viewer', role: 'dashboard' })
    expect((await call('GET', path)).body.payload).toEqual({
      owner: { intpCustomerId: 'acme', email: 'owner@acme.test' },
      contributors: {
        editor: [{ intpCustomerId: 'globex', email: 'owner@globex.test' }],
        watcher: [],
        dashboard: [{ intpCustomerId: 'acme-viewer', email: 'viewer@acme.test' }],
      },
    })
    await call('POST', path, { intpCustomerId: 'globex', role: 'watcher' })
    await call('DELETE', `${path}/acme-viewer`)
    const { contributors } = (await call('GET', path)).body.payload
    expect(contributors).toMatchObject({ editor: [], watcher: [{ intpCustomerId: 'globex' }], dashboard: [] })
    expect((await call('DELETE', `${path}/acme-viewer`)).status).toBe(404)
    expect((await call('POST', path, { intpCustomerId: 'acme', role: 'editor' })).status).toBe(400)
    expect((await call('POST', path, { intpCustomerId: 'nobody', role: 'editor' })).status).toBe(404)
  })
})

describe('packages', () => {
  const path = '/v2/3as/packages'
  const special = { name: 'Special', touchpoints: 500, price: 1.5, currency: 'EUR', period: 'monthly' }

  test('are listed all at once, the trial that nobody may pick among them', async () => {
    const { body } = await call('GET', path)
    expect(body.meta).toBeUndefined()
    const names = body.payload.map((pkg: { name: string }) => pkg.name)
    expect(names).toHaveLength(10)
    expect(names).toContain('unlimited_30_day_free_trial')
  })

  test('are made, read and renamed, but not the recommended ones', async () => {
    const { id } = (await call('POST', path, special)).body.payload
    expect((await call('GET', `${path}/${id}`)).body.payload).toMatchObject({ ...special, visibility: 'public' })
    expect((await call('PATCH', `${path}/${id}`, { name: 'Renamed' })).body.payload.name).toBe('Renamed')
    expect((await call('PATCH', `${path}/${packageOf('Advanced')}`, { name: 'X' })).status).toBe(400)
  })

  test('may be restricted, and are then offered to whom they were assigned', async () => {
    const { id } = (await call('POST', path, { ...special, visibility: 'restricted' })).body.payload
    const offeredTo = async (query: string) =>
      (await call('GET', `${path}?${query}`)).body.payload.some((pkg: { id: string }) => pkg.id === id)
    expect(await offeredTo('intpWebsiteId=acme-bikes')).toBe(false)
    expect((await call('PUT', `/v3/3as/packages/${id}/assignments/acme-bikes`)).status).toBe(204)
    expect(await offeredTo('intpWebsiteId=acme-bikes')).toBe(true)
    expect(await offeredTo('intpWebsiteId=acme-books')).toBe(false)
    await call('PUT', `/v3/3as/packages/${id}/assignments/globex`)
    expect(await offeredTo('intpCustomerId=globex')).toBe(true)
    expect((await call('GET', `${path}/${id}`)).body.payload.restrictedTo).toEqual([
      { intpCustomerId: 'acme', intpWebsiteId: 'acme-bikes' },
      { intpCustomerId: 'globex', intpWebsiteId: null },
    ])
    expect((await call('DELETE', `/v3/3as/packages/${id}/assignments/acme-bikes`)).status).toBe(204)
    expect(await offeredTo('intpWebsiteId=acme-bikes')).toBe(false)
  })

  test('cannot be bought by whom they were not assigned to', async () => {
    const big = { ...special, touchpoints: 50_000, visibility: 'restricted' }
    const { id } = (await call('POST', path, big)).body.payload
    const upgrade = () =>
      call('POST', '/v3/3as/website-subscriptions/upgrade', { intpWebsiteId: 'acme-bikes', packageId: id })
    expect((await upgrade()).status).toBe(500)
    await call('PUT', `/v3/3as/packages/${id}/assignments/acme`)
    expect((await upgrade()).status).toBe(200)
  })
})

test('the company details say how it is billed', async () => {
  expect((await running.pool('GET', '/v2/3as/company-details')).body.payload).toMatchObject({
    subscriptionType: 'intpc',
    billingMode: 'company_managed',
    websiteOnboarding: false,
  })
  expect((await running.platformManaged('GET', '/v2/3as/company-details')).body.payload).toMatchObject({
    subscriptionType: 'website',
    billingMode: 'platform_managed',
  })
})

test('one INTP sees nothing of another', async () => {
  await call('POST', '/v2/3as/customers', { intpCustomerId: 'mine', email: 'mine@example.com' })
  expect((await running.pool('GET', '/v2/3as/customers/mine')).status).toBe(404)
  expect((await running.pool('GET', `/v2/3as/packages/${packageOf('Basic')}`)).status).toBe(404)
})
