import assert from 'node:assert/strict'
import type { Check } from './check.ts'
import { request, type Platform } from './platform.ts'

async function open(platform: Platform, token: string, site: string, more = '') {
  const { dashboardUrl } = platform.target
  return request(`${dashboardUrl}?intpc_token=${token}&externalWebsiteId=${encodeURIComponent(site)}${more}`, {
    redirect: 'follow',
  })
}

export const dashboardChecks: readonly Check[] = [
  {
    name: 'dashboard: opens for a customer’s token, with and without upgrade buttons and days',
    needs: 'dashboardUrl',
    run: async (platform) => {
      const { site, customer } = await platform.newWebsite()
      const token = await platform.customerToken(customer)
      for (const more of ['', '&allowUpgrade=true', '&startDate=2026-06-01&endDate=2026-06-07']) {
        const page = await open(platform, token, site, more)
        assert.equal(page.status, 200, more)
        assert.match(page.headers.get('content-type') ?? '', /text\/html/)
      }
    },
  },
  {
    name: 'dashboard: shows nothing of a website to a stranger, or to a token that is no good',
    needs: 'dashboardUrl',
    run: async (platform) => {
      const { site, customer } = await platform.newWebsite()
      const stranger = await platform.newCustomer()
      const tokens = {
        'another customer': await platform.customerToken(stranger),
        'an expired token': await platform.customerToken(customer, { lifeSeconds: -60 }),
        'the INTP’s token': await platform.token(),
        'no token': 'abc.def.ghi',
      }
      for (const [who, token] of Object.entries(tokens)) {
        assert.ok(!(await open(platform, token, site)).text.includes(`${site}.example.com`), who)
      }
    },
  },
  {
    name: 'dashboard: opens for a watcher, with the watcher’s own token',
    needs: 'dashboardUrl',
    run: async (platform) => {
      const { site } = await platform.newWebsite()
      const watcher = await platform.newCustomer()
      const contributor = { intpCustomerId: watcher, role: 'watcher' }
      await platform.call('POST', `/v3/3as/websites/${site}/contributors`, contributor)
      await platform.until(
        `/v3/3as/websites/${site}/contributors`,
        (payload) => payload?.contributors?.watcher?.length === 1,
      )
      assert.equal((await open(platform, await platform.customerToken(watcher), site)).status, 200)
    },
  },
]
