import { screen, waitFor } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { afterEach, beforeAll, beforeEach, expect, it, vi } from 'vitest'
import { AnalyticsProvider } from '../../src/react/provider/AnalyticsProvider.tsx'
import { loadLaterSteps } from '../../src/react/upgrade/LaterSteps.tsx'
import { preloadUpgradeModal } from '../../src/react/upgrade/use-upgrade-dialog.ts'
import { UpgradeModal } from '../../src/react/upgrade/UpgradeModal.tsx'
import { createMemoryAdapter } from '../../src/testing/memory-adapter.ts'
import { render } from '@testing-library/react'

const shell = 'https://admin.example.com'
beforeAll(async () => {
  await Promise.all([preloadUpgradeModal(), loadLaterSteps()])
})
beforeEach(() => {
  const parent = {}
  vi.spyOn(window, 'parent', 'get').mockReturnValue(parent as Window)
  vi.spyOn(window, 'top', 'get').mockReturnValue(parent as typeof window)
  vi.spyOn(document, 'referrer', 'get').mockReturnValue(`${shell}/`)
})
afterEach(() => void vi.restoreAllMocks())

it('pays in a tab of its own where the page is framed, and goes on here', async () => {
  const left = vi.spyOn(location, 'assign').mockImplementation(() => {})
  const click = vi.fn<(this: HTMLAnchorElement) => void>()
  const link = Object.assign(document.createElement('a'), { click })
  const tab = { opener: window, document: { createElement: () => link }, close: vi.fn() }
  const opened = vi.spyOn(window, 'open').mockReturnValue(tab as unknown as Window)
  const adapter = createMemoryAdapter({ state: 'redirect' })
  render(
    <AnalyticsProvider adapter={adapter} allowedAncestors={[shell]}>
      <UpgradeModal websiteId="acme-bikes" open />
    </AnalyticsProvider>,
  )
  await userEvent.click(await screen.findByRole('radio', { name: 'Pro Monthly' }))
  await userEvent.click(screen.getByRole('button', { name: 'Review the change' }))
  await userEvent.click(await screen.findByRole('button', { name: /^Continue to payment/ }))
  await screen.findByText('The payment page opens in a new tab. Come back here when you have paid.')
  expect(left).not.toHaveBeenCalled()
  expect(opened).not.toHaveBeenCalled()
  await userEvent.click(screen.getByRole('button', { name: /^Continue to payment/ }))
  await waitFor(() => expect(click).toHaveBeenCalledOnce())
  expect(new URL(link.href).origin).toBe('https://checkout.stripe.com')
  expect(left).not.toHaveBeenCalled()
  adapter.pay()
  window.dispatchEvent(new Event('focus'))
  await screen.findByRole('dialog', { name: 'You are on Pro' })
})

it('says so where the shell lets no tab open', async () => {
  vi.spyOn(window, 'open').mockReturnValue(null)
  render(
    <AnalyticsProvider adapter={createMemoryAdapter({ state: 'redirect' })} allowedAncestors={[shell]}>
      <UpgradeModal websiteId="acme-bikes" open />
    </AnalyticsProvider>,
  )
  await userEvent.click(await screen.findByRole('radio', { name: 'Pro Monthly' }))
  await userEvent.click(screen.getByRole('button', { name: 'Review the change' }))
  await userEvent.click(await screen.findByRole('button', { name: /^Continue to payment/ }))
  await screen.findByText(/opens in a new tab/)
  await userEvent.click(screen.getByRole('button', { name: /^Continue to payment/ }))
  expect((await screen.findByRole('alert')).textContent).toContain('cannot be opened')
  const link = Object.assign(document.createElement('a'), { click() {} })
  const tab = { opener: window, document: { createElement: () => link }, close: vi.fn() }
  vi.spyOn(window, 'open').mockReturnValue(tab as unknown as Window)
  await userEvent.click(screen.getByRole('button', { name: /^Continue to payment/ }))
  await waitFor(() => expect(screen.queryByRole('alert')).toBeNull())
})
