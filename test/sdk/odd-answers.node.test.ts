import { afterAll, beforeEach, describe, expect, it } from 'vitest'
import type { ClientEvent } from '../../src/sdk/client-event.ts'
import { VisitorAnalytics } from '../../src/sdk/visitor-analytics.ts'
import { privateKey } from './keys.ts'
import { scriptedPlatform } from './scripted-platform.ts'

const platform = await scriptedPlatform()
const unread: unknown[] = []
const visa = new VisitorAnalytics({
  intp: { id: '979c93c5-b4de-4fd2-8ecf-bfd18bfaeecb', privateKey },
  apiUrl: platform.url,
  onEvent: ({ type, ...event }: ClientEvent) => {
    if (type === 'answer.unread' && 'field' in event)
      unread.push({ call: event.call, what: event.what, field: event.field })
  },
})
afterAll(() => platform.stop())
beforeEach(() => {
  platform.seen.length = 0
  unread.length = 0
})

const basic = { id: 'p1', name: 'Basic', price: 7.99, currency: 'EUR', period: 'monthly', touchpoints: 11_000 }
const shop = { intpWebsiteId: 'shop', intpCustomerId: 'acme', domain: 'shop.test', status: 'active' }

describe('a row like no other', () => {
  it.each([
    ['a currency', { currency: 'GBP' }],
    ['a period', { period: 'month' }],
    ['a visibility', { visibility: 'hidden' }],
    ['a field', { colour: 'green' }],
  ])('is kept as it came when it has %s that nobody knows', async (_, odd) => {
    platform.answer({ json: { payload: [basic, { ...basic, ...odd }] } })
    const packages = await visa.packages.list()
    expect(packages).toHaveLength(2)
    expect(packages[1]).toMatchObject(odd)
    expect(unread).toEqual([])
  })

  it('is kept when it is a website with a new status, or a company with a new way to bill', async () => {
    platform.answer({ json: { payload: [{ ...shop, status: 'frozen' }] } })
    expect((await visa.websites.list()).items).toMatchObject([{ intpWebsiteId: 'shop', status: 'frozen' }])
    platform.answer({ json: { payload: { id: 'i1', name: 'Acme', billingMode: 'shared', subscriptionType: 'seat' } } })
    expect(await visa.intp.get()).toMatchObject({ billingMode: 'shared', subscriptionType: 'seat' })
  })

  it('is left out when it cannot be what its list says, the field is told, and the others are there', async () => {
    platform.answer({ json: { payload: [{ ...basic, price: undefined }, basic, { ...basic, id: '' }, 'Basic'] } })
    expect(await visa.packages.list()).toMatchObject([basic])
    expect(unread).toEqual([
      { call: 'packages.list', what: 'row', field: 'payload.0.price' },
      { call: 'packages.list', what: 'row', field: 'payload.2.id' },
      { call: 'packages.list', what: 'row', field: 'payload.3' },
    ])
  })

  it('does not end a walk through all pages', async () => {
    const rows = (...ids: unknown[]) => ({ json: { payload: ids.map((id) => ({ ...shop, intpWebsiteId: id })) } })
    platform.answer(rows('one', 7), rows('three', 'four'), rows('five'))
    const walked: string[] = []
    for await (const site of visa.websites.all({ pageSize: 2 })) walked.push(site.intpWebsiteId)
    expect(walked).toEqual(['one', 'three', 'four', 'five'])
  })

  it('fails a walk that must not overlook one', async () => {
    platform.answer({ json: { payload: [shop, { ...shop, intpWebsiteId: 7 }] } })
    const walk = async () => {
      for await (const _ of visa.intpc('acme').allWebsites({ strict: true }));
    }
    await expect(walk()).rejects.toMatchObject({
      code: 'bad_answer',
      message: expect.stringContaining('payload.1.intpWebsiteId'),
    })
  })

  it('among the contributors takes nobody else’s part away', async () => {
    const person = { intpCustomerId: 'globex', email: 'globex@example.com' }
    const contributors = { editor: [{ email: 'nobody' }, person], watcher: null, dashboard: [] }
    platform.answer({ json: { payload: { owner: person, contributors } } })
    const listed = await visa.website('shop').listContributors()
    expect(listed.contributors).toEqual({ editor: [person], watcher: [], dashboard: [] })
  })
})

describe('a change that succeeded', () => {
  const bodies = [
    ['an empty object', { json: {} }],
    ['a payload that is null', { json: { payload: null } }],
    ['two ids', { json: { payload: { intpWebsiteId: 'shop', packageId: 'p1' } } }],
    ['no body', { status: 204 }],
    ['the object without the payload around it', { json: shop }],
  ] as const

  it.each(bodies)('is a success also when its answer is %s', async (_, answer) => {
    platform.answer(answer)
    const subscription = { intpWebsiteId: 'shop', packageId: 'p1' }
    const pool = { intpcId: 'acme', packageId: 'p1' }
    for (const what of ['upgrade', 'downgrade', 'cancel', 'resume', 'deactivate'] as const) {
      expect(await visa.websiteSubscriptions[what](subscription)).toBeNull()
      expect(await visa.intpcSubscriptions[what](pool)).toBeNull()
    }
    const website = { website: { id: 'shop', domain: 'shop.test' }, intpc: { id: 'acme' } }
    expect(await visa.websites.create(website)).toBeNull()
    expect(await visa.intpc('acme').delete()).toBeNull()
    for (const call of [
      () => visa.website('shop').delete(),
      () => visa.website('shop').addWhitelistedDomain('a.test'),
      () => visa.website('shop').addContributor({ intpCustomerId: 'globex', role: 'editor' }),
      () => visa.package('p1').assign('shop'),
    ]) {
      expect(await call()).toBeUndefined()
    }
  })

  it('tells which field of its answer could not be read', async () => {
    platform.answer({ json: { payload: { intpWebsiteId: 'shop' } } })
    await visa.websiteSubscriptions.cancel({ intpWebsiteId: 'shop' })
    expect(unread).toEqual([{ call: 'websiteSubscriptions.cancel', what: 'answer', field: 'payload.status' }])
  })

  it('made what was asked for, when the platform does not say more', async () => {
    platform.answer({ json: {} })
    expect(await visa.intpcs.create({ intpCustomerId: 'acme', email: 'a@acme.test' })).toEqual({
      id: '',
      intpCustomerId: 'acme',
      visaId: '',
      email: 'a@acme.test',
      intpId: '',
      createdAt: '',
    })
    const { id: _, ...asked } = basic
    expect(await visa.packages.create(asked)).toMatchObject({ ...asked, id: '' })
  })

  it('is read when a renamed package does not come with the answer', async () => {
    platform.answer({ status: 204 }, { json: { payload: { ...basic, name: 'Renamed' } } })
    expect(await visa.package('p1').update({ name: 'Renamed' })).toMatchObject({ ...basic, name: 'Renamed' })
    expect(platform.seen.map(({ method }) => method)).toEqual(['PATCH', 'GET'])
  })

  it('is an error all the same where the one thing that was wanted is lost: the secret of a new key', async () => {
    platform.answer({ json: { payload: { id: 'k1', name: 'widgets' } } })
    await expect(visa.website('shop').createApiKey({ name: 'widgets' })).rejects.toMatchObject({
      code: 'bad_answer',
      mayHaveTakenEffect: true,
      message: expect.stringContaining('payload.apiKey'),
    })
  })

  it('is not one when something else than the platform answers', async () => {
    platform.answer({ text: '<html>Log in</html>' })
    await expect(visa.websiteSubscriptions.cancel({ intpWebsiteId: 'shop' })).rejects.toMatchObject({
      code: 'bad_answer',
      mayHaveTakenEffect: true,
    })
  })
})
