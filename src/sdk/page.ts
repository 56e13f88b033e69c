import type { CallOptions } from './call-options.ts'

/** Where a page stands in its list. `page` starts at 0. All zeros where the platform does not say. */
export interface PaginationMetadata {
  page: number
  pageSize: number
  pageTotal: number
  total: number
}

/** One page of a list. */
export interface PaginatedResponse<Item> {
  items: Item[]
  metadata: PaginationMetadata
}

/** A page as it was read: rows that are in `sent` and not in `items` could not be. */
export interface RowsRead<Item> extends PaginatedResponse<Item> {
  sent: number
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
  /**
   * Rejects with a `ThreeAsBadAnswerError` where a row cannot be read, in place of leaving it out: for whoever must not
   * overlook one. @defaultValue false
   */
  strict?: boolean | undefined
}

export function pageOf<Item>({ items, metadata }: RowsRead<Item>): PaginatedResponse<Item> {
  return { items, metadata }
}

/**
 * Walks a list to its end, a page at a time, asking for the next one only when it is needed.
 * What is made or deleted meanwhile may be missed or come twice: the platform pages by position.
 */
export async function* walkPages<Item>(
  ask: (query: Required<PageQuery>, options: AllOptions) => Promise<RowsRead<Item>>,
  options: AllOptions = {},
): AsyncGenerator<Item, void, undefined> {
  const { pageSize = 50 } = options
  for (let page = 0; ; page++) {
    const { items, metadata, sent } = await ask({ page, pageSize }, options)
    yield* items
    // The platform may send fewer at a time than it was asked for; its own size then counts.
    const size = metadata.pageSize || pageSize
    const isLast = metadata.total > 0 ? (page + 1) * size >= metadata.total : sent < pageSize
    if (isLast || sent === 0) return
  }
}
