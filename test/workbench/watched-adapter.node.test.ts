import { createHttpAdapter } from 'react-3as'
import { expect, it } from 'vitest'
import type { FromPreview } from '../../playground/preview/preview-messages.ts'
import { watchedAdapter } from '../../playground/preview/watched-adapter.ts'
import { listWebsites } from '../../src/contract/routes.ts'

it('has the preview keep customers apart as the page would, and tells the inspector of each call', async () => {
  const adapter = createHttpAdapter({
    baseUrl: '/api/analytics',
    customer: 'globex',
    fetch: async () => Response.json({ websites: [] }),
  })
  const told: FromPreview[] = []
  const watched = watchedAdapter(adapter, (message) => told.push(message))

  expect(watched.customer).toBe('globex')
  expect(await watched.call(listWebsites, {})).toEqual({ websites: [] })
  expect(told).toMatchObject([{ news: { kind: 'call', what: 'listWebsites', isGood: true } }])
})
