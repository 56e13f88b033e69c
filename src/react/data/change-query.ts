import { queryOptions, type QueryClient } from '@tanstack/react-query'
import { getChange } from '../../contract/routes.ts'
import type { ChangeIntent, SubscriptionChange } from '../../contract/subscription-change.ts'
import { isOpen } from '../../contract/subscription-change.ts'
import type { Subscription } from '../../contract/subscription.ts'
import { changeKey } from './keys.ts'
import { ownOptions } from './own-options.ts'
import { subscriptionQuery, type WebsiteScope } from './queries.ts'

interface FollowedChange {
  change: SubscriptionChange
  /** True when a fresh read of the subscription shows what was wanted. */
  isSeen: boolean
}

/** Asked again after 1, 2, 4, 8 and then every 15 seconds. */
export function pollInterval(asked: number): number {
  return Math.min(1000 * 2 ** Math.max(0, asked - 1), 15_000)
}

/** Follows a change to its end: what the ledger says of it, and when it says "applied", what a fresh read shows. */
export function changeQuery(client: QueryClient, scope: WebsiteScope, change: SubscriptionChange | null) {
  const { adapter, websiteId } = scope
  const changeId = change?.id ?? ''
  return queryOptions({
    ...ownOptions,
    queryKey: changeKey(scope, changeId),
    queryFn: async ({ signal }): Promise<FollowedChange> => {
      const read = await adapter.call(getChange, { websiteId, changeId }, { signal })
      if (read.state !== 'applied') return { change: read, isSeen: false }
      const view = await client.fetchQuery({ ...subscriptionQuery(scope), staleTime: 0 })
      return { change: read, isSeen: shows(view.subscription, read.intent) }
    },
    retry: false,
    gcTime: 0,
    refetchOnWindowFocus: 'always',
    refetchOnReconnect: 'always',
    refetchInterval: ({ state }) =>
      state.data && hasEnded(state.data) ? false : pollInterval(state.dataUpdateCount + state.errorUpdateCount),
  })
}

export function hasEnded({ change, isSeen }: FollowedChange): boolean {
  return isSeen || (!isOpen(change) && change.state !== 'applied')
}

/** True when a subscription is what an intent wanted it to be. */
export function shows(subscription: Subscription, intent: ChangeIntent): boolean {
  const { status } = subscription
  if (intent.kind === 'cancel') return status !== 'active'
  if (status !== 'active') return false
  const { plan, planned } = subscription
  if (intent.kind === 'choose') return plan.packageId === intent.packageId || planned?.packageId === intent.packageId
  return planned === null
}
