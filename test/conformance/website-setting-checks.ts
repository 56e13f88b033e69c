import assert from 'node:assert/strict'
import { assertFields, assertInvalid, assertNotFound, assertSuccess, type Check } from './check.ts'
import { path } from './platform.ts'

export const websiteSettingChecks: readonly Check[] = [
  {
    name: 'whitelisted domains: are added, listed and taken away, and one that is not there is no error',
    run: async (platform) => {
      const { site } = await platform.newWebsite()
      const at = path`/v2/3as/websites/${site}/whitelisted-domains`
      assertSuccess(await platform.call('POST', at, { domain: 'one.example.com' }), 'the first')
      assertSuccess(await platform.call('POST', at, { domain: 'two.example.com' }), 'the second')
      await platform.until(at, (domains) => domains?.length === 2)
      assertSuccess(await platform.call('PATCH', at, { domain: 'one.example.com' }), 'taking one away')
      assert.deepEqual(await platform.until(at, (domains) => domains?.length === 1), ['two.example.com'])
      assertSuccess(await platform.call('PATCH', `${at}/`, { domain: 'never.example.com' }), 'taking none away')
    },
  },
  {
    name: 'API keys: the secret is shown once',
    run: async (platform) => {
      const { site, customer } = await platform.newWebsite()
      const at = path`/v2/3as/websites/${site}/api-keys`
      const expiresAt = '2099-01-01T00:00:00.000Z'
      const made = await platform.call('POST', at, { name: 'widgets', comment: 'for a page', expiresAt })
      assertSuccess(made, 'the create')
      const key = made.body.payload
      assertFields(key, { id: 'string', name: 'string', apiKey: 'string', createdAt: 'string' }, 'key')
      assert.deepEqual([key.intpWebsiteId, key.intpCustomerId, key.comment], [site, customer, 'for a page'])
      await platform.until(at, (keys) => keys?.length === 1)
      const { text } = await platform.call('GET', at)
      assert.ok(!text.includes(key.apiKey) && !text.includes('"apiKey"'), 'the list shows the secret')
      assertSuccess(await platform.call('DELETE', `${at}/${encodeURIComponent(key.id)}`), 'the delete')
      await platform.until(at, (keys) => keys?.length === 0)
    },
  },
  {
    name: 'API keys: one that was made without an expiry has one all the same',
    run: async (platform) => {
      const { site } = await platform.newWebsite()
      const made = await platform.call('POST', path`/v2/3as/websites/${site}/api-keys`, { name: 'widgets' })
      assertSuccess(made, 'the create')
      assert.ok(Date.parse(made.body.payload.expiresAt) > Date.now(), `expiresAt is ${made.body.payload.expiresAt}`)
    },
  },
  {
    name: 'API keys: without a name, or of a website that is not there, are refused',
    run: async (platform) => {
      const { site } = await platform.newWebsite()
      assertInvalid(await platform.call('POST', path`/v2/3as/websites/${site}/api-keys`, {}), 'no name')
      const nowhere = path`/v2/3as/websites/${platform.newId()}/api-keys`
      assertNotFound(await platform.call('POST', nowhere, { name: 'widgets' }), 'no website')
    },
  },
  {
    name: 'contributors: are listed by their role, and taken away',
    run: async (platform) => {
      const { site, customer } = await platform.newWebsite()
      const at = path`/v3/3as/websites/${site}/contributors`
      const roles = ['editor', 'watcher', 'dashboard'] as const
      const people = new Map<string, string>()
      for (const role of roles) {
        const intpCustomerId = await platform.newCustomer()
        people.set(role, intpCustomerId)
        assertSuccess(await platform.call('POST', at, { intpCustomerId, role }), role)
      }
      const listed = await platform.until(at, (payload) => payload?.contributors?.dashboard?.length === 1)
      assert.equal(listed.owner.intpCustomerId, customer)
      for (const role of roles) {
        const ids = listed.contributors[role].map(({ intpCustomerId }: any) => intpCustomerId)
        assert.deepEqual(ids, [people.get(role)])
      }
      assertSuccess(await platform.call('DELETE', `${at}/${people.get('editor')}`), 'the delete')
      await platform.until(at, (payload) => payload?.contributors?.editor?.length === 0)
    },
  },
  {
    name: 'contributors: with a role that there is not, or who is nobody, are refused',
    run: async (platform) => {
      const { site } = await platform.newWebsite()
      const at = path`/v3/3as/websites/${site}/contributors`
      const somebody = await platform.newCustomer()
      assertInvalid(await platform.call('POST', at, { intpCustomerId: somebody, role: 'king' }), 'a role')
      const nobody = await platform.call('POST', at, { intpCustomerId: platform.newId(), role: 'watcher' })
      assert.ok([400, 404].includes(nobody.status), `nobody answered ${nobody.status}`)
    },
  },
]
