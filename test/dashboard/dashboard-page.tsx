import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { render } from '@testing-library/react'
import type { ReactNode } from 'react'
import { createAdapter, type AdapterMethods } from '../../src/adapter/create-adapter.ts'
import { AnalyticsProvider, type AnalyticsProviderProps } from '../../src/react/provider/AnalyticsProvider.tsx'
import type { AnalyticsEvent } from '../../src/react/events.ts'

/** A partner's page around a dashboard: what it asked of the adapter and what it was told. */
export function openPage(
  content: ReactNode,
  { methods, ...props }: Partial<AnalyticsProviderProps> & { methods?: AdapterMethods } = {},
) {
  const events: AnalyticsEvent[] = []
  const client = new QueryClient()
  const adapter = createAdapter({ getDashboardUrl: async () => signed(), ...methods })
  const page = (inside: ReactNode, more: Partial<AnalyticsProviderProps> = {}) => (
    <QueryClientProvider client={client}>
      <AnalyticsProvider
        adapter={adapter}
        allowedOrigins={['https://stats.example.com']}
        onEvent={(event) => events.push(event)}
        {...props}
        {...more}
      >
        {inside}
      </AnalyticsProvider>
    </QueryClientProvider>
  )
  const { rerender, ...view } = render(page(content))
  return {
    ...view,
    events,
    client,
    adapter,
    /** Draws the page anew, with new functions everywhere, as a host does. */
    redraw: (inside: ReactNode, more?: Partial<AnalyticsProviderProps>) => rerender(page(inside, more)),
  }
}

let count = 0

/** An answer with a URL that no other has. */
export function signed(expiresInSeconds = 3600) {
  return { url: `https://stats.example.com/?intpc_token=token-${++count}&externalWebsiteId=a%20b`, expiresInSeconds }
}

export function frameIn(container: ParentNode = document): HTMLIFrameElement {
  const frame = container.querySelector('iframe')
  if (!frame) throw new Error('There is no frame.')
  return frame
}
