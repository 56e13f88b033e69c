import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { demoIntps, startSandbox, type Sandbox } from 'react-3as-sandbox'
import { VisitorAnalytics, createPartnerHandler, invoiced, type PartnerHandler } from 'react-3as/server'
import { afterAll, afterEach, beforeAll, expect, it, vi } from 'vitest'
import type { AnalyticsAdapter } from '../../src/adapter/analytics-adapter.ts'
import { getDashboardUrl, listWebsites } from '../../src/contract/routes.ts'
import { fencesOf, hasTypes, shownFile } from '../../tools/fences/fence.ts'
import { fenceWith, runFence } from './run-fence.ts'

/** What the docs tell a reader to write, run as it stands against the sandbox. */
let sandbox: Sandbox
let threeAs: VisitorAnalytics
let handler: PartnerHandler
const folder = mkdtempSync(join(tmpdir(), 'fences-'))
const asAcme = async () => ({ customerId: 'acme', role: 'manager' as const })
const made: PartnerHandler[] = []

beforeAll(async () => {
  sandbox = await startSandbox({ port: 0, traffic: false, payments: {} })
  threeAs = new VisitorAnalytics({
    intp: demoIntps.website,
    apiUrl: sandbox.apiUrl,
    dashboardUrl: sandbox.dashboardUrl,
  })
  handler = createPartnerHandler({ threeAs, authenticate: asAcme, payments: invoiced() })
})
afterEach(async () => {
  vi.unstubAllGlobals()
  await Promise.all(made.splice(0).map((each) => each.close()))
})
afterAll(async () => {
  await handler.close()
  await sandbox.stop()
  rmSync(folder, { recursive: true, force: true })
})

const websites = (asked: PartnerHandler) => asked(new Request('http://localhost/api/analytics/websites'))
const signedUrl = (adapter: AnalyticsAdapter) => adapter.call(getDashboardUrl, { websiteId: 'acme-bikes' })

async function handlerOf(page: string, words: string, values: Record<string, unknown>, name = 'handler') {
  const fence = fenceWith(page, words)
  const code = fence.code.replaceAll(/'[\w/]*analytics\.db'/g, JSON.stringify(join(folder, `${fence.line}.db`)))
  const found = await runFence({ ...fence, code }, values, [name])
  const asked = found[name] as PartnerHandler
  made.push(asked)
  return asked
}

it('a handler that collects with a provider, and keeps changes in a file', async () => {
  const values = { threeAs, authenticate: asAcme, sandbox, pager: {} }
  const asked = await handlerOf('docs/payments.md', 'sandboxPayments({ apiUrl: sandbox', values)
  expect((await websites(asked)).status).toBe(200)
})

it('a handler on the partner’s own invoices is told what is overdue', async () => {
  const options = { threeAs, authenticate: asAcme, publicUrl: 'http://localhost:5173' }
  const values = { options, invoices: {}, services: {}, accounts: {} }
  const asked = await handlerOf('docs/payments.md', 'handler.billing.report', values)
  const answer = await asked(new Request('http://localhost/api/analytics/subscription?websiteId=acme-bikes'))
  expect(await answer.json()).toMatchObject({ payment: { standing: 'overdue' } })
})

it('a handler without a loop of its own settles what is there when it is asked', async () => {
  const options = { threeAs, authenticate: asAcme }
  const { scheduled } = await runFence(fenceWith('docs/payments.md', 'background: false'), { options }, ['scheduled'])
  expect(await (scheduled as () => Promise<number>)()).toBe(0)
})

it('an adapter over HTTP, on another origin and with a token in a header', async () => {
  const seen: Request[] = []
  vi.stubGlobal('fetch', async (url: string, init: RequestInit) => {
    const request = new Request(url, init)
    seen.push(request)
    return handler(new Request(request.url.replace('https://api.example.com/', 'http://localhost/api/'), request))
  })
  const { adapter } = await runFence(fenceWith('docs/adapters.md', 'accessToken'), {}, ['adapter'])
  await (adapter as AnalyticsAdapter).call(listWebsites, {})
  expect(seen[0]?.headers.get('authorization')).toBe('Bearer demo')
})

it('an adapter of a page that speaks GraphQL', async () => {
  vi.stubGlobal('fetch', async (_url: string, { body }: { body: string }) => {
    const { variables } = JSON.parse(body) as { variables: { id: string } }
    const statsUrl = { url: `${sandbox.dashboardUrl}/?${variables.id}`, expiresInSeconds: 60 }
    return Response.json({ data: { statsUrl } })
  })
  const { adapter } = await runFence(fenceWith('docs/adapters.md', '/graphql'), {}, ['adapter'])
  expect((await signedUrl(adapter as AnalyticsAdapter)).url).toContain('acme-bikes')
})

it('an adapter that says what it knows of a failure', async () => {
  vi.stubGlobal('fetch', async () => new Response(null, { status: 404 }))
  const { adapter } = await runFence(fenceWith('docs/adapters.md', 'response.status === 404'), {}, ['adapter'])
  await expect(signedUrl(adapter as AnalyticsAdapter)).rejects.toMatchObject({ code: 'not_found' })
})

it('an adapter on the server, without a way over the network', async () => {
  const { adapterFor } = await runFence(fenceWith('docs/adapters.md', 'adapterFor'), { handler }, ['adapterFor'])
  const adapter = (adapterFor as (cookie: string) => AnalyticsAdapter)('session=1')
  expect((await adapter.call(listWebsites, {})).websites.length).toBeGreaterThan(0)
})

it('an error looks as the contract shows it', async () => {
  const [shown] = fencesOf('docs/http-contract.md').filter(({ language }) => language === 'json')
  const answer = await handler(new Request('http://localhost/api/analytics/subscription?websiteId=no-such-shop'))
  expect(await answer.json()).toEqual(JSON.parse(shown!.code))
})

it('the quick start is at most 30 lines, without comments', () => {
  const files = fencesOf('docs/quick-start.md').slice(0, 4).filter(hasTypes)
  const lines = files.flatMap(({ code }) => code.split('\n').filter((line) => /^\s*[^\s/]/.test(line)))
  expect(lines.length).toBeGreaterThan(20)
  expect(lines.length).toBeLessThanOrEqual(30)
})

/** Run by the tests above. */
const runHere =
  /sandboxPayments\(\{ apiUrl: sandbox|billing\.report|background: false|accessToken|\/graphql|=== 404|adapterFor/

it.each([
  'docs/quick-start.md',
  'docs/hosts.md',
  'docs/payments.md',
  'docs/testing-your-integration.md',
  'docs/adapters.md',
  'docs/http-contract.md',
])('each code of %s is run, or says why not', (page) => {
  const left = fencesOf(page).filter(
    (fence) =>
      hasTypes(fence) &&
      !shownFile(fence) &&
      !runHere.test(fence.code) &&
      !fence.attributes['not-run'] &&
      !fence.attributes['run-by'],
  )
  expect(left.map(({ line }) => `${page}:${line}`)).toEqual([])
})
