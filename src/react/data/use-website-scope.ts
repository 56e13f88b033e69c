'use client'
import { useMemo } from 'react'
import { useAnalytics } from '../analytics-context.ts'

/** What the queries of a website need, from the provider. */
export function useWebsiteScope(websiteId: string) {
  const { adapter, tenant } = useAnalytics()
  return useMemo(() => ({ adapter, tenant, websiteId }), [adapter, tenant, websiteId])
}
