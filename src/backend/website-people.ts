import type { ContributorRole, WireContributors } from '../contract/platform/wire-contributors.ts'
import type { Role } from '../contract/website.ts'
import type { Identity } from './identity.ts'
import { notFound } from './platform.ts'

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
 * @throws AnalyticsError `not_found` when they have no part in it.
 */
export function roleOn({ customerId, role }: Identity, { ownerId, contributors }: WebsitePeople): Role {
  if (customerId === ownerId) return role
  if (contributors.has(customerId)) return 'viewer'
  throw notFound()
}
