import { readFileSync } from 'node:fs'
import { inspect } from 'node:util'
import { decodeJwt } from 'jose'
import { afterAll, beforeEach, describe, expect, it, vi } from 'vitest'
import type { ClientEvent } from '../../../src/sdk/client-event.ts'
import type { VisitorAnalyticsOptions } from '../../../src/sdk/settings.ts'
import { ContributorRole, LogLevel, ThreeAsError, VisitorAnalytics } from '../../../src/server.ts'
import { privateKey } from '../keys.ts'
import { dropped, scriptedPlatform } from '../scripted-platform.ts'

const platform = await scriptedPlatform()
const intp = { id: '979c93c5-b4de-4fd2-8ecf-bfd18bfaeecb', privateKey }
const client = (more: Partial<VisitorAnalyticsOptions> = {}) =>
  new VisitorAnalytics({ intp, apiUrl: platform.url, ...more })
const visa = client()
const shop = { intpWebsiteId: 'shop', intpCustomerId: 'acme', domain: 'shop.test', status: 'active' }
const key = { id: 'k1', name: 'widgets', comment: null, createdAt: '2026-01-01', apiKey: 'twpl-1' }
const subscription = { id: 's1', status: 'canceled', packageId: 'p1' }
const lifeOf = (token: string) => {
  const { iat = 0, exp = 0 } = decodeJwt(token)
  return exp - iat
}
afterAll(() => platform.stop())
beforeEach(() => {
  platform.seen.length = 0
  platform.answer({ json: { payload: shop } })
})

/** One test of results for each row of the migration page, by what stands in its first column. */
const differences: Record<string, () => Promise<void> | void> = {
  'a dashboard URL comes immediately': async () => {
    const url = visa.intpc('acme').generateIFrameDashboardUrl('shop')
    const line = /await visa\.intpc\(intpCustomerId\)\.generateIFrameDashboardUrl\(intpWebsiteId\)/
    for (const use of [
      () => `${url as unknown as string}&allowUpgrade=true`,
      () => (url as unknown as string) + '&allowUpgrade=true',
      () => new URL(url as unknown as string),
      () => JSON.stringify({ url }),
    ]) {
      expect(use).toThrow(line)
    }
    expect(await url).toMatch(/^https:\/\/app-3as\.visitor-analytics\.io\?intpc_token=/)
    expect((await visa.intpc('acme').signDashboardUrl('shop')).expiresInSeconds).toBeGreaterThan(3500)
  },
  'tokens are objects with `.value`, `.isExpired` and `.refresh()`': async () => {
    const token = visa.auth.generateINTPAccessToken() as Promise<string> & { value: string }
    expect(() => `Bearer ${token.value}`).toThrow(/await visa\.auth\.generateINTPAccessToken\(\)/)
    expect(await token).toMatch(/^eyJ/)
    const theirs = visa.auth.generateINTPcAccessToken('acme') as Promise<string> & { value: string }
    expect(() => theirs.value).toThrow(/await visa\.auth\.generateINTPcAccessToken\(intpCustomerId\)/)
    expect(decodeJwt(await theirs)['intpc_id']).toBe('acme')
  },
  '`allowUpgrade=true` is appended by hand': async () => {
    const intpc = visa.intpc('acme')
    const byHand = (await intpc.generateIFrameDashboardUrl('shop')) + '&allowUpgrade=true'
    expect(await intpc.generateIFrameDashboardUrl('shop', { allowUpgrade: true })).toBe(byHand)
  },
  'a token lives ten minutes': async () => {
    const tokenOf = (url: string) => new URL(url).searchParams.get('intpc_token') ?? ''
    expect(lifeOf(tokenOf(await visa.intpc('acme').generateIFrameDashboardUrl('shop')))).toBe(3600 + 30)
    const short = await visa.intpc('acme').generateIFrameDashboardUrl('shop', { tokenLifeSeconds: 600 })
    expect(lifeOf(tokenOf(short))).toBe(600 + 30)
  },
  'a failed call rejects with a bare object, or with `undefined`': async () => {
    platform.answer({ status: 404, json: { status: 404, message: 'no such website' } })
    const refused = await visa.websites.getByIntpWebsiteId('shop').catch((error: unknown) => error)
    expect(refused).toBeInstanceOf(ThreeAsError)
    expect(refused).toMatchObject({ code: 'not_found', status: 404, retryable: false, mayHaveTakenEffect: false })
    platform.answer(dropped)
    const options = { retries: 0 }
    const broken = await visa.websites.getByIntpWebsiteId('shop', options).catch((error: unknown) => error)
    expect(broken).toMatchObject({ code: 'unreachable', status: null, retryable: true })
  },
  'the platform’s words are in the object that is thrown': async () => {
    platform.answer({ status: 500, json: { message: 'shop of acme has it already' } })
    const error = await visa.websiteSubscriptions.cancel({ intpWebsiteId: 'shop' }).catch((thrown: unknown) => thrown)
    expect(error).toMatchObject({ platformMessage: 'shop of acme has it already' })
    expect(inspect(error)).not.toContain('acme')
  },
  'a call that fails is sent again, also an upgrade': async () => {
    platform.answer(dropped)
    const upgrade = { intpWebsiteId: 'shop', packageId: 'p1', trial: false, proRate: true }
    await expect(visa.websiteSubscriptions.upgrade(upgrade)).rejects.toMatchObject({ mayHaveTakenEffect: true })
    expect(platform.seen).toHaveLength(1)
    platform.answer({ status: 503 }, { json: { payload: shop } })
    expect(await visa.websites.getByIntpWebsiteId('shop')).toMatchObject(shop)
  },
  '`logLevel` prints requests, with their tokens': async () => {
    const printed = (['log', 'info', 'debug'] as const).map((name) => vi.spyOn(console, name))
    const events: ClientEvent[] = []
    const options = { logLevel: LogLevel.DEBUG, onEvent: (event: ClientEvent) => void events.push(event) }
    await client(options).websites.getByIntpWebsiteId('shop')
    for (const spy of printed) {
      expect(spy).not.toHaveBeenCalled()
      spy.mockRestore()
    }
    expect(events.map(({ type }) => type)).toEqual(['request.sent', 'response.received'])
    expect(LogLevel).toEqual({ SILENT: 0, WARN: 1, ERROR: 2, INFO: 3, DEBUG: 4 })
  },
  'the subscription calls answer nothing': async () => {
    platform.answer({ json: { payload: subscription } })
    expect(await visa.websiteSubscriptions.cancel({ intpWebsiteId: 'shop' })).toMatchObject(subscription)
    platform.answer({ json: {} })
    expect(await visa.intpcSubscriptions.deactivate({ intpcId: 'acme' })).toBeNull()
  },
  '`websites.create` answers nothing, though its type says a website': async () => {
    const website = { website: { id: 'shop', domain: 'shop.test' }, intpc: { id: 'acme' } }
    platform.answer({ status: 204 })
    expect(await visa.websites.create(website)).toBeNull()
    platform.answer({ status: 201, json: { payload: shop } })
    expect(await visa.websites.create(website)).toMatchObject(shop)
  },
  '`intpc(id).delete()` answers what it deleted': async () => {
    const customer = { id: 'c1', intpCustomerId: 'acme', email: 'a@acme.test' }
    platform.answer({ json: { payload: customer } })
    expect(await visa.intpc('acme').delete()).toMatchObject(customer)
    platform.answer({ status: 204 })
    expect(await visa.intpc('acme').delete()).toBeNull()
  },
  'the readme prints `{ payload }` for API keys, the code answers without': async () => {
    platform.answer({ json: { payload: key } })
    const made = await visa.website('shop').createApiKey({ name: 'widgets' })
    expect([made.apiKey, made.payload.apiKey]).toEqual(['twpl-1', 'twpl-1'])
    expect(inspect(made).split('twpl-1')).toHaveLength(2)
    expect(JSON.stringify(made).split('twpl-1')).toHaveLength(2)
    platform.answer({ json: { payload: [{ ...key, apiKey: undefined }] } })
    const listed = await visa.website('shop').listApiKeys()
    expect([listed[0]?.id, listed.payload[0]?.id]).toEqual(['k1', 'k1'])
    expect(JSON.parse(JSON.stringify(listed))).toHaveLength(1)
  },
  '`deleteContributor({ intpCustomerId })`': async () => {
    await visa.website('shop').deleteContributor({ intpCustomerId: 'globex' })
    await visa.website('shop').deleteContributor('globex')
    expect(new Set(platform.seen.map(({ method, url }) => `${method} ${url}`))).toEqual(
      new Set(['DELETE /v3/3as/websites/shop/contributors/globex']),
    )
    expect(ContributorRole).toEqual({ EDITOR: 'editor', WATCHER: 'watcher', DASHBOARD: 'dashboard' })
  },
  'an odd row is passed on, or breaks what reads it': async () => {
    platform.answer({ json: { payload: [{ ...shop, status: 'frozen' }, { status: 'active' }] } })
    expect((await visa.websites.list()).items).toMatchObject([{ ...shop, status: 'frozen' }])
  },
  'a documented text that is missing is `undefined`': async () => {
    expect(await visa.websites.getByIntpWebsiteId('shop')).toMatchObject({ packageName: '', visaTrackingCode: '' })
  },
  'ids go into paths as they are': async () => {
    await visa.websites.getByIntpWebsiteId('a/b?c')
    expect(platform.seen[0]?.url).toBe('/v2/3as/websites/a%2Fb%3Fc')
  },
  "an id of `''` reads the whole list": async () => {
    await expect(visa.websites.getByIntpWebsiteId('')).rejects.toMatchObject({ code: 'invalid_request' })
    expect(platform.seen).toEqual([])
  },
  '`visa.intpc(a)` and `visa.intpc(b)` are one object': async () => {
    const [a, b] = [visa.intpc('a'), visa.intpc('b')]
    const urls = await Promise.all([a, b].map((intpc) => intpc.generateIFrameDashboardUrl('shop')))
    const signedFor = urls.map((url) => decodeJwt(new URL(url).searchParams.get('intpc_token') ?? '')['intpc_id'])
    expect(signedFor).toEqual(['a', 'b'])
  },
  'a key or an id that cannot be used shows at the first call': () => {
    const make = (options: object) => () => new VisitorAnalytics(options as VisitorAnalyticsOptions)
    expect(make({ intp: { ...intp, privateKey: 'no key' } })).toThrow(/^intp\.privateKey: /)
    expect(make({ intp: { ...intp, id: 'acme' } })).toThrow(/^intp\.id: /)
    expect(make({ intp: { ...intp, privateKey: privateKey.replaceAll('\n', '\\n') } })).not.toThrow()
  },
  'an option that does not exist is ignored': () => {
    const misspelt = { intp, apiURL: platform.url } as VisitorAnalyticsOptions
    expect(() => new VisitorAnalytics(misspelt)).toThrow(expect.objectContaining({ hint: 'Write apiUrl.' }))
  },
  '`visa.gatewayURL`': () => {
    expect(visa.addresses).toEqual({
      apiUrl: platform.url,
      dashboardUrl: 'https://app-3as.visitor-analytics.io',
      dataUrl: null,
    })
  },
}

describe('what is different from the vendor’s SDK', () => {
  it.each(Object.entries(differences))('%s', (_, check) => check())

  it('stands on the migration page, row by row', () => {
    const page = readFileSync('docs/migrating-from-3as-sdk.md', 'utf8')
    const rows = [...page.matchAll(/^\| (.+?) +\|/gm)].map(([, first]) => first)
    expect(rows.filter((row) => row !== 'there' && !row?.startsWith('--'))).toEqual(Object.keys(differences))
  })
})
