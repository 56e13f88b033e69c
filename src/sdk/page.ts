import type { WirePage } from '../contract/platform/wire-answer.ts'
import type { CallOptions } from './call.ts'

/** What the platform answers: the payload, in the platform's own shape. */
export interface Answer<Payload> {
  payload: Payload
}

/** One page of a list. `meta` is absent where the platform sends everything at once. */
export interface Page<Item> {
  payload: Item[]
  meta?: WirePage | null | undefined
}

/** Which page of a list. */
export interface PageQuery {
  /** Starts at 0. @defaultValue 0 */
  page?: number | undefined
  /** @defaultValue 10, the platform's own */
  pageSize?: number | undefined
}

export interface AllOptions extends CallOptions {
  /** How many to ask for at a time. @defaultValue 50 */
  pageSize?: number | undefined
}

/**
 * Walks a list to its end, a page at a time, asking for the next one only when it is needed.
 * What is made or deleted meanwhile may be missed or come twice: the platform pages by position.
 */
export async function* walkPages<Item>(
  ask: (query: Required<PageQuery>, options: CallOptions) => Promise<Page<Item>>,
  { pageSize = 50, ...options }: AllOptions = {},
): AsyncGenerator<Item, void, undefined> {
  for (let page = 0; ; page++) {
    const { payload, meta } = await ask({ page, pageSize }, options)
    yield* payload
    // The platform may send fewer at a time than it was asked for; its own size then counts.
    const size = meta?.pageSize || pageSize
    const isLast = meta ? (page + 1) * size >= meta.total : payload.length < pageSize
    if (isLast || payload.length === 0) return
  }
}
