import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { demoIdentity } from '../../src/backend/access/demo-identity.ts'
import { createPartnerHandler } from '../../src/backend/handler.ts'
import type { PartnerHandlerOptions } from '../../src/backend/settings/handler-options.ts'
import { invoiced } from '../../src/backend/payments/invoiced.ts'
import type { Payments } from '../../src/backend/payments/payments.ts'
import { sandboxPayments } from '../../packages/sandbox/src/merchant/sandbox-payments.ts'
import { memoryStore } from '../../src/backend/stores/memory-store.ts'
import { sqliteStore } from '../../src/backend/stores/sqlite-store.ts'
import { demoIntps } from '../../packages/sandbox/src/core/demo.ts'
import { demoPaymentKeys } from '../../packages/sandbox/src/core/payments/demo-payment-keys.ts'
import { VisitorAnalytics } from '../../src/sdk/visitor-analytics.ts'
import { privateKey } from '../sdk/keys.ts'

type Options = Partial<PartnerHandlerOptions>

const folder = mkdtempSync(join(tmpdir(), 'react-3as-demo-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const here = 'http://127.0.0.1:4300'
const own = { id: '979c93c5-b4de-4fd2-8ecf-bfd18bfaeecb', privateKey }
const sandboxed = (intp = own) => new VisitorAnalytics({ intp, apiUrl: here, dashboardUrl: here, dataUrl: here })
const secrets = { secretKey: 'sk_own', webhookSecret: 'whsec_own' }
/** A provider that really collects. */
const collecting = (apiUrl = here): Payments => sandboxPayments({ apiUrl, ...secrets })

/** A partner on its own machine, with nothing of a demo. */
const base = (): PartnerHandlerOptions => ({
  threeAs: sandboxed(),
  authenticate: () => null,
  payments: invoiced(),
  store: sqliteStore(join(folder, 'analytics.db')),
  publicUrl: 'http://localhost:5173',
  background: false,
})
const mount = (options: Options) => createPartnerHandler({ ...base(), ...options })

const demos: [string, Options, RegExp][] = [
  ['the demo key', { threeAs: sandboxed(demoIntps.website) }, /demo key.*Pass the key whose public half 3AS has/],
  [
    'the provider’s demo secrets',
    { payments: sandboxPayments({ apiUrl: here }) },
    /sandboxPayments works with secrets that everybody knows.*secrets of its own/,
  ],
  [
    'the demo secret for webhooks alone',
    { payments: sandboxPayments({ apiUrl: here, secretKey: 'sk_own' }) },
    /secrets that everybody knows/,
  ],
  [
    'the demo secret for calls alone, written out',
    { payments: sandboxPayments({ apiUrl: here, ...secrets, secretKey: demoPaymentKeys.secretKey }) },
    /secrets that everybody knows/,
  ],
  [
    'the demo secret for webhooks, written out',
    { payments: sandboxPayments({ apiUrl: here, ...secrets, webhookSecret: demoPaymentKeys.webhookSecret }) },
    /secrets that everybody knows/,
  ],
  [
    'one customer for all',
    { authenticate: demoIdentity() },
    /demoIdentity\(\).*Return whoever is signed in from authenticate/,
  ],
  [
    'a store that forgets what was paid',
    { payments: collecting(), store: memoryStore() },
    /the store forgets.*sqliteStore\(file\) or postgresStore\(url\)/,
  ],
  ['a file of SQLite that is none', { payments: collecting(), store: sqliteStore(':memory:') }, /the store forgets/],
  ['no store where money is collected', { payments: collecting(), store: undefined }, /In place of memoryStore\(\)/],
]

const beyond: [string, Options][] = [
  ['publicUrl', { publicUrl: 'https://app.example.com' }],
  ['publicUrl', { publicUrl: 'https://localhost.example.com' }],
  ['allowedOrigins', { allowedOrigins: ['http://localhost:1', 'https://app.example.com'] }],
]

describe.each(demos)('%s', (_what, options, message) => {
  it.each(beyond)('is refused where %s leads beyond this machine: %o', (option, address) => {
    expect(() => mount({ ...options, ...address })).toThrow(TypeError)
    expect(() => mount({ ...options, ...address })).toThrow(message)
    expect(() => mount({ ...options, ...address })).toThrow(new RegExp(`${option} leads beyond.*allowDemo: true`))
  })

  it('is taken on this machine, and elsewhere by name', async () => {
    await mount(options).close()
    await mount({ ...options, publicUrl: 'https://app.example.com', allowDemo: true }).close()
  })
})

describe('where the platform or the provider is elsewhere', () => {
  const platformAt = (addresses: { apiUrl?: string; dashboardUrl?: string; dataUrl?: string }) =>
    new VisitorAnalytics({ intp: own, apiUrl: here, dashboardUrl: here, dataUrl: here, ...addresses })

  it.each([
    ['apiUrl of threeAs', { threeAs: platformAt({ apiUrl: 'https://api.example.com' }) }],
    ['dashboardUrl of threeAs', { threeAs: platformAt({ dashboardUrl: 'https://stats.example.com' }) }],
    ['dataUrl of threeAs', { threeAs: platformAt({ dataUrl: 'https://data.example.com' }) }],
    ['apiUrl of sandboxPayments', { payments: collecting('https://pay.example.com') }],
  ] satisfies [string, Options][])('one customer for all is refused: %s', (option, address) => {
    expect(() => mount({ ...address, authenticate: demoIdentity() })).toThrow(`${option} leads beyond this machine`)
  })
})

describe('http:', () => {
  it.each([
    ['publicUrl', { publicUrl: 'http://app.example.com' }],
    ['allowedOrigins', { allowedOrigins: ['http://app.example.com'] }],
    ['apiUrl of sandboxPayments', { payments: collecting('http://pay.example.com') }],
  ] satisfies [string, Options][])(
    'to another machine is refused for %s, and taken by name',
    async (option, options) => {
      expect(() => mount(options)).toThrow(new RegExp(`${option} is http:.*Use https:.*allowDemo: true`))
      await mount({ ...options, allowDemo: true }).close()
    },
  )
})

it('a partner with nothing of a demo is taken everywhere, and may forget what it bills by itself', async () => {
  const production = { threeAs: new VisitorAnalytics({ intp: own }), publicUrl: 'https://app.example.com' }
  await mount(production).close()
  await mount({ ...production, store: memoryStore() }).close()
  await mount({ ...production, payments: collecting('https://pay.example.com') }).close()
})

it('demoIdentity() is the manager of acme, or whom it was told', () => {
  const request = new Request(here)
  expect(demoIdentity()(request)).toEqual({ customerId: 'acme', role: 'manager' })
  expect(demoIdentity({ customerId: 'globex', role: 'viewer' })(request)).toEqual({
    customerId: 'globex',
    role: 'viewer',
  })
})
