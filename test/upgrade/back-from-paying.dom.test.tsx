import { screen, waitFor } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { afterEach, beforeAll, expect, it, vi } from 'vitest'
import { loadLaterSteps } from '../../src/react/upgrade/LaterSteps.tsx'
import { preloadUpgradeModal } from '../../src/react/upgrade/use-upgrade-dialog.ts'
import { UpgradeModal } from '../../src/react/upgrade/UpgradeModal.tsx'
import type { SubscriptionChange } from '../../src/contract/subscription-change.ts'
import type { MemoryAdapterOptions } from '../../src/testing/memory-adapter.ts'
import { renderInProvider, today } from '../packages/in-provider.tsx'

beforeAll(async () => {
  await Promise.all([preloadUpgradeModal(), loadLaterSteps()])
})

afterEach(() => void vi.useRealTimers())

const declined: SubscriptionChange = {
  id: 'change-of-then',
  intent: { kind: 'choose', packageId: 'pro-monthly' },
  due: { amountMinor: 1940, currency: 'EUR' },
  startedAt: today.toISOString(),
  state: 'failed',
  endedAt: today.toISOString(),
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

it('does not look again, in place of the plans, for what was not there', async () => {
  const { adapter, rerender } = comeBack({})
  await screen.findByRole('radio', { name: 'Pro Monthly' })
  rerender(<UpgradeModal websiteId="acme-bikes" open={false} changeId="change-of-then" />)
  adapter.script({ delayMs: { getChange: 'never' } })
  rerender(<UpgradeModal websiteId="acme-bikes" open changeId="change-of-then" />)
  expect(screen.getByRole('radio', { name: 'Pro Monthly' })).toBeTruthy()
  expect(screen.queryByText('Checking your payment…')).toBeNull()
})

it('offers another payment for the plan whose payment was declined', async () => {
  comeBack({ changes: [declined] })
  await userEvent.click(await screen.findByRole('button', { name: 'Try another payment' }))
  expect(await screen.findByRole('dialog', { name: 'Review the change' })).toBeTruthy()
})

it('says how it went also where the visitor’s clock is hours ahead', async () => {
  vi.useFakeTimers({ now: today.getTime() + 2 * 3_600_000, shouldAdvanceTime: true, toFake: ['Date'] })
  comeBack({ changes: [declined] })
  expect((await screen.findByRole('alert')).textContent).toContain('Nothing was paid')
})

it('shows the plans to whoever kept the address for a day', async () => {
  comeBack({ changes: [{ ...declined, endedAt: new Date(today.getTime() - 24 * 3_600_000).toISOString() }] })
  expect(await screen.findByRole('radio', { name: 'Pro Monthly' })).toBeTruthy()
  expect(screen.queryByRole('alert')).toBeNull()
})

it('follows the change that is under way, and not the one of the address', async () => {
  const { adapter } = comeBack({ state: 'payment_open', changes: [declined], delayMs: { getChange: 'never' } })
  await screen.findByRole('dialog', { name: 'Your change is not paid yet' })
  const asked = vi.fn<() => void>()
  await waitFor(() => {
    asked()
    expect(adapter.calls.some(({ input }) => (input as { changeId?: string }).changeId === 'change-1')).toBe(true)
  })
  adapter.release()
  await userEvent.click(screen.getByRole('button', { name: 'Discard this change' }))
  expect(await screen.findByRole('dialog', { name: 'Choose a plan' })).toBeTruthy()
})
