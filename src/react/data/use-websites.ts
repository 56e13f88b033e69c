'use client'
import { useQuery } from '@tanstack/react-query'
import type { WebsiteSummary } from '../../contract/website.ts'
import { useAnalytics } from '../analytics-context.ts'
import { websitesQuery } from './queries.ts'
import { readResult, type ReadResult } from './read-result.ts'

export type UseWebsitesResult = ReadResult<readonly WebsiteSummary[]>

/**
 * The websites that whoever is signed in may open: their own, and those they contribute to.
 *
 * @example const { data: websites = [] } = useWebsites()
 */
export function useWebsites(): UseWebsitesResult {
  const { adapter, tenant } = useAnalytics()
  return readResult(useQuery(websitesQuery({ adapter, tenant })), ({ websites }) => websites)
}
