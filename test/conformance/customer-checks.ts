import assert from 'node:assert/strict'
import { assertFields, assertInvalid, assertNotFound, assertSuccess, type Check } from './check.ts'
import { path } from './platform.ts'

const email = 'conformance@example.com'

export const customerChecks: readonly Check[] = [
  {
    name: 'intp.get: says who the INTP is and how it sells',
    run: async (platform) => {
      const company = await platform.read('/v2/3as/company-details')
      assertFields(company, { id: 'string', name: 'string' }, 'company')
      assert.equal(company.id, platform.target.intpId)
      assert.ok(['website', 'intpc'].includes(company.subscriptionType), 'subscriptionType')
      assert.ok(['company_managed', 'platform_managed'].includes(company.billingMode), 'billingMode')
    },
  },
  {
    name: 'intpcs.create: a customer may have no website',
    run: async (platform) => {
      const customer = await platform.newCustomer()
      const found = await platform.until(path`/v2/3as/customers/${customer}`, (_, { status }) => status === 200)
      assert.equal(found.intpCustomerId, customer)
      assert.equal(found.email, email)
      assert.deepEqual(await platform.read(`/v2/3as/websites?externalCustomerId=${customer}`), [])
    },
  },
  {
    name: 'intpcs.create: answers the customer alone, and takes a billing date without a package',
    run: async (platform) => {
      const website = {
        intpWebsiteId: platform.newId(),
        domain: 'example.com',
        billingDate: '2026-01-31T00:00:00.000Z',
      }
      const customer = { intpCustomerId: platform.newId(), email, website }
      const made = await platform.call('POST', '/v2/3as/customers', customer)
      assertSuccess(made, 'the create')
      assert.equal(made.body.payload.intpCustomerId, customer.intpCustomerId)
      assert.ok(!('website' in made.body.payload), 'the answer holds the website')
      assertSuccess(await platform.call('DELETE', path`/v2/3as/customers/${customer.intpCustomerId}`), 'the delete')
    },
  },
  {
    name: 'intpcs.create: the same id twice is refused',
    run: async (platform) => {
      const customer = await platform.newCustomer()
      const again = await platform.call('POST', '/v2/3as/customers', { intpCustomerId: customer, email })
      assertInvalid(again, 'the second create')
    },
  },
  {
    name: 'intpcs.create: a package on the wrong level is refused',
    run: async (platform) => {
      const { small } = await platform.plans()
      const { subscriptionType } = await platform.read('/v2/3as/company-details')
      const [intpCustomerId, intpWebsiteId] = [platform.newId(), platform.newId()]
      const onTop = { packageId: small.id, website: { intpWebsiteId, domain: 'example.com' } }
      const inside = { website: { intpWebsiteId, domain: 'example.com', packageId: small.id } }
      const body = { intpCustomerId, email, ...(subscriptionType === 'website' ? onTop : inside) }
      assertInvalid(await platform.call('POST', '/v2/3as/customers', body), 'the create')
      assertNotFound(await platform.call('GET', path`/v2/3as/customers/${intpCustomerId}`), 'the customer')
    },
  },
  {
    name: 'intpcs.create: a body that is none is refused',
    run: async (platform) => {
      for (const body of [{}, { email }, { intpCustomerId: 7, email }]) {
        assertInvalid(await platform.call('POST', '/v2/3as/customers', body), JSON.stringify(body))
      }
    },
  },
  {
    name: 'intpcs.list: comes in pages that start at 0',
    run: async (platform) => {
      await platform.newCustomer()
      await platform.newCustomer()
      const first = await platform.call('GET', '/v2/3as/customers?page=0&pageSize=1')
      const second = await platform.call('GET', '/v2/3as/customers?page=1&pageSize=1')
      assert.equal(first.body.payload.length, 1)
      assertFields(
        first.body.meta,
        { page: 'number', pageSize: 'number', pageTotal: 'number', total: 'number' },
        'meta',
      )
      assert.deepEqual([first.body.meta.page, first.body.meta.pageSize], [0, 1])
      assert.ok(first.body.meta.total >= 2)
      assert.notEqual(first.body.payload[0].intpCustomerId, second.body.payload[0].intpCustomerId)
      const plain = await platform.call('GET', '/v2/3as/customers')
      assert.deepEqual([plain.body.meta.page, plain.body.meta.pageSize], [0, 10])
    },
  },
  {
    name: 'intpcs.getByIntpCustomerId: nobody is 404',
    run: async (platform) => {
      assertNotFound(await platform.call('GET', path`/v2/3as/customers/${platform.newId()}`), 'the customer')
    },
  },
  {
    name: 'ids: any text, percent-encoded, in paths and queries',
    run: async (platform) => {
      for (const suffix of ['/a?b#c', ' 100%', '%2F', '-größe-店铺', '&=\'"+']) {
        const customer = await platform.newCustomer(suffix)
        const found = await platform.until(path`/v2/3as/customers/${customer}`, (_, { status }) => status === 200)
        assert.equal(found.intpCustomerId, customer)
        const websites = await platform.read(`/v2/3as/websites?externalCustomerId=${encodeURIComponent(customer)}`)
        assert.deepEqual(websites, [])
      }
    },
  },
  {
    name: 'intpc(id).delete: takes the websites along',
    run: async (platform) => {
      const { site, customer } = await platform.newWebsite()
      const deleted = await platform.call('DELETE', path`/v2/3as/customers/${customer}`)
      assert.equal(deleted.status, 200)
      assert.equal(deleted.body.payload.intpCustomerId, customer)
      await platform.untilGone(path`/v2/3as/customers/${customer}`)
      await platform.untilGone(path`/v2/3as/websites/${site}`)
    },
  },
]
