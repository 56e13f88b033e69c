import { createElement } from 'react'
import { renderToString } from 'react-dom/server'
import { expect, it, vi } from 'vitest'
import { AnalyticsProvider } from '../../src/react/provider/AnalyticsProvider.tsx'
import { DashboardFrame } from '../../src/react/dashboard/DashboardFrame.tsx'

it('on a server a dashboard is a skeleton: no window is needed, no URL is asked for, nothing is said', () => {
  expect(typeof window).toBe('undefined')
  const said = [vi.spyOn(console, 'error'), vi.spyOn(console, 'warn')]
  const call = vi.fn()
  const dashboard = createElement(DashboardFrame, { websiteId: 'shop-1' })
  const html = renderToString(createElement(AnalyticsProvider, { adapter: { call } }, dashboard))
  expect(html).toContain('data-part="frame-wait"')
  expect(html).not.toContain('<iframe')
  expect(call).not.toHaveBeenCalled()
  for (const spy of said) expect(spy).not.toHaveBeenCalled()
})
