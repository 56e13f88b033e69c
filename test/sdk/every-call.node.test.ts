import { describe, expect, it } from 'vitest'
import { demoIntps, demoPackageId } from '../../packages/sandbox/src/core/demo.ts'
import { sandboxed } from './sandboxed.ts'

const sandbox = sandboxed({ traffic: false })
const pkg = (name: string, period: 'monthly' | 'yearly' = 'monthly') =>
  demoPackageId(demoIntps.website.id, name, period)
const poolPackage = (name: string) => demoPackageId(demoIntps.pool.id, name, 'monthly')

describe('each row of the REST table, against the sandbox', () => {
  it('intp.get', async () => {
    expect(await sandbox.visa().intp.get()).toMatchObject({
      id: demoIntps.website.id,
      billingMode: 'company_managed',
      subscriptionType: 'website',
    })
    expect((await sandbox.visa('pool').intp.get()).subscriptionType).toBe('intpc')
    expect((await sandbox.visa('platformManaged').intp.get()).billingMode).toBe('platform_managed')
  })

  it('intpcs.create, list, getByIntpCustomerId, and intpc(id).delete with its websites', async () => {
    const visa = sandbox.visa()
    const website = { intpWebsiteId: 'initech-shop', domain: 'initech.test', packageId: pkg('Basic') }
    const made = await visa.intpcs.create({ intpCustomerId: 'initech', email: 'owner@initech.test', website })
    expect(made).toMatchObject({ intpCustomerId: 'initech' })
    expect((await visa.intpcs.getByIntpCustomerId('initech')).email).toBe('owner@initech.test')
    const { items, metadata } = await visa.intpcs.list({ page: 1, pageSize: 3 })
    expect(items).toHaveLength(1)
    expect(metadata).toEqual({ page: 1, pageSize: 3, pageTotal: 2, total: 4 })
    await visa.intpc('initech').delete()
    await expect(visa.intpcs.getByIntpCustomerId('initech')).rejects.toMatchObject({ code: 'not_found' })
    await expect(visa.websites.getByIntpWebsiteId('initech-shop')).rejects.toMatchObject({ code: 'not_found' })
  })

  it('intpcs.create with a pool, and websites that join it', async () => {
    const visa = sandbox.visa('pool')
    const website = { intpWebsiteId: 'initech-shop', domain: 'initech.test' }
    await visa.intpcs.create({
      intpCustomerId: 'initech',
      email: 'owner@initech.test',
      packageId: poolPackage('Pro'),
      website,
    })
    await visa.websites.create({
      website: { id: 'initech-blog', domain: 'blog.initech.test' },
      intpc: { id: 'initech' },
    })
    const { items } = await visa.intpc('initech').listWebsites()
    expect(items.map(({ intpWebsiteId, packageId }) => [intpWebsiteId, packageId])).toEqual([
      ['initech-shop', poolPackage('Pro')],
      ['initech-blog', poolPackage('Pro')],
    ])
  })

  it('intpc(id).listWebsites, and nobody else’s', async () => {
    const { items, metadata } = await sandbox.visa().intpc('acme').listWebsites({ pageSize: 2 })
    expect(items.map(({ intpWebsiteId }) => intpWebsiteId)).toEqual(['acme-bikes', 'acme-books'])
    expect(metadata).toMatchObject({ total: 3, pageTotal: 2 })
  })

  it('websites.list and getByIntpWebsiteId', async () => {
    const { items, metadata } = await sandbox.visa().websites.list()
    expect(items).toHaveLength(4)
    expect(metadata).toMatchObject({ page: 0, pageSize: 10, total: 4 })
    const bikes = await sandbox.visa().websites.getByIntpWebsiteId('acme-bikes')
    expect(bikes).toMatchObject({
      domain: 'bikes.acme.test',
      packageName: 'Basic',
      consumption: { stpConsumed: 8312, stpLimit: 11_000 },
    })
    expect(bikes.visaTrackingCode).toContain('<script')
  })

  it('websites.create, with 204 as today, 201 as announced, and the older form', async () => {
    const visa = sandbox.visa()
    const of = (id: string) => ({ website: { id, domain: `${id}.test` }, intpc: { id: 'acme' } })
    expect(await visa.websites.create(of('one'))).toBeNull()
    await sandbox.control('PATCH', '/behaviour', { websiteCreateStatus: 201 })
    const two = { ...of('two'), website: { id: 'two', domain: 'two.test', package: { id: pkg('Basic', 'yearly') } } }
    expect(await visa.websites.create(two)).toMatchObject({ intpWebsiteId: 'two', billingInterval: 'yearly' })
    const trial = await visa.websites.create({ ...of('trial'), opts: { uft: true } })
    expect(trial).toMatchObject({ inTrial: true })
    const old = { intpWebsiteId: 'three', intpCustomerId: 'acme', domain: 'three.test', packageId: pkg('Basic') }
    expect(await visa.websites.create(old)).toMatchObject({ intpWebsiteId: 'three', packageName: 'Basic' })
    await expect(visa.websites.create(of('one'))).rejects.toMatchObject({ code: 'invalid_request', status: 400 })
  })

  it('website(id).delete', async () => {
    const visa = sandbox.visa()
    await visa.website('acme-garden').delete()
    await expect(visa.websites.getByIntpWebsiteId('acme-garden')).rejects.toMatchObject({ code: 'not_found' })
  })

  it('website(id).addWhitelistedDomain, list, delete', async () => {
    const website = sandbox.visa().website('acme-bikes')
    await website.addWhitelistedDomain('bikes.example')
    await website.addWhitelistedDomain('rad.example')
    expect(await website.listWhitelistedDomains()).toEqual(['bikes.example', 'rad.example'])
    await website.deleteWhitelistedDomain('bikes.example')
    await website.deleteWhitelistedDomain('never.example')
    expect(await website.listWhitelistedDomains()).toEqual(['rad.example'])
  })

  it('website(id).createApiKey shows the key once, list never does, delete', async () => {
    const website = sandbox.visa().website('acme-bikes')
    const expiresAt = '2030-07-23T21:00:00.000Z'
    const key = await website.createApiKey({ name: 'widgets', comment: 'for the start page', expiresAt })
    expect(key.apiKey).toMatch(/^twpl-/)
    const listed = await website.listApiKeys()
    expect(listed).toEqual([expect.objectContaining({ id: key.id, name: 'widgets', expiresAt })])
    expect(JSON.stringify(listed)).not.toContain(key.apiKey)
    await website.deleteApiKey(key.id)
    expect(await website.listApiKeys()).toEqual([])
    await expect(website.deleteApiKey(key.id)).rejects.toMatchObject({ code: 'not_found' })
  })

  it('website(id).addContributor, list, delete', async () => {
    const website = sandbox.visa().website('acme-bikes')
    await website.addContributor({ intpCustomerId: 'globex', role: 'editor' })
    const { owner, contributors } = await website.listContributors()
    expect(owner.intpCustomerId).toBe('acme')
    expect(contributors.editor.map(({ intpCustomerId }) => intpCustomerId)).toEqual(['globex'])
    expect(contributors.watcher.map(({ intpCustomerId }) => intpCustomerId)).toEqual(['acme-viewer'])
    await website.deleteContributor('globex')
    expect((await website.listContributors()).contributors.editor).toEqual([])
  })

  it('packages.list, getById, create, package(id).update, assign, unassign', async () => {
    const visa = sandbox.visa()
    const news = { name: 'Giant', touchpoints: 500_000, price: 99.9, currency: 'EUR', period: 'monthly' } as const
    const giant = await visa.packages.create({ ...news, visibility: 'restricted' })
    await visa.package(giant.id).update({ name: 'Colossus' })
    expect(await visa.packages.getById(giant.id)).toMatchObject({ ...news, name: 'Colossus' })
    const offered = async (intpWebsiteId: string) =>
      (await visa.packages.list({ intpWebsiteId })).some(({ id }) => id === giant.id)
    expect(await offered('acme-bikes')).toBe(false)
    await visa.package(giant.id).assign('acme-bikes')
    expect(await offered('acme-bikes')).toBe(true)
    expect(await offered('globex-lamps')).toBe(false)
    await visa.package(giant.id).unassign('acme-bikes')
    expect(await offered('acme-bikes')).toBe(false)
    const recommended = (await visa.packages.list()).find((one) => one.recommended)
    const rename = visa.package(recommended?.id ?? '').update({ name: 'Other' })
    await expect(rename).rejects.toMatchObject({ code: 'invalid_request' })
  })

  it('websiteSubscriptions.upgrade, downgrade, cancel, resume, deactivate', async () => {
    const { websiteSubscriptions, websites } = sandbox.visa()
    const site = { intpWebsiteId: 'acme-bikes' }
    const upgraded = await websiteSubscriptions.upgrade({ ...site, packageId: pkg('Pro'), trial: false, proRate: true })
    expect(upgraded).toMatchObject({ status: 'active', packageId: pkg('Pro') })
    const planned = await websiteSubscriptions.downgrade({ ...site, packageId: pkg('Basic') })
    expect(planned).toMatchObject({ packageId: pkg('Pro'), plannedDowngradePackageId: pkg('Basic') })
    expect((await websiteSubscriptions.cancel(site))?.status).toBe('canceled')
    expect((await websiteSubscriptions.resume(site))?.status).toBe('active')
    await expect(websiteSubscriptions.resume(site)).rejects.toMatchObject({ code: 'refused', status: 500 })
    await websiteSubscriptions.deactivate(site)
    expect((await websites.getByIntpWebsiteId('acme-bikes')).status).toBe('inactive')
    expect(await sandbox.effects('subscription.upgraded')).toHaveLength(1)
  })

  it('intpcSubscriptions.upgrade, downgrade, cancel, resume, deactivate', async () => {
    const { intpcSubscriptions, intpcs } = sandbox.visa('pool')
    const customer = { intpcId: 'acme' }
    const upgraded = await intpcSubscriptions.upgrade({ ...customer, packageId: poolPackage('Pro'), proRate: false })
    expect(upgraded).toMatchObject({ type: 'intpc', packageId: poolPackage('Pro') })
    const planned = await intpcSubscriptions.downgrade({ ...customer, packageId: poolPackage('Basic') })
    expect(planned?.plannedDowngradePackageId).toBe(poolPackage('Basic'))
    expect((await intpcSubscriptions.cancel(customer))?.status).toBe('canceled')
    expect((await intpcSubscriptions.resume(customer))?.status).toBe('active')
    await intpcSubscriptions.deactivate(customer)
    await expect(intpcs.getByIntpCustomerId('acme')).rejects.toMatchObject({ code: 'not_found' })
  })

  it('refusals are the same error when the platform sends 400, as announced', async () => {
    await sandbox.control('PATCH', '/behaviour', { strictStatus: true })
    const resume = sandbox.visa().websiteSubscriptions.resume({ intpWebsiteId: 'acme-bikes' })
    await expect(resume).rejects.toMatchObject({ code: 'refused', status: 400, mayHaveTakenEffect: false })
  })
})

describe('ids of any kind', () => {
  it.each(['a/b', 'a?b#c', '100 %', 'x%2Fy', 'größe 店铺', 'quote\'"<>&=+', '  spaces  ', 'a..b', '%', '…/../…'])(
    '%j',
    async (id) => {
      const visa = sandbox.visa()
      const website = { intpWebsiteId: id, domain: 'any.test' }
      await visa.intpcs.create({ intpCustomerId: id, email: 'any@any.test', website })
      expect(await visa.websites.getByIntpWebsiteId(id)).toMatchObject({ intpCustomerId: id })
      expect((await visa.intpc(id).listWebsites()).items).toHaveLength(1)
      expect((await visa.packages.list({ intpWebsiteId: id })).length).toBeGreaterThan(0)
      const page = await fetch(await visa.intpc(id).generateIFrameDashboardUrl(id))
      expect(page.status).toBe(200)
      await visa.website(id).addContributor({ intpCustomerId: 'globex', role: 'watcher' })
      await visa.website(id).deleteContributor('globex')
      await visa.intpc(id).delete()
      await expect(visa.intpcs.getByIntpCustomerId(id)).rejects.toMatchObject({ code: 'not_found' })
    },
  )

  it.each(['', '.', '..', '\uD800', undefined, null, 7])('but not %j, which is never sent', async (id) => {
    const visa = sandbox.visa()
    const calls = [
      () => visa.websites.getByIntpWebsiteId(id as string),
      () => visa.website(id as string).delete(),
      () => visa.intpc(id as string).delete(),
      () => visa.package(id as string).update({ name: 'Other' }),
      () => visa.website('acme-bikes').deleteApiKey(id as string),
    ]
    const before = (await sandbox.control('GET', '/calls')) as { total: number }
    for (const call of calls) await expect(call()).rejects.toMatchObject({ code: 'invalid_request', status: null })
    expect(await sandbox.control('GET', '/calls')).toMatchObject({ total: before.total })
  })

  it.each(['', '\uD800', undefined, null, 7])(
    'nor %j in a query or a token, where it would mean everybody',
    async (id) => {
      const visa = sandbox.visa()
      const calls = [
        () => visa.intpc(id as string).listWebsites(),
        () => visa.intpc(id as string).generateIFrameDashboardUrl('acme-bikes'),
        () => visa.intpc('acme').generateIFrameDashboardUrl(id as string),
        () => visa.auth.generateINTPcAccessToken(id as string),
        ...(id === undefined
          ? []
          : [
              () => visa.packages.list({ intpWebsiteId: id as string }),
              () => visa.packages.list({ intpCustomerId: id as string }),
            ]),
      ]
      for (const call of calls) await expect(call()).rejects.toMatchObject({ code: 'invalid_request', status: null })
    },
  )
})

describe('a dashboard URL', () => {
  const parameters = (url: string) => {
    const all = Object.fromEntries(new URL(url).searchParams)
    delete all['intpc_token']
    return all
  }

  it('opens the dashboard, with upgrade buttons and days when asked', async () => {
    const visa = sandbox.visa()
    const plain = await visa.intpc('acme').generateIFrameDashboardUrl('acme-bikes')
    expect(parameters(plain)).toEqual({ externalWebsiteId: 'acme-bikes' })
    const rich = await visa
      .intpc('acme')
      .generateIFrameDashboardUrl('acme-bikes', { allowUpgrade: true, startDate: '2026-06-01', endDate: '2026-06-07' })
    expect(parameters(rich)).toEqual({
      externalWebsiteId: 'acme-bikes',
      allowUpgrade: 'true',
      startDate: '2026-06-01',
      endDate: '2026-06-07',
    })
    const [without, withButtons] = await Promise.all([plain, rich].map(async (url) => (await fetch(url)).text()))
    expect(without).toContain('bikes.acme.test')
    expect(without).not.toContain('UPGRADE_BUTTON_CLICKED')
    expect(withButtons).toContain('UPGRADE_BUTTON_CLICKED')
  })

  it('is signed for the contributor where they look at the owner’s website', async () => {
    const url = await sandbox.visa().intpc('acme-viewer').generateIFrameDashboardUrl('acme-bikes')
    expect((await fetch(url)).status).toBe(200)
    const foreign = await sandbox.visa().intpc('globex').generateIFrameDashboardUrl('acme-bikes')
    expect((await fetch(foreign)).ok).toBe(false)
  })

  it('says how long it can be opened, and cannot be opened for longer', async () => {
    const visa = sandbox.visa('website', { tokenLifeSeconds: 7200 })
    const { url, expiresInSeconds } = await visa.intpc('acme').signDashboardUrl('acme-bikes')
    expect(expiresInSeconds).toBeGreaterThan(7100)
    expect((await fetch(url)).status).toBe(200)
    const past = sandbox.visa('website', { now: () => Date.now() - 120_000 })
    const expired = await past.intpc('acme').generateIFrameDashboardUrl('acme-bikes', { tokenLifeSeconds: 60 })
    expect((await fetch(expired)).ok).toBe(false)
  })

  it.each([
    { startDate: '2026-06-01' },
    { endDate: '2026-06-01' },
    { startDate: '2026-06-07', endDate: '2026-06-01' },
    { startDate: '2026-02-30', endDate: '2026-03-01' },
    { startDate: '01.06.2026', endDate: '07.06.2026' },
  ])('is not made with days that are no range: %j', async (days) => {
    const url = sandbox.visa().intpc('acme').generateIFrameDashboardUrl('acme-bikes', days)
    await expect(url).rejects.toMatchObject({ code: 'invalid_request' })
  })
})
