import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import { Miniflare } from 'miniflare'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { demoIntps, demoPackageId } from '../../../packages/sandbox/src/core/demo.ts'
import { startSandbox, type Sandbox } from '../../../packages/sandbox/src/node/start.ts'
import { eventually, page } from '../partner-backend.ts'

const folder = mkdtempSync(join(tmpdir(), 'react-3as-workers-'))
let sandbox: Sandbox
let workers: Miniflare
let documented: Miniflare

async function worker(source: string, bindings: Record<string, unknown>): Promise<Miniflare> {
  const outfile = join(folder, `${basename(dirname(source))}.mjs`)
  await build({
    entryPoints: [fileURLToPath(new URL(source, import.meta.url))],
    outfile,
    bundle: true,
    format: 'esm',
    target: 'es2022',
    platform: 'browser',
    conditions: ['workerd', 'worker'],
    alias: { 'react-3as/server': fileURLToPath(new URL('../../../src/server-on-workers.ts', import.meta.url)) },
    logLevel: 'error',
  })
  return new Miniflare({
    modules: true,
    script: readFileSync(outfile, 'utf8'),
    compatibilityDate: '2026-01-01',
    bindings: bindings as Record<string, string>,
  })
}

beforeAll(async () => {
  sandbox = await startSandbox({ port: 0, traffic: false, payments: {} })
  const { apiUrl, dashboardUrl } = sandbox
  const paymentsUrl = sandbox.payments!.apiUrl
  workers = await worker('worker.ts', { CONFIG: { intp: demoIntps.website, apiUrl, dashboardUrl, paymentsUrl } })
  documented = await worker('../../hosts/workers/worker.ts', {
    THREE_AS_INTP_ID: demoIntps.website.id,
    THREE_AS_PRIVATE_KEY: demoIntps.website.privateKey,
    THREE_AS_API_URL: apiUrl,
    THREE_AS_DASHBOARD_URL: dashboardUrl,
  })
}, 60_000)
afterAll(async () => {
  await Promise.all([workers.dispose(), documented.dispose()])
  await sandbox.stop()
  rmSync(folder, { recursive: true, force: true })
})

const ask = async (path: string, body?: unknown) => {
  const response = await workers.dispatchFetch(`http://partner.test/api/analytics${path}`, {
    method: body === undefined ? 'GET' : 'POST',
    headers: { 'content-type': 'application/json', 'x-react-3as': '1', origin: page },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  })
  return { status: response.status, body: (await response.json()) as any }
}

describe('the handler on Workers', () => {
  it('signs URLs, quotes, and carries out what was paid', async () => {
    const url = await ask('/dashboard-url?websiteId=acme-bikes')
    expect(url.status).toBe(200)
    expect((await fetch(url.body.url as string)).status).toBe(200)
    const packageId = demoPackageId(demoIntps.website.id, 'Pro', 'monthly')
    const quote = await ask('/quotes', { websiteId: 'acme-bikes', packageId })
    const change = await ask('/changes', {
      websiteId: 'acme-bikes',
      idempotencyKey: 'from-the-edge',
      intent: { kind: 'choose', packageId },
      quote: { id: quote.body.id, amountMinor: quote.body.dueToday.amount.amountMinor },
    })
    expect(change.body).toMatchObject({ state: 'awaiting_payment', payment: { kind: 'redirect' } })
    sandbox.payments!.provider.press(sandbox.payments!.provider.payments()[0]!.id, 'pay')
    const done = await eventually(
      () => ask(`/change?websiteId=acme-bikes&changeId=${change.body.id}`),
      ({ body }) => body.state === 'applied',
    )
    expect(done.body.state).toBe('applied')
    expect(sandbox.platform.website('acme-bikes').packageName).toBe('Pro')
  }, 30_000)

  it('names a price while the provider has not answered a page that was shown without it', async () => {
    const packageId = demoPackageId(demoIntps.website.id, 'Business', 'monthly')
    sandbox.platform.addFault({ kind: 'delay', delayMs: 60_000, route: 'payments.standing', count: 1 })
    expect((await ask('/subscription?websiteId=acme-books')).body.payment).toEqual({ standing: 'paid' })
    expect((await ask('/quotes', { websiteId: 'acme-books', packageId })).status).toBe(200)
    expect((await ask('/quotes', { websiteId: 'acme-books', packageId })).status).toBe(200)
  }, 30_000)
})

describe('the worker of docs/hosts.md', () => {
  it('answers whoever is signed in, as its bindings say, and leaves other paths alone', async () => {
    const statusOf = async (path: string) => (await documented.dispatchFetch(`http://partner.test${path}`)).status
    expect(await statusOf('/api/analytics/subscription?websiteId=acme-bikes')).toBe(200)
    expect(await statusOf('/elsewhere')).toBe(404)
  })

  it('recovers what was left when its timer says so', async () => {
    const running = (await documented.getWorker()) as unknown as { scheduled(): Promise<unknown> }
    expect(await running.scheduled()).toMatchObject({ outcome: 'ok' })
  })
})
