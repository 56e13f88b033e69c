import { screen, within } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { beforeAll, expect, it, vi } from 'vitest'
import { loadLaterSteps } from '../../src/react/upgrade/LaterSteps.tsx'
import { preloadUpgradeModal } from '../../src/react/upgrade/use-upgrade-dialog.ts'
import { UpgradeModal } from '../../src/react/upgrade/UpgradeModal.tsx'
import type { UpgradeModalProps } from '../../src/react/upgrade/upgrade-modal-props.ts'
import { renderInProvider } from '../packages/in-provider.tsx'

beforeAll(async () => {
  await Promise.all([preloadUpgradeModal(), loadLaterSteps()])
})

type Options = Parameters<typeof renderInProvider>[1]
const open = (props: Partial<UpgradeModalProps> = {}, options: Options = {}) =>
  renderInProvider(<UpgradeModal websiteId="acme-bikes" open {...props} />, options)
const press = async (name: string | RegExp) => userEvent.click(await screen.findByRole('button', { name }))
async function review() {
  await userEvent.click(await screen.findByRole('radio', { name: 'Pro Monthly' }))
  await press('Review the change')
  return screen.findByRole('dialog', { name: 'Review the change' })
}
const confirm = () => press(/^Upgrade now/)
const isDone = () => screen.findByRole('dialog', { name: 'You are on Pro' }, { timeout: 4000 })

it('the title names the website that is bought for, in each step', async () => {
  open()
  expect(await screen.findByText('For bikes.acme.test')).toBeTruthy()
  await review()
  expect(screen.getByText('For bikes.acme.test')).toBeTruthy()
})

it('terms and taxes stand where money is confirmed', async () => {
  open({ terms: <a href="#terms">The terms</a>, footnote: 'Prices exclude VAT.' })
  const dialog = within(await review())
  expect(dialog.getByRole('link', { name: 'The terms' })).toBeTruthy()
  expect(dialog.getByText('Prices exclude VAT.')).toBeTruthy()
  expect(dialog.getByText('Renews every month until you turn it off.')).toBeTruthy()
})

it('the button that confirms may say something else, and never nothing', async () => {
  const said = open({}, { messages: { upgrade: { confirm: () => 'Zahlungspflichtig bestellen' } } })
  await review()
  expect(await screen.findByRole('button', { name: 'Zahlungspflichtig bestellen' })).toBeTruthy()
  said.unmount()
  open({}, { messages: { upgrade: { confirm: () => '' } } })
  await review()
  expect(await screen.findByRole('button', { name: /^Upgrade now · €/ })).toBeTruthy()
})

it('once it is done, the features of the plan are shown, and the way to it', async () => {
  const onViewPlan = vi.fn<() => void>()
  open({ renderFeatures: ({ name }) => [`Recordings with ${name}`], onViewPlan })
  await review()
  await confirm()
  const dialog = within(await isDone())
  expect(dialog.getByText('With Pro')).toBeTruthy()
  expect(dialog.getByText('Recordings with Pro')).toBeTruthy()
  await press('View plan')
  expect(onViewPlan).toHaveBeenCalledOnce()
})

it('a plan without features has no place for them, neither on its card nor once it is done', async () => {
  open({ renderFeatures: () => [] })
  await review()
  await confirm()
  const dialog = within(await isDone())
  expect(dialog.queryByText('With Pro')).toBeNull()
})

it('a declined payment can be tried again without choosing anew', async () => {
  open({}, { state: 'declined' })
  await review()
  await confirm()
  const foot = (await screen.findByRole('button', { name: 'Try another payment' })).parentElement as HTMLElement
  const named = within(foot)
    .getAllByRole('button')
    .map((button) => button.textContent)
  // The primary button is the last one in every step.
  expect(named).toEqual(['Choose another plan', 'Try another payment'])
  await press('Try another payment')
  expect(await screen.findByRole('dialog', { name: 'Review the change' })).toBeTruthy()
})

it('where only the partner can help, whom to ask is said', async () => {
  open({ contact: <a href="mailto:help@shop.example">Write to us</a> }, { state: 'needs_attention' })
  await review()
  expect(screen.queryByRole('link', { name: 'Write to us' })).toBeNull()
  await confirm()
  const dialog = within(await screen.findByRole('dialog', { name: 'We are looking into it' }))
  expect(dialog.getByRole('link', { name: 'Write to us' })).toBeTruthy()
})

it('the price of a choice is announced once it is known', async () => {
  open()
  await userEvent.click(await screen.findByRole('radio', { name: 'Pro Monthly' }))
  await screen.findByText(/^Pro, monthly\. .+ on your next invoice, then .+ a month/, { selector: 'output' })
  await press('Review the change')
  await screen.findByText(/^.+ on your next invoice, then .+ a month/, { selector: 'output' })
})

it('where there are no plans, nothing asks to choose one', async () => {
  open({}, { state: 'no_packages' })
  expect(await screen.findByText('There are no plans to choose from.')).toBeTruthy()
  expect(screen.queryByText(/^Choose a plan to see/)).toBeNull()
})
