'use client'
import { useQuery } from '@tanstack/react-query'
import type { SubscriptionView } from '../../contract/subscription.ts'
import { subscriptionQuery } from './queries.ts'
import { readResult, type ReadResult } from './read-result.ts'
import { useWebsiteScope } from './use-website-scope.ts'

export interface UseSubscriptionOptions {
  /** The partner's own id of the website. */
  websiteId: string
}
export type UseSubscriptionResult = ReadResult<SubscriptionView>

/**
 * What a website has, what it used, what may be done about it, and the change that is in progress.
 *
 * @example const { data: view } = useSubscription({ websiteId: 'shop-1' })
 */
export function useSubscription({ websiteId }: UseSubscriptionOptions): UseSubscriptionResult {
  return readResult(useQuery(subscriptionQuery(useWebsiteScope(websiteId))), (view) => view)
}
