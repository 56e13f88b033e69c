import { screen, waitFor } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { beforeAll, expect, it, vi } from 'vitest'
import { loadLaterSteps } from '../../src/react/upgrade/LaterSteps.tsx'
import { preloadUpgradeModal } from '../../src/react/upgrade/use-upgrade-dialog.ts'
import { UpgradeModal } from '../../src/react/upgrade/UpgradeModal.tsx'
import type { SubscriptionChange } from '../../src/contract/subscription-change.ts'
import type { MemoryAdapterOptions } from '../../src/testing/memory-adapter.ts'
import { renderInProvider, today } from '../packages/in-provider.tsx'

beforeAll(async () => {
  await Promise.all([preloadUpgradeModal(), loadLaterSteps()])
})

const declined: SubscriptionChange = {
  id: 'change-of-then',
  intent: { kind: 'choose', packageId: 'pro-monthly' },
  due: { amountMinor: 1940, currency: 'EUR' },
  startedAt: today.toISOString(),
  state: 'failed',
  endedAt: new Date().toISOString(),
  reason: 'declined',
}
const comeBack = (options: MemoryAdapterOptions) =>
  renderInProvider(<UpgradeModal websiteId="acme-bikes" open changeId="change-of-then" />, options)

it('checks the payment before it offers plans to whoever may just have paid', async () => {
  const { adapter } = comeBack({ changes: [declined], delayMs: { getChange: 'never' } })
  await waitFor(() => expect(adapter.calls.map(({ route }) => route)).toContain('getSubscription'))
  expect(await screen.findByText('Checking your payment…')).toBeTruthy()
  expect(screen.queryByRole('radio')).toBeNull()
  adapter.release()
  expect((await screen.findByRole('alert')).textContent).toContain('Nothing was paid')
})

it('asks again where the network is only just coming up', async () => {
  const away = { code: 'unreachable', message: 'No network.', retryable: true } as const
  const { adapter } = comeBack({ changes: [declined], failures: { getChange: away } })
  await waitFor(() => expect(adapter.calls.some(({ route }) => route === 'getChange')).toBe(true))
  adapter.script({ failures: {} })
  window.dispatchEvent(new Event('online'))
  expect((await screen.findByRole('alert')).textContent).toContain('Nothing was paid')
})

it('shows the plans where there is no such change', async () => {
  comeBack({})
  expect(await screen.findByRole('radio', { name: 'Pro Monthly' })).toBeTruthy()
})

it('shows the plans to whoever kept the address for a day', async () => {
  comeBack({ changes: [{ ...declined, endedAt: today.toISOString() }] })
  expect(await screen.findByRole('radio', { name: 'Pro Monthly' })).toBeTruthy()
  expect(screen.queryByRole('alert')).toBeNull()
})

it('follows the change that is under way, and not the one of the address', async () => {
  const { adapter } = comeBack({ state: 'payment_open', changes: [declined], delayMs: { getChange: 30 } })
  await screen.findByRole('dialog', { name: 'Your change is not paid yet' })
  const asked = vi.fn<() => void>()
  await waitFor(() => {
    asked()
    expect(adapter.calls.some(({ input }) => (input as { changeId?: string }).changeId === 'change-1')).toBe(true)
  })
  await userEvent.click(screen.getByRole('button', { name: 'Discard this change' }))
  expect(await screen.findByRole('dialog', { name: 'Choose a plan' })).toBeTruthy()
})
