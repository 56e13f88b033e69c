import type { ListQuery } from '../ledger/store.ts'

/** What lists leave out, as the indexes of lists do: the rows that only watch a subscription. */
export const isListed = "(lane <> 'system' OR key <> 'watch:always')"

/** A list has a statement for each choice of filters, so that each is bounded by an index. */
export type ListStatement =
  | 'listAll'
  | 'listByState'
  | 'listByCustomer'
  | 'listByCustomerAndState'
  | 'listByWebsite'
  | 'listByWebsiteAndState'

/** The statement that answers a query, and what it is asked with: filters, since, the end of the page before, and how many. */
export function listing({ of, state, since, after, most }: ListQuery): {
  name: ListStatement
  values: (string | number)[]
} {
  const whose = of === null ? '' : 'customerId' in of ? 'Customer' : 'Website'
  const id = of === null ? [] : ['customerId' in of ? of.customerId : of.websiteId]
  const rest = [since, after?.startedAt ?? Number.MAX_SAFE_INTEGER, after?.id ?? '', most]
  if (whose === '')
    return state === null ? { name: 'listAll', values: rest } : { name: 'listByState', values: [state, ...rest] }
  if (state === null) return { name: `listBy${whose}`, values: [...id, ...rest] }
  return { name: `listBy${whose}AndState`, values: [...id, state, ...rest] }
}
