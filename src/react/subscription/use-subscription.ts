'use client'
import { useQuery } from '@tanstack/react-query'
import { subscriptionQuery } from '../queries.ts'
import { useWebsiteScope } from '../use-website-scope.ts'

/** What a website has, what it used, what may be done about it, and the change that is under way. */
export function useSubscription(websiteId: string) {
  return useQuery(subscriptionQuery(useWebsiteScope(websiteId)))
}
