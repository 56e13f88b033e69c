import { QueryClient } from '@tanstack/react-query'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { createHttpAdapter } from '../../src/adapter/http-adapter.ts'
import { askForPlans } from '../../src/react/data/early-plans.ts'
import { packagesQuery, type WebsiteScope } from '../../src/react/data/queries.ts'
import { takeEarlyPlans } from '../../src/react/data/take-early-plans.ts'

let answers: Response[]
let timesAsked: number
let scope: WebsiteScope
let client: QueryClient

beforeEach(() => {
  answers = []
  timesAsked = 0
  client = new QueryClient({ defaultOptions: { queries: { retryDelay: 0 } } })
  const adapter = createHttpAdapter({
    baseUrl: 'https://shop.test/api',
    fetch: async (address) => {
      if (!new Request(address).url.startsWith('https://shop.test/api/packages?')) return Response.json({})
      timesAsked++
      return answers.shift() ?? Response.json({ packages: [] })
    },
  })
  scope = { adapter, tenant: 't', websiteId: 'a' }
})
afterEach(() => void vi.useRealTimers())

const ask = () => askForPlans(scope.adapter, scope.websiteId)
const read = () => client.fetchQuery(packagesQuery(scope))

it('gives the queries what was asked for early', async () => {
  takeEarlyPlans(client, scope, ask())
  expect(await read()).toEqual({ packages: [] })
  expect(timesAsked).toBe(1)
})

it('holds an early answer to its shape', async () => {
  answers = [Response.json({ packages: [{ id: '' }] })]
  takeEarlyPlans(client, scope, ask())
  await expect(read()).rejects.toMatchObject({ code: 'bad_answer', message: expect.stringContaining('packages.0.id') })
})

it('asks anew after an early answer that failed', async () => {
  answers = [Response.json({}, { status: 503 })]
  takeEarlyPlans(client, scope, ask())
  expect(await read()).toEqual({ packages: [] })
  expect(timesAsked).toBe(2)
})

it('asks anew where the code was long on its way', async () => {
  vi.useFakeTimers({ toFake: ['performance'] })
  const early = ask()
  vi.advanceTimersByTime(10_001)
  takeEarlyPlans(client, scope, early)
  expect(client.getQueryState(packagesQuery(scope).queryKey)).toBeUndefined()
})

it('leaves what is known as it is', async () => {
  await read()
  answers = [Response.json({}, { status: 404 })]
  takeEarlyPlans(client, scope, ask())
  expect(await read()).toEqual({ packages: [] })
})
