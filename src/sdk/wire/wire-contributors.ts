import {
  array,
  catch as fallback,
  looseObject,
  pipe,
  safeParse,
  transform,
  unknown,
  type infer as Infer,
} from 'zod/mini'
import { idSchema } from '../../contract/primitives.ts'
import { documentedText, type Documented } from './wire-answer.ts'

/** The roles of the vendor's SDK, by its names. */
export const ContributorRole = {
  /** Edits everything. */
  EDITOR: 'editor',
  /** Looks. */
  WATCHER: 'watcher',
  /** Sees the dashboards that were shared with them. */
  DASHBOARD: 'dashboard',
} as const
export type ContributorRole = 'editor' | 'watcher' | 'dashboard'

const person = looseObject({ intpCustomerId: idSchema, email: documentedText })

/** Whoever cannot be read has no part in the website; the others keep theirs. */
const people = pipe(
  fallback(array(unknown()), []),
  transform((rows: unknown[]) =>
    rows.flatMap((row) => {
      const read = safeParse(person, row)
      return read.success ? [read.data] : []
    }),
  ),
)

/** Who may open a website, by what they may do. */
export const wireContributorsSchema = looseObject({
  owner: person,
  contributors: looseObject({ editor: people, watcher: people, dashboard: people }),
})
export interface WireContributors extends Documented<Infer<typeof wireContributorsSchema>> {}
