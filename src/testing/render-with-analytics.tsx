import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { render, type RenderOptions, type RenderResult } from '@testing-library/react'
import type { ReactNode } from 'react'
import { AnalyticsProvider, type AnalyticsProviderProps } from '../react/provider/AnalyticsProvider.tsx'
import type { AnalyticsEvent } from '../react/events.ts'
import { createMemoryAdapter, type MemoryAdapter, type MemoryAdapterOptions } from './memory-adapter.ts'

type ProviderProps = Omit<AnalyticsProviderProps, 'adapter' | 'children'>

export interface RenderWithAnalyticsOptions
  extends MemoryAdapterOptions, Omit<AnalyticsProviderProps, 'adapter' | 'children'> {
  /** An adapter to use in place of a new one; what scripts a new one then means nothing. */
  adapter?: MemoryAdapter | undefined
  /** Wraps the provider: your router, theme or store. */
  wrapper?: RenderOptions['wrapper'] | undefined
}

export interface RenderedWithAnalytics extends RenderResult {
  /** Steers what the components are answered. */
  adapter: MemoryAdapter
  /** What `onEvent` was told, oldest first. */
  events: AnalyticsEvent[]
}

/**
 * `render` of Testing Library, inside an `AnalyticsProvider` with a memory adapter: for tests of your own page. Each call has
 * a cache of its own, and a failure shows immediately, without the pauses between attempts.
 *
 * @example
 * const { adapter } = renderWithAnalytics(<BillingPage />, { state: 'ending' })
 * await userEvent.click(await screen.findByRole('button', { name: 'Turn auto-renewal back on' }))
 * expect(adapter.view.subscription.status).toBe('active')
 */
export function renderWithAnalytics(ui: ReactNode, options: RenderWithAnalyticsOptions = {}): RenderedWithAnalytics {
  const { adapter = createMemoryAdapter(options), wrapper: Outer, onEvent } = options
  const { tenant, locale, timeZone, messages, components, allowedOrigins, allowedAncestors } = options
  const events: AnalyticsEvent[] = []
  const given = { tenant, locale, timeZone, messages, components, allowedOrigins, allowedAncestors }
  const props = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)) as ProviderProps
  const client = new QueryClient({ defaultOptions: { queries: { retryDelay: 0 } } })
  const listen = (event: AnalyticsEvent) => {
    events.push(event)
    onEvent?.(event)
  }
  const wrapper = ({ children }: { children: ReactNode }) => {
    const inside = (
      <QueryClientProvider client={client}>
        <AnalyticsProvider {...props} adapter={adapter} onEvent={listen}>
          {children}
        </AnalyticsProvider>
      </QueryClientProvider>
    )
    return Outer ? <Outer>{inside}</Outer> : inside
  }
  return Object.assign(render(ui, { wrapper }), { adapter, events })
}
