import { queryOptions, type DataTag, type QueryClient } from '@tanstack/react-query'
import type { AnalyticsAdapter } from '../../adapter/analytics-adapter.ts'
import { AnalyticsError } from '../../contract/error.ts'
import { createQuote, getSubscription, listPackages, listWebsites } from '../../contract/routes.ts'
import { quotesKey, websiteKey, websitesKey } from './keys.ts'
import { ownOptions } from './own-options.ts'

/** What a query needs besides its input. Outside of React, `tenant` is the one given to `AnalyticsProvider`. */
export interface QueryScope {
  adapter: AnalyticsAdapter
  tenant?: string | undefined
}

/** The same for what belongs to one website. */
export interface WebsiteScope extends QueryScope {
  websiteId: string
}

/** Reads are tried three times, where that may help. */
export const retry = (failures: number, error: unknown) =>
  failures < 2 && error instanceof AnalyticsError && error.retryable

/** The packages a website may have. Callable in a server component, for prefetching. */
export function packagesQuery(scope: WebsiteScope) {
  return queryOptions({
    ...ownOptions,
    queryKey: [...websiteKey(scope), 'packages'],
    queryFn: ({ signal }) => scope.adapter.call(listPackages, { websiteId: scope.websiteId }, { signal }),
    staleTime: 5 * 60_000,
    retry,
  })
}

/** What a website has, what it used and what the caller may do. Callable in a server component, for prefetching. */
export function subscriptionQuery(scope: WebsiteScope) {
  return queryOptions({
    ...ownOptions,
    queryKey: [...websiteKey(scope), 'subscription'],
    queryFn: ({ signal }) => scope.adapter.call(getSubscription, { websiteId: scope.websiteId }, { signal }),
    staleTime: 30_000,
    retry,
  })
}

/** The websites that the signed-in person may open. Callable in a server component, for prefetching. */
export function websitesQuery({ adapter, tenant }: QueryScope) {
  return queryOptions({
    ...ownOptions,
    queryKey: websitesKey(tenant),
    queryFn: ({ signal }) => adapter.call(listWebsites, {}, { signal }),
    staleTime: 60_000,
    retry,
  })
}

/**
 * What choosing a package costs. The server honours a quote for ten minutes and says so when it does not: a quote that is
 * shown is never exchanged while it is being read.
 */
export function quoteQuery({ adapter, tenant, websiteId, packageId }: WebsiteScope & { packageId: string }) {
  return queryOptions({
    ...ownOptions,
    queryKey: [...quotesKey(tenant), websiteId, packageId],
    queryFn: ({ signal }) => adapter.call(createQuote, { websiteId, packageId }, { signal }),
    staleTime: 5 * 60_000,
    refetchOnWindowFocus: false,
    refetchOnReconnect: false,
    retry,
  })
}

/** Changes an answer that is there. Not `setQueryData`, which looks for it by the hash that a host may have set for its own keys. */
export function replaceKnown<Data, Failure>(
  client: QueryClient,
  queryKey: DataTag<readonly unknown[], Data, Failure>,
  change: (known: Data) => Data,
): void {
  const query = client.getQueryCache().find<Data>({ queryKey })
  const known = query?.state.data
  if (known !== undefined) query?.setData(change(known))
}
