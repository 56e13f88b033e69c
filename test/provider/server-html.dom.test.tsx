// @vitest-environment node
import type { ReactElement } from 'react'
import { renderToString } from 'react-dom/server'
import { afterEach, expect, it, vi } from 'vitest'
import { DashboardFrame } from '../../src/react/dashboard/DashboardFrame.tsx'
import { PackagePicker } from '../../src/react/packages/PackagePicker.tsx'
import { AnalyticsProvider } from '../../src/react/provider/AnalyticsProvider.tsx'
import { SubscriptionPanel } from '../../src/react/subscription/SubscriptionPanel.tsx'
import { UpgradeModal } from '../../src/react/upgrade/UpgradeModal.tsx'

afterEach(() => vi.restoreAllMocks())

const components: Record<string, ReactElement> = {
  DashboardFrame: <DashboardFrame websiteId="shop-1" />,
  'DashboardFrame with UpgradeModal': (
    <DashboardFrame websiteId="shop-1">
      <UpgradeModal />
    </DashboardFrame>
  ),
  PackagePicker: <PackagePicker websiteId="shop-1" />,
  SubscriptionPanel: <SubscriptionPanel websiteId="shop-1" />,
}

it.each(Object.entries(components))(
  '%s is a skeleton on a server: it needs no window, asks for nothing, and says nothing',
  (_name, component) => {
    expect(typeof window).toBe('undefined')
    const said = [vi.spyOn(console, 'error'), vi.spyOn(console, 'warn')]
    const call = vi.fn()
    const html = renderToString(<AnalyticsProvider adapter={{ call }}>{component}</AnalyticsProvider>)
    expect(html).toContain('data-part')
    expect(html).not.toContain('<iframe')
    expect(call).not.toHaveBeenCalled()
    for (const spy of said) expect(spy).not.toHaveBeenCalled()
  },
)
