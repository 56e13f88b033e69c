import { integer } from './checks.ts'
import { instantSchema, orNewerKind, type SchemaOf } from './primitives.ts'
import { discriminatedUnion, literal, nullable, object, type Infer } from './zod-schemas.ts'

const touchpoints = integer(0)

const resetsAt = nullable(instantSchema)

/** The platform said nothing about it. */
const unknown = object({ kind: literal('unknown') })
export interface UnknownUsage extends Infer<typeof unknown> {}

/** A limit of 0: nothing is recorded. */
const noTracking = object({ kind: literal('no_tracking') })
export interface NoTracking extends Infer<typeof noTracking> {}

const unlimited = object({ kind: literal('unlimited'), used: touchpoints, resetsAt })
export interface UnlimitedUsage extends Infer<typeof unlimited> {}

const limited = object({ kind: literal('limited'), used: touchpoints, limit: integer(1), resetsAt })
export interface LimitedUsage extends Infer<typeof limited> {}

/** The limit belongs to a pool that several websites share; `used` is this website's part. */
const poolShare = object({ kind: literal('pool_share'), used: touchpoints, resetsAt })
export interface PoolShareUsage extends Infer<typeof poolShare> {}

/** What a website has used of its touchpoints in the running period. */
export type Usage = UnknownUsage | NoTracking | UnlimitedUsage | LimitedUsage | PoolShareUsage
const kinds = discriminatedUnion('kind', [unknown, noTracking, unlimited, limited, poolShare])
/** A kind that a newer backend has added is shown like one that is not known. */
export const usageSchema: SchemaOf<Usage> = orNewerKind(kinds, [
  'unknown',
  'no_tracking',
  'unlimited',
  'limited',
  'pool_share',
])
