import { screen, within } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { beforeAll, expect, it } from 'vitest'
import { SubscriptionPanel } from '../../src/react/subscription/SubscriptionPanel.tsx'
import { loadLaterSteps } from '../../src/react/upgrade/LaterSteps.tsx'
import { preloadUpgradeModal } from '../../src/react/upgrade/use-upgrade-dialog.ts'
import { UpgradeModal } from '../../src/react/upgrade/UpgradeModal.tsx'
import type { UpgradeModalProps } from '../../src/react/upgrade/upgrade-modal-props.ts'
import type { MemoryState } from '../../src/testing/memory-states.ts'
import { renderInProvider } from '../packages/in-provider.tsx'

beforeAll(async () => {
  await Promise.all([preloadUpgradeModal(), loadLaterSteps()])
})

async function review(plan: string, state: MemoryState, props: Partial<UpgradeModalProps> = {}) {
  renderInProvider(<UpgradeModal websiteId="acme-bikes" open {...props} />, { state })
  await userEvent.click(await screen.findByRole('radio', { name: plan }))
  await userEvent.click(await screen.findByRole('button', { name: 'Review the change' }))
  await screen.findByRole('dialog', { name: 'Review the change' })
}

it('a plan that records less than is used is a warning of its own, and not one fact among others', async () => {
  await review('Basic Monthly', 'heavy_use')
  const warning = (await screen.findByText(/You have used 31,200 touchpoints/)).closest('[data-part=review-warning]')
  expect(warning?.getAttribute('data-tone')).toBe('warn')
  expect(warning?.closest('ul')).toBeNull()
})

it('the amount stands beside the payment element, under a title that says what is paid for', async () => {
  await review('Pro Monthly', 'embedded_payment', { renderPayment: () => <p>Card number</p> })
  await userEvent.click(await screen.findByRole('button', { name: /^Upgrade now/ }))
  const dialog = within(await screen.findByRole('dialog', { name: 'Pay for your upgrade' }))
  expect(await dialog.findByText('Card number')).toBeTruthy()
  expect(dialog.getByText('€19.40')).toBeTruthy()
})

it('head and foot of a dialog are not taken for those of the page', async () => {
  await review('Pro Monthly', 'basic')
  expect(screen.queryAllByRole('banner')).toEqual([])
  expect(screen.queryAllByRole('contentinfo')).toEqual([])
})

it('turning off auto-renewal is a quiet button, apart from what the panel has to offer', async () => {
  renderInProvider(<SubscriptionPanel websiteId="acme-bikes" />)
  const off = await screen.findByRole('button', { name: 'Turn off auto-renewal…' })
  const change = screen.getByRole('button', { name: 'Change plan' })
  expect([change, off].map((button) => button.dataset['kind'])).toEqual(['primary', 'quiet'])
  expect(off.parentElement).not.toBe(change.parentElement)
})
