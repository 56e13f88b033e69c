import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { demoIntps } from '../../packages/sandbox/src/core/demo.ts'
import { createCore, type SandboxCore } from '../../packages/sandbox/src/core/sandbox-core.ts'
import { VisitorAnalytics } from '../../src/sdk/visitor-analytics.ts'

const here = 'http://sandbox.localhost'
const merchant = vi.fn<(request: Request) => Response>(() => new Response(null, { status: 204 }))
let core: SandboxCore
let threeAs: VisitorAnalytics

beforeEach(async () => {
  core = await createCore({
    traffic: false,
    payments: {
      webhookUrl: `${here}/webhook`,
      fetch: async (input, init) => merchant(new Request(input, init)),
      origin: () => 'http://pay.localhost',
    },
  })
  threeAs = new VisitorAnalytics({
    intp: demoIntps.website,
    apiUrl: here,
    dashboardUrl: 'http://dashboard.localhost',
    fetch: async (input, init) => core.api(new Request(input, init)),
  })
})
afterEach(() => core.stop())

describe('the sandbox in a page', () => {
  it('answers the client, without a server', async () => {
    await threeAs.websites.create({ website: { id: 'acme-boats', domain: 'boats.acme.test' }, intpc: { id: 'acme' } })
    const effects = core.control.effects({ kind: 'website.created' })
    expect(effects.filter(({ intpWebsiteId }) => intpWebsiteId === 'acme-boats')).toHaveLength(1)
  })

  it('reads bodies where requests have no streams, as in Firefox', async () => {
    const { body } = Object.getOwnPropertyDescriptors(Request.prototype)
    Object.defineProperty(Request.prototype, 'body', { value: undefined, configurable: true })
    try {
      const post = (path: string, text: string) => new Request(`${here}${path}`, { method: 'POST', body: text })
      expect(post('/', 'x').body).toBeUndefined()
      const move = await core.api(post('/__sandbox/clock', '{"nonsense":1}'))
      expect(await move.json()).toEqual({ error: expect.stringContaining('nonsense') as string })
      const tooLong = post('/upgrade/checkout', 'x'.repeat(1_048_577))
      expect((await core.dashboard(tooLong)).status).toBe(413)
    } finally {
      Object.defineProperty(Request.prototype, 'body', body)
    }
  })

  it('shows the dashboard behind a signed URL', async () => {
    const { url } = await threeAs.intpc('acme').signDashboardUrl('acme-bikes')
    const { origin, search } = new URL(url)
    const page = await core.dashboard(new Request(`${origin}/dashboard/overview${search}`))
    expect(await page.text()).toContain('bikes.acme.test')
  })

  it('loses a connection by an error, and remembers the call', async () => {
    core.control.addFault({ kind: 'drop', effect: 'before', route: 'websites.list' })
    await expect(
      core.api(new Request(`${here}/v2/3as/websites`, { headers: { authorization: 'Bearer none' } })),
    ).rejects.toMatchObject({ name: 'ConnectionDropped' })
    expect(core.control.calls({}).at(-1)).toMatchObject({ status: null })
  })

  it('signs its webhooks, and hands them to the given fetch', async () => {
    const { provider } = core.payments!
    provider.begin({
      account: 'a',
      customer: 'c',
      price: { packageId: 'p', amountMinor: 100, currency: 'EUR', interval: 'monthly' },
      periodEndsAt: core.control.now().toISOString(),
      merchant: 'Acme',
      description: 'Plan',
      metadata: {},
    })
    core.control.moveClock({ months: 1 })
    provider.settleDue()
    await vi.waitFor(() => expect(merchant).toHaveBeenCalled())
    const [news] = merchant.mock.calls[0]!
    expect(news.headers.get('sandbox-signature')).toMatch(/^t=\d+,v1=[0-9a-f]{64}$/)
  })
})
