import { describe, expect, test } from 'vitest'
import { demoIntps, type DemoIntpName } from '../../packages/sandbox/src/core/demo.ts'
import { startSandbox } from '../../packages/sandbox/src/node/start.ts'
import { intpcToken, send } from './platform-client.ts'
import { packageOf, runningSandbox } from './running-sandbox.ts'

const running = runningSandbox()

interface Visit {
  customer?: string
  website?: string
  intp?: DemoIntpName
  query?: Record<string, string>
}

async function url(path: string, { customer = 'acme', website = 'acme-bikes', intp = 'website', query }: Visit = {}) {
  const params = new URLSearchParams({
    intpc_token: await intpcToken(demoIntps[intp], customer),
    externalWebsiteId: website,
    allowUpgrade: 'true',
    ...query,
  })
  return `${running.sandbox.dashboardUrl}${path}?${params.toString()}`
}

const open = async (path: string, visit?: Visit) => send(await url(path, visit))

/** What the page's upgrade button posts to its parent. */
function messageIn(html: string): unknown {
  const attribute = /data-message="([^"]*)"/.exec(html)?.[1]
  return attribute === undefined ? undefined : JSON.parse(attribute.replaceAll('&quot;', '"'))
}

describe('the dashboard page', () => {
  test('says with its upgrade button what the website has now', async () => {
    const { text } = await open('/dashboard/overview')
    const site = running.control.website('acme-bikes')
    expect(messageIn(text)).toEqual({
      type: 'UPGRADE_BUTTON_CLICKED',
      data: {
        intpWebsiteId: 'acme-bikes',
        intpCustomerId: 'acme',
        packageName: 'Basic',
        packageId: site.packageId,
        inTrial: false,
        expiresAt: site.expiresAt,
        billingInterval: 'monthly',
      },
    })
  })

  test('shows none without allowUpgrade, and none to a watcher', async () => {
    const without = await open('/dashboard/overview', { query: { allowUpgrade: 'false' } })
    expect(messageIn(without.text)).toBeUndefined()
    const watcher = await open('/dashboard/overview', { customer: 'acme-viewer' })
    expect(watcher.status).toBe(200)
    expect(messageIn(watcher.text)).toBeUndefined()
  })

  test('shows the new limit after an upgrade', async () => {
    expect((await open('/dashboard/overview')).text).toContain('11,000')
    const body = { intpWebsiteId: 'acme-bikes', packageId: packageOf('Advanced') }
    await running.website('POST', '/v3/3as/website-subscriptions/upgrade', body)
    const after = (await open('/dashboard/overview')).text
    expect(after).toContain('27,500')
    expect(after).not.toContain('11,000')
  })

  test('shows a pool’s limit and use on each of its websites', async () => {
    const { text } = await open('/dashboard/overview', { intp: 'pool', website: 'acme-books' })
    expect(text).toContain('11,000')
    expect(text).toContain('9,586')
  })

  test('never names its token in a header that leaves, and keeps out of caches', async () => {
    const { headers } = await open('/dashboard/overview')
    expect(headers.get('referrer-policy')).toBe('no-referrer')
    expect(headers.get('cache-control')).toBe('no-store')
    expect(headers.get('content-security-policy')).not.toContain('frame-ancestors')
  })

  test.each([
    ['an expired session', 401, { intpc_token: 'stale' }],
    ['a website that is not there', 404, { externalWebsiteId: 'nowhere' }],
  ])('has a page for %s', async (_, status, query) => {
    const token = await intpcToken(demoIntps.website, 'acme', { expiresAt: 1 })
    const overrides = 'intpc_token' in query ? { intpc_token: token } : query
    const answer = await open('/dashboard/overview', { query: overrides })
    expect(answer.status).toBe(status)
    expect(answer.text).toContain('<h1>')
  })

  test('may be kept out of frames', async () => {
    const strict = await startSandbox({ port: 0, traffic: false, frameAncestors: ['https://partner.example'] })
    try {
      const token = await intpcToken(demoIntps.website, 'acme')
      const answer = await send(
        `${strict.dashboardUrl}/dashboard/overview?intpc_token=${token}&externalWebsiteId=acme-bikes`,
      )
      expect(answer.headers.get('content-security-policy')).toContain('frame-ancestors https://partner.example')
    } finally {
      await strict.stop()
    }
  })
})

describe('a platform-managed dashboard', () => {
  const managed = { intp: 'platformManaged' } as const
  const advanced = packageOf('Advanced', 'monthly', 'platformManaged')
  const pay = async (visit: Visit = managed) =>
    send(await url('/upgrade/checkout', visit), { method: 'POST', body: new URLSearchParams({ packageId: advanced }) })

  test('offers its own plans instead of a message to the parent', async () => {
    expect(messageIn((await open('/dashboard/overview', managed)).text)).toBeUndefined()
    const plans = await open('/upgrade', managed)
    expect(plans.text).toContain('Advanced')
    const yearly = await open('/upgrade', { ...managed, query: { interval: 'yearly' } })
    expect(yearly.text).toContain('143.90')
  })

  test('upgrades when its checkout is paid, once, and then says so to the parent', async () => {
    expect((await open('/upgrade/checkout', { ...managed, query: { packageId: advanced } })).text).toContain('Pay')
    const paid = await pay()
    expect(paid.status).toBe(200)
    expect(paid.text).toContain('SUBSCRIPTION_UPGRADED')
    expect(running.control.website('acme-bikes', demoIntps.platformManaged.id).packageId).toBe(advanced)
    const again = await pay()
    expect(again.status).toBe(422)
    expect(again.text).not.toContain('SUBSCRIPTION_UPGRADED')
    expect(running.control.effects({ kind: 'subscription.upgraded' })).toMatchObject([{ cause: 'dashboard' }])
  })

  test.each([
    ['a watcher', { ...managed, customer: 'acme-viewer' }],
    ['a URL without allowUpgrade', { ...managed, query: { allowUpgrade: 'false' } }],
    ['an INTP that sells by itself', { intp: 'website' }],
    ['a stranger', { ...managed, customer: 'globex' }],
  ] as [string, Visit][])('sells nothing to %s', async (_, visit) => {
    expect((await pay(visit)).status).toBe(403)
    expect((await open('/upgrade', visit)).status).toBe(403)
    expect(running.control.effects()).toEqual([])
  })
})
