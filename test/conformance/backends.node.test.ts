import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest'
import { startSandbox } from '../../packages/sandbox/src/node/start.ts'
import { backendConformance } from '../../src/conformance/backend/backend-conformance.ts'
import type { BackendConformanceOptions } from '../../src/conformance/backend/backend-under-test.ts'
import { runConformance } from '../../src/conformance/check.ts'
import { as, paid, startBackend, type Backend } from '../backend/partner-backend.ts'

// The checks are named before the tests run.
const sandbox = await startSandbox({ port: 0, traffic: false, payments: {} })
const { provider, webhooks } = sandbox.payments!
const invoicing = await startBackend(sandbox)
afterAll(async () => {
  await invoicing.stop()
  await sandbox.stop()
})

const optionsFor = ({ url }: Backend): BackendConformanceOptions => ({
  url: `${url}/api/analytics`,
  level: 'sell',
  platform: sandbox.platform,
  signIn: {
    acmeManager: as('acme'),
    acmeViewer: as('acme', 'viewer', 'acme-viewer'),
    globexManager: as('globex'),
  },
})

describe('createPartnerHandler, invoicing,', () => {
  it.each(backendConformance(optionsFor(invoicing)))('$name', ({ run }) => run())
})

describe('createPartnerHandler, collecting,', () => {
  // Each with a new one: what watches over a charge of the check before would turn off a renewal that nobody pays for.
  let collecting: Backend
  beforeEach(async () => {
    provider.reset()
    collecting = await startBackend(sandbox, 'website', paid(sandbox))
    webhooks.url = `${collecting.url}/api/analytics/payments/webhook`
  })
  afterEach(() => collecting.stop())

  // The others begin with a plan that nothing was ever charged for, of which a collecting backend takes no orders.
  const fitting = /upgrade is made once|same key is the same|another amount|platform refuses|answer is lost|abandon/
  const checks = backendConformance({
    ...optionsFor(invoicing),
    get url() {
      return `${collecting.url}/api/analytics`
    },
    pay: async ({ id }) => {
      const { id: paymentId } = provider.payments().find(({ key }) => key === id)!
      provider.press(paymentId, 'pay')
    },
  }).filter(({ name }) => fitting.test(name))

  it.each(checks)('$name', ({ run }) => run())
})

type Fetch = typeof fetch
type Flaw = (send: Fetch) => Fetch

/** The backend as it is, with what a request holds or an answer says bent a little. */
const bent =
  (
    asks: (url: URL, init: RequestInit & { headers: Record<string, string> }) => void,
    answers: (url: URL, response: Response) => Response | Promise<Response> = (_url, response) => response,
  ): Flaw =>
  (send) =>
  async (input, init) => {
    const url = new URL(input as string)
    const sent = { ...init, headers: { ...(init!.headers as Record<string, string>) } }
    asks(url, sent)
    return answers(url, await send(url, sent))
  }
const rewritten = async (response: Response, rewrite: (text: string) => string) =>
  new Response(rewrite(await response.text()), response)

const flaws: Record<string, [Flaw, RegExp]> = {
  'opens any website to whoever is signed in': [
    bent((url, init) => {
      if (url.searchParams.get('websiteId') === 'globex-lamps') Object.assign(init.headers, as('globex'))
    }),
    /another customer’s website/,
  ],
  'signs the owner’s token for a viewer': [
    bent((url, init) => {
      if (url.pathname.endsWith('/dashboard-url')) Object.assign(init.headers, as('acme'))
    }),
    /a viewer gets no token/,
  ],
  'lets a signed URL be cached': [
    bent(
      () => {},
      (_url, { body, status }) => new Response(body, { status, headers: { 'content-type': 'application/json' } }),
    ),
    /is kept nowhere/,
  ],
  'counts money in whole euros': [
    bent(
      () => {},
      (url, response) =>
        url.pathname.endsWith('/packages')
          ? rewritten(response, (text) =>
              text.replace(/"amountMinor":(\d+)/g, (_, minor) => `"amountMinor":${Math.round(Number(minor) / 100)}`),
            )
          : response,
    ),
    /GET .packages/,
  ],
  'leaves out what is null': [
    bent(
      () => {},
      (_url, response) => rewritten(response, (text) => text.replaceAll(/"\w+":null,/g, '')),
    ),
    /shows the plan, its end/,
  ],
  'takes a POST from the page of any site': [
    bent((_url, { headers }) => {
      if (headers['content-type']) Object.assign(headers, { 'content-type': 'application/json', 'x-react-3as': '1' })
      delete headers['origin']
    }),
    /another site could send/,
  ],
  'answers a page of any version': [
    bent((_url, { headers }) => {
      if (headers['x-react-3as']) headers['x-react-3as'] = '1'
    }),
    /another major version is answered 409$/,
  ],
  'changes plans for a page of any version': [
    bent((_url, { headers }) => {
      if (headers['x-react-3as']) headers['x-react-3as'] = '1'
    }),
    /POST of a page of another major version/,
  ],
  'starts a change with every request': [
    bent((url, init) => {
      if (!url.pathname.endsWith('/changes') || typeof init.body !== 'string') return
      init.body = init.body.replace(/"idempotencyKey":"[^"]*"/, `"idempotencyKey":"${crypto.randomUUID()}"`)
    }),
    /same key/,
  ],
  'passes on what the platform says': [
    bent(
      () => {},
      (_url, response) => rewritten(response, (text) => text.replace('"message":"', '"message":"not welcome: ')),
    ),
    /nothing it said is passed on/,
  ],
}

/** Takes whatever amount the page names for the quote's. */
const amounts = new Map<string, number>()
flaws['believes the page’s amount'] = [
  bent(
    (url, init) => {
      if (!url.pathname.endsWith('/changes') || typeof init.body !== 'string') return
      const body = JSON.parse(init.body) as { quote?: { id: string; amountMinor: number } }
      if (body.quote) body.quote.amountMinor = amounts.get(body.quote.id) ?? body.quote.amountMinor
      init.body = JSON.stringify(body)
    },
    async (url, response) => {
      if (!url.pathname.endsWith('/quotes')) return response
      const quote = (await response.clone().json()) as { id: string; dueToday: { amount?: { amountMinor: number } } }
      amounts.set(quote.id, quote.dueToday.amount?.amountMinor ?? 0)
      return response
    },
  ),
  /another amount/,
]

describe('the suite for backends sees one that', () => {
  it.each(Object.entries(flaws))('%s', async (_name, [flaw, seenBy]) => {
    const checks = backendConformance({ ...optionsFor(invoicing), fetch: flaw(fetch) })
    const results = await runConformance(checks.filter(({ name }) => seenBy.test(name)))
    expect(results.map(({ outcome }) => outcome)).toContain('failed')
  })
})
