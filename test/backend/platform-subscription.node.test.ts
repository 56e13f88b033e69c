import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { platformSubscription } from '../../src/backend/ledger/platform-subscription.ts'
import { createPlatform, type Platform } from '../../src/backend/platform/platform.ts'
import { processRuntime } from '../../src/backend/runtime/runtime.ts'
import type { SubscriptionHolder } from '../../src/contract/subscription.ts'
import { demoIntps } from '../../packages/sandbox/src/core/demo.ts'
import { startSandbox, type Sandbox } from '../../packages/sandbox/src/node/start.ts'
import {
  ThreeAsInvalidRequestError,
  ThreeAsNotFoundError,
  ThreeAsRefusedError,
  ThreeAsUnreachableError,
} from '../../src/sdk/three-as-error.ts'
import { VisitorAnalytics } from '../../src/sdk/visitor-analytics.ts'

let sandbox: Sandbox
beforeAll(async () => {
  sandbox = await startSandbox({ port: 0, traffic: false })
})
afterAll(() => sandbox.stop())

/** The name of the plan that a change of this customer and website is compared with; `null` when there is none to read. */
async function planOf(holder: SubscriptionHolder, customerId: string, websiteId: string): Promise<string | null> {
  const intp = demoIntps[holder === 'website' ? 'website' : 'pool']
  const threeAs = new VisitorAnalytics({ intp, apiUrl: sandbox.apiUrl, dashboardUrl: sandbox.dashboardUrl, retries: 0 })
  const platform = createPlatform(threeAs, processRuntime)
  const subscription = platformSubscription(threeAs, platform, { proRate: true, callTimeoutMs: 1_000 })
  const found = await subscription.read({ customerId, websiteId, holder })
  if (found.kind !== 'read') return found.kind
  const { subscription: running } = found.reading
  return running.status === 'none' ? null : running.plan.name
}

describe('the subscription of a website', () => {
  it('is read by the website', async () => {
    expect(await planOf('website', 'acme', 'acme-bikes')).toBe('Basic')
  })

  it('is not read for a customer whose website it is not, or is no longer', async () => {
    expect(await planOf('website', 'acme', 'globex-lamps')).toBe('owner_changed')
  })

  it('is nothing where the website is gone', async () => {
    expect(await planOf('website', 'acme', 'no-such-site')).toBe('website_gone')
  })
})

describe('a call to the platform', () => {
  const sentAs = async (error: unknown) => {
    const failing = { websiteSubscriptions: { upgrade: () => Promise.reject(error) } } as unknown as VisitorAnalytics
    const subscription = platformSubscription(failing, {} as Platform, { proRate: true, callTimeoutMs: 1_000 })
    const about = { customerId: 'acme', websiteId: 'acme-bikes', holder: 'website' } as const
    return (await subscription.send('upgrade', about, 'p1')).kind
  }

  it.each([
    ['refused', new ThreeAsRefusedError({ message: 'no', status: 400, mayHaveTakenEffect: false })],
    ['refused', new ThreeAsNotFoundError({ message: 'no such website', status: 404 })],
    ['refused', new ThreeAsInvalidRequestError({ message: 'no such package' })],
    ['unsent', new ThreeAsUnreachableError({ message: 'no connection', mayHaveTakenEffect: false })],
    ['unknown', new ThreeAsUnreachableError({ message: 'connection lost', mayHaveTakenEffect: true })],
    ['unknown', new Error('nobody knows')],
  ])('is %s after: %s', async (kind, error) => {
    expect(await sentAs(error)).toBe(kind)
  })
})

describe('the pool of a customer', () => {
  it('is read by any of its websites', async () => {
    expect(await planOf('customer', 'globex', 'globex-lamps')).toBe('Advanced')
  })

  it.each(['globex-lamps', 'no-such-site'])(
    'is read by another of its own where the website is somebody else’s or gone: %s',
    async (websiteId) => {
      expect(await planOf('customer', 'acme', websiteId)).toBe('Basic')
    },
  )

  it.each(['globex-lamps', 'no-such-site'])(
    'does not show, and is not taken for gone, while its customer has no website: %s',
    async (websiteId) => {
      expect(await planOf('customer', 'acme-viewer', websiteId)).toBe('pool_unseen')
    },
  )

  it('is gone with its customer', async () => {
    expect(await planOf('customer', 'no-such-customer', 'globex-lamps')).toBe('website_gone')
  })
})
