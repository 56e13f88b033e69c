import MiniSearch from 'minisearch'
import { searchOptions, type Entry } from './search-index.ts'

export interface Found {
  /** Below `docs/`. */
  address: string
  page: string
  heading: string
  excerpt: string
}
export type Find = (text: string) => Found[]

export async function loadIndex(url: string): Promise<Find> {
  const response = await fetch(url)
  if (!response.ok) throw new Error(`The index of the search was answered with ${response.status}.`)
  const index = MiniSearch.loadJSON<Entry>(await response.text(), searchOptions)
  return (text) =>
    index.search(text).map(({ id, page, heading, text: words, terms }) => ({
      address: id as string,
      page: page as string,
      heading: heading as string,
      excerpt: around(words as string, terms),
    }))
}

const excerptLength = 140

function around(text: string, terms: readonly string[]): string {
  const low = text.toLowerCase()
  const at = Math.max(0, Math.min(...terms.map((term) => low.indexOf(term)).filter((found) => found >= 0), low.length))
  const start = at >= low.length ? 0 : Math.max(0, text.lastIndexOf(' ', at - 40))
  const cut = text.slice(start, start + excerptLength).trim()
  return `${start > 0 ? '… ' : ''}${cut}${start + excerptLength < text.length ? ' …' : ''}`
}
