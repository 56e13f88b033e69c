import { discriminatedUnion, literal, nullable, object, type infer as Infer } from 'zod/mini'
import { integer } from './checks.ts'
import { instantSchema } from './primitives.ts'

const touchpoints = integer(0)

/** What a website has used of its touchpoints in the running period. */
export const usageSchema = discriminatedUnion('kind', [
  /** The platform said nothing about it. */
  object({ kind: literal('unknown') }),
  /** A limit of 0: nothing is recorded. */
  object({ kind: literal('no_tracking') }),
  object({ kind: literal('unlimited'), used: touchpoints, resetsAt: nullable(instantSchema) }),
  object({
    kind: literal('limited'),
    used: touchpoints,
    limit: integer(1),
    resetsAt: nullable(instantSchema),
  }),
  /** The limit belongs to a pool that several websites share; `used` is this website's part. */
  object({ kind: literal('pool_share'), used: touchpoints, resetsAt: nullable(instantSchema) }),
])
export type Usage = Infer<typeof usageSchema>
