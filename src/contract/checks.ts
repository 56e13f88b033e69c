import type { $ZodCheck } from 'zod/v4/core'
import { number, string } from './zod-schemas.ts'

/**
 * The checks of what a browser reads. Zod's own come with all that they can check besides, which weighs more than a kilobyte
 * there. What a check notes in `bag` is what JSON Schema has for it, by zod's own names.
 */
function check<Value>(passes: (value: Value) => boolean, bag: Record<string, unknown>): $ZodCheck<Value> {
  return {
    _zod: {
      def: { check: 'custom' },
      onattach: [({ _zod: schema }) => void Object.assign(schema.bag, bag)],
      check({ value, issues }) {
        if (!passes(value)) issues.push({ code: 'custom', input: value, continue: true })
      },
    },
  }
}

/** An integer, of at least so much. */
export function integer(minimum?: number) {
  const bag = { format: 'safeint', minimum: minimum ?? Number.MIN_SAFE_INTEGER, maximum: Number.MAX_SAFE_INTEGER }
  return number(check((value: number) => Number.isSafeInteger(value) && !(value < bag.minimum), bag))
}

/** A text of so many characters, and of a pattern. */
export function text(minimum: number, maximum: number) {
  return string(check((value: string) => value.length >= minimum && value.length <= maximum, { minimum, maximum }))
}

/** A text of a pattern. */
export function written(pattern: RegExp) {
  return string(check((value: string) => pattern.test(value), { patterns: new Set([pattern]) }))
}
