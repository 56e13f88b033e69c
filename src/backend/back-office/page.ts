import type { ListQuery } from '../ledger/store.ts'

type Place = NonNullable<ListQuery['after']>

/** A page's end as text, for the caller to hand back. */
export function pageOf({ startedAt, id }: Place): string {
  return `${startedAt}.${id}`
}

/** @throws RangeError for text that does not name the end of a page. */
export function pageAfter(page: string): Place {
  const [, startedAt, id] = /^(\d{1,16})\.(.+)$/.exec(page) ?? []
  if (startedAt === undefined || id === undefined) {
    throw new RangeError('page must be the nextPage of the list before.')
  }
  return { startedAt: Number(startedAt), id }
}
