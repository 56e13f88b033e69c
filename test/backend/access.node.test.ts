import { describe, expect, it } from 'vitest'
import { routeTable } from '../../src/contract/route-table.ts'
import type { ContributorRole } from '../../src/sdk/wire/wire-contributors.ts'
import { demoIntps } from '../../packages/sandbox/src/core/demo.ts'
import { VisitorAnalytics } from '../../src/sdk/visitor-analytics.ts'
import { as, runningBackend, signedFor, startBackend } from './partner-backend.ts'

const running = runningBackend()
const foreign = 'globex-lamps'
const threeAs = () =>
  new VisitorAnalytics({
    intp: demoIntps.website,
    apiUrl: running.sandbox.apiUrl,
    dashboardUrl: running.sandbox.dashboardUrl,
  })
const share = (websiteId: string, intpCustomerId: string, role: ContributorRole) =>
  threeAs().website(websiteId).addContributor({ intpCustomerId, role })
const unshare = (websiteId: string, intpCustomerId: string) =>
  threeAs().website(websiteId).deleteContributor(intpCustomerId)
const dashboardUrl = (websiteId: string, session: Record<string, string>) =>
  running.backend.get('/dashboard-url', { websiteId }, session)
const viewerUnknown = { status: 403, body: { error: { code: 'viewer_unknown' } } }
const notThere = { status: 404, body: { error: { code: 'not_found' } } }

describe('a customer', () => {
  it.each(Object.values(routeTable).filter(({ name }) => name !== 'listWebsites'))(
    'finds nothing of somebody else at $name, as if it were not there',
    async ({ method, path }) => {
      const { backend, packageId } = running
      const ask = (websiteId: string) => {
        const input = {
          websiteId,
          packageId: packageId('Pro'),
          changeId: 'c1',
          idempotencyKey: 'a-key-of-mine',
          intent: { kind: 'cancel' },
        }
        if (method === 'POST') return backend.post(path, input)
        return backend.get(path, { websiteId, changeId: 'c1' })
      }
      const [theirs, nobodys] = [await ask(foreign), await ask('no-such-site')]
      expect(theirs.status).toBe(404)
      expect(theirs.body).toEqual(nobodys.body)
      expect(theirs.text).not.toContain('globex')
    },
  )

  it('sees its own websites in the list, and nobody else’s', async () => {
    const { body } = await running.backend.get('/websites')
    const ids = body.websites.map(({ websiteId }: { websiteId: string }) => websiteId)
    expect(ids.toSorted()).toEqual(['acme-bikes', 'acme-books', 'acme-garden'])
  })

  it('sees nobody else’s in the list of a platform that overlooks whose were asked for', async () => {
    const unfiltered = new VisitorAnalytics({
      intp: demoIntps.website,
      apiUrl: running.sandbox.apiUrl,
      dashboardUrl: running.sandbox.dashboardUrl,
      fetch: (input, init) => {
        const url = new URL(input instanceof Request ? input.url : input)
        url.searchParams.delete('externalCustomerId')
        return fetch(url, init)
      },
    })
    const backend = await startBackend(running.sandbox, 'website', { threeAs: unfiltered })
    const { body } = await backend.get('/websites', {}, as('globex'))
    await backend.stop()
    expect(body.websites).toMatchObject([{ websiteId: 'globex-lamps' }])
  })

  it.each([
    ['gives no answer', { kind: 'drop' }, 502, 'platform_unavailable'],
    ['does not take the question', { kind: 'status', status: 400, body: { message: 'no' } }, 422, 'refused'],
  ] as const)('is not told that a website is missing where the platform %s', async (_what, fault, status, code) => {
    running.sandbox.platform.addFault({ ...fault, route: 'websites.getByIntpWebsiteId' })
    const reply = await running.backend.get('/subscription', { websiteId: 'acme-bikes' })
    expect(reply).toMatchObject({ status, body: { error: { code } } })
  })

  it('finds a website at once that was just made', async () => {
    expect(await dashboardUrl('acme-new', as('acme'))).toMatchObject(notThere)
    await threeAs().websites.create({ website: { id: 'acme-new', domain: 'new.acme.test' }, intpc: { id: 'acme' } })
    expect((await dashboardUrl('acme-new', as('acme'))).status).toBe(200)
  })
})

describe('nobody', () => {
  it.each(Object.values(routeTable))('who is signed in is asked to at $name', async ({ method, path }) => {
    const { backend } = running
    const reply =
      method === 'GET' ? await backend.get(path, {}, {}) : await backend.post(path, {}, { 'x-test-session': 'null' })
    expect(reply).toMatchObject({ status: 401, body: { error: { code: 'unauthenticated' } } })
  })
})

describe('an authenticate that answers', () => {
  it.each([
    ['a right that there is not', { customerId: 'acme', may: ['look', 'everything'] }, /may, a list of look, plan/],
    ['a role that there is not', { customerId: 'acme', role: 'owner' }, /'manager' or 'viewer'/],
    ['a role and rights', { customerId: 'acme', role: 'viewer', may: ['plan'] }, /either a role/],
    ['neither', { customerId: 'acme' }, /either a role/],
    ['an empty id', { customerId: '', role: 'manager' }, /an empty id/],
    ['one website that is no list', { customerId: 'acme', role: 'manager', sites: 'acme-bikes' }, /not a list/],
  ])('%s lets nobody in, and the event says what is wrong', async (_what, identity, message) => {
    const reply = await running.backend.get('/websites', {}, { 'x-test-session': JSON.stringify(identity) })
    expect(reply.status).toBe(500)
    const failed = running.backend.events.filter((event) => event.type === 'request.failed')
    expect(failed.at(-1)?.error).toMatchObject({ message: expect.stringMatching(message) })
  })
})

describe('a viewer', () => {
  it('gets no dashboard URL while nobody says who it is on the platform', async () => {
    expect(await dashboardUrl('acme-bikes', as('acme', 'viewer'))).toMatchObject(viewerUnknown)
  })

  it('gets none that is signed for the owner', async () => {
    expect(await dashboardUrl('acme-bikes', as('acme', 'viewer', 'acme'))).toMatchObject(viewerUnknown)
  })

  it.each(['editor', 'watcher', 'dashboard'] as const)(
    'of a customer that contributes elsewhere as %s gets none that is signed for that customer',
    async (role) => {
      await share('acme-bikes', 'globex', role)
      expect(await dashboardUrl('acme-bikes', as('globex', 'viewer'))).toMatchObject(viewerUnknown)
      expect(await dashboardUrl('acme-bikes', as('globex', 'viewer', 'globex'))).toMatchObject(viewerUnknown)
    },
  )

  it('of a customer that contributes elsewhere looks there as itself, once it is a watcher there too', async () => {
    await share('acme-books', 'globex', 'editor')
    const viewer = as('globex', 'viewer', 'acme-viewer')
    expect(await dashboardUrl('acme-books', viewer)).toMatchObject(viewerUnknown)
    await share('acme-books', 'acme-viewer', 'watcher')
    expect(signedFor((await dashboardUrl('acme-books', viewer)).body.url)).toBe('acme-viewer')
  })

  it('gets none for a customer that may edit the website, or has no part in it', async () => {
    expect(await dashboardUrl('acme-books', as('acme', 'viewer', 'acme-viewer'))).toMatchObject(viewerUnknown)
    await share('acme-books', 'acme-viewer', 'editor')
    expect(await dashboardUrl('acme-books', as('acme', 'viewer', 'acme-viewer'))).toMatchObject(viewerUnknown)
  })

  it('gets none any more from the moment it is removed as a watcher', async () => {
    const viewer = as('acme', 'viewer', 'acme-viewer')
    expect((await dashboardUrl('acme-bikes', viewer)).status).toBe(200)
    await unshare('acme-bikes', 'acme-viewer')
    expect(await dashboardUrl('acme-bikes', viewer)).toMatchObject(viewerUnknown)
  })

  it('gets one that is signed for itself, without upgrade buttons', async () => {
    const headers = as('acme', 'viewer', 'acme-viewer')
    const {
      status,
      body,
      headers: answered,
    } = await running.backend.get('/dashboard-url', { websiteId: 'acme-bikes' }, headers)
    expect(status).toBe(200)
    expect(signedFor(body.url)).toBe('acme-viewer')
    const query = new URL(body.url).searchParams
    expect(query.get('externalWebsiteId')).toBe('acme-bikes')
    expect(query.has('allowUpgrade')).toBe(false)
    expect(answered.get('cache-control')).toBe('no-store')
  })

  it('changes nothing, and is shown no change under way', async () => {
    const { backend, packageId } = running
    const headers = as('acme', 'viewer', 'acme-viewer')
    const bodies = [
      ['/quotes', { websiteId: 'acme-bikes', packageId: packageId('Pro') }],
      ['/changes', { websiteId: 'acme-bikes', idempotencyKey: 'a-key-of-mine', intent: { kind: 'cancel' } }],
      ['/changes/abandon', { websiteId: 'acme-bikes', changeId: 'c1' }],
    ] as const
    for (const [path, body] of bodies) {
      expect(await backend.post(path, body, headers)).toMatchObject({
        status: 403,
        body: { error: { code: 'forbidden' } },
      })
    }
    expect(running.effects().filter(({ cause }) => cause === 'call')).toEqual([])
    const view = await backend.get('/subscription', { websiteId: 'acme-bikes' }, headers)
    expect(view.body).toMatchObject({ may: ['look'], openChange: null })
  })

  it('that is a contributor of its own looks at the website it was added to, and at no other', async () => {
    const { backend } = running
    const contributor = as('acme-viewer')
    const url = await backend.get('/dashboard-url', { websiteId: 'acme-bikes' }, contributor)
    expect(signedFor(url.body.url)).toBe('acme-viewer')
    expect(new URL(url.body.url).searchParams.has('allowUpgrade')).toBe(false)
    expect((await backend.get('/subscription', { websiteId: 'acme-bikes' }, contributor)).body.may).toEqual(['look'])
    expect((await backend.get('/dashboard-url', { websiteId: 'acme-books' }, contributor)).status).toBe(404)
    const cancel = { websiteId: 'acme-bikes', idempotencyKey: 'a-key-of-mine', intent: { kind: 'cancel' } }
    expect((await backend.post('/changes', cancel, contributor)).status).toBe(403)
  })

  it('finds shared websites in its list when they are named, if they are shared', async () => {
    const session = (ids: string[]) => ({
      'x-test-session': JSON.stringify({ customerId: 'acme-viewer', role: 'manager', sharedWebsiteIds: ids }),
    })
    const list = await running.backend.get('/websites', {}, session(['acme-bikes', 'globex-lamps', 'no-such-site']))
    expect(list.body.websites).toMatchObject([{ websiteId: 'acme-bikes', may: ['look'] }])
  })

  it('is told when a shared website cannot be read, instead of being shown a shorter list', async () => {
    const session = { customerId: 'acme-viewer', role: 'manager', sharedWebsiteIds: ['acme-bikes'] }
    running.sandbox.platform.addFault({ kind: 'html', route: 'websites.getByIntpWebsiteId', status: 503, count: 3 })
    const reply = await running.backend.get('/websites', {}, { 'x-test-session': JSON.stringify(session) })
    expect(reply).toMatchObject({ status: 502, body: { error: { code: 'platform_unavailable' } } })
  })
})

describe('somebody with single rights', () => {
  const session = (rights: object) => ({ 'x-test-session': JSON.stringify({ customerId: 'acme', ...rights }) })
  const view = async (rights: object) =>
    (await running.backend.get('/subscription', { websiteId: 'acme-bikes' }, session(rights))).body

  it('who may choose plans and is limited to a website neither sees nor reaches another', async () => {
    const limited = { role: 'manager', sites: ['acme-bikes'] }
    const list = await running.backend.get('/websites', {}, session(limited))
    expect(list.body.websites.map(({ websiteId }: { websiteId: string }) => websiteId)).toEqual(['acme-bikes'])
    expect((await view(limited)).may).toContain('plan')
    const cancel = { websiteId: 'acme-books', idempotencyKey: 'a-key-of-mine', intent: { kind: 'cancel' } }
    expect((await running.backend.post('/changes', cancel, session(limited))).status).toBe(404)
  })

  it('has a frame without upgrade buttons where plans are not theirs to choose', async () => {
    const buttons = async (may: string[]) => {
      const rights = session({ may, viewerId: 'acme-viewer' })
      const { body } = await running.backend.get('/dashboard-url', { websiteId: 'acme-bikes' }, rights)
      return new URL(body.url).searchParams.has('allowUpgrade')
    }
    expect([await buttons(['look']), await buttons(['look', 'plan'])]).toEqual([false, true])
  })
})

describe('somebody who is limited to some websites of a pool', () => {
  const pool = runningBackend('pool')
  const limited = {
    'x-test-session': JSON.stringify({
      customerId: 'acme',
      role: 'manager',
      sites: ['acme-bikes'],
      viewerId: 'acme-viewer',
    }),
  }

  it('does not change the plan that all of them share, and is told so beforehand', async () => {
    const { backend } = pool
    const { body } = await backend.get('/subscription', { websiteId: 'acme-bikes' }, limited)
    expect(body.may).toEqual(['look', 'team', 'keys', 'activate'])
    const cancel = { websiteId: 'acme-bikes', idempotencyKey: 'a-key-of-mine', intent: { kind: 'cancel' } }
    expect(await backend.post('/changes', cancel, limited)).toMatchObject({ status: 403 })
    expect((await backend.post('/changes', cancel)).status).toBe(200)
  })
})

describe('the page of one customer', () => {
  const asking = (customer: string) => ({ ...as('acme'), 'x-react-3as-customer': customer })

  it('is answered for that customer, or not at all', async () => {
    expect((await running.backend.get('/websites', {}, asking('acme'))).status).toBe(200)
    expect((await running.backend.get('/websites', {}, asking('globex'))).status).toBe(404)
    expect((await running.backend.get('/websites', {}, asking('%'))).status).toBe(400)
  })

  it('of somebody with many customers is of the one that it names', async () => {
    const customers = ['acme', 'größe & co']
    const asked: (string | null)[] = []
    const agency = await startBackend(running.sandbox, 'website', {
      authenticate: (_request, _context, { customer }) => {
        asked.push(customer)
        return { customerId: customers.find((id) => id === customer) ?? 'acme', role: 'manager' }
      },
    })
    const status = async (customer: string) =>
      (await agency.get('/websites', {}, { 'x-react-3as-customer': encodeURIComponent(customer) })).status
    expect([await status('acme'), await status('größe & co'), await status('globex')]).toEqual([200, 200, 404])
    expect((await agency.get('/websites', {}, {})).status).toBe(200)
    expect(asked).toEqual(['acme', 'größe & co', 'globex', null])
    await agency.stop()
  })
})

describe('a contributor', () => {
  it('that is removed has nothing any more from that moment, on any route', async () => {
    const contributor = as('globex')
    await share('acme-bikes', 'globex', 'editor')
    expect((await dashboardUrl('acme-bikes', contributor)).status).toBe(200)
    expect((await running.backend.get('/subscription', { websiteId: 'acme-bikes' }, contributor)).status).toBe(200)
    await unshare('acme-bikes', 'globex')
    expect(await dashboardUrl('acme-bikes', contributor)).toMatchObject(notThere)
    expect(await running.backend.get('/subscription', { websiteId: 'acme-bikes' }, contributor)).toMatchObject(notThere)
  })
})

describe('the owner’s manager', () => {
  it('gets a URL that is signed for the owner, with upgrade buttons and the seconds it is good for', async () => {
    const { body } = await running.backend.get('/dashboard-url', { websiteId: 'acme-bikes' })
    expect(new URL(body.url).origin).toBe(running.sandbox.dashboardUrl)
    expect(new URL(body.url).searchParams.get('allowUpgrade')).toBe('true')
    expect(body.expiresInSeconds).toBeGreaterThan(3_000)
    expect((await fetch(body.url)).status).toBe(200)
  })
})
