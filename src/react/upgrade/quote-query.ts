import { queryOptions } from '@tanstack/react-query'
import { createQuote } from '../../contract/routes.ts'
import { ownOptions } from '../own-options.ts'
import { retry, type QueryScope } from '../queries.ts'

/**
 * What choosing a package costs. The server honours a quote for ten minutes and says so when it does not: a quote that is
 * shown is never exchanged under somebody's eyes.
 */
export function quoteQuery(
  { adapter, tenant = 'default', websiteId }: QueryScope & { websiteId: string },
  packageId: string,
) {
  return queryOptions({
    ...ownOptions,
    queryKey: ['react-3as', tenant, 'quote', websiteId, packageId],
    queryFn: ({ signal }) => adapter.call(createQuote, { websiteId, packageId }, { signal }),
    staleTime: 5 * 60_000,
    refetchOnWindowFocus: false,
    refetchOnReconnect: false,
    retry,
  })
}
