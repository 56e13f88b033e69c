import { array, catch as fallback, int, looseObject, nonnegative, string, unknown, type ZodMiniType } from 'zod/mini'

/** The documented fields of a shape that keeps others too, so that a misspelt one does not type-check. */
export type Documented<Shape> = { [Field in keyof Shape as string extends Field ? never : Field]: Shape[Field] }

/** A text that the platform documents and nothing depends on: empty where it is missing. */
export const documentedText = fallback(string(), '')

const count = fallback(int().check(nonnegative()), 0)

/** Where a page stands in its list. `page` starts at 0. All zeros where the platform does not say. */
export const wirePageSchema = fallback(looseObject({ page: count, pageSize: count, pageTotal: count, total: count }), {
  page: 0,
  pageSize: 0,
  pageTotal: 0,
  total: 0,
})

/** An answer of the platform: `{ payload, meta? }`. */
export function wireAnswer<Payload extends ZodMiniType>(payload: Payload) {
  return looseObject({ payload })
}

/** A list, or one page of it. Its rows are looked at one by one, so that an odd one does not hide the others. */
export const wireRowsSchema = looseObject({ payload: array(unknown()), meta: wirePageSchema })
