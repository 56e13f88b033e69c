'use client'
import { useEffect, useInsertionEffect, useMemo, useRef } from 'react'
import type { AnalyticsAdapter } from '../adapter/analytics-adapter.ts'
import { sayOnce } from './say-once.ts'

/**
 * One adapter for as long as the tenant stays, which passes each call on to the newest one: what a host writes inline is
 * another object at each render, and must not start anything anew.
 */
export function useSteadyAdapter(adapter: AnalyticsAdapter, tenant: string): AnalyticsAdapter {
  // Of this tenant: what the one before still has under way is asked in its own name.
  // oxlint-disable-next-line react-hooks/exhaustive-deps
  const own = useMemo(() => ({ adapter }), [tenant])
  useInsertionEffect(() => {
    own.adapter = adapter
  })
  const first = useRef({ tenant, adapter })
  useEffect(() => {
    if (first.current.tenant !== tenant) first.current = { tenant, adapter }
    if (process.env.NODE_ENV !== 'production' && first.current.adapter !== adapter)
      sayOnce(
        'The adapter is not the object it was before: create it once, outside the component. For another customer, change `tenant`.',
      )
  }, [tenant, adapter])
  return useMemo<AnalyticsAdapter>(() => ({ call: (...asked) => own.adapter.call(...asked) }), [own])
}

/** The same list for as long as it holds the same texts. */
export function useSteadyList(list: readonly string[]): readonly string[] {
  const texts = list.join('\n')
  return useMemo(() => (texts ? texts.split('\n') : []), [texts])
}
