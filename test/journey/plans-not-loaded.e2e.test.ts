import { afterEach, beforeEach, expect, it } from 'vitest'
import { openAcme, type Acme } from './acme-in-chromium.ts'

let acme: Acme
beforeEach(async () => {
  acme = await openAcme()
})
afterEach(() => acme.stop())

it('says so when the part of the page that shows plans does not arrive, and tries again', async () => {
  const { page, dashboard } = acme
  await page.route('**/UpgradeDialog*', (route) => route.abort())
  await page.reload()
  await dashboard
    .getByRole('button', { name: /upgrade/i })
    .first()
    .click()
  await page.getByRole('alert').getByText('The plans could not be loaded.').waitFor()
  expect(await page.getByRole('dialog').count()).toBe(0)

  await page.unroute('**/UpgradeDialog*')
  await page.getByRole('button', { name: 'Try again' }).click()
  await page.getByRole('dialog').getByRole('heading', { name: 'Choose a plan' }).waitFor()
})
