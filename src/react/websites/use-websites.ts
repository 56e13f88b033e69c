'use client'
import { useQuery } from '@tanstack/react-query'
import { useAnalytics } from '../analytics-context.ts'
import { websitesQuery } from '../queries.ts'

/** The websites that whoever is signed in may open: their own, and those they contribute to. */
export function useWebsites() {
  const { adapter, tenant } = useAnalytics()
  return useQuery(websitesQuery({ adapter, tenant }))
}
