'use client'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { within } from '../../adapter/deadline.ts'
import type { Quote } from '../../contract/quote.ts'
import { abandonChange } from '../../contract/routes.ts'
import type { ChangeIntent, SubscriptionChange } from '../../contract/subscription-change.ts'
import { useAnalytics } from '../analytics-context.ts'
import { useFrame } from '../frame-context.ts'
import { useLatest } from '../use-latest.ts'
import { quotesKey, tenantKey } from './keys.ts'
import { replaceKnown, subscriptionQuery } from './queries.ts'
import { useWebsiteScope } from './use-website-scope.ts'
import { tellOfChange } from './change-news.ts'
import { changeQuery, putChange } from './change-query.ts'
import { agreedTo, createChangeStarter, giveUpMs } from './change-starter.ts'
import { assertNotFramedByStranger } from '../safety/framing.ts'
import { usePageReturn } from './use-page-return.ts'

/** Ends that the cache and the partner have heard of: a modal and a panel may follow the same change. */
const spread = new WeakSet<SubscriptionChange>()

export interface UseChangeSubscriptionOptions {
  /** The partner's own id of the website. */
  websiteId: string
  /** Called once a change is applied and a fresh read shows it. */
  onChanged?: ((change: SubscriptionChange) => void) | undefined
}

/**
 * A change that is followed, and how far it is. `isInEffect`: a fresh read of the subscription shows what was wanted. `isOver`:
 * nothing more is to come. An applied change that is over and not seen was replaced by another one before it was read, and one
 * that is over in a state in which it could still move is not known to the backend any more.
 */
export type FollowedChange =
  | { change: null; isInEffect: false; isOver: false }
  | { change: SubscriptionChange; isInEffect: boolean; isOver: boolean }

export type UseChangeSubscriptionResult = FollowedChange & {
  /**
   * Starts a change, and follows it. A choice takes the quote that was shown, and with it the amount that was agreed to.
   *
   * @throws AnalyticsError `framed` on a page that a stranger has framed; else what the backend said.
   */
  start: (intent: ChangeIntent, quote?: Quote | null) => Promise<SubscriptionChange>
  /** Asks now how far the change is, without waiting for the next poll. */
  refresh: () => void
  /** Follows a change that was started elsewhere; `null` stops. */
  follow: (change: SubscriptionChange | null) => void
  /** Drops a change that is not paid. One that was paid meanwhile goes on. */
  abandon: (changeId: string) => Promise<SubscriptionChange>
}

/**
 * Changes a subscription and follows the change to its end. `start` makes one change of one wish, however often it is
 * called; `change` is then how far it is, and `isInEffect` says that a fresh read shows what was wanted. At that moment all
 * that is known of this tenant's websites is read again, and a `DashboardFrame` around reloads.
 *
 * @example
 * const { start, change, isInEffect } = useChangeSubscription({ websiteId: 'shop-1', onChanged: () => toast('Done') })
 * <button onClick={() => void start({ kind: 'resume' })}>Turn auto-renewal back on</button>
 */
export function useChangeSubscription({
  websiteId,
  onChanged,
}: UseChangeSubscriptionOptions): UseChangeSubscriptionResult {
  const { report, allowedAncestors } = useAnalytics()
  const scope = useWebsiteScope(websiteId)
  const { adapter, tenant } = scope
  const client = useQueryClient()
  const frame = useFrame()
  const starter = useMemo(() => createChangeStarter(adapter, websiteId), [adapter, websiteId])
  // With the scope it belongs to: a change of another website or tenant is not ours.
  const [begun, setFollowed] = useState<{ scope: unknown; change: SubscriptionChange } | null>(null)
  const first = begun?.scope === scope ? begun.change : null

  const live = useQuery({ ...changeQuery(client, scope, first), enabled: first !== null })
  const follow = (change: SubscriptionChange | null) => setFollowed(change && { scope, change })
  const followed: FollowedChange = (first && live.data) ?? nothingFollowed
  usePageReturn(first !== null, () => void live.refetch())

  const end = useCallback(
    ({ change, isInEffect }: { change: SubscriptionChange; isInEffect: boolean }) => {
      starter.forget()
      if (spread.has(change)) return
      spread.add(change)
      const { id, intent } = change
      // Until the subscription is read again it would still show a change that is over.
      replaceKnown(client, subscriptionQuery(scope).queryKey, (view) =>
        view.openChange?.id === id ? { ...view, openChange: null } : view,
      )
      client.removeQueries({ queryKey: quotesKey(tenant) })
      void client.invalidateQueries({ queryKey: tenantKey(tenant) })
      tellOfChange(websiteId, id)
      if (isInEffect && intent.kind === 'choose')
        report({ type: 'plan.changed', websiteId, packageId: intent.packageId })
    },
    [client, scope, tenant, websiteId, starter, report],
  )

  const ended = followed.isOver ? followed : null
  const latest = useLatest({ onChanged, frame })
  const told = useRef<SubscriptionChange | null>(null)
  useEffect(() => {
    if (!ended || told.current === ended.change) return
    const { change, isInEffect } = ended
    told.current = change
    end(ended)
    if (!isInEffect) return
    latest.current.frame?.refresh()
    latest.current.onChanged?.(change)
  }, [ended, end, latest])

  const take = (answer: SubscriptionChange) => {
    const shown = putChange(client, scope, answer)
    follow(shown.change)
    return shown
  }

  return {
    ...followed,
    async start(intent: ChangeIntent, quote?: Quote | null): Promise<SubscriptionChange> {
      assertNotFramedByStranger(allowedAncestors)
      const answer = await starter.start(intent, quote && agreedTo(quote))
      tellOfChange(websiteId, answer.id)
      return take(answer).change
    },
    refresh: () => void live.refetch(),
    follow,
    async abandon(changeId: string): Promise<SubscriptionChange> {
      const ask = (signal: AbortSignal) => adapter.call(abandonChange, { websiteId, changeId }, { signal })
      const left = take(await within(giveUpMs, ask))
      // Here, since whoever discards a change may follow it no longer.
      if (left.isOver) end(left)
      return left.change
    },
  }
}

const nothingFollowed: FollowedChange = { change: null, isInEffect: false, isOver: false }
