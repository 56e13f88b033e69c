import { afterEach, expect, it } from 'vitest'
import { openAcme, type Acme } from './acme-in-chromium.ts'

let acme: Acme | undefined
afterEach(() => acme?.stop())

const react18 = [{ find: /^react(-dom)?(?=$|\/)/, replacement: 'react$1-18' }]

it('sells an upgrade on React 18 as well', async () => {
  acme = await openAcme({ packages: react18, cacheDir: 'node_modules/.vite-playground-react-18' })
  const { page, dashboard, platform } = acme
  await dashboard
    .getByRole('button', { name: /upgrade/i })
    .first()
    .click()
  const dialog = page.getByRole('dialog')
  await dialog.locator('label', { hasText: /^Advanced/ }).click()
  await dialog.getByRole('button', { name: 'Review the change' }).click()
  await dialog.getByRole('button', { name: /^Upgrade now/ }).click()
  await dialog.getByRole('heading', { name: /^(You are on|You keep|Your switch|Auto-renewal)/ }).waitFor()
  expect(await page.evaluate(() => document.querySelector('#root')?.getAttribute('data-react'))).toMatch(/^18\./)
  expect((await platform.websites.getByIntpWebsiteId('acme-bikes')).packageName).toBe('Advanced')
  expect(acme.complaints).toEqual([])
})
