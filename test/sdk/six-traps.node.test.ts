import { createPrivateKey } from 'node:crypto'
import { decodeJwt } from 'jose'
import { afterAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { VisitorAnalytics } from '../../src/sdk/visitor-analytics.ts'
import { privateKey } from './keys.ts'
import { dropped, scriptedPlatform } from './scripted-platform.ts'
import { VendorBehaviour, type TrapClient, type TrapClientOptions } from './vendor-behaviour.ts'

const platform = await scriptedPlatform()
const pkcs8 = createPrivateKey(privateKey).export({ type: 'pkcs8', format: 'pem' }).toString()
const website = { intpWebsiteId: 'shop', intpCustomerId: 'acme', domain: 'shop.test', status: 'active' }
afterAll(() => platform.stop())
beforeEach(() => {
  platform.seen.length = 0
  platform.answer({ json: { payload: website } })
})

type Make = (options?: Partial<TrapClientOptions>) => TrapClient
const ours: Make = (options) =>
  new VisitorAnalytics({
    intp: { id: '979c93c5-b4de-4fd2-8ecf-bfd18bfaeecb', privateKey: pkcs8 },
    apiUrl: platform.url,
    ...options,
  })
const vendors: Make = (options) => new VendorBehaviour({ apiUrl: platform.url, privateKey: pkcs8, ...options })

/** What each trap breaks, as a check that any client can be put to. */
const traps: Record<string, (make: Make) => Promise<void>> = {
  'a handle signs for the customer that it was made for': async (make) => {
    const client = make()
    const [a, b] = [client.intpc('customer-a'), client.intpc('customer-b')]
    const urls = await Promise.all([a.generateIFrameDashboardUrl('shop'), b.generateIFrameDashboardUrl('shop')])
    const signedFor = urls.map((url) => decodeJwt(new URL(url).searchParams.get('intpc_token') ?? '')['intpc_id'])
    expect(signedFor).toEqual(['customer-a', 'customer-b'])
  },

  'ids are percent-encoded': async (make) => {
    const id = 'a/b?c#d%2F&e f'
    await make().websites.getByIntpWebsiteId(id)
    expect(platform.seen[0]?.url).toBe('/v2/3as/websites/a%2Fb%3Fc%23d%252F%26e%20f')
    const url = await make().intpc('acme').generateIFrameDashboardUrl(id)
    expect(new URL(url).searchParams.get('externalWebsiteId')).toBe(id)
  },

  'what is thrown is an Error that says what happened': async (make) => {
    platform.answer(dropped)
    const network = await make()
      .websites.getByIntpWebsiteId('shop')
      .catch((reason: unknown) => reason)
    expect(network).toBeInstanceOf(Error)
    platform.answer({ status: 404, json: { status: 404, message: 'no such website' } })
    const api = await make()
      .websites.getByIntpWebsiteId('shop')
      .catch((reason: unknown) => reason)
    expect(api).toBeInstanceOf(Error)
    expect(api).toMatchObject({ code: 'not_found', status: 404 })
  },

  'nothing is logged': async (make) => {
    const logged: unknown[] = []
    const spies = (['log', 'info', 'debug', 'warn', 'error'] as const).map((level) =>
      vi.spyOn(console, level).mockImplementation((...line) => void logged.push(...line)),
    )
    try {
      await make().websites.getByIntpWebsiteId('shop')
    } finally {
      for (const spy of spies) spy.mockRestore()
    }
    expect(platform.seen[0]?.headers.authorization).toMatch(/^Bearer eyJ/)
    expect(logged).toEqual([])
  },

  'an upgrade is sent once': async (make) => {
    platform.answer(dropped, { json: { payload: { ...website, packageId: 'pro' } } })
    const upgrade = make().websiteSubscriptions.upgrade({ intpWebsiteId: 'shop', packageId: 'pro' })
    await upgrade.catch(() => 'unclear')
    expect(platform.seen).toHaveLength(1)
  },

  'no call leaves with a token about to die': async (make) => {
    const clock = { now: Date.now() }
    const client = make({ now: () => clock.now })
    await client.websites.getByIntpWebsiteId('shop')
    clock.now += 599_000
    await client.websites.getByIntpWebsiteId('shop')
    const token = platform.seen[1]?.headers.authorization?.slice('Bearer '.length) ?? ''
    expect(decodeJwt(token).exp ?? 0).toBeGreaterThan(clock.now / 1000 + 60)
  },
}

describe.each(Object.entries(traps))('%s', (_, check) => {
  it('here', () => check(ours))

  it('and not with the vendor’s behaviour, so the check sees the trap', async () => {
    const quiet = vi.spyOn(console, 'info').mockImplementation(() => {})
    try {
      await expect(check(vendors)).rejects.toMatchObject({ name: 'AssertionError' })
    } finally {
      quiet.mockRestore()
    }
  })
})
