import nodeConsole from 'node:console'
import { act, fireEvent, screen, waitFor } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { useState } from 'react'
import { afterEach, beforeAll, beforeEach, expect, it, vi } from 'vitest'
import { DashboardFrame } from '../../src/react/dashboard/DashboardFrame.tsx'
import { SubscriptionPanel } from '../../src/react/subscription/SubscriptionPanel.tsx'
import { preloadUpgradeModal } from '../../src/react/upgrade/use-upgrade-dialog.ts'
import { UpgradeModal } from '../../src/react/upgrade/UpgradeModal.tsx'
import { emitFrameMessage, upgradeButtonClicked } from '../../src/testing/frame-message.ts'
import { renderWithAnalytics } from '../../src/testing/render-with-analytics.tsx'

beforeAll(preloadUpgradeModal)
// Of each frame the test DOM says there that it does not load any.
beforeEach(() => void vi.spyOn(nodeConsole, 'error').mockImplementation(() => {}))
afterEach(() => vi.restoreAllMocks())

async function clickInside() {
  const frame = await waitFor(() => document.querySelector('iframe') ?? expect.unreachable())
  fireEvent.load(frame)
  act(() => emitFrameMessage(frame, upgradeButtonClicked('acme-bikes')))
}
const plans = () => screen.findByRole('dialog', { name: 'Choose a plan' })
const close = async () => userEvent.click(screen.getByRole('button', { name: 'Close' }))

it('opens for a click inside the dashboard while the page keeps its own button closed', async () => {
  const onOpenChange = vi.fn<(open: boolean) => void>()
  renderWithAnalytics(
    <DashboardFrame websiteId="acme-bikes">
      <UpgradeModal open={false} onOpenChange={onOpenChange} />
    </DashboardFrame>,
  )
  await clickInside()
  await plans()
  expect(onOpenChange.mock.calls).toEqual([[true]])
  await close()
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
  expect(onOpenChange.mock.calls).toEqual([[true], [false]])
})

function Page() {
  const [open, setOpen] = useState(false)
  return (
    <>
      <button type="button" onClick={() => setOpen(true)}>
        See plans
      </button>
      <DashboardFrame websiteId="acme-bikes">
        <UpgradeModal open={open} onOpenChange={setOpen} />
      </DashboardFrame>
    </>
  )
}

it('opens for the page’s button and for the dashboard’s, and each closes', async () => {
  renderWithAnalytics(<Page />)
  await userEvent.click(await screen.findByRole('button', { name: 'See plans' }))
  await plans()
  await close()
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
  await clickInside()
  await plans()
  await close()
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
})

it('is one dialog where a panel stands inside the dashboard too', async () => {
  renderWithAnalytics(
    <DashboardFrame websiteId="acme-bikes">
      <SubscriptionPanel websiteId="acme-bikes" />
      <UpgradeModal />
    </DashboardFrame>,
  )
  await clickInside()
  expect(await screen.findAllByRole('dialog')).toHaveLength(1)
})
