'use client'
import { useQuery } from '@tanstack/react-query'
import { packagesQuery } from '../queries.ts'
import { useWebsiteScope } from '../use-website-scope.ts'

/** The packages a website may have. */
export function usePackages(websiteId: string) {
  return useQuery(packagesQuery(useWebsiteScope(websiteId)))
}
