import { QueryClient, type DehydratedState } from '@tanstack/react-query'
import { cookies } from 'next/headers'
import { connection } from 'next/server'
import { createHttpAdapter, packagesQuery, subscriptionQuery } from 'react-3as'
import { analytics, publicUrl } from './analytics'
import { dehydratePlans } from './dehydrate-plans'

/** The plans and the current one, read for whoever asks for the page, so that they stand in its first HTML. */
export async function prefetchPlans(websiteId: string): Promise<DehydratedState> {
  await connection() // what follows belongs to one request, and signs with the time of day: it is never prerendered
  const cookie = (await cookies()).toString()
  const adapter = createHttpAdapter({
    baseUrl: `${publicUrl}/api/analytics`,
    headers: { cookie },
    fetch: (url, init) => analytics(new Request(url, init)), // without a way over the network
  })
  const client = new QueryClient()
  await Promise.all([
    client.prefetchQuery(packagesQuery({ adapter, websiteId })),
    client.prefetchQuery(subscriptionQuery({ adapter, websiteId })),
  ])
  return dehydratePlans(client)
}
