import {
  array,
  catch as fallback,
  enum as oneOf,
  looseObject,
  nullish,
  optional,
  string,
  type infer as Infer,
} from 'zod/mini'
import { idSchema } from '../primitives.ts'

/** `editor` edits everything, `watcher` looks, `dashboard` sees the dashboards that were shared with them. */
export const contributorRoleSchema = oneOf(['editor', 'watcher', 'dashboard'])
export type ContributorRole = Infer<typeof contributorRoleSchema>

const person = looseObject({ intpCustomerId: idSchema, email: optional(nullish(string())) })
const people = fallback(array(person), [])

/** Who may open a website, by what they may do. */
export const wireContributorsSchema = looseObject({
  owner: person,
  contributors: looseObject({ editor: people, watcher: people, dashboard: people }),
})
export type WireContributors = Infer<typeof wireContributorsSchema>
