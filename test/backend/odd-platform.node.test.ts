import { afterEach, expect, it } from 'vitest'
import { demoIntps } from '../../packages/sandbox/src/core/demo.ts'
import { VisitorAnalytics } from '../../src/sdk/visitor-analytics.ts'
import { runningBackend, startBackend, type Backend } from './partner-backend.ts'

const running = runningBackend()
let backend: Backend | undefined
afterEach(async () => {
  await backend?.stop()
  backend = undefined
})

type Edit = (path: string, payload: any) => unknown

const addressOf = (input: string | URL | Request) => (input instanceof Request ? input.url : input.toString())

/** A backend whose platform says some things differently. */
async function withPlatform(edit: Edit): Promise<Backend> {
  const threeAs = new VisitorAnalytics({
    intp: demoIntps.website,
    apiUrl: running.sandbox.apiUrl,
    dashboardUrl: running.sandbox.dashboardUrl,
    retries: 0,
    fetch: async (input, init) => {
      const response = await fetch(input, init)
      const { pathname } = new URL(addressOf(input))
      if (!response.ok || response.status === 204) return response
      const answer = (await response.json()) as { payload: unknown }
      return Response.json({ ...answer, payload: edit(pathname, answer.payload) })
    },
  })
  backend = await startBackend(running.sandbox, 'website', { threeAs })
  return backend
}

const packagesWith = (odd: object): Edit => {
  const proId = running.packageId('Pro')
  return (path, payload) =>
    path === '/v2/3as/packages'
      ? payload.map((pkg: { id: string }) => (pkg.id === proId ? { ...pkg, ...odd } : pkg))
      : payload
}
const shownPackages = async (shop: Backend) =>
  ((await shop.get('/packages', { websiteId: 'acme-bikes' })).body.packages as { id: string; price: object }[]) ?? []

it('sells a package in a currency that is new', async () => {
  const shown = await shownPackages(await withPlatform(packagesWith({ currency: 'GBP' })))
  expect(shown.find(({ id }) => id === running.packageId('Pro'))).toMatchObject({
    price: { amountMinor: 2499, currency: 'GBP' },
  })
})

it.each([
  ['period', { period: 'month' }],
  ['currency', { currency: 'JPY' }],
] as const)(
  'leaves out a package whose %s it cannot count in, shows the others, and says so once',
  async (field, odd) => {
    const odder = await withPlatform(packagesWith(odd))
    const before = await shownPackages(running.backend)
    const pro = running.packageId('Pro')
    expect((await shownPackages(odder)).map(({ id }) => id)).toEqual(
      before.map(({ id }) => id).filter((id) => id !== pro),
    )
    const quote = await odder.post('/quotes', { websiteId: 'acme-bikes', packageId: pro })
    expect(quote).toMatchObject({ status: 404, body: { error: { code: 'not_found' } } })
    expect(odder.events.filter(({ type }) => type === 'package.omitted')).toEqual([
      { type: 'package.omitted', packageId: pro, field },
    ])
  },
)

it('opens the dashboard of a website with a status that is new, lists it, and changes nothing about its plan', async () => {
  const frozen: Edit = (path, payload) => {
    if (path === '/v2/3as/websites/acme-bikes') return { ...payload, status: 'frozen' }
    return Array.isArray(payload) ? payload.map((row) => ({ ...row, status: 'frozen' })) : payload
  }
  const odd = await withPlatform(frozen)
  expect((await odd.get('/dashboard-url', { websiteId: 'acme-bikes' })).status).toBe(200)
  expect((await odd.get('/websites')).body.websites).toHaveLength(3)
  const unavailable = { status: 502, body: { error: { code: 'platform_unavailable', retryable: true } } }
  expect(await odd.get('/subscription', { websiteId: 'acme-bikes' })).toMatchObject(unavailable)
  const quote = await odd.post('/quotes', { websiteId: 'acme-bikes', packageId: running.packageId('Pro') })
  expect(quote).toMatchObject(unavailable)
})

it('does not sell where the platform names a way to bill that is new', async () => {
  const odd = await withPlatform((path, payload) =>
    path === '/v2/3as/company-details' ? { ...payload, billingMode: 'shared' } : payload,
  )
  expect((await odd.get('/dashboard-url', { websiteId: 'acme-bikes' })).status).toBe(200)
  const quote = await odd.post('/quotes', { websiteId: 'acme-bikes', packageId: running.packageId('Pro') })
  expect(quote).toMatchObject({ status: 502, body: { error: { code: 'platform_unavailable' } } })
})

it('does not delete a customer while one of its websites cannot be read: something may be charged for it', async () => {
  const { handler } = await withPlatform((path, payload) =>
    path === '/v2/3as/websites'
      ? payload.map((site: object, at: number) => (at === 1 ? { domain: '?' } : site))
      : payload,
  )
  await expect(handler.removeCustomer('acme')).rejects.toMatchObject({ code: 'platform_unavailable' })
  expect(running.effects('customer.deleted')).toEqual([])
})

it('believes a success that shows no subscription only once a reading shows the change', async () => {
  let claims = 0
  const odd = await withPlatform((path, payload) => {
    if (!path.endsWith('/website-subscriptions/cancel')) return payload
    claims++
    return { intpWebsiteId: 'acme-bikes' }
  })
  const cancel = { websiteId: 'acme-bikes', idempotencyKey: 'cancel-1', intent: { kind: 'cancel' } }
  expect((await odd.post('/changes', cancel)).body.state).toBe('applied')
  expect(claims).toBe(1)
  expect((await odd.get('/subscription', { websiteId: 'acme-bikes' })).body.subscription.status).toBe('ending')
  expect(running.effects('subscription.canceled')).toHaveLength(1)
})

it('does not believe a success that changed nothing', async () => {
  let claims = 0
  const threeAs = new VisitorAnalytics({
    intp: demoIntps.website,
    apiUrl: running.sandbox.apiUrl,
    dashboardUrl: running.sandbox.dashboardUrl,
    retries: 0,
    // The first call is answered on the way, and never gets there.
    fetch: async (input, init) =>
      addressOf(input).endsWith('/cancel') && claims++ === 0 ? Response.json({ payload: {} }) : fetch(input, init),
  })
  backend = await startBackend(running.sandbox, 'website', { threeAs })
  const cancel = { websiteId: 'acme-bikes', idempotencyKey: 'cancel-2', intent: { kind: 'cancel' } }
  expect((await backend.post('/changes', cancel)).body.state).toBe('applied')
  expect(claims).toBe(2)
  expect(running.website('acme-bikes').status).toBe('canceled')
})
