import { afterEach, expect, it, vi } from 'vitest'
import { createHttpAdapter } from '../../src/adapter/http-adapter.ts'
import { processRuntime } from '../../src/backend/runtime/runtime.ts'
import { createQuote } from '../../src/contract/routes.ts'
import { as, page, runningBackend } from './partner-backend.ts'

let aheadMs = 0
const running = runningBackend('website', {
  publicUrl: page,
  runtime: { steady: () => processRuntime.steady() + aheadMs },
})
afterEach(() => void vi.restoreAllMocks())

/** Vite takes the next port when its own is busy. */
const moved = 'http://localhost:5174'
const refusals = () => running.backend.events.filter(({ type }) => type === 'origin.refused')

/** A page there, behind a proxy to the backend. */
const quoteFrom = async (origin: string) =>
  createHttpAdapter({ baseUrl: `${running.backend.url}/api/analytics`, headers: { ...as('acme'), origin } })
    .call(createQuote, { websiteId: 'acme-bikes', packageId: running.packageId('Pro') })
    .catch((error: unknown) => error)

it('is told once on its console where it is and what to change', async () => {
  const said = vi.spyOn(console, 'error').mockImplementation(() => {})
  await quoteFrom(moved)
  await quoteFrom(moved)
  expect(said).toHaveBeenCalledTimes(1)
  expect(said.mock.calls[0]?.[0]).toMatch(/The page is on http:\/\/localhost:5174\. .*publicUrl or allowedOrigins/)
})

it('is an event for the operator, at most once a minute, with the number and the origin', async () => {
  await quoteFrom(moved)
  expect(refusals()).toMatchObject([{ count: 1, origin: moved, error: { code: 'cross_site' } }])
  await Promise.all(Array.from({ length: 5 }, () => quoteFrom('https://evil.example')))
  expect(refusals()).toHaveLength(1)
  aheadMs += 61_000
  await quoteFrom(moved)
  expect(refusals()[1]).toMatchObject({ count: 6, origin: moved })
})

it('has no origin in the event when it names none that could be allowed', async () => {
  await running.backend.post('/quotes', {}, { ...as('acme'), origin: 'null' })
  expect(refusals()).toMatchObject([{ origin: null }])
})

it('is no event where it is expected', async () => {
  expect(await quoteFrom(page)).toMatchObject({ websiteId: 'acme-bikes' })
  expect(refusals()).toEqual([])
})
