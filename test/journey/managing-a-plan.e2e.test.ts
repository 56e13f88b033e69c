import { afterEach, beforeEach, expect, it } from 'vitest'
import { openAcme, type Acme } from './acme-in-chromium.ts'

let acme: Acme
beforeEach(async () => {
  acme = await openAcme({ collect: 'online' })
  await acme.page.getByRole('button', { name: 'Manage plan' }).click()
  await acme.page.getByText(/^Renews on/).waitFor()
})
afterEach(() => acme.stop())

const website = () => acme.platform.websites.getByIntpWebsiteId('acme-bikes')

it('plans a downgrade for the end of the period, and takes it back', async () => {
  const { page } = acme
  const { expiresAt } = await website()
  await page.getByRole('button', { name: 'Change plan' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.locator('label', { hasText: /^Free/ }).click()
  await dialog.getByRole('button', { name: 'Review the change' }).click()
  await dialog.getByText('Today', { exact: true }).waitFor()
  await dialog.getByRole('button', { name: /^Switch to Free on/ }).click()
  await dialog.getByRole('heading', { name: /^(You are on|You keep|Your switch|Auto-renewal)/ }).waitFor()
  await dialog.getByRole('button', { name: 'Close' }).last().click()
  await page.getByText(/^Runs until .* Then Free takes over\.$/).waitFor()
  expect(await website()).toMatchObject({
    status: 'active',
    packageName: 'Basic',
    plannedDowngradePackageName: 'Free',
    expiresAt,
  })

  await page.getByRole('button', { name: 'Keep Basic' }).click()
  await page.getByText(/^Renews on/).waitFor()
  const kept = await website()
  expect(kept).toMatchObject({ status: 'active', packageName: 'Basic', expiresAt })
  expect(kept.plannedDowngradePackageId ?? null).toBeNull()
})

it('turns auto-renewal off and on again, and keeps the dates', async () => {
  const { page } = acme
  const { expiresAt } = await website()
  await page.getByRole('button', { name: 'Turn off auto-renewal…' }).click()
  const question = page.getByRole('alertdialog')
  expect(
    await question
      .getByRole('button', { name: 'Keep renewing' })
      .evaluate((button) => button === document.activeElement),
  ).toBe(true)
  await question.getByRole('button', { name: 'Turn off auto-renewal' }).click()
  const turnOn = page.getByRole('button', { name: 'Turn auto-renewal back on' })
  await turnOn.waitFor()
  await page.getByText(/^Runs until/).waitFor()
  expect(await website()).toMatchObject({ status: 'canceled', expiresAt })

  await turnOn.click()
  await page.getByText(/^Renews on/).waitFor()
  expect(await website()).toMatchObject({ status: 'active', expiresAt })
})

it('shows a viewer the plan without a button', async () => {
  const { page } = acme
  await page.getByLabel('Signed in as').selectOption('colleague')
  await page.getByRole('button', { name: 'Manage plan' }).click()
  await page.getByText('Only the owner of this website can change its plan.').waitFor()
  expect(await page.getByRole('button', { name: /change plan|auto-renewal|keep/i }).count()).toBe(0)
})
