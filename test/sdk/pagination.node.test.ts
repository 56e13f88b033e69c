import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { walkPages, type PageQuery, type RowsRead } from '../../src/sdk/page.ts'
import { sandboxed } from './sandboxed.ts'

async function all<Item>(items: AsyncIterable<Item>): Promise<Item[]> {
  const found: Item[] = []
  for await (const item of items) found.push(item)
  return found
}

describe('walking a list', () => {
  const nowhere = { page: 0, pageSize: 0, pageTotal: 0, total: 0 }
  const isReadable = (item: number) => item % 7 !== 5

  /** A platform that never sends more than `most` at a time, whatever it is asked for. */
  const platform = (items: readonly number[], most: number, hasMeta: boolean) => {
    const asked: Required<PageQuery>[] = []
    const ask = async (query: Required<PageQuery>): Promise<RowsRead<number>> => {
      asked.push(query)
      const page = query.page ?? 0
      const pageSize = Math.min(query.pageSize ?? 10, most)
      const rows = items.slice(page * pageSize, (page + 1) * pageSize)
      const total = items.length
      const metadata = { page, pageSize, pageTotal: Math.ceil(total / pageSize), total }
      return { items: rows.filter(isReadable), metadata: hasMeta ? metadata : nowhere, sent: rows.length }
    }
    return { ask, asked }
  }

  it('gives each item that can be read once and in order, whatever the sizes', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.nat(120),
        fc.integer({ min: 1, max: 60 }),
        fc.integer({ min: 1, max: 60 }),
        fc.boolean(),
        async (total, pageSize, most, hasMeta) => {
          // Without meta nobody can know that the platform sends less than it was asked for.
          fc.pre(hasMeta || most >= pageSize)
          const items = Array.from({ length: total }, (_, index) => index)
          const { ask, asked } = platform(items, most, hasMeta)
          expect(await all(walkPages(ask, { pageSize }))).toEqual(items.filter(isReadable))
          const size = Math.min(pageSize, most)
          expect(asked.length).toBeLessThanOrEqual(Math.floor(total / size) + 1)
        },
      ),
    )
  })

  it('asks for the next page only when it is needed', async () => {
    const { ask, asked } = platform([1, 2, 3, 4, 5, 6], 2, true)
    for await (const item of walkPages(ask, { pageSize: 2 })) if (item === 3) break
    expect(asked.map(({ page }) => page)).toEqual([0, 1])
  })

  it('ends when a list shrinks below where it stands', async () => {
    const asked: unknown[] = []
    const ask = async ({ page = 0 }: PageQuery): Promise<RowsRead<number>> => {
      asked.push(page)
      const items = page === 0 ? [1, 2] : []
      return { items, metadata: { page, pageSize: 2, pageTotal: 50, total: 100 }, sent: items.length }
    }
    expect(await all(walkPages(ask, { pageSize: 2 }))).toEqual([1, 2])
    expect(asked).toEqual([0, 1])
  })
})

describe('against the sandbox', () => {
  const sandbox = sandboxed({ traffic: false })

  it('walks websites, customers and the websites of one customer', async () => {
    const visa = sandbox.visa()
    const sites = await all(visa.websites.all({ pageSize: 3 }))
    expect(sites.map(({ intpWebsiteId }) => intpWebsiteId)).toEqual([
      'acme-bikes',
      'acme-books',
      'acme-garden',
      'globex-lamps',
    ])
    const customers = await all(visa.intpcs.all({ pageSize: 1 }))
    expect(customers.map(({ intpCustomerId }) => intpCustomerId)).toEqual(['acme', 'globex', 'acme-viewer'])
    expect(await all(visa.intpc('acme').allWebsites({ pageSize: 2 }))).toHaveLength(3)
  })

  it('stops when it is aborted', async () => {
    const controller = new AbortController()
    const reason = new Error('enough')
    const walk = async () => {
      for await (const site of sandbox.visa().websites.all({ pageSize: 1, signal: controller.signal })) {
        expect(site.intpWebsiteId).toBe('acme-bikes')
        controller.abort(reason)
      }
    }
    await expect(walk()).rejects.toBe(reason)
  })
})
