import { expect, it } from 'vitest'
import { createPartnerHandler } from '../../src/backend/handler.ts'
import type { PartnerHandlerOptions } from '../../src/backend/settings/handler-options.ts'
import { invoiced } from '../../src/backend/payments/invoiced.ts'
import { memoryStore } from '../../src/backend/stores/memory-store.ts'
import { VisitorAnalytics } from '../../src/sdk/visitor-analytics.ts'
import { privateKey } from '../sdk/keys.ts'

const mount = (options: Partial<PartnerHandlerOptions>) =>
  createPartnerHandler({
    threeAs: new VisitorAnalytics({ intp: { id: '979c93c5-b4de-4fd2-8ecf-bfd18bfaeecb', privateKey } }),
    authenticate: () => null,
    payments: invoiced(),
    store: memoryStore(),
    publicUrl: 'https://app.example.com',
    background: false,
    ...options,
  })

it.each([
  ['an address without a protocol', { publicUrl: 'app.example.com' }, /publicUrl must be a whole address/],
  ['an address of a file', { publicUrl: 'file:///app' }, /publicUrl must be a whole address/],
  [
    'an origin with a path',
    { allowedOrigins: ['https://shop.example/page'] },
    /without a path: https:\/\/shop\.example/,
  ],
  ['an origin without a protocol', { allowedOrigins: ['shop.example'] }, /allowedOrigins must be a whole address/],
  ['a base path that is none', { basePath: 'api' }, /basePath must be a path from the root/],
  ['rules that nobody has', { platformRules: 'tomorrow' as 'today' }, /pass 'today' or 'announced'/],
  ['a limit of nothing', { quotesPerCustomer: 0 }, /quotesPerCustomer must be a whole number above 0/],
])('%s is refused when the handler is made', (_what, options, message) => {
  expect(() => mount(options)).toThrow(message)
})

it('takes what the process has for a part of the runtime that a partner leaves undefined', async () => {
  const runtime = { now: undefined, steady: undefined, newId: undefined, random: undefined, digest: undefined }
  const handler = mount({ runtime })
  const answer = await handler(new Request('https://app.example.com/api/analytics/websites'))
  expect(answer.status).toBe(401)
  await handler.recover()
})
