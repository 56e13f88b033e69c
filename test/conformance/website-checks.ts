import assert from 'node:assert/strict'
import { assertDaysAway, assertFields, assertInvalid, assertNotFound, assertSuccess, type Check } from './check.ts'
import { isSuccess, path, type Platform } from './platform.ts'

const trialName = 'unlimited_30_day_free_trial'
const body = (id: string, customer: string, more: object = {}, opts?: object) => ({
  website: { id, domain: `${id}.example.com`, ...more },
  intpc: { id: customer },
  ...(opts ? { opts } : {}),
})

async function shown(platform: Platform, site: string): Promise<any> {
  return platform.until(path`/v2/3as/websites/${site}`, (_, { status }) => status === 200)
}

export const websiteChecks: readonly Check[] = [
  {
    name: 'websites.getByIntpWebsiteId: has all that a page shows',
    run: async (platform) => {
      const { site, customer } = await platform.newWebsite()
      const website = await shown(platform, site)
      assertFields(
        website,
        {
          id: 'string',
          status: 'string',
          domain: 'string',
          packageId: 'string',
          packageName: 'string',
          billingInterval: 'string',
          billingMode: 'string',
          subscriptionType: 'string',
          inTrial: 'boolean',
          hadTrial: 'boolean',
          createdAt: 'string',
          expiresAt: 'string',
          visaTrackingCode: 'string',
          visaMaxPrivacyModeTrackingCode: 'string',
        },
        'website',
      )
      assert.deepEqual([website.intpWebsiteId, website.intpCustomerId], [site, customer])
      assert.match(website.visaTrackingCode, /<script/)
    },
  },
  {
    name: 'websites.getByIntpWebsiteId: none is 404',
    run: async (platform) => {
      assertNotFound(await platform.call('GET', path`/v2/3as/websites/${platform.newId()}`), 'the website')
    },
  },
  {
    name: 'websites.create: answers 204, or 201 with the website',
    run: async (platform) => {
      const [customer, site] = [await platform.newCustomer(), platform.newId('-site')]
      const answer = await platform.call('POST', '/v3/3as/websites', body(site, customer))
      assert.ok([201, 204].includes(answer.status), `answered ${answer.status}: ${answer.text.slice(0, 200)}`)
      if (answer.status === 204) assert.equal(answer.text, '')
      else assert.equal(answer.body.payload.intpWebsiteId, site)
      assert.equal((await shown(platform, site)).intpCustomerId, customer)
      assert.equal((await platform.read(`/v2/3as/websites?externalCustomerId=${customer}`)).length, 1)
    },
  },
  {
    name: 'websites.create: the older form answers 201 with the website',
    run: async (platform) => {
      const [intpCustomerId, intpWebsiteId] = [await platform.newCustomer(), platform.newId('-site')]
      const old = { intpWebsiteId, intpCustomerId, domain: 'old.example.com' }
      const answer = await platform.call('POST', '/v2/3as/websites', old)
      assert.equal(answer.status, 201)
      assert.equal(answer.body.payload.intpWebsiteId, intpWebsiteId)
    },
  },
  {
    name: 'websites.create: an id that is taken is refused, also for another customer',
    run: async (platform) => {
      const { site } = await platform.newWebsite()
      const other = await platform.newCustomer()
      assertInvalid(await platform.call('POST', '/v3/3as/websites', body(site, other)), 'the second create')
      assert.notEqual((await shown(platform, site)).intpCustomerId, other)
    },
  },
  {
    name: 'websites.create: one of many at once wins',
    run: async (platform) => {
      const [customer, site] = [await platform.newCustomer(), platform.newId('-site')]
      const create = () => platform.call('POST', '/v3/3as/websites', body(site, customer))
      const answers = await Promise.all(Array.from({ length: 6 }, create))
      assert.equal(answers.filter(isSuccess).length, 1, answers.map(({ status }) => status).join())
    },
  },
  {
    name: 'websites.create: for nobody is refused',
    run: async (platform) => {
      const site = platform.newId('-site')
      const answer = await platform.call('POST', '/v3/3as/websites', body(site, platform.newId()))
      assert.ok([400, 404].includes(answer.status), `answered ${answer.status}`)
      assertNotFound(await platform.call('GET', path`/v2/3as/websites/${site}`), 'the website')
    },
  },
  {
    name: 'websites.create: without a package begins in the 30-day trial, as with uft',
    subscriptionType: 'website',
    run: async (platform) => {
      const customer = await platform.newCustomer()
      // The Go SDK sends the package always, with an empty id for none.
      for (const [more, opts] of [[{}], [{}, { uft: true }], [{ package: { id: '' } }]] as const) {
        const site = platform.newId('-site')
        assertSuccess(await platform.call('POST', '/v3/3as/websites', body(site, customer, more, opts)), 'the create')
        const website = await shown(platform, site)
        assert.deepEqual([website.packageName, website.inTrial, website.status], [trialName, true, 'active'])
        assertDaysAway(website.expiresAt, [29, 31], 'expiresAt')
      }
    },
  },
  {
    name: 'websites.create: with a package begins on it',
    subscriptionType: 'website',
    run: async (platform) => {
      const { small } = await platform.plans()
      const [customer, site] = [await platform.newCustomer(), platform.newId('-site')]
      const made = await platform.call('POST', '/v3/3as/websites', body(site, customer, { package: { id: small.id } }))
      assertSuccess(made, 'the create')
      const website = await shown(platform, site)
      assert.deepEqual([website.packageId, website.inTrial, website.billingInterval], [small.id, false, 'monthly'])
      assert.equal(website.consumption.stpLimit, small.touchpoints)
      assertDaysAway(website.expiresAt, [28, 31], 'expiresAt')
    },
  },
  {
    name: 'websites.create: a package together with uft is refused',
    subscriptionType: 'website',
    run: async (platform) => {
      const { small } = await platform.plans()
      const both = body(platform.newId(), await platform.newCustomer(), { package: { id: small.id } }, { uft: true })
      assertInvalid(await platform.call('POST', '/v3/3as/websites', both), 'the create')
    },
  },
  {
    name: 'websites.create: in a pool neither a package nor uft is accepted',
    subscriptionType: 'intpc',
    run: async (platform) => {
      const { small } = await platform.plans()
      const customer = await platform.newCustomer()
      const withPackage = body(platform.newId(), customer, { package: { id: small.id } })
      assertInvalid(await platform.call('POST', '/v3/3as/websites', withPackage), 'a package')
      const withTrial = body(platform.newId(), customer, {}, { uft: true })
      assertInvalid(await platform.call('POST', '/v3/3as/websites', withTrial), 'uft')
    },
  },
  {
    name: 'websites.create: in a pool a website joins the customer’s package',
    subscriptionType: 'intpc',
    run: async (platform) => {
      const { small } = await platform.plans()
      const { site, customer } = await platform.newWebsite({ customer: { packageId: small.id } })
      const second = platform.newId('-site')
      assertSuccess(await platform.call('POST', '/v3/3as/websites', body(second, customer)), 'the create')
      const websites = await Promise.all([shown(platform, site), shown(platform, second)])
      assert.deepEqual(
        websites.map(({ packageId, consumption }) => [packageId, consumption.stpLimit]),
        [
          [small.id, -1],
          [small.id, -1],
        ],
      )
    },
  },
  {
    name: 'websites.list: shows one customer’s when asked for them',
    run: async (platform) => {
      const { site, customer } = await platform.newWebsite()
      await platform.newWebsite()
      const { body: listed } = await platform.call(
        'GET',
        `/v2/3as/websites?externalCustomerId=${customer}&page=0&pageSize=5`,
      )
      assert.deepEqual(
        listed.payload.map(({ intpWebsiteId }: any) => intpWebsiteId),
        [site],
      )
      assert.equal(listed.meta.total, 1)
    },
  },
  {
    name: 'website(id).delete: it is gone',
    run: async (platform) => {
      const { site } = await platform.newWebsite()
      assertSuccess(await platform.call('DELETE', path`/v2/3as/websites/${site}`), 'the delete')
      await platform.untilGone(path`/v2/3as/websites/${site}`)
      assertNotFound(await platform.call('DELETE', path`/v2/3as/websites/${site}`), 'the second delete')
    },
  },
]
