import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { restRoutes } from '../../packages/sandbox/src/core/rest-api.ts'
import { byLane } from '../lane.ts'
import { packageOf, runningSandbox } from './running-sandbox.ts'

const running = runningSandbox()
const { website: call } = running

describe('a wrong request is answered with the platform’s error', () => {
  const site = { id: 'new-site', domain: 'new.example' }
  test.each([
    ['POST', '/v2/3as/customers', {}],
    ['POST', '/v2/3as/customers', { intpCustomerId: '', email: 'a@example.com' }],
    ['POST', '/v2/3as/customers', { intpCustomerId: 'a', email: 'no address' }],
    ['POST', '/v2/3as/customers', { intpCustomerId: 7, email: 'a@example.com' }],
    ['POST', '/v2/3as/customers', 'not json'],
    ['POST', '/v2/3as/customers', '[]'],
    ['POST', '/v2/3as/customers', 'null'],
    ['POST', '/v3/3as/websites', { website: site }],
    ['POST', '/v3/3as/websites', { website: { ...site, domain: '' }, intpc: { id: 'acme' } }],
    ['POST', '/v2/3as/websites/acme-bikes/whitelisted-domains', {}],
    ['POST', '/v2/3as/websites/acme-bikes/api-keys', { name: '' }],
    ['POST', '/v2/3as/websites/acme-bikes/api-keys', { name: 'x', expiresAt: 'soon' }],
    ['POST', '/v3/3as/websites/acme-bikes/contributors', { intpCustomerId: 'globex', role: 'king' }],
    ['POST', '/v2/3as/packages', { name: 'X', touchpoints: -2, price: 1, currency: 'EUR', period: 'monthly' }],
    ['POST', '/v2/3as/packages', { name: 'X', touchpoints: 5, price: 1, currency: 'GBP', period: 'monthly' }],
    ['POST', '/v2/3as/packages', { name: 'X', touchpoints: 5, price: 1, currency: 'EUR', period: 'monhtly' }],
    ['PATCH', `/v2/3as/packages/${packageOf('Basic')}`, { name: '' }],
    ['POST', '/v3/3as/website-subscriptions/upgrade', { intpWebsiteId: 'acme-bikes' }],
    ['POST', '/v3/3as/website-subscriptions/upgrade', { intpWebsiteId: 'acme-bikes', packageId: 'x', trial: 'yes' }],
    ['GET', '/v2/3as/websites?page=-1', undefined],
    ['GET', '/v2/3as/websites?page=1.5', undefined],
    ['GET', '/v2/3as/websites?page=first', undefined],
    ['GET', '/v2/3as/customers?pageSize=0', undefined],
    ['GET', '/v2/3as/customers?pageSize=100000', undefined],
    ['PUT', `/v3/3as/packages/${packageOf('Basic')}/assignments/acme`, undefined],
  ])('%s %s %j', async (method, path, body) => {
    const answer = await call(method, path, body)
    expect(answer.status).toBe(400)
    expect(answer.body).toMatchObject({ status: 400, code: 400, title: 'BAD_REQUEST', message: expect.any(String) })
    expect(running.control.effects()).toEqual([])
  })

  test.each([
    ['GET', '/v2/3as/customers/nobody'],
    ['DELETE', '/v2/3as/customers/nobody'],
    ['GET', '/v2/3as/websites/nowhere'],
    ['DELETE', '/v2/3as/websites/nowhere'],
    ['GET', '/v2/3as/websites/nowhere/api-keys'],
    ['DELETE', '/v2/3as/websites/acme-bikes/api-keys/none'],
    ['GET', '/v3/3as/websites/nowhere/contributors'],
    ['GET', '/v2/3as/packages/none'],
    ['PUT', '/v3/3as/packages/none/assignments/acme'],
    ['GET', '/v2/3as/nothing'],
    ['POST', '/v2/3as/company-details'],
    ['GET', '/'],
  ])('%s %s is 404', async (method, path) => {
    expect(await call(method, path)).toMatchObject({
      status: 404,
      body: { status: 404, code: 404, title: 'NOT_FOUND' },
    })
  })

  test('a body that is too large is 413', async () => {
    const answer = await call('POST', '/v2/3as/customers', JSON.stringify({ email: 'x'.repeat(2_000_000) }))
    expect(answer.status).toBe(413)
  })
})

describe('whatever comes in', () => {
  beforeEach(() => void vi.spyOn(console, 'error').mockImplementation(() => {}))
  afterEach(() => void vi.restoreAllMocks())

  const text = fc.oneof(
    fc.constantFrom(
      'acme',
      'acme-bikes',
      'globex-lamps',
      packageOf('Pro'),
      packageOf('Free'),
      '..',
      '%',
      '',
      '__proto__',
    ),
    fc.string({ unit: 'grapheme' }),
  )
  const value: fc.Arbitrary<unknown> = fc.oneof(text, fc.jsonValue())
  const body = fc.oneof(
    { weight: 4, arbitrary: fc.dictionary(fc.constantFrom(...fieldNames()), value) },
    { weight: 1, arbitrary: fc.jsonValue() },
    { weight: 1, arbitrary: fc.string() },
  )

  test('nothing breaks: no answer but the platform’s, and nothing on the error log', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...restRoutes),
        fc.array(text, { minLength: 2, maxLength: 2 }),
        text,
        body,
        async (route, ids, query, sent) => {
          const rest = [...ids]
          const path = route.path.replaceAll(/:\w+/g, () => encodeURIComponent(rest.shift()!))
          const search = `?page=${encodeURIComponent(query)}`
          const withBody = route.method === 'GET' || route.method === 'DELETE' ? undefined : sent
          const answer = await call(
            route.method,
            `${path}${search}`,
            withBody === undefined ? undefined : JSON.stringify(withBody),
          )
          expect(console.error).not.toHaveBeenCalled()
          expect(answer.text).not.toMatch(/\bat .*\.ts:\d+/)
          if (answer.status >= 400) {
            expect(answer.body.status).toBe(answer.status)
            expect(answer.body.code).not.toBe('INTERNAL')
          }
        },
      ),
      { numRuns: byLane({ test: 500, all: 1500 }) },
    )
    expect(running.control.clock.isStopped).toBe(false)
  })
})

function fieldNames(): string[] {
  return [
    'intpCustomerId',
    'email',
    'website',
    'intpWebsiteId',
    'domain',
    'packageId',
    'billingDate',
    'intpc',
    'intpcId',
    'opts',
    'name',
    'comment',
    'expiresAt',
    'role',
    'touchpoints',
    'price',
    'currency',
    'period',
    'visibility',
    'trial',
    'proRate',
    'id',
    '__proto__',
  ]
}
