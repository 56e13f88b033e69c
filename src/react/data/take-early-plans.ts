import type { QueryClient } from '@tanstack/react-query'
import { parseAnswer } from '../../adapter/parse-answer.ts'
import type { RouteOutput } from '../../contract/route.ts'
import { getSubscription, listPackages } from '../../contract/routes.ts'
import type { EarlyPlans } from './early-plans.ts'
import { packagesQuery, subscriptionQuery, type WebsiteScope } from './queries.ts'

/** What waited longer than this for the code is asked for again. */
const freshMs = 10_000

/** Gives the queries of a website what was asked for early, in place of their own first try. What is known already stays. */
export function takeEarlyPlans(client: QueryClient, scope: WebsiteScope, early: EarlyPlans): void {
  if (performance.now() - early.askedAt > freshMs) return
  const subscription = firstOf(scope, getSubscription, early.subscription)
  const packages = firstOf(scope, listPackages, early.packages)
  void client.prefetchQuery({ ...subscriptionQuery(scope), queryFn: subscription })
  void client.prefetchQuery({ ...packagesQuery(scope), queryFn: packages })
}

/** The early answer, and after it what is asked for anew. */
function firstOf<R extends typeof getSubscription | typeof listPackages>(
  { adapter, websiteId }: WebsiteScope,
  route: R,
  early: Promise<unknown>,
) {
  let answer: Promise<unknown> | null = early
  // An early answer has no use for the signal: a query whose signal was read starts anew when strict mode mounts twice.
  return async (context: { signal: AbortSignal }): Promise<RouteOutput<R>> => {
    const first = answer
    answer = null
    return first ? parseAnswer(route, await first) : adapter.call<R>(route, { websiteId }, context)
  }
}
