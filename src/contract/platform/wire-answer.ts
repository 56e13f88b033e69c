import {
  array,
  int,
  looseObject,
  nonnegative,
  nullish,
  optional,
  type infer as Infer,
  type ZodMiniType,
} from 'zod/mini'

const count = int().check(nonnegative())

/** Where a page stands in its list. `page` starts at 0. */
export const wirePageSchema = looseObject({ page: count, pageSize: count, pageTotal: count, total: count })
export type WirePage = Infer<typeof wirePageSchema>

/** An answer of the platform: `{ payload, meta? }`. */
export function wireAnswer<Payload extends ZodMiniType>(payload: Payload) {
  return looseObject({ payload })
}

/** One page of a list. */
export function wireList<Item extends ZodMiniType>(item: Item) {
  return looseObject({ payload: array(item), meta: optional(nullish(wirePageSchema)) })
}
