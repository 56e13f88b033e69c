import type { DataTag, QueryClient, QueryFunction, UseQueryOptions } from '@tanstack/react-query'
import type { AnalyticsAdapter } from '../../adapter/analytics-adapter.ts'
import { AnalyticsError } from '../../contract/error.ts'
import type { Package } from '../../contract/package.ts'
import type { Quote } from '../../contract/quote.ts'
import { createQuote, getSubscription, listPackages, listWebsites } from '../../contract/routes.ts'
import type { SubscriptionView } from '../../contract/subscription.ts'
import type { WebsiteSummary } from '../../contract/website.ts'
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

/**
 * A read as options of TanStack Query: for `useQuery`, and for `prefetchQuery` and `fetchQuery` of a `QueryClient`, whose
 * `getQueryData` knows the data by its `queryKey`. The data is what the route answers: `{ packages }`, where `usePackages` has
 * the list.
 */
export interface ReadQuery<Data> extends Omit<UseQueryOptions<Data, AnalyticsError>, 'queryKey' | 'queryFn'> {
  /** What tags it is there for types alone, so a key is said to be one wherever it is made. */
  queryKey: DataTag<readonly unknown[], Data, AnalyticsError>
  queryFn: QueryFunction<Data>
}

/** Reads are tried three times, where that may help. */
export const retry = (failures: number, error: unknown) =>
  failures < 2 && error instanceof AnalyticsError && error.retryable

/** The packages a website may have. Callable in a server component, for prefetching. */
export function packagesQuery(scope: WebsiteScope): ReadQuery<{ packages: Package[] }> {
  return {
    ...ownOptions,
    queryKey: [...websiteKey(scope), 'packages'] as never,
    queryFn: ({ signal }) => scope.adapter.call(listPackages, { websiteId: scope.websiteId }, { signal }),
    staleTime: 5 * 60_000,
    retry,
  }
}

/** What a website has, what it used and what the caller may do. Callable in a server component, for prefetching. */
export function subscriptionQuery(scope: WebsiteScope): ReadQuery<SubscriptionView> {
  return {
    ...ownOptions,
    queryKey: [...websiteKey(scope), 'subscription'] as never,
    queryFn: ({ signal }) => scope.adapter.call(getSubscription, { websiteId: scope.websiteId }, { signal }),
    staleTime: 30_000,
    retry,
  }
}

/** The websites that the signed-in person may open. Callable in a server component, for prefetching. */
export function websitesQuery({ adapter, tenant }: QueryScope): ReadQuery<{ websites: WebsiteSummary[] }> {
  return {
    ...ownOptions,
    queryKey: websitesKey(tenant) as never,
    queryFn: ({ signal }) => adapter.call(listWebsites, {}, { signal }),
    staleTime: 60_000,
    retry,
  }
}

/**
 * What choosing a package costs. The server honours a quote for ten minutes and says so when it does not: a quote that is
 * shown is never exchanged while it is being read.
 */
export function quoteQuery({
  adapter,
  tenant,
  websiteId,
  packageId,
}: WebsiteScope & { packageId: string }): ReadQuery<Quote> {
  return {
    ...ownOptions,
    queryKey: [...quotesKey(tenant), websiteId, packageId] as never,
    queryFn: ({ signal }) => adapter.call(createQuote, { websiteId, packageId }, { signal }),
    staleTime: 5 * 60_000,
    refetchOnWindowFocus: false,
    refetchOnReconnect: false,
    retry,
  }
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
