import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { sandboxPayments } from '../../src/backend/payments/sandbox-payments.ts'
import { isSignedBy } from '../../src/backend/payments/webhook-signature.ts'
import { startSandbox, type Sandbox } from '../../src/sandbox/start.ts'
import { eventually } from '../backend/partner-backend.ts'
import { exampleQuote } from '../backend/example-quote.ts'

let sandbox: Sandbox
beforeAll(async () => {
  sandbox = await startSandbox({ port: 0, traffic: false, payments: {} })
})
beforeEach(async () => {
  sandbox.payments!.provider.reset()
  sandbox.payments!.webhooks.url = null
  await sandbox.payments!.webhooks.cancel()
})
afterAll(() => sandbox.stop())

const provider = () => sandbox.payments!.provider
const order = (changeId: string, amountMinor = 2099) => ({
  changeId,
  target: 'website:bikes',
  customerId: 'acme',
  websiteId: 'bikes',
  to: exampleQuote.to,
  due: { amountMinor, currency: 'EUR' as const },
  lines: exampleQuote.lines,
  leftOver: null,
  returnUrl: 'http://localhost:5173/plan',
})
const client = (options: Partial<Parameters<typeof sandboxPayments>[0]> = {}) =>
  sandboxPayments({ apiUrl: sandbox.payments!.apiUrl, ...options })

const bikes = { target: 'website:bikes', customerId: 'acme' }

describe('a payment', () => {
  it('is one for one change, however often it is started, and another amount is refused', async () => {
    const [first, second] = [await client().start(order('c1')), await client().start(order('c1'))]
    expect(second).toEqual(first)
    expect(provider().payments()).toHaveLength(1)
    await expect(client().start(order('c1', 1))).rejects.toMatchObject({ name: 'PaymentRefusedError' })
  })

  it('of nothing is settled at once, and sets what is charged from then on', async () => {
    expect(await client().start(order('c1', 0))).toMatchObject({ kind: 'paid', charges: [] })
    expect(await client().standing(bikes)).toMatchObject({ recurring: { renews: true, packageId: 'pro' }, due: null })
    expect(provider().effects.map(({ kind }) => kind)).toEqual(['set'])
  })

  it('that was let go of cannot begin any more, also when its start comes late', async () => {
    expect(await client().void(order('c1'), null)).toBe('voided')
    expect(await client().start(order('c1', 0))).toMatchObject({ kind: 'abandoned' })
    expect(await client().standing(bikes)).toMatchObject({ recurring: null })
  })

  it('that is paid cannot be let go of', async () => {
    await client().start(order('c1'))
    provider().press(provider().payments()[0]!.id, 'pay')
    expect(await client().void(order('c1'), null)).toBe('paid')
  })

  it('is given back whole, with what was charged before put back', async () => {
    const first = await client().start(order('c1'))
    provider().press(first.paymentRef, 'pay')
    const second = await client().start({ ...order('c2'), to: { ...exampleQuote.to, id: 'business' } })
    provider().press(second.paymentRef, 'pay_twice')
    expect((await client().standing(bikes)).recurring?.packageId).toBe('business')
    await client().refund(order('c2'), second.paymentRef)
    await client().refund(order('c2'), second.paymentRef)
    expect(provider().effects.filter(({ kind }) => kind === 'refunded')).toHaveLength(2)
    expect((await client().standing(bikes)).recurring?.packageId).toBe('pro')
  })

  it('is made in an element of the partner’s page, with its own secret, from any origin', async () => {
    const element = await client({ collectOn: 'element' }).start(order('c1'))
    if (element.kind !== 'pending' || element.step.kind !== 'confirm') throw new Error('There is no secret.')
    const confirm = (clientSecret: string, outcome: string) =>
      fetch(`${sandbox.payments!.apiUrl}/confirm`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', origin: 'http://localhost:5173' },
        body: JSON.stringify({ clientSecret, outcome }),
      })
    expect((await confirm('a guess', 'pay')).status).toBe(404)
    const answer = await confirm(element.step.clientSecret, 'pay')
    expect(answer.headers.get('access-control-allow-origin')).toBe('*')
    expect(await answer.json()).toMatchObject({ status: 'paid' })
    expect(await client().read(order('c1'), element.paymentRef)).toMatchObject({ kind: 'paid' })
  })
})

describe('the provider', () => {
  it('is asked with its key, or not at all', async () => {
    await expect(client({ secretKey: 'sk_guess' }).start(order('c1'))).rejects.toThrow(/failed \(401\)/)
    expect(provider().payments()).toEqual([])
  })

  it('keeps installations apart that share it', async () => {
    await client({ instance: 'staging' }).start(order('c1', 0))
    expect(await client().standing(bikes)).toMatchObject({ recurring: null })
    expect(await client({ instance: 'staging' }).standing(bikes)).not.toMatchObject({ recurring: null })
  })

  it('has nothing to do where nothing is charged', async () => {
    const recurring = { changeId: 'c1', target: 'website:bikes', customerId: 'acme' }
    for (const call of ['cancel', 'resume', 'unschedule'] as const) await client()[call](recurring)
    await client().end({ ...recurring, unpaidInvoiceId: null })
    expect(provider().effects).toEqual([])
  })

  it('says who may press nothing on its control API from another page', async () => {
    const response = await fetch(`${sandbox.payments!.apiUrl}/__sandbox/payments`, {
      headers: { origin: 'https://evil.example' },
    })
    expect(response.status).toBe(403)
  })
})

describe('its news', () => {
  it('is signed, sent until it is taken, and as often as the weather says', async () => {
    const heard: { id: string; isSigned: boolean }[] = []
    const merchant = createServer((request, response) => {
      const hear = async () => {
        const body = await text(request)
        const signature = request.headers['sandbox-signature'] as string
        const isSigned = await isSignedBy('whsec_sandbox_demo', signature, new TextEncoder().encode(body))
        heard.push({ id: (JSON.parse(body) as { id: string }).id, isSigned })
        response.writeHead(heard.length < 3 ? 503 : 204).end()
      }
      hear().catch(() => response.destroy())
    })
    await new Promise<void>((resolve) => merchant.listen(0, '127.0.0.1', resolve))
    sandbox.payments!.webhooks.url = `http://127.0.0.1:${(merchant.address() as AddressInfo).port}/`
    sandbox.payments!.webhooks.weather = { copies: 2 }
    const { paymentRef } = await client().start(order('c1'))
    provider().press(paymentRef, 'pay')
    await eventually(
      () => sandbox.payments!.webhooks.pending,
      (pending) => pending === 0,
    )
    merchant.closeAllConnections()
    merchant.close()
    expect(heard).toHaveLength(4)
    expect(new Set(heard.map(({ id }) => id)).size).toBe(1)
    expect(heard.every(({ isSigned }) => isSigned)).toBe(true)
  })
})
