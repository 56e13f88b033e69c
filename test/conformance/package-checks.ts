import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { assertFields, assertNotFound, assertSuccess, type Check } from './check.ts'
import { path, type Platform } from './platform.ts'

const isOffered = async (platform: Platform, id: string, filter: string) =>
  (await platform.read(`/v2/3as/packages${filter}`)).some((one: any) => one.id === id)

export const packageChecks: readonly Check[] = [
  {
    name: 'packages.list: all at once, each with a price and a limit',
    run: async (platform) => {
      const { all } = await platform.plans()
      for (const one of all) {
        assertFields(one, { id: 'string', currency: 'string', period: 'string', touchpoints: 'number' }, 'package')
        assert.ok(Number.isFinite(Number((one as any).price)), 'price')
      }
      const isTrial = all.map(({ name }) => /^unlimited_(30_day_)?free_trial$/.test(name))
      assert.ok(!isTrial.slice(0, -1).includes(true), 'a trial stands before the last package')
      const { site, customer } = await platform.newWebsite()
      for (const filter of [`?intpWebsiteId=${site}`, `?intpCustomerId=${customer}`]) {
        assert.ok((await platform.read(`/v2/3as/packages${filter}`)).length > 0, filter)
      }
    },
  },
  {
    name: 'packages.getById: one of the list, and none is 404',
    run: async (platform) => {
      const { small } = await platform.plans()
      assert.deepEqual((await platform.read(path`/v2/3as/packages/${small.id}`)).name, small.name)
      assertNotFound(await platform.call('GET', path`/v2/3as/packages/${randomUUID()}`), 'none')
    },
  },
  {
    name: 'package(id).update: not of a recommended package',
    run: async (platform) => {
      const recommended = (await platform.plans()).all.find((one) => one.recommended)
      if (!recommended) return
      const answer = await platform.call('PATCH', path`/v2/3as/packages/${recommended.id}`, { name: 'Other' })
      assert.ok([400, 500].includes(answer.status), `answered ${answer.status}`)
      assert.equal((await platform.read(path`/v2/3as/packages/${recommended.id}`)).name, recommended.name)
    },
  },
  {
    name: 'packages.create, update, assign, unassign: a restricted package is for whom it was assigned to',
    needs: 'makesPackages',
    run: async (platform) => {
      const giant = { name: 'Giant', touchpoints: 900_000, price: 99.9, currency: 'EUR', period: 'monthly' }
      const made = await platform.call('POST', '/v2/3as/packages', { ...giant, visibility: 'restricted' })
      assertSuccess(made, 'the create')
      const { id } = made.body.payload
      assertSuccess(await platform.call('PATCH', path`/v2/3as/packages/${id}`, { name: 'Colossus' }), 'the update')
      const stands = await platform.until(path`/v2/3as/packages/${id}`, (one) => one?.name === 'Colossus')
      assert.deepEqual([Number(stands.price), stands.touchpoints, stands.period], [99.9, 900_000, 'monthly'])
      const { site } = await platform.newWebsite()
      const { site: other } = await platform.newWebsite()
      assert.equal(await isOffered(platform, id, `?intpWebsiteId=${site}`), false)
      const assignment = path`/v3/3as/packages/${id}/assignments/${site}`
      assert.equal((await platform.call('PUT', assignment)).status, 204)
      await platform.until(`/v2/3as/packages?intpWebsiteId=${site}`, (all) => all?.some((one: any) => one.id === id))
      assert.equal(await isOffered(platform, id, `?intpWebsiteId=${other}`), false)
      assert.equal((await platform.call('DELETE', assignment)).status, 204)
      await platform.until(`/v2/3as/packages?intpWebsiteId=${site}`, (all) => !all?.some((one: any) => one.id === id))
    },
  },
]
