import { render, renderHook, screen } from '@testing-library/react'
import { beforeAll, expect, it } from 'vitest'
import type { AnalyticsAdapter } from '../../src/adapter/analytics-adapter.ts'
import { getSubscription } from '../../src/contract/routes.ts'
import { AnalyticsProvider } from '../../src/react/provider/AnalyticsProvider.tsx'
import { DashboardFrame } from '../../src/react/dashboard/DashboardFrame.tsx'
import { SubscriptionPanel } from '../../src/react/subscription/SubscriptionPanel.tsx'
import { loadLaterSteps } from '../../src/react/upgrade/LaterSteps.tsx'
import { preloadUpgradeModal } from '../../src/react/upgrade/use-upgrade-dialog.ts'
import { UpgradeModal } from '../../src/react/upgrade/UpgradeModal.tsx'
import { useSteadyAdapter } from '../../src/react/use-steady.ts'
import { createMemoryAdapter, type MemoryAdapterOptions } from '../../src/testing/memory-adapter.ts'

beforeAll(async () => {
  await Promise.all([preloadUpgradeModal(), loadLaterSteps()])
})

const of = (customer: string, options: MemoryAdapterOptions): AnalyticsAdapter =>
  Object.assign(createMemoryAdapter(options), { customer })

const page = (adapter: AnalyticsAdapter) => (
  <AnalyticsProvider adapter={adapter} allowedOrigins={['https://dashboard.example']}>
    <DashboardFrame websiteId="acme-bikes" title="Dashboard" />
    <SubscriptionPanel websiteId="acme-bikes" />
    <UpgradeModal websiteId="acme-bikes" open onOpenChange={() => {}} />
  </AnalyticsProvider>
)

it('leaves nothing of the customer before it on the page: no frame, no plan, no open dialog', async () => {
  const dashboardUrl = 'https://dashboard.example/acme'
  const { rerender } = render(page(of('acme', { state: 'heavy_use', dashboardUrl })))
  expect((await screen.findAllByText('Pro')).length).toBeGreaterThan(1)
  expect(document.querySelector('iframe')?.src).toContain('/acme')
  rerender(page(of('globex', { delayMs: 'never' })))
  expect(screen.queryAllByText('Pro')).toEqual([])
  expect(document.querySelector('iframe')).toBeNull()
})

it('lets what is under way for one customer ask in that customer’s name, after another one is shown', async () => {
  const acme = of('acme', { state: 'heavy_use' })
  const globex = of('globex', { state: 'free' })
  const { result, rerender } = renderHook(({ adapter }) => useSteadyAdapter(adapter, adapter.customer ?? ''), {
    initialProps: { adapter: acme },
  })
  const steady = result.current
  rerender({ adapter: globex })
  const { subscription } = await steady.call(getSubscription, { websiteId: 'acme-bikes' })
  expect(subscription).toMatchObject({ plan: { name: 'Pro' } })
  expect(result.current).not.toBe(steady)
})
