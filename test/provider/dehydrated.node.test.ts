import { QueryClient } from '@tanstack/react-query'
import { expect, it } from 'vitest'
import { dehydratePlans } from '../../examples/next-app/lib/dehydrate-plans.ts'
import { packagesQuery, subscriptionQuery } from '../../src/react/data/queries.ts'
import { createMemoryAdapter } from '../../src/testing/memory-adapter.ts'
import type { MemoryState } from '../../src/testing/memory-states.ts'

/** What the Next.js example writes into the HTML of its page. */
async function dehydrated(state: MemoryState): Promise<string> {
  const scope = { adapter: createMemoryAdapter({ state }), websiteId: 'shop-1' }
  const client = new QueryClient()
  await Promise.all([client.prefetchQuery(packagesQuery(scope)), client.prefetchQuery(subscriptionQuery(scope))])
  return JSON.stringify(dehydratePlans(client))
}

it.each(['basic', 'change_running'] as const)('plans and subscription are in the HTML: %s', async (state) => {
  const html = await dehydrated(state)
  expect(html).toContain('"pro-monthly"')
  expect(html).toContain('"subscription"')
})

it.each(['payment_open', 'payment_due'] as const)('no address to pay at is in the HTML: %s', async (state) => {
  const html = await dehydrated(state)
  expect(html).toContain('"pro-monthly"')
  expect(html).not.toContain('stripe.com')
})
