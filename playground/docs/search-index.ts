import type { Options } from 'minisearch'

/** What is found: a part of a page under one heading. */
export interface Entry {
  /** Its address below `docs/`. */
  id: string
  page: string
  heading: string
  text: string
}

/** The index is made while the site is built, and read in the browser; both have to agree on these. */
export const searchOptions: Options<Entry> = {
  fields: ['page', 'heading', 'text'],
  storeFields: ['page', 'heading', 'text'],
  searchOptions: { boost: { heading: 3, page: 2 }, prefix: true, fuzzy: 0.15, combineWith: 'AND' },
}
