import {
  keepPreviousData,
  QueryClient,
  QueryClientProvider,
  useQueryClient,
  type DefaultOptions,
} from '@tanstack/react-query'
import { render, screen, waitFor } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { useEffect } from 'react'
import { beforeAll, describe, expect, it } from 'vitest'
import { AnalyticsProvider } from '../../src/react/provider/AnalyticsProvider.tsx'
import { SubscriptionPanel } from '../../src/react/subscription/SubscriptionPanel.tsx'
import { loadLaterSteps } from '../../src/react/upgrade/LaterSteps.tsx'
import { preloadUpgradeModal } from '../../src/react/upgrade/use-upgrade-dialog.ts'
import { UpgradeModal } from '../../src/react/upgrade/UpgradeModal.tsx'
import { createMemoryAdapter, type MemoryAdapter } from '../../src/testing/memory-adapter.ts'

beforeAll(async () => {
  await Promise.all([preloadUpgradeModal(), loadLaterSteps()])
})

let own: QueryClient | null = null
function Client() {
  const client = useQueryClient()
  useEffect(() => {
    own = client
  }, [client])
  return null
}

function openPage(queries: NonNullable<DefaultOptions['queries']>, adapter: MemoryAdapter) {
  const client = new QueryClient({ defaultOptions: { queries: { retryDelay: 1, ...queries } } })
  const page = (tenant: string, of: MemoryAdapter) => (
    <QueryClientProvider client={client}>
      <AnalyticsProvider adapter={of} tenant={tenant}>
        <SubscriptionPanel websiteId="acme-bikes" />
      </AnalyticsProvider>
    </QueryClientProvider>
  )
  const { rerender } = render(page('acme', adapter))
  return { client, signIn: (tenant: string, as: MemoryAdapter) => rerender(page(tenant, as)) }
}
const planName = () => screen.findByRole('heading', { level: 3 })

describe('defaults of the host’s own client', () => {
  it('throwOnError: a failed read is still an error that is said', async () => {
    openPage({ throwOnError: true }, createMemoryAdapter({ state: 'error' }))
    expect((await screen.findByRole('alert')).textContent).toContain('Your plan could not be loaded.')
  })

  it('placeholderData: nobody sees the plan of somebody else', async () => {
    const { signIn } = openPage({ placeholderData: keepPreviousData }, createMemoryAdapter({ state: 'heavy_use' }))
    expect((await planName()).textContent).toBe('Pro')
    signIn('globex', createMemoryAdapter({ delayMs: 'never' }))
    expect(screen.queryByText('Pro')).toBeNull()
    expect(screen.getByText('Loading your plan')).toBeTruthy()
  })

  it.each<[string, NonNullable<DefaultOptions['queries']>]>([
    ['enabled: false', { enabled: false }],
    ['select', { select: () => 'something else' }],
    ['structuralSharing', { structuralSharing: () => null }],
    ['initialData', { initialData: 'something else' }],
    ['persister', { persister: () => Promise.resolve('something else') }],
    ['queryKeyHashFn', { queryKeyHashFn: () => 'the same for all' }],
    ['networkMode and refetching', { networkMode: 'offlineFirst', refetchOnMount: false, refetchInterval: 1 }],
  ])('%s: the plan is there, as it is', async (_, queries) => {
    const adapter = createMemoryAdapter({ state: 'heavy_use' })
    openPage(queries, adapter)
    expect((await planName()).textContent).toBe('Pro')
    const reads = adapter.calls.filter(({ route }) => route === 'getSubscription').length
    await new Promise((resolve) => setTimeout(resolve, 50))
    expect(adapter.calls.filter(({ route }) => route === 'getSubscription').length).toBe(reads)
  })

  it('placeholderData: the price of one plan is never shown for another', async () => {
    const client = new QueryClient({ defaultOptions: { queries: { placeholderData: keepPreviousData } } })
    const adapter = createMemoryAdapter()
    render(
      <QueryClientProvider client={client}>
        <AnalyticsProvider adapter={adapter}>
          <UpgradeModal websiteId="acme-bikes" open />
        </AnalyticsProvider>
      </QueryClientProvider>,
    )
    await userEvent.click(await screen.findByRole('radio', { name: 'Pro Monthly' }))
    await screen.findByText(/on your next invoice, then/, { selector: '[data-part=upgrade-cost] *' })
    adapter.script({ delayMs: { createQuote: 'never' } })
    await userEvent.click(screen.getByRole('radio', { name: 'Business Monthly' }))
    await userEvent.click(screen.getByRole('button', { name: 'Review the change' }))
    expect((await screen.findByText('Calculating the price…')).closest('button')?.getAttribute('aria-disabled')).toBe(
      'true',
    )
  })
})

it('a client of the kit’s own holds nothing once the page is gone', async () => {
  const { unmount } = render(
    <AnalyticsProvider adapter={createMemoryAdapter({ state: 'heavy_use' })}>
      <SubscriptionPanel websiteId="acme-bikes" />
      <Client />
    </AnalyticsProvider>,
  )
  await planName()
  expect(own?.getQueryCache().getAll().length).toBeGreaterThan(0)
  unmount()
  await waitFor(() => expect(own?.getQueryCache().getAll()).toEqual([]))
})
