import { afterAll, describe, expect, it } from 'vitest'
import { startSandbox } from '../../packages/sandbox/src/node/start.ts'
import type { AnalyticsAdapter } from '../../src/adapter/analytics-adapter.ts'
import { createAdapter } from '../../src/adapter/create-adapter.ts'
import { createHttpAdapter } from '../../src/adapter/http-adapter.ts'
import { adapterConformance } from '../../src/conformance/adapter/adapter-conformance.ts'
import { runConformance } from '../../src/conformance/check.ts'
import { getDashboardUrl, getSubscription, listPackages, listWebsites } from '../../src/contract/routes.ts'
import { createMemoryAdapter } from '../../src/testing/memory-adapter.ts'
import { as, startBackend } from '../backend/partner-backend.ts'

// The checks are named before the tests run.
const sandbox = await startSandbox({ port: 0, traffic: false })
const backend = await startBackend(sandbox)
afterAll(async () => {
  await backend.stop()
  await sandbox.stop()
})

const packages = await backend.get('/packages', { websiteId: 'acme-bikes' })
const { id: packageId } = packages.body.packages.find(({ name }: { name: string }) => name === 'Pro')
const overHttp = () => {
  sandbox.platform.reset()
  return createHttpAdapter({ baseUrl: `${backend.url}/api/analytics`, headers: as('acme') })
}
const known = { websiteId: 'acme-bikes', unknownWebsiteId: 'no/such?website' }

describe('createHttpAdapter', () => {
  const checks = adapterConformance({ makeAdapter: overHttp, level: 'sell', packageId, ...known })
  it.each(checks)('$name', ({ run }) => run())
})

describe('createMemoryAdapter', () => {
  const makeAdapter = () => createMemoryAdapter()
  const checks = adapterConformance({ makeAdapter, level: 'sell', websiteId: 'acme-bikes', packageId: 'pro-monthly' })
  it.each(checks)('$name', ({ run }) => run())
})

describe('createAdapter', () => {
  /** As a partner's page might, whose own client asks the backend. */
  const makeAdapter = () => {
    const own = overHttp()
    return createAdapter({
      getDashboardUrl: (input, options) => own.call(getDashboardUrl, input, options),
      listWebsites: (input, options) => own.call(listWebsites, input, options),
      listPackages: (input, options) => own.call(listPackages, input, options),
      getSubscription: (input, options) => own.call(getSubscription, input, options),
    })
  }
  it.each(adapterConformance({ makeAdapter, level: 'read', ...known }))('$name', ({ run }) => run())
})

type Call = AnalyticsAdapter['call']

/** Each breaks one promise; what follows are the checks that must see it. */
const flaws: Record<string, [(call: Call) => Call, RegExp]> = {
  'does not hear that a call is aborted': [(call) => (route, input) => call(route, input), /aborted/],
  'throws what is no error of the kit': [
    (call) => (route, input, options) =>
      call(route, input, options).catch(() => {
        throw new TypeError('undefined is not a function')
      }),
    /not_found/,
  ],
  'answers about another website': [
    (call) => (route, input, options) =>
      call(route, { ...(input as object), websiteId: 'acme-books' } as typeof input, options),
    /website that was asked for/,
  ],
  'starts a change with every call': [
    (call) => (route, input, options) =>
      call(
        route,
        (route.name === 'startChange'
          ? { ...(input as object), idempotencyKey: crypto.randomUUID() }
          : input) as typeof input,
        options,
      ),
    /same key/,
  ],
}

describe('the suite for adapters sees one that', () => {
  it.each(Object.entries(flaws))('%s', async (_name, [flaw, seenBy]) => {
    const makeAdapter = () => {
      const adapter = overHttp()
      return { call: flaw((route, input, options) => adapter.call(route, input, options)) }
    }
    const checks = adapterConformance({ makeAdapter, level: 'sell', packageId, ...known })
    const results = await runConformance(checks.filter(({ name }) => seenBy.test(name)))
    expect(results.map(({ outcome }) => outcome)).toContain('failed')
  })
})
