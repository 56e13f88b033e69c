import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import type { AnalyticsAdapter } from '../../src/adapter/analytics-adapter.ts'
import { createHttpAdapter } from '../../src/adapter/http-adapter.ts'
import { AnalyticsError } from '../../src/contract/error.ts'
import type { Route } from '../../src/contract/route.ts'
import { routeTable, type RouteName } from '../../src/contract/route-table.ts'
import { as, eventually, paid, page, quick, runningBackend, startBackend } from './partner-backend.ts'

// Both fixtures come from the code of commit eee879a: its adapter with its routes, bundled, and what its backend answered.

const fixture = (name: string) => readFileSync(new URL(`fixtures/${name}`, import.meta.url), 'utf8')
const yesterday = (await import(
  `data:text/javascript,${encodeURIComponent(fixture('page-of-eee879a.txt'))}`
)) as typeof routeTable & { createHttpAdapter: typeof createHttpAdapter }

describe('yesterday’s page on today’s backend', () => {
  const running = runningBackend('website', paid)
  const websiteId = 'acme-bikes'
  const adapter = ({ url } = running.backend): AnalyticsAdapter =>
    yesterday.createHttpAdapter({
      baseUrl: `${url}/api/analytics`,
      headers: { origin: page, ...as('acme') },
    })
  const startPro = async () => {
    const packageId = running.packageId('Pro')
    const { id, dueToday } = await adapter().call(yesterday.createQuote, { websiteId, packageId })
    const amountMinor = dueToday.kind === 'nothing' ? 0 : dueToday.amount.amountMinor
    return { packageId, quote: { id, amountMinor } }
  }

  it('reads all that it shows', async () => {
    await expect(adapter().call(yesterday.listWebsites, {})).resolves.toMatchObject({ websites: expect.any(Array) })
    await expect(adapter().call(yesterday.listPackages, { websiteId })).resolves.toMatchObject({
      packages: expect.arrayContaining([expect.objectContaining({ name: 'Pro' })]),
    })
    await expect(adapter().call(yesterday.getSubscription, { websiteId })).resolves.toMatchObject({
      may: expect.arrayContaining(['plan']),
      subscription: { status: 'active', plan: { name: 'Basic' } },
    })
    await expect(adapter().call(yesterday.getDashboardUrl, { websiteId })).resolves.toMatchObject({
      expiresInSeconds: expect.any(Number),
    })
  })

  it('starts a change, follows it, and withdraws it', async () => {
    const { packageId, quote } = await startPro()
    const started = await adapter().call(yesterday.startChange, {
      websiteId,
      idempotencyKey: 'yesterdays-wish-1',
      intent: { kind: 'choose', packageId },
      quote,
    })
    expect(started).toMatchObject({ state: 'awaiting_payment', payment: { kind: 'redirect' } })
    const { id: changeId } = started
    await expect(adapter().call(yesterday.getChange, { websiteId, changeId })).resolves.toMatchObject({ id: changeId })
    await expect(adapter().call(yesterday.abandonChange, { websiteId, changeId })).resolves.toMatchObject({
      state: 'abandoned',
      reason: 'dropped',
    })
  })

  it('follows a change that the platform takes long for', async () => {
    const backend = await startBackend(running.sandbox, 'website', { timing: { ...quick, answerWithinMs: 200 } })
    running.sandbox.platform.addFault({ kind: 'delay', delayMs: 700, route: 'websiteSubscriptions.cancel' })
    const intent = { kind: 'cancel' } as const
    const idempotencyKey = 'yesterdays-wish-3'
    const change = await adapter(backend).call(yesterday.startChange, { websiteId, idempotencyKey, intent })
    await eventually(
      () => adapter(backend).call(yesterday.getChange, { websiteId, changeId: change.id }),
      ({ state }) => state === 'applied',
    )
    await backend.stop()
    expect(change).toMatchObject({ state: 'applying', isPaid: 'not_needed' })
  })

  it('is told of another price with the new quote', async () => {
    const { packageId, quote } = await startPro()
    const wrong = adapter().call(yesterday.startChange, {
      websiteId,
      idempotencyKey: 'yesterdays-wish-2',
      intent: { kind: 'choose', packageId },
      quote: { ...quote, amountMinor: quote.amountMinor + 1 },
    })
    await expect(wrong).rejects.toMatchObject({ code: 'quote_outdated', details: { to: { name: 'Pro' } } })
  })
})

interface Said {
  route: RouteName
  input: Record<string, string>
  status: number
  body: { [field: string]: unknown; error?: { code: string; details?: unknown } }
}
const said = JSON.parse(fixture('answers-of-eee879a.json')) as Said[]

describe('today’s page on yesterday’s backend', () => {
  const hear = ({ route, input, status, body }: Said) =>
    createHttpAdapter({
      baseUrl: 'https://app.example.com/api/analytics',
      fetch: async () => Response.json(body, { status }),
    })
      .call(routeTable[route] as Route, input)
      .catch((error: unknown) => error)

  it.each(said.filter(({ status }) => status === 200))('understands the whole answer of $route', async (answer) => {
    expect(await hear(answer)).toEqual(answer.body)
  })

  it.each(said.filter(({ status }) => status !== 200))(
    'understands why $route was refused ($status)',
    async (answer) => {
      const error = (await hear(answer)) as AnalyticsError
      expect(error).toBeInstanceOf(AnalyticsError)
      expect(error).toMatchObject({ code: answer.body.error?.code, details: answer.body.error?.details ?? null })
    },
  )

  // As the code of eee879a writes it; none of the answers in the fixture was given while a change was being applied.
  it.each([
    ['yes', 'paid'],
    ['not_needed', 'not_needed'],
  ])('reads of a change under way that it is paid: %s', async (isPaid, collection) => {
    const { payment: _payment, ...common } = said.find(({ body }) => body['state'] === 'awaiting_payment')!.body
    const body = { ...common, state: 'applying', isPaid }
    const input = { websiteId: 'acme-books', changeId: 'c' }
    expect(await hear({ route: 'getChange', input, status: 200, body })).toEqual({
      ...common,
      state: 'applying',
      collection,
    })
  })

  it('has every route of yesterday’s, and has heard all of them', () => {
    const routes = Object.keys(yesterday).filter((name) => name !== 'createHttpAdapter')
    expect(Object.keys(routeTable)).toEqual(expect.arrayContaining(routes))
    expect(new Set(said.map(({ route }) => route))).toEqual(new Set(routes))
  })
})
