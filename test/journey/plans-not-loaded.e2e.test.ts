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

it('answers the click and asks for the plans before the part that shows them is there, and asks once', async () => {
  const { page, dashboard } = acme
  let release = () => {}
  const held = new Promise<void>((resolve) => (release = resolve))
  await page.route('**/UpgradeDialog*', async (route) => {
    await held
    await route.continue()
  })
  const asked: string[] = []
  page.on('request', (request) => asked.push(new URL(request.url()).pathname))
  await page.reload()
  const answered = page.waitForResponse('**/api/analytics/packages?*')
  await dashboard
    .getByRole('button', { name: /upgrade/i })
    .first()
    .click()
  await page.getByText('Loading the plans…').waitFor()
  await answered
  expect(await page.getByRole('dialog').count()).toBe(0)

  release()
  await page.getByRole('dialog').getByText('€24.99').waitFor()
  expect(asked.filter((path) => path === '/api/analytics/packages')).toHaveLength(1)
})
