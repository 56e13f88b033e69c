import { cleanup, screen, waitFor } from '@testing-library/react'
import { afterEach, expect, it } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import { SubscriptionPanel } from '../../src/react/subscription/SubscriptionPanel.tsx'
import { renderInProvider } from '../packages/in-provider.tsx'
import '../../src/styles.css'

afterEach(cleanup)

const button = (name: string) => page.getByRole('button', { name, exact: true })

it('has the focus on the answer that loses nothing, and on turning it back on afterwards', async () => {
  renderInProvider(<SubscriptionPanel websiteId="acme-bikes" />)
  await button('Turn off auto-renewal…').click()
  await expect.element(button('Keep renewing')).toHaveFocus()
  await button('Turn off auto-renewal').click()
  await expect.element(button('Turn auto-renewal back on')).toHaveFocus()
  await waitFor(() => expect(screen.getByRole('status').textContent).toContain('Auto-renewal is off.'))
})

it('is answered by Escape with what loses nothing', async () => {
  const { adapter } = renderInProvider(<SubscriptionPanel websiteId="acme-bikes" />)
  await button('Turn off auto-renewal…').click()
  await userEvent.keyboard('{Escape}')
  await expect.element(button('Turn off auto-renewal…')).toHaveFocus()
  expect(adapter.view.subscription.status).toBe('active')
})
