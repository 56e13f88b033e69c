import { render, screen } from '@testing-library/react'
import { afterEach, expect, it, vi } from 'vitest'
import { AnalyticsProvider } from '../../src/react/provider/AnalyticsProvider.tsx'
import { SubscriptionPanel } from '../../src/react/subscription/SubscriptionPanel.tsx'
import { createMemoryAdapter } from '../../src/testing/memory-adapter.ts'
import { today } from '../packages/in-provider.tsx'

afterEach(() => void vi.useRealTimers())

it.each([
  ['a month ahead', '2026-12-24T10:00:00Z'],
  ['a year behind', '2025-11-24T10:00:00Z'],
])('a viewer’s clock that is %s decides nothing', async (_, viewers) => {
  vi.useFakeTimers({ now: new Date(viewers), shouldAdvanceTime: true, toFake: ['Date'] })
  render(
    <AnalyticsProvider adapter={createMemoryAdapter({ state: 'trial', now: () => today })} locale="en-GB">
      <SubscriptionPanel websiteId="acme-bikes" />
    </AnalyticsProvider>,
  )
  expect(await screen.findByText('13 days left')).toBeTruthy()
})
