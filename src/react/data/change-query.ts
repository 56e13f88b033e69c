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
  isInEffect: boolean
  /** True when nothing more is to come. */
  isOver: boolean
}

/** Reads lag by seconds. What they do not show by then, another change has replaced. */
const longestLagMs = 60_000

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
      // What has ended does not move. A wish that was fulfilled already is answered by a change that is not kept.
      const read =
        change && !isOpen(change) ? change : await adapter.call(getChange, { websiteId, changeId }, { signal })
      if (read.state !== 'applied') return { change: read, isInEffect: false, isOver: !isOpen(read) }
      const { subscription, now } = await client.fetchQuery({ ...subscriptionQuery(scope), staleTime: 0 })
      const isInEffect = shows(subscription, read.intent)
      const ageMs = (now ? Date.parse(now) : Date.now()) - Date.parse(read.endedAt)
      return { change: read, isInEffect, isOver: isInEffect || ageMs > longestLagMs }
    },
    retry: false,
    gcTime: 0,
    refetchOnWindowFocus: unlessOver,
    refetchOnReconnect: unlessOver,
    refetchInterval: ({ state }) => !state.data?.isOver && pollInterval(state.dataUpdateCount + state.errorUpdateCount),
  })
}

const unlessOver = ({ state }: { state: { data: FollowedChange | undefined } }) => !state.data?.isOver && 'always'

/** True when a subscription is what an intent wanted it to be. Of one that is not known yet every fresh read counts. */
export function shows(subscription: Subscription, intent: ChangeIntent): boolean {
  const running = subscription.status === 'active' ? subscription : null
  switch (intent.kind) {
    case 'cancel':
      return !running
    case 'choose':
      return [running?.plan.packageId, running?.planned?.packageId].includes(intent.packageId)
    case 'resume':
    case 'keep':
      return running?.planned === null
    default:
      intent satisfies never
      return true
  }
}
