import { afterEach, expect, it } from 'vitest'
import { openAcme, type Acme } from './acme-in-chromium.ts'

let acme: Acme | undefined
afterEach(() => acme?.stop())

it("walks the seven steps of the vendor's example flow", async () => {
  acme = await openAcme()
  const { page, dashboard, platform } = acme

  // 1. Create a new customer with a website: one that acme's owner will see among the shops.
  await platform.websites.create({ website: { id: 'acme-tea', domain: 'tea.acme.test' }, intpc: { id: 'acme' } })
  const newcomer = {
    intpCustomerId: 'initech',
    email: 'owner@initech.test',
    website: { intpWebsiteId: 'initech-www', domain: 'initech.test' },
  }
  await platform.intpcs.create(newcomer)
  expect((await platform.intpcs.getByIntpCustomerId('initech')).email).toBe('owner@initech.test')

  // 2. The tracking code to inject.
  const created = await platform.websites.getByIntpWebsiteId('initech-www')
  expect(created.visaTrackingCode).toContain('<script')
  expect(created).toMatchObject({ inTrial: true, packageName: 'unlimited_30_day_free_trial' })

  // 3. and 4. A signed URL, and an iframe that shows it.
  await page.reload()
  await page.getByRole('button', { name: /Tea/ }).click()
  await dashboard.getByRole('heading', { level: 1, name: /tea\.acme\.test/ }).waitFor()
  expect(await page.locator('iframe').getAttribute('src')).toContain('externalWebsiteId=acme-tea')

  // 5. and 6. A modal, with all the packages that are offered.
  await dashboard
    .getByRole('button', { name: /upgrade|choose/i })
    .first()
    .click()
  const dialog = page.getByRole('dialog')
  const offered = await platform.packages.list({ intpWebsiteId: 'acme-tea' })
  const monthly = offered.filter(({ period, name }) => period === 'monthly' && !name.startsWith('unlimited_'))
  expect(monthly).toHaveLength(5)
  for (const { name } of monthly)
    await dialog.locator('[data-part="picker-name"]', { hasText: new RegExp(`^${name}`) }).waitFor()

  // 7. The upgrade, which ends the trial.
  await dialog.locator('label', { hasText: /^Advanced/ }).click()
  await dialog.getByRole('button', { name: 'Review the change' }).click()
  await dialog.getByRole('button', { name: /^End trial and start Advanced/ }).click()
  await dialog.getByRole('heading', { name: /^(You are on|You keep|Your switch|Auto-renewal)/ }).waitFor()
  expect(await platform.websites.getByIntpWebsiteId('acme-tea')).toMatchObject({
    packageName: 'Advanced',
    status: 'active',
    inTrial: false,
    hadTrial: true,
  })
})
