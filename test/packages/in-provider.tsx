import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { render } from '@testing-library/react'
import { StrictMode, type ReactNode } from 'react'
import { AnalyticsProvider, type AnalyticsProviderProps } from '../../src/react/provider/AnalyticsProvider.tsx'
import { createMemoryAdapter, type MemoryAdapterOptions } from '../../src/testing/memory-adapter.ts'

/** The day the tests live in. */
export const today = new Date('2026-11-24T10:00:00Z')

/** Renders inside a provider with a scripted adapter, which is handed out to be steered. */
export function renderInProvider(
  ui: ReactNode,
  options: MemoryAdapterOptions & Pick<AnalyticsProviderProps, 'locale' | 'onEvent' | 'messages'> = {},
) {
  const { locale = 'en-GB', onEvent, messages, ...script } = options
  const adapter = createMemoryAdapter({ now: () => today, ...script })
  // No pause between attempts, so that a failure shows at once.
  const client = new QueryClient({ defaultOptions: { queries: { retryDelay: 1 } } })
  const wrapper = ({ children }: { children: ReactNode }) => (
    <StrictMode>
      <QueryClientProvider client={client}>
        <AnalyticsProvider
          adapter={adapter}
          locale={locale}
          {...(onEvent && { onEvent })}
          {...(messages && { messages })}
        >
          {children}
        </AnalyticsProvider>
      </QueryClientProvider>
    </StrictMode>
  )
  return { adapter, client, ...render(ui, { wrapper }) }
}
