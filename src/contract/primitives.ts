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

type Sent = Record<string, unknown> | null | undefined

/**
 * One of a set to which a newer backend may have added: what is not known is let through, and whoever shows it has a place
 * for a word without a text. For what nothing is decided by.
 */
export function orNewer<Value extends string>(schema: $ZodType<Value, Value>): SchemaOf<Value> {
  return union([schema, string()]) as unknown as SchemaOf<Value>
}

/** The same for a union that is told by `kind`, of these kinds: one that is not known is let through without its facts. */
/* @__NO_SIDE_EFFECTS__ */
export function orNewerKind<Schema extends $ZodType>(schema: Schema, kinds: readonly string[]): Schema {
  const { _zod: zod } = schema
  const run = zod.run.bind(zod)
  zod.run = (payload, context) => {
    const kind = (payload.value as Sent)?.['kind']
    if (!isNewer(kind, kinds)) return run(payload, context)
    payload.value = { kind }
    return payload
  }
  return schema
}

/** True for a word that is none of these: a newer backend has added it. */
export function isNewer(word: unknown, known: readonly string[]): boolean {
  return typeof word === 'string' && !known.includes(word)
}

/**
 * A schema that also reads what a backend of another minor version sends, once `inOurs` has said the same in the words of
 * this one. What is sent may be anything.
 */
/* @__NO_SIDE_EFFECTS__ */
export function orOther<Schema extends $ZodType>(schema: Schema, inOurs: (sent: Sent) => unknown): Schema {
  const { _zod: zod } = schema
  const run = zod.run.bind(zod)
  zod.run = (payload, context) => {
    payload.value = inOurs(payload.value as Sent)
    return run(payload, context)
  }
  return schema
}
