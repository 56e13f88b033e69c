'use client'
import { useEffect, useRef } from 'react'
import { getChange } from '../../contract/routes.ts'
import type { SubscriptionChange } from '../../contract/subscription-change.ts'
import { useLatest } from '../use-latest.ts'
import { useWebsiteScope } from '../data/use-website-scope.ts'

/**
 * Finds, once, the change that a payment page sent the customer back for. It may have ended before the page was there, and is
 * then no open change any more. An id out of an address may be anything: one that is not found shows the plans as ever.
 */
export function useReturnedChange(
  websiteId: string,
  changeId: string | undefined,
  isOn: boolean,
  onFound: (change: SubscriptionChange) => void,
): void {
  const { adapter } = useWebsiteScope(websiteId)
  const taken = useRef<string | null>(null)
  const latest = useLatest(onFound)
  useEffect(() => {
    if (!isOn || !changeId || taken.current === changeId) return undefined
    const abort = new AbortController()
    const take = (change: SubscriptionChange | null) => {
      if (abort.signal.aborted) return
      taken.current = changeId
      if (change) latest.current(change)
    }
    adapter.call(getChange, { websiteId, changeId }, { signal: abort.signal }).then(take, () => take(null))
    return () => abort.abort()
  }, [adapter, websiteId, changeId, isOn, latest])
}
