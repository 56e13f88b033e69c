import { queryOptions, type QueryClient } from '@tanstack/react-query'
import { adapterFailure } from '../../adapter/adapter-failure.ts'
import { within } from '../../adapter/deadline.ts'
import { getChange } from '../../contract/routes.ts'
import type { ChangeIntent, SubscriptionChange } from '../../contract/subscription-change.ts'
import { isOpen } from '../../contract/subscription-change.ts'
import type { Subscription } from '../../contract/subscription.ts'
import { giveUpMs } from './change-starter.ts'
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

/** What an answer about a change says by itself. Of an applied one only a fresh read tells the rest. */
function asSaid(change: SubscriptionChange): FollowedChange {
  return { change, isInEffect: false, isOver: !isOpen(change) && change.state !== 'applied' }
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
  const queryKey = changeKey(scope, changeId)
  const first = change ? asSaid(change) : undefined
  const readView = () => client.fetchQuery({ ...subscriptionQuery(scope), staleTime: 0 })
  const ask = (signal: AbortSignal) => adapter.call(getChange, { websiteId, changeId }, { signal })
  return queryOptions({
    ...ownOptions,
    queryKey,
    queryFn: async ({ signal }): Promise<FollowedChange> => {
      const kept = client.getQueryCache().find<FollowedChange>({ queryKey })?.state.data
      const known: FollowedChange = kept ?? (first as FollowedChange)
      // An end stays one, whatever moves the subscription on after it.
      if (known.isOver) return known
      let read = known.change
      try {
        // What is applied does not move. A wish that was fulfilled already is answered by a change that is not kept.
        if (isOpen(read)) read = await within(giveUpMs, ask, signal)
      } catch (error) {
        // Of a website that another owner has now, for example. What is under way all the same is asked for again.
        if (!adapterFailure('The adapter', error).is('not_found') || (await readView()).openChange?.id === changeId)
          throw error
        return { ...known, isOver: true }
      }
      if (read.state !== 'applied') return asSaid(read)
      const { subscription, now } = await readView()
      const isInEffect = shows(subscription, read.intent)
      const ageMs = +new Date(now ?? Date.now()) - Date.parse(read.endedAt)
      return { change: read, isInEffect, isOver: isInEffect || ageMs > longestLagMs }
    },
    initialData: first,
    staleTime: 0,
    retry: false,
    gcTime: 0,
    refetchOnWindowFocus: 'always',
    refetchOnReconnect: 'always',
    refetchInterval: ({ state }) => !state.data?.isOver && pollInterval(state.dataUpdateCount + state.errorUpdateCount),
  })
}

/** Puts in what the backend has just said of a change: newer than what was read before, and than a read on its way. */
export function putChange(client: QueryClient, scope: WebsiteScope, change: SubscriptionChange): FollowedChange {
  const queryKey = changeKey(scope, change.id)
  const query = client.getQueryCache().find<FollowedChange>({ queryKey })
  const known = query?.state.data
  const said = known?.isOver ? known : asSaid(change)
  const shown = query?.setData(said) ?? said
  void client.invalidateQueries({ queryKey })
  return shown
}

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
