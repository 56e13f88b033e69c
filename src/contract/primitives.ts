import type { $ZodEnum, $ZodType } from 'zod/v4/core'
import { text, written } from './checks.ts'
import { string, union } from './zod-schemas.ts'

/** An id: the partner's own free text, or the platform's. Never empty; may hold `/`, `?`, `%`, spaces and unicode. */
export const idSchema = text(1, 512)

const isoInstant = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:?\d{2})$/

/** A moment as ISO 8601 with an offset. */
export const instantSchema = written(isoInstant)

/** A schema by the name of what it is for, so that editors show the name and not all that it stands for. */
export type SchemaOf<Value> = $ZodType<Value, Value>

/** The schema of a union of words that has forgotten none of them: what `oneOf` makes is held against it. */
export type AllOf<Word extends string> = $ZodEnum<{ [One in Word]: One }>

/**
 * One of a set to which a newer backend may have added: what is not known is let through, and whoever shows it has a place
 * for a word without a text. For what nothing is decided by.
 */
export function orNewer<Value extends string>(schema: $ZodType<Value, Value>): SchemaOf<Value> {
  return union([schema, string()]) as unknown as SchemaOf<Value>
}

/** A schema that also reads what an older backend of the same major version sends, once `renewed` has made today's of it. */
/* @__NO_SIDE_EFFECTS__ */
export function orOlder<Schema extends $ZodType>(
  schema: Schema,
  renewed: (sent: Record<string, unknown>) => unknown,
): Schema {
  const { _zod: zod } = schema
  const run = zod.run.bind(zod)
  zod.run = (payload, context) => {
    payload.value = renewed(payload.value as Record<string, unknown>)
    return run(payload, context)
  }
  return schema
}
