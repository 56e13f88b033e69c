'use client'
import { useQuery } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import { getChange } from '../../contract/routes.ts'
import type { SubscriptionChange } from '../../contract/subscription-change.ts'
import { changeKey } from '../data/keys.ts'
import { ownOptions } from '../data/own-options.ts'
import { retry } from '../data/queries.ts'
import { useLatest } from '../use-latest.ts'
import { useWebsiteScope } from '../data/use-website-scope.ts'

/** A change that ended longer ago is not what the customer comes back for: the address was kept. */
const longestWayBackMs = 60 * 60_000

/**
 * Finds, once, the change that a payment page sent the customer back for. It may have ended before the page was there, and is
 * then no open change any more. An id out of an address may be anything: one that is not found shows the plans as ever.
 *
 * @returns True while it is looked for.
 */
export function useReturnedChange(
  websiteId: string,
  changeId: string | undefined,
  isOn: boolean,
  onFound: (change: SubscriptionChange) => void,
): boolean {
  const scope = useWebsiteScope(websiteId)
  const taken = useRef<string | null>(null)
  const latest = useLatest(onFound)
  const { data, isPending } = useQuery({
    ...ownOptions,
    queryKey: [...changeKey(scope, changeId ?? ''), 'returned'],
    queryFn: ({ signal }) => scope.adapter.call(getChange, { websiteId, changeId: changeId ?? '' }, { signal }),
    enabled: isOn && changeId !== undefined,
    retry,
    staleTime: Infinity,
  })
  useEffect(() => {
    if (!data || !isOn || taken.current === data.id) return
    taken.current = data.id
    const isLongAgo = 'endedAt' in data && Date.now() - Date.parse(data.endedAt) > longestWayBackMs
    if (!isLongAgo) latest.current(data)
  }, [data, isOn, latest])
  return isOn && changeId !== undefined && isPending
}
