import nodeConsole from 'node:console'
import { configure, fireEvent, screen, waitFor } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { createContext, useContext, type ReactNode } from 'react'
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { DashboardFrame, PackagePicker, SubscriptionPanel, UpgradeModal } from '../../src/index.ts'
import { loadLaterSteps } from '../../src/react/upgrade/LaterSteps.tsx'
import { preloadUpgradeModal } from '../../src/react/upgrade/use-upgrade-dialog.ts'
import { createMemoryAdapter, packageFixture, upgradeButtonClicked, emitFrameMessage } from '../../src/testing.ts'
import { renderWithAnalytics } from '../../src/testing-library.ts'

// A whole upgrade goes by in a test: on a busy machine that takes its time.
configure({ asyncUtilTimeout: 10_000 })
vi.setConfig({ testTimeout: 60_000 })

// Loaded when the page is idle; here it is there from the start.
beforeAll(async () => {
  await Promise.all([preloadUpgradeModal(), loadLaterSteps()])
})
// The console that the test DOM was made with: of each frame it says there that it does not load any.
beforeEach(() => void vi.spyOn(nodeConsole, 'error').mockImplementation(() => {}))
afterEach(() => vi.restoreAllMocks())

const frameOf = () =>
  waitFor(() => {
    const frame = document.querySelector('iframe')
    if (!frame) throw new Error('There is no frame yet.')
    return frame
  })

describe('a test of one’s own page', () => {
  it('shows a frame with a memory adapter as it comes, and lets the dashboard ask for an upgrade', async () => {
    const warned = vi.spyOn(console, 'warn')
    const { events } = renderWithAnalytics(
      <DashboardFrame websiteId="acme-bikes">
        <UpgradeModal />
      </DashboardFrame>,
    )
    const frame = await frameOf()
    expect(frame.src).toBe('https://dashboard.invalid/')
    fireEvent.load(frame)
    emitFrameMessage(frame, upgradeButtonClicked('acme-bikes'))
    expect(await screen.findByRole('dialog')).toBeTruthy()
    expect(events.map(({ type }) => type)).toEqual(['dashboard.ready', 'upgrade.requested'])
    expect(warned).not.toHaveBeenCalled()
  })

  it('may name another dashboard, and the provider may still be told its own origins', async () => {
    renderWithAnalytics(<DashboardFrame websiteId="acme-bikes" />, { dashboardUrl: 'https://stats.example.com/a' })
    expect((await frameOf()).src).toBe('https://stats.example.com/a')
    document.body.replaceChildren()
    renderWithAnalytics(<DashboardFrame websiteId="acme-bikes" />, { allowedOrigins: ['https://other.example.com'] })
    expect((await screen.findByRole('alert')).dataset['code']).toBe('url_not_allowed')
  })

  it('starts from a situation by name, and sees what became of it', async () => {
    const { adapter } = renderWithAnalytics(<SubscriptionPanel websiteId="acme-bikes" />, {
      state: 'ending',
      locale: 'de-DE',
      timeZone: 'Europe/Berlin',
    })
    await userEvent.click(await screen.findByRole('button', { name: 'Turn auto-renewal back on' }))
    await waitFor(() => expect(adapter.view.subscription.status).toBe('active'))
  })

  it('takes an adapter of one’s own, and stands inside of one’s own providers', async () => {
    const adapter = createMemoryAdapter({ failures: { listPackages: { code: 'not_found', message: 'No.' } } })
    const Tenant = createContext('nobody')
    const Shop = () => (
      <section aria-label={useContext(Tenant)}>
        <PackagePicker websiteId="acme-bikes" />
      </section>
    )
    const wrapper = ({ children }: { children: ReactNode }) => (
      <Tenant.Provider value="acme">{children}</Tenant.Provider>
    )
    const rendered = renderWithAnalytics(<Shop />, { adapter, wrapper })
    expect(rendered.adapter).toBe(adapter)
    expect(await screen.findByRole('region', { name: 'acme' })).toBeTruthy()
    expect(await screen.findByRole('alert')).toBeTruthy()
  })

  it('shows a price in a currency that is new as the locale writes it', async () => {
    const pound = packageFixture({ price: { amountMinor: 950, currency: 'GBP' } })
    renderWithAnalytics(<PackagePicker websiteId="acme-bikes" />, { packages: [pound], locale: 'en-GB' })
    expect(await screen.findByText(/£9\.50/)).toBeTruthy()
  })
})

describe('in a DOM without dialogs, such as jsdom', () => {
  const names = ['showModal', 'show', 'close', 'scrollTo']
  const dialogs: object = HTMLDialogElement.prototype
  const there = Object.fromEntries(names.map((name): [string, unknown] => [name, Reflect.get(dialogs, name)]))
  const none = Object.fromEntries(names.map((name) => [name, undefined]))
  beforeEach(() => void Object.assign(dialogs, none))
  afterEach(() => void Object.assign(dialogs, there))

  it('goes through an upgrade, closes, opens again, and leaves the page', async () => {
    const onOpenChange = vi.fn()
    const modal = (open: boolean) => <UpgradeModal websiteId="acme-bikes" open={open} onOpenChange={onOpenChange} />
    const { rerender, unmount, adapter } = renderWithAnalytics(modal(true))
    await userEvent.click(await screen.findByRole('radio', { name: 'Pro Monthly' }))
    await userEvent.click(await screen.findByRole('button', { name: 'Review the change' }))
    await userEvent.click(await screen.findByRole('button', { name: /^Upgrade now/ }))
    await screen.findByRole('dialog', { name: 'You are on Pro' })
    expect(adapter.view.subscription).toMatchObject({ plan: { packageId: 'pro-monthly' } })
    rerender(modal(false))
    expect(screen.queryByRole('dialog')).toBeNull()
    rerender(modal(true))
    expect(await screen.findByRole('dialog')).toBeTruthy()
    unmount()
    expect(document.querySelector('dialog')).toBeNull()
    expect(document.documentElement.style.overflow).toBe('')
  })
})
