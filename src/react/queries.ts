import { queryOptions, type DataTag, type QueryClient } from '@tanstack/react-query'
import type { AnalyticsAdapter } from '../adapter/analytics-adapter.ts'
import { AnalyticsError } from '../contract/error.ts'
import { getSubscription, listPackages, listWebsites } from '../contract/routes.ts'
import { ownOptions } from './own-options.ts'
import { websiteKey } from './website-key.ts'

export { websiteKey }

/** What a query needs besides its input. Outside of React, `tenant` is the one given to `AnalyticsProvider`. */
export interface QueryScope {
  adapter: AnalyticsAdapter
  tenant?: string | undefined
}

interface WebsiteScope extends QueryScope {
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
export function websitesQuery({ adapter, tenant = 'default' }: QueryScope) {
  return queryOptions({
    ...ownOptions,
    queryKey: ['react-3as', tenant, 'websites'],
    queryFn: ({ signal }) => adapter.call(listWebsites, {}, { signal }),
    staleTime: 60_000,
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
