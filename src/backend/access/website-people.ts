import type { ContributorRole, WireContributors } from '../../sdk/wire/wire-contributors.ts'
import type { Right } from '../../contract/right.ts'
import type { Caller } from './identity.ts'
import { notFound } from '../platform/platform.ts'

/** Who has a part in a website on the platform. */
export interface WebsitePeople {
  ownerId: string
  contributors: ReadonlyMap<string, ContributorRole>
}

export function peopleOf({ owner, contributors }: WireContributors): WebsitePeople {
  // Whoever is named twice has the greater role, which is set last.
  const roles = (['dashboard', 'watcher', 'editor'] as const).flatMap((role) =>
    contributors[role].map(({ intpCustomerId }) => [intpCustomerId, role] as const),
  )
  return { ownerId: owner.intpCustomerId, contributors: new Map(roles) }
}

/**
 * What a person may do with a website. On one of another customer they may look at most.
 *
 * @throws AnalyticsError `not_found` when they have no part in it, or it is not among those they are limited to.
 */
export function rightsOn(
  { customerId, may, sites }: Caller,
  websiteId: string,
  { ownerId, contributors }: WebsitePeople,
): readonly Right[] {
  if (sites && !sites.has(websiteId)) throw notFound()
  if (customerId === ownerId) return may
  if (contributors.has(customerId)) return may.filter((right) => right === 'look')
  throw notFound()
}
