import { describe, expect, it } from 'vitest'
import { demoIntps, demoPackageId } from '../../packages/sandbox/src/core/demo.ts'
import { VisitorAnalytics } from '../../src/sdk/visitor-analytics.ts'

/** A sandbox, however it is reached. */
export interface Reached {
  apiUrl: string
  dashboardUrl: string
  fetch: typeof fetch
}

/** What a sandbox does, with ports or without. `reach` starts from new for each test. */
export function behavesAsThePlatform(reach: () => Reached): void {
  const client = (options: { retries?: number; timeoutMs?: number } = {}) =>
    new VisitorAnalytics({ intp: demoIntps.website, ...reach(), ...options })
  const control = async (path: string, body?: unknown): Promise<Record<string, unknown>> => {
    const { apiUrl, fetch } = reach()
    const init = body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) }
    const response = await fetch(`${apiUrl}/__sandbox/${path}`, init)
    return (await response.json()) as Record<string, unknown>
  }
  const total = async (kind: string) => (await control(`effects?kind=${kind}`))['total']
  const advanced = demoPackageId(demoIntps.website.id, 'Advanced', 'monthly')
  const upgrade = (threeAs: VisitorAnalytics) =>
    threeAs.websiteSubscriptions.upgrade({ intpWebsiteId: 'acme-bikes', packageId: advanced })

  describe('the platform', () => {
    it('answers the client', async () => {
      await client().websites.create({
        website: { id: 'acme-boats', domain: 'boats.acme.test' },
        intpc: { id: 'acme' },
      })
      expect(await total('website.created')).toBe(1)
    })

    it('shows the dashboard behind a signed URL', async () => {
      const { url } = await client().intpc('acme').signDashboardUrl('acme-bikes')
      const { search } = new URL(url)
      const { dashboardUrl, fetch } = reach()
      const page = await fetch(`${dashboardUrl}/dashboard/overview${search}`)
      expect(await page.text()).toContain('bikes.acme.test')
    })

    it('makes an upgrade whose answer is lost, once', async () => {
      await control('faults', { kind: 'drop', effect: 'before', route: '*.upgrade' })
      await expect(upgrade(client({ retries: 0 }))).rejects.toMatchObject({ name: 'ThreeAsUnreachableError' })
      expect(await total('subscription.upgraded')).toBe(1)
    })

    it('makes no caller wait longer than the caller will', async () => {
      await control('faults', { kind: 'delay', delayMs: 600_000, route: '*.upgrade' })
      const asked = upgrade(client({ retries: 0, timeoutMs: 100 }))
      await expect(asked).rejects.toMatchObject({ name: 'ThreeAsTimeoutError' })
    })

    it('renews what is due when the clock moves', async () => {
      await control('clock', { months: 1 })
      expect(await total('subscription.renewed')).toBeGreaterThan(0)
    })
  })
}
