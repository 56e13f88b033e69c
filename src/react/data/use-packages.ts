'use client'
import { useQuery } from '@tanstack/react-query'
import type { Package } from '../../contract/package.ts'
import { packagesQuery } from './queries.ts'
import { readResult, type ReadResult } from './read-result.ts'
import { useWebsiteScope } from './use-website-scope.ts'

export interface UsePackagesOptions {
  /** The partner's own id of the website. */
  websiteId: string
}
export type UsePackagesResult = ReadResult<readonly Package[]>

/**
 * The packages a website may have.
 *
 * @example const { data: packages = [] } = usePackages({ websiteId: 'shop-1' })
 */
export function usePackages({ websiteId }: UsePackagesOptions): UsePackagesResult {
  return readResult(useQuery(packagesQuery(useWebsiteScope(websiteId))), ({ packages }) => packages)
}
