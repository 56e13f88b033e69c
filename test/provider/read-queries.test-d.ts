// The reads as options: what a host's own client makes of them, with the data and the error they have.
import { useQuery, type QueryClient } from '@tanstack/react-query'
import { expectTypeOf } from 'vitest'
import {
  packagesQuery,
  quoteQuery,
  subscriptionQuery,
  type AnalyticsError,
  type Package,
  type Quote,
  type SubscriptionView,
  type WebsiteScope,
} from '../../src/index.ts'

declare const client: QueryClient
declare const scope: WebsiteScope

expectTypeOf(client.fetchQuery(packagesQuery(scope))).resolves.toEqualTypeOf<{ packages: Package[] }>()
expectTypeOf(client.ensureQueryData(subscriptionQuery(scope))).resolves.toEqualTypeOf<SubscriptionView>()
expectTypeOf(client.prefetchQuery(subscriptionQuery(scope))).resolves.toEqualTypeOf<void>()
expectTypeOf(client.getQueryData(subscriptionQuery(scope).queryKey)).toEqualTypeOf<SubscriptionView | undefined>()

const useQuote = (packageId: string) => useQuery(quoteQuery({ ...scope, packageId }))
expectTypeOf<ReturnType<typeof useQuote>['data']>().toEqualTypeOf<Quote | undefined>()
expectTypeOf<ReturnType<typeof useQuote>['error']>().toEqualTypeOf<AnalyticsError | null>()
