import { afterEach, expect, it } from 'vitest'
import { byLane } from '../lane.ts'
import { openAcme, type Acme } from './acme-in-chromium.ts'

let acme: Acme | undefined
afterEach(() => acme?.stop())

it.each(byLane<readonly ('website' | 'pool')[]>({ test: ['website'], all: ['website', 'pool'] }))(
  'an upgrade click inside the dashboard ends in a new plan on the platform (%s subscription)',
  async (partner) => {
    acme = await openAcme({ partner })
    const { page, dashboard, platform } = acme
    await dashboard.getByRole('heading', { level: 1, name: /bikes\.acme\.test/ }).waitFor()
    expect(await dashboard.getByText('11,000').count()).toBeGreaterThan(0)

    await dashboard
      .getByRole('button', { name: /upgrade/i })
      .first()
      .click()
    const dialog = page.getByRole('dialog')
    await dialog.locator('label', { hasText: /^Pro/ }).click()
    await dialog.getByRole('button', { name: 'Review the change' }).click()
    await dialog.getByRole('button', { name: /^Upgrade now · €.+ on your next invoice$/ }).click()
    await dialog.getByRole('heading', { name: /^(You are on|You keep|Your switch|Auto-renewal)/ }).waitFor()
    await dialog.getByRole('button', { name: 'Back to analytics' }).click()

    await dashboard
      .getByText(/60,000/)
      .first()
      .waitFor()
    const website = await platform.websites.getByIntpWebsiteId('acme-bikes')
    expect(website).toMatchObject({ packageName: 'Pro', status: 'active', billingInterval: 'monthly' })
    expect(acme.complaints).toEqual([])
  },
)
