import { describe, expect, it } from 'vitest'
import { demoIntps, demoPackageId } from '../../packages/sandbox/src/core/demo.ts'
import { sandboxed } from './sandboxed.ts'

const sandbox = sandboxed({ traffic: false })
const shop = {
  intpCustomerId: 'initech',
  email: 'owner@initech.test',
  intpWebsiteId: 'initech-shop',
  domain: 'initech.test',
}
const basic = (intp: 'website' | 'pool') => demoPackageId(demoIntps[intp].id, 'Basic', 'monthly')

describe('ensureWebsite', () => {
  it('makes the customer and the website, once', async () => {
    const visa = sandbox.visa()
    const first = await visa.ensureWebsite(shop)
    expect(first).toMatchObject({ isNew: true, website: { intpWebsiteId: 'initech-shop', inTrial: true } })
    expect(first.website.visaTrackingCode).toContain('<script')
    expect(await visa.ensureWebsite(shop)).toMatchObject({ isNew: false, website: { domain: 'initech.test' } })
    expect(await sandbox.effects('website.created')).toHaveLength(1)
  })

  it('adds a website to a customer who is there', async () => {
    const second = { ...shop, intpCustomerId: 'acme', intpWebsiteId: 'acme-toys', domain: 'toys.acme.test' }
    expect(await sandbox.visa().ensureWebsite(second)).toMatchObject({ isNew: true })
    expect(await sandbox.effects('customer.created')).toHaveLength(0)
  })

  it('puts the package where the subscription type wants it', async () => {
    const site = await sandbox.visa().ensureWebsite({ ...shop, packageId: basic('website') })
    expect(site.website).toMatchObject({ packageId: basic('website'), subscriptionType: 'website' })
    const pool = await sandbox.visa('pool').ensureWebsite({ ...shop, packageId: basic('pool') })
    expect(pool.website).toMatchObject({ packageId: basic('pool'), subscriptionType: 'intpc' })
    const inPool = { ...shop, intpWebsiteId: 'initech-blog', packageId: basic('pool') }
    expect(await sandbox.visa('pool').ensureWebsite(inPool)).toMatchObject({ isNew: true })
    const second = { ...shop, intpWebsiteId: 'initech-blog', packageId: basic('website') }
    expect((await sandbox.visa().ensureWebsite(second)).website.packageId).toBe(basic('website'))
  })

  it.each(['website', 'pool'] as const)('gives all who ask at once the same website (%s)', async (intp) => {
    const visa = sandbox.visa(intp)
    const wanted = { ...shop, packageId: basic(intp) }
    const all = await Promise.all(Array.from({ length: 8 }, () => visa.ensureWebsite(wanted)))
    expect(new Set(all.map(({ website }) => website.id)).size).toBe(1)
    expect(all.filter(({ isNew }) => isNew)).toHaveLength(1)
    expect(await sandbox.effects('website.created')).toHaveLength(1)
    expect(await sandbox.effects('customer.created')).toHaveLength(1)
  })

  it('makes several websites of one new customer at once', async () => {
    const visa = sandbox.visa()
    const ids = ['one', 'two', 'three']
    await Promise.all(ids.map((id) => visa.ensureWebsite({ ...shop, intpWebsiteId: id, domain: `${id}.test` })))
    const { items } = await visa.intpc('initech').listWebsites()
    expect(new Set(items.map(({ intpWebsiteId }) => intpWebsiteId))).toEqual(new Set(ids))
  })

  it('waits for a read that lags behind', async () => {
    await sandbox.control('PATCH', '/behaviour', { readLagMs: 400 })
    const visa = sandbox.visa()
    expect(await visa.ensureWebsite(shop)).toMatchObject({ isNew: true })
    expect(await visa.ensureWebsite(shop)).toMatchObject({ isNew: false })
    expect(await sandbox.effects('website.created')).toHaveLength(1)
  })

  it('finds what was made when the answer got lost', async () => {
    await sandbox.control('POST', '/faults', { kind: 'drop', effect: 'before', route: 'intpcs.create' })
    const made = await sandbox.visa().ensureWebsite(shop)
    expect(made.website.intpWebsiteId).toBe('initech-shop')
    expect(await sandbox.effects('website.created')).toHaveLength(1)
  })

  it('does not hand out somebody else’s website', async () => {
    const theirs = { ...shop, intpWebsiteId: 'globex-lamps' }
    await expect(sandbox.visa().ensureWebsite(theirs)).rejects.toMatchObject({
      code: 'invalid_request',
      message: expect.stringContaining('another customer'),
    })
    expect(await sandbox.effects('customer.created')).toHaveLength(0)
  })

  it('passes on what the platform does not accept', async () => {
    const nothing = { ...shop, packageId: '00000000-0000-4000-8000-000000000000' }
    await expect(sandbox.visa().ensureWebsite(nothing)).rejects.toMatchObject({
      name: expect.stringMatching(/^ThreeAs/),
    })
    expect(await sandbox.effects('website.created')).toHaveLength(0)
  })

  it('can be aborted while it waits', async () => {
    await sandbox.control('POST', '/faults', { kind: 'status', status: 400, route: 'intpcs.create', count: 10 })
    const controller = new AbortController()
    const call = sandbox.visa().ensureWebsite(shop, { signal: controller.signal })
    const refused = async () => (await sandbox.control('GET', '/calls?operation=intpcs.create')) as { total: number }
    await expect.poll(async () => (await refused()).total).toBe(1)
    controller.abort()
    await expect(call).rejects.toBe(controller.signal.reason)
    expect((await refused()).total).toBe(1)
  })
})

describe('ensureViewer', () => {
  const viewer = { intpWebsiteId: 'globex-lamps', viewerId: 'globex-intern', email: 'intern@globex.test' }

  it('makes a customer without a website a watcher, once', async () => {
    const visa = sandbox.visa()
    expect(await visa.ensureViewer(viewer)).toEqual({ isNew: true })
    expect(await visa.ensureViewer(viewer)).toEqual({ isNew: false })
    const { contributors } = await visa.website('globex-lamps').listContributors()
    expect(contributors.watcher.map(({ intpCustomerId }) => intpCustomerId)).toEqual(['globex-intern'])
    const page = await fetch(await visa.intpc('globex-intern').generateIFrameDashboardUrl('globex-lamps'))
    expect(page.status).toBe(200)
  })

  it('lets somebody who is there look at another website', async () => {
    const visa = sandbox.visa()
    expect(await visa.ensureViewer({ ...viewer, viewerId: 'acme-viewer' })).toEqual({ isNew: true })
    expect(await sandbox.effects('customer.created')).toHaveLength(0)
  })

  it.each([
    ['the owner', 'globex', null] as const,
    ['an editor', 'acme', 'editor'] as const,
    ['somebody who sees shared dashboards', 'acme', 'dashboard'] as const,
  ])('does not make a viewer of %s', async (_, viewerId, role) => {
    const visa = sandbox.visa()
    if (role) await visa.website('globex-lamps').addContributor({ intpCustomerId: viewerId, role })
    const call = visa.ensureViewer({ ...viewer, viewerId })
    await expect(call).rejects.toMatchObject({
      code: 'invalid_request',
      message: expect.stringContaining('another role'),
    })
  })

  it('is one viewer when many ask at once', async () => {
    const visa = sandbox.visa()
    await Promise.all(Array.from({ length: 6 }, () => visa.ensureViewer(viewer)))
    const { contributors } = await visa.website('globex-lamps').listContributors()
    expect(contributors.watcher).toHaveLength(1)
    expect(await sandbox.effects('customer.created')).toHaveLength(1)
  })

  it('of a website that is not there is an error', async () => {
    const call = sandbox.visa().ensureViewer({ ...viewer, intpWebsiteId: 'nowhere' })
    await expect(call).rejects.toMatchObject({ code: 'not_found' })
    expect(await sandbox.effects('customer.created')).toHaveLength(0)
  })
})
