import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
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

beforeAll(async () => {
  sandbox = await startSandbox({ port: 0, traffic: false, payments: {} })
  const outfile = join(folder, 'worker.mjs')
  await build({
    entryPoints: [fileURLToPath(new URL('worker.ts', import.meta.url))],
    outfile,
    bundle: true,
    format: 'esm',
    target: 'es2022',
    platform: 'browser',
    conditions: ['workerd', 'worker'],
    external: ['node:*', 'pg'],
    logLevel: 'error',
  })
  workers = new Miniflare({
    modules: true,
    script: readFileSync(outfile, 'utf8'),
    compatibilityDate: '2026-01-01',
    bindings: {
      CONFIG: {
        intp: demoIntps.website,
        apiUrl: sandbox.apiUrl,
        dashboardUrl: sandbox.dashboardUrl,
        paymentsUrl: sandbox.payments!.apiUrl,
      },
    },
  })
}, 60_000)
afterAll(async () => {
  await workers.dispose()
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
})
