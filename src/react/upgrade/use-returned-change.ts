'use client'
import { useQuery, type UseQueryResult } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import { getChange } from '../../contract/routes.ts'
import type { SubscriptionChange } from '../../contract/subscription-change.ts'
import type { SubscriptionView } from '../../contract/subscription.ts'
import { changeKey } from '../data/keys.ts'
import { ownOptions } from '../data/own-options.ts'
import { retry, type WebsiteScope } from '../data/queries.ts'
import { useLatest } from '../use-latest.ts'

/** A change that ended longer ago is not what the customer comes back for: the address was kept. */
const longestWayBackMs = 60 * 60_000

/**
 * Finds, once, the change that a payment page sent the customer back for. It may have ended before the page was there, and is
 * then no open change any more. An id out of an address may be anything: one that is not found shows the plans as ever.
 *
 * @returns True while it is looked for.
 */
export function useReturnedChange(
  scope: WebsiteScope,
  changeId: string | undefined,
  isOn: boolean,
  view: Pick<UseQueryResult<SubscriptionView>, 'data' | 'isPending'>,
  onFound: (change: SubscriptionChange) => void,
): boolean {
  const { adapter, websiteId } = scope
  const taken = useRef<string | null>(null)
  const latest = useLatest(onFound)
  const { data, isFetched } = useQuery({
    ...ownOptions,
    queryKey: [...changeKey(scope, changeId ?? ''), 'returned'],
    queryFn: ({ signal }) => adapter.call(getChange, { websiteId, changeId: changeId ?? '' }, { signal }),
    enabled: isOn && changeId !== undefined,
    retry,
    staleTime: Infinity,
  })
  // Its end is as long ago as the backend's clock says, which the view brings. Whatever the first answers are, plans that are
  // shown after them are not taken away again.
  const isReturning = isOn && changeId !== undefined && (!isFetched || view.isPending)
  const now = view.data?.now
  useEffect(() => {
    if (!data || !isOn || isReturning || taken.current === data.id) return
    taken.current = data.id
    const isLongAgo = 'endedAt' in data && +new Date(now ?? Date.now()) - Date.parse(data.endedAt) > longestWayBackMs
    if (!isLongAgo) latest.current(data)
  }, [data, isOn, isReturning, now, latest])
  return isReturning
}
