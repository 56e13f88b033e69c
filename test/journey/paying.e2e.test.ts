import type { Page } from 'playwright'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { testOfTheLongLane } from '../lane.ts'
import { openAcme, type Acme } from './acme-in-chromium.ts'

let acme: Acme
beforeEach(async () => {
  acme = await openAcme({ collect: 'online' })
})
afterEach(() => acme.stop())

const dialogOf = (page: Page) => page.getByRole('dialog')
const heading = (page: Page, name: string) => dialogOf(page).getByRole('heading', { name })

async function review(page: Page): Promise<void> {
  // Shown before it has loaded; from then on it is listened to.
  await page.locator('[data-part=dashboard][data-state=ready]').waitFor()
  await page.frameLocator('iframe').getByRole('button', { name: 'Upgrade' }).first().click()
  await dialogOf(page).locator('label', { hasText: /^Pro/ }).click()
  await dialogOf(page).getByRole('button', { name: 'Review the change' }).click()
  await dialogOf(page)
    .getByRole('button', { name: /^Continue to payment · €/ })
    .waitFor()
}

async function leaveToPay(page: Page): Promise<void> {
  await review(page)
  await dialogOf(page)
    .getByRole('button', { name: /^Continue to payment · €/ })
    .click()
  await page.getByRole('button', { name: /^Pay €/ }).waitFor()
}

const planOf = async () => (await acme.platform.websites.getByIntpWebsiteId('acme-bikes')).packageName
const upgrades = () => acme.sandbox.platform.effects({ kind: 'subscription.upgraded', cause: 'call' }).length
const charges = () => acme.sandbox.payments?.provider.effects.filter(({ kind }) => kind === 'charged').length

it('pays on the provider’s page, comes back, and has the plan', async () => {
  const { page } = acme
  await leaveToPay(page)
  await page.getByRole('button', { name: /^Pay €/ }).click()
  await heading(page, 'You are on Pro').waitFor()
  expect([await planOf(), upgrades(), charges()]).toEqual(['Pro', 1, 1])
})

testOfTheLongLane('declines a card without a change, and takes another one', async () => {
  const { page } = acme
  await leaveToPay(page)
  await page.getByRole('button', { name: 'Decline' }).click()
  await page
    .getByText(/declined/i)
    .first()
    .waitFor()
  expect([await planOf(), upgrades(), charges()]).toEqual(['Basic', 0, 0])
  await page.getByRole('button', { name: /^Pay €/ }).click()
  await heading(page, 'You are on Pro').waitFor()
  expect([await planOf(), upgrades(), charges()]).toEqual(['Pro', 1, 1])
})

testOfTheLongLane('asks the bank, and takes both of its answers', async () => {
  const { page } = acme
  await leaveToPay(page)
  await page.getByRole('button', { name: 'Ask my bank' }).click()
  await page.getByRole('button', { name: /refuse/i }).click()
  await page.getByRole('button', { name: 'Ask my bank' }).click()
  expect([await planOf(), charges()]).toEqual(['Basic', 0])
  await page.getByRole('button', { name: /approve/i }).click()
  await heading(page, 'You are on Pro').waitFor()
  expect([await planOf(), upgrades(), charges()]).toEqual(['Pro', 1, 1])
})

testOfTheLongLane('finds the change again when the tab was closed on the way', async () => {
  const { page } = acme
  await leaveToPay(page)
  const context = page.context()
  await page.close()
  const later = await context.newPage()
  await later.goto('/')
  await later.getByRole('button', { name: 'See plans' }).click()
  await heading(later, 'Your change is not paid yet').waitFor()
  await dialogOf(later)
    .getByRole('button', { name: /^Continue to payment · €/ })
    .click()
  await later.getByRole('button', { name: /^Pay €/ }).click()
  await heading(later, 'You are on Pro').waitFor()
  expect([await planOf(), upgrades(), charges()]).toEqual(['Pro', 1, 1])
})

it('lets go of a change that is not paid, and the plan may be chosen anew', async () => {
  const { page } = acme
  await leaveToPay(page)
  await page.goto('/')
  await page.getByRole('button', { name: 'See plans' }).click()
  await heading(page, 'Your change is not paid yet').waitFor()
  await dialogOf(page).getByRole('button', { name: 'Discard this change' }).click()
  await heading(page, 'Choose a plan').waitFor()
  expect([await planOf(), upgrades(), charges()]).toEqual(['Basic', 0, 0])
})

testOfTheLongLane('makes one change of a double click', async () => {
  const { page } = acme
  await review(page)
  await dialogOf(page)
    .getByRole('button', { name: /^Continue to payment · €/ })
    .dblclick()
  await page.getByRole('button', { name: /^Pay €/ }).waitFor()
  expect(acme.sandbox.payments?.provider.payments().length).toBe(1)
})

testOfTheLongLane('makes one change of two tabs that click together', async () => {
  const { page } = acme
  const other = await page.context().newPage()
  await other.goto('/')
  // A click in a frame of a tab that lies behind another one is lost now and then.
  for (const tab of [other, page]) {
    await tab.bringToFront()
    await review(tab)
  }
  await Promise.all(
    [page, other].map((tab) =>
      dialogOf(tab)
        .getByRole('button', { name: /^Continue to payment · €/ })
        .click(),
    ),
  )
  // One of the two may be told that a change is open, or that its quote is outdated.
  const isPaying = async (tab: Page) => {
    await tab.getByRole('button', { name: /^Pay €/ }).waitFor()
    return tab
  }
  const paying = await Promise.any([page, other].map(isPaying))
  await paying.getByRole('button', { name: /^Pay €/ }).click()
  await heading(paying, 'You are on Pro').waitFor()
  expect([await planOf(), upgrades(), charges()]).toEqual(['Pro', 1, 1])
  const left = paying === page ? other : page
  await left.goto('/')
  await left.getByRole('button', { name: 'See plans' }).click()
  await heading(left, 'Choose a plan').waitFor()
})

testOfTheLongLane('keeps a payment that was made twice to one plan', async () => {
  const { page } = acme
  await leaveToPay(page)
  await page.getByRole('button', { name: 'Pay twice' }).click()
  await heading(page, 'You are on Pro').waitFor()
  expect([await planOf(), upgrades()]).toEqual(['Pro', 1])
  // What was charged too much is given back.
  const balance = () =>
    acme.sandbox.payments?.provider.effects.reduce(
      (sum, { kind }) => sum + (kind === 'charged' ? 1 : kind === 'refunded' ? -1 : 0),
      0,
    )
  await expect.poll(balance).toBe(1)
})
