'use client'
import { useCallback } from 'react'
import { prefetchUrl } from '../../adapter/prefetch-url.ts'
import { useAnalytics } from '../analytics-context.ts'

/**
 * Asks for a dashboard's signed URL before its frame is there, for a link that is hovered or focused: a `DashboardFrame`
 * that is mounted within a minute has its iframe from the first moment. What fails is asked for again by the frame.
 *
 * @example
 * const prefetchDashboard = usePrefetchDashboard()
 * <Link to="/analytics" onPointerEnter={() => prefetchDashboard({ websiteId: 'shop-1' })}>Analytics</Link>
 */
export function usePrefetchDashboard(): (options: { websiteId: string }) => void {
  const { signedUrls, tenant } = useAnalytics()
  return useCallback(({ websiteId }) => prefetchUrl(signedUrls, tenant, websiteId), [signedUrls, tenant])
}
