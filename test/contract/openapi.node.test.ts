import { readFileSync } from 'node:fs'
import { Validator } from '@seriousme/openapi-schema-validator'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { describe, expect, it } from 'vitest'
import { routeTable } from '../../src/contract/route-table.ts'
import { openApiDocument } from '../../tools/openapi/document.ts'
import { as, runningBackend, type Reply } from '../backend/partner-backend.ts'

const document = openApiDocument() as any
const running = runningBackend()

/** Every answer of a backend, held against what the document says of its route and status. */
const ajv = new Ajv2020({ strict: false, allErrors: true })
ajv.addSchema(document, 'openapi')
const place = (path: string) => path.replaceAll('~', '~0').replaceAll('/', '~1')

function expectDescribed(method: 'get' | 'post', path: string, { status, body, headers }: Reply): void {
  const described = document.paths[path][method].responses[status]
  expect(described, `${method} ${path} ${status}`).toBeDefined()
  const at = described.$ref ?? `#/paths/${place(path)}/${method}/responses/${status}`
  const isRight = ajv.compile({ $ref: `openapi${at}/content/application~1json/schema` })
  expect(isRight(body), JSON.stringify(isRight.errors)).toBe(true)
  const cache = described.headers?.['cache-control'].schema.const ?? 'no-store'
  expect(headers.get('cache-control')).toBe(cache)
}

const get = async (path: string, query: Record<string, string> = {}, headers: Record<string, string> = as('acme')) => {
  const reply = await running.backend.get(path, query, headers)
  expectDescribed('get', path, reply)
  return reply
}
const post = async (path: string, body: unknown, headers = as('acme')) => {
  const reply = await running.backend.post(path, body, headers)
  expectDescribed('post', path, reply)
  return reply
}

describe('the OpenAPI document', () => {
  it('is one, by the rules of OpenAPI 3.1', async () => {
    const result = await new Validator().validate(structuredClone(document))
    expect(result.errors ?? []).toEqual([])
  })

  it('has every route, and none besides', () => {
    const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
      Object.entries(methods as object).map(([method, { operationId }]) => [operationId, method.toUpperCase(), path]),
    )
    expect(operations).toEqual(Object.values(routeTable).map(({ name, method, path }) => [name, method, path]))
  })

  it('goes along with prose that has the same routes, and how long each answer may be kept', () => {
    const rows = readFileSync('docs/http-contract.md', 'utf8').matchAll(
      /^\| `(GET|POST) (\/[\w/-]+)`.*\| `([^`]+)`\s*\|$/gm,
    )
    const routes = Object.values(routeTable).map(({ method, path, cache }) => `${method} ${path} ${cache}`)
    expect([...rows].map(([, method, path, cache]) => `${method} ${path} ${cache}`).sort()).toEqual(routes.sort())
  })

  it('says in the words of the source what a field is for', () => {
    const { Quote, Money } = document.components.schemas
    expect(Money.description).toContain('minor units')
    expect(Quote.properties.expiresInSeconds.description).toContain('Seconds')
  })

  it('says in the words of the source what each state and each reason stands for', () => {
    const { SubscriptionChange, Subscription, ChangeReason } = document.components.schemas
    const member = (schema: any, field: string, word: string) =>
      schema.oneOf.find(({ properties }: any) => properties[field].const === word)
    expect(member(SubscriptionChange, 'state', 'failed').description).toContain('declined')
    expect(member(Subscription, 'status', 'ending').description).toContain('Auto-renewal is off')
    expect(member(Subscription, 'status', 'active').properties.endsAt.description).toContain(
      'End of the running period',
    )
    expect(ChangeReason.description).toContain('`website_gone`: The website is not there')
  })
})

describe('what the backend answers is what the document says', () => {
  const websiteId = 'acme-bikes'

  it('while somebody looks, and buys', async () => {
    const packageId = running.packageId('Pro')
    await get('/websites')
    await get('/packages', { websiteId })
    await get('/dashboard-url', { websiteId })
    const quote = await post('/quotes', { websiteId, packageId })
    const started = await post('/changes', {
      websiteId,
      idempotencyKey: 'bought-by-the-document',
      intent: { kind: 'choose', packageId },
      quote: { id: quote.body.id, amountMinor: quote.body.dueToday.amount.amountMinor },
    })
    expect((await get('/change', { websiteId, changeId: started.body.id })).body.state).toBe('applied')
    expect((await post('/changes/abandon', { websiteId, changeId: started.body.id })).status).toBe(200)
    expect((await get('/subscription', { websiteId })).body.subscription.plan.name).toBe('Pro')
  })

  it('of a downgrade that is planned, and a plan that is canceled', async () => {
    const packageId = running.packageId('Free')
    const { body } = await post('/quotes', { websiteId, packageId })
    const quote = { id: body.id, amountMinor: 0 }
    await post('/changes', { websiteId, idempotencyKey: 'planned', intent: { kind: 'choose', packageId }, quote })
    await get('/subscription', { websiteId })
    await post('/changes', { websiteId, idempotencyKey: 'turned-off', intent: { kind: 'cancel' } })
    expect((await get('/subscription', { websiteId })).body.subscription.status).toBe('ending')
  })

  it.each([
    [401, 'unauthenticated', () => get('/websites', {}, { 'x-test-session': 'null' })],
    [404, 'not_found', () => get('/subscription', { websiteId: 'globex-lamps' })],
    [400, 'invalid_request', () => get('/packages')],
    [403, 'forbidden', () => post('/quotes', { websiteId, packageId: 'any' }, as('acme', 'viewer'))],
    [409, 'version_mismatch', () => get('/websites', {}, { ...as('acme'), 'x-react-3as': '2' })],
    [409, 'quote_outdated', () => choosing({ quote: { id: 'gone', amountMinor: 0 } })],
    [413, 'too_large', () => choosing({ idempotencyKey: 'x'.repeat(100_000) })],
    [422, 'refused', () => post('/quotes', { websiteId, packageId: running.packageId('Basic') })],
  ])('when it is %i, %s', async (status, code, ask) => {
    const reply = await ask()
    expect(reply, reply.text).toMatchObject({ status, body: { error: { code } } })
  })

  const choosing = (different: object) =>
    post('/changes', {
      websiteId,
      idempotencyKey: 'chosen-by-hand',
      intent: { kind: 'choose', packageId: running.packageId('Pro') },
      ...different,
    })
})
