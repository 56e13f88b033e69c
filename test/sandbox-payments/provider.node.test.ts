import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { sandboxPayments } from '../../packages/sandbox/src/merchant/sandbox-payments.ts'
import { readSignature, signatureCheck } from '../../packages/sandbox/src/merchant/webhook-signature.ts'
import { startSandbox, type Sandbox } from '../../packages/sandbox/src/node/start.ts'
import { eventually } from '../backend/partner-backend.ts'
import { called } from '../../src/conformance/payments/called.ts'
import { exampleQuote } from '../../src/conformance/store/example-quote.ts'

let sandbox: Sandbox
beforeAll(async () => {
  sandbox = await startSandbox({ port: 0, traffic: false, payments: {} })
})
beforeEach(async () => {
  sandbox.platform.reset()
  sandbox.payments!.provider.reset()
  sandbox.payments!.webhooks.url = null
  await sandbox.payments!.webhooks.cancel()
})
afterAll(() => sandbox.stop())

const provider = () => sandbox.payments!.provider
const order = (changeId: string, amountMinor = 2099) => ({
  changeId,
  target: 'website:bikes' as const,
  customerId: 'acme',
  websiteId: 'bikes',
  to: exampleQuote.to,
  due: { amountMinor, currency: 'EUR' as const },
  lines: exampleQuote.lines,
  balanceUsed: null,
  leftOver: null,
  returnUrls: { success: 'http://localhost:5173/plan', cancel: 'http://localhost:5173/plans' },
  contact: null,
  taxed: 'included' as const,
})
const client = (options: Partial<Parameters<typeof sandboxPayments>[0]> = {}) =>
  called(sandboxPayments({ apiUrl: sandbox.payments!.apiUrl, ...options }))

const bikes = { target: 'website:bikes' as const, customerId: 'acme' }
const account = 'default/acme/website:bikes'
const recurring = { changeId: 'c9', ...bikes }
const smaller = { packageId: 'basic', amountMinor: 799, currency: 'EUR', interval: 'monthly' } as const

describe('a payment', () => {
  it('is one for one change, however often it is started, and another amount is refused', async () => {
    const [first, second] = [await client().collect.start(order('c1')), await client().collect.start(order('c1'))]
    expect(second).toEqual(first)
    expect(provider().payments()).toHaveLength(1)
    await expect(client().collect.start(order('c1', 1))).rejects.toMatchObject({ name: 'PaymentRefusedError' })
  })

  it('of nothing is settled at once, and sets what is charged from then on', async () => {
    expect(await client().collect.start(order('c1', 0))).toMatchObject({ state: 'paid', charges: [] })
    expect(await client().reads.standing(bikes)).toMatchObject({
      recurring: { renews: true, packageId: 'pro' },
      due: null,
    })
    expect(provider().effects.map(({ kind }) => kind)).toEqual(['set'])
  })

  it('that was let go of cannot begin any more, also when its start comes late', async () => {
    expect(await client().collect.void(order('c1'), null)).toBe('voided')
    expect(await client().collect.start(order('c1', 0))).toMatchObject({ state: 'abandoned' })
    expect(await client().reads.standing(bikes)).toMatchObject({ recurring: null })
  })

  it('that is paid cannot be let go of', async () => {
    await client().collect.start(order('c1'))
    provider().press(provider().payments()[0]!.id, 'pay')
    expect(await client().collect.void(order('c1'), null)).toBe('paid')
  })

  it('that was paid twice answers with both charges, and with what was returned of them', async () => {
    const { paymentRef } = await client().collect.start(order('c1'))
    provider().press(paymentRef, 'pay_twice')
    const read = () => client().collect.read(order('c1'), paymentRef)
    const [first, second] = provider()
      .payment(paymentRef)
      .charges.map(({ id }) => id)
    await client().giveBack.charge(second!)
    await client().giveBack.charge(second!)
    expect(await read()).toMatchObject({
      state: 'paid',
      charges: [
        { id: first, isReturned: false },
        { id: second, isReturned: true },
      ],
    })
    await client().giveBack.charge(first!)
    expect(await read()).toMatchObject({ state: 'returned' })
    expect(provider().effects.filter(({ kind }) => kind === 'refunded')).toHaveLength(2)
  })

  it('is given back whole, with what was charged before put back', async () => {
    const first = await client().collect.start(order('c1'))
    provider().press(first.paymentRef, 'pay')
    const second = await client().collect.start({ ...order('c2'), to: { ...exampleQuote.to, id: 'business' } })
    provider().press(second.paymentRef, 'pay_twice')
    expect((await client().reads.standing(bikes)).recurring?.packageId).toBe('business')
    await client().giveBack.payment(order('c2'), second.paymentRef)
    await client().giveBack.payment(order('c2'), second.paymentRef)
    expect(provider().effects.filter(({ kind }) => kind === 'refunded')).toHaveLength(2)
    expect((await client().reads.standing(bikes)).recurring?.packageId).toBe('pro')
  })

  it('that is given back charges nothing: what was charged before is over when its period is', async () => {
    const first = await client().collect.start(order('c1'))
    provider().press(first.paymentRef, 'pay')
    const second = await client().collect.start({ ...order('c2'), to: { ...exampleQuote.to, id: 'business' } })
    provider().press(second.paymentRef, 'pay')
    provider().byHand('default/acme/website:bikes', 'cancel')
    sandbox.platform.moveClock({ months: 1, hours: 1 })
    await client().giveBack.payment(order('c2'), second.paymentRef)
    await client().reads.standing(bikes)
    expect(provider().effects.filter(({ kind }) => kind === 'renewed')).toEqual([])
  })

  it('that is given back leaves renewal off which was turned off meanwhile', async () => {
    const first = await client().collect.start(order('c1'))
    provider().press(first.paymentRef, 'pay')
    const second = await client().collect.start({ ...order('c2'), to: { ...exampleQuote.to, id: 'business' } })
    provider().press(second.paymentRef, 'pay')
    await client().recurring.cancel(order('c3'))
    await client().giveBack.payment(order('c2'), second.paymentRef)
    expect((await client().reads.standing(bikes)).recurring).toMatchObject({ packageId: 'pro', renews: false })
  })

  it('is made in an element of the partner’s page, with its own secret, from any origin', async () => {
    const element = await client({ collectOn: 'element' }).collect.start(order('c1'))
    if (element.state !== 'pending' || element.step.kind !== 'confirm') throw new Error('There is no secret.')
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
    expect(await client().collect.read(order('c1'), element.paymentRef)).toMatchObject({ state: 'paid' })
  })
})

describe('the provider', () => {
  it('is asked with its key, or not at all', async () => {
    await expect(client({ secretKey: 'sk_guess' }).collect.start(order('c1'))).rejects.toThrow(/failed \(401\)/)
    expect(provider().payments()).toEqual([])
  })

  it('keeps installations apart that share it', async () => {
    await client({ instance: 'staging' }).collect.start(order('c1', 0))
    expect(await client().reads.standing(bikes)).toMatchObject({ recurring: null })
    expect(await client({ instance: 'staging' }).reads.standing(bikes)).not.toMatchObject({ recurring: null })
  })

  it('has nothing to do where nothing is charged', async () => {
    for (const call of ['cancel', 'unschedule'] as const) await client().recurring[call](recurring)
    await client().recurring.schedule({ ...recurring, to: { ...smaller, amountMinor: 0 } })
    await client().recurring.end({ ...recurring, unpaidInvoiceId: null })
    expect(provider().effects).toEqual([])
  })

  it('turns no renewal on and plans no charge with nothing behind it', async () => {
    await expect(client().recurring.resume(recurring)).rejects.toMatchObject({ code: 'no_subscription' })
    await expect(client().recurring.schedule({ ...recurring, to: smaller })).rejects.toMatchObject({
      code: 'no_subscription',
    })
  })

  it('keeps the accounts of one website’s customers apart', async () => {
    await client().collect.start(order('c1', 0))
    expect(await client().reads.standing({ ...bikes, customerId: 'globex' })).toMatchObject({ recurring: null })
  })

  it('says who may press nothing on its control API from another page', async () => {
    const response = await fetch(`${sandbox.payments!.apiUrl}/__sandbox/payments`, {
      headers: { origin: 'https://evil.example' },
    })
    expect(response.status).toBe(403)
  })
})

describe('a recurring charge', () => {
  it('is planned to become smaller only while it renews, and the plan turns no renewal on', async () => {
    await client().collect.start(order('c1', 0))
    await client().recurring.cancel(recurring)
    await expect(client().recurring.schedule({ ...recurring, to: smaller })).rejects.toMatchObject({
      code: 'not_renewing',
    })
    await client().recurring.unschedule(recurring)
    expect((await client().reads.standing(bikes)).recurring).toMatchObject({ renews: false, scheduledPackageId: null })
  })

  it('can stand from before, and renews with what it costs', async () => {
    provider().begin({
      account,
      customer: 'default/acme',
      price: { ...smaller },
      periodEndsAt: new Date(sandbox.platform.now().getTime() + 86_400_000).toISOString(),
      merchant: 'Acme',
      description: 'Basic',
      metadata: {},
    })
    expect((await client().reads.standing(bikes)).recurring).toMatchObject({ renews: true, packageId: 'basic' })
    sandbox.platform.moveClock({ days: 2 })
    await client().reads.standing(bikes)
    expect(provider().effects.filter(({ kind }) => kind === 'renewed')).toMatchObject([{ amountMinor: 799 }])
  })

  it('is planned to become smaller, and that is dropped again', async () => {
    await client().collect.start(order('c1', 0))
    await client().recurring.schedule({ ...recurring, to: smaller })
    expect((await client().reads.standing(bikes)).recurring).toMatchObject({
      renews: true,
      scheduledPackageId: 'basic',
    })
    await client().recurring.unschedule(recurring)
    expect((await client().reads.standing(bikes)).recurring).toMatchObject({ renews: true, scheduledPackageId: null })
  })
})

describe('a renewal', () => {
  const renew = async (card: 'good' | 'failing' | 'slow') => {
    await client().collect.start(order('c1', 0))
    provider().setCard(account, card)
    sandbox.platform.moveClock({ months: 1, hours: 1 })
    return (await client().reads.standing(bikes)).due
  }
  const pressInvoice = (url: string, outcome: string) =>
    fetch(url, { method: 'POST', body: new URLSearchParams({ outcome }) })

  it.each([
    ['good', null],
    ['slow', { kind: 'open', payUrl: null }],
    ['failing', { kind: 'overdue' }],
  ] as const)('with a %s card is outstanding as it says', async (card, due) => {
    if (due === null) expect(await renew(card)).toBeNull()
    else expect(await renew(card)).toMatchObject({ ...due, amount: exampleQuote.to.price })
  })

  it('that was declined can be paid on a page of the provider', async () => {
    const due = await renew('failing')
    expect(await (await fetch(due!.payUrl!)).text()).toContain('Pay')
    await pressInvoice(due!.payUrl!, 'decline')
    expect((await client().reads.standing(bikes)).due).toEqual(due)
    await pressInvoice(due!.payUrl!, 'pay')
    await pressInvoice(due!.payUrl!, 'pay')
    expect((await client().reads.standing(bikes)).due).toBeNull()
    expect(provider().effects.filter(({ kind }) => kind === 'renewed')).toHaveLength(1)
  })

  it('stays outstanding when the charge is turned off and its period ends', async () => {
    const due = await renew('failing')
    await client().recurring.cancel(recurring)
    sandbox.platform.moveClock({ months: 1 })
    expect(await client().reads.standing(bikes)).toMatchObject({ recurring: null, due })
  })

  it('is written off with the charge, once, and only while it is unpaid', async () => {
    const due = await renew('failing')
    const end = { ...recurring, unpaidInvoiceId: due!.invoiceId }
    expect(await client().recurring.end(end)).toBe('ended')
    expect(await client().recurring.end(end)).toBe('ended')
    expect(await client().reads.standing(bikes)).toMatchObject({ recurring: null, due: null })
    expect(provider().effects.filter(({ kind }) => kind === 'written_off')).toHaveLength(1)
    await pressInvoice(due!.payUrl!, 'pay')
    expect(provider().effects.filter(({ kind }) => kind === 'renewed')).toEqual([])
  })

  it('that was paid in the meantime ends nothing', async () => {
    const due = await renew('failing')
    await pressInvoice(due!.payUrl!, 'pay')
    expect(await client().recurring.end({ ...recurring, unpaidInvoiceId: due!.invoiceId })).toBe('paid')
    expect((await client().reads.standing(bikes)).recurring).toMatchObject({ renews: true })
  })

  it('can be disputed, and is unpaid again when the dispute is lost', async () => {
    await renew('good')
    const control = (outcome: string) =>
      fetch(`${sandbox.payments!.apiUrl}/__sandbox/dispute`, {
        method: 'POST',
        body: JSON.stringify({ account, outcome }),
      })
    await control('opened')
    expect((await client().reads.standing(bikes)).due).toMatchObject({ kind: 'disputed', payUrl: null })
    await control('won')
    expect((await client().reads.standing(bikes)).due).toBeNull()
    await control('opened')
    await control('lost')
    expect((await client().reads.standing(bikes)).due).toMatchObject({ kind: 'overdue' })
  })
})

describe('a balance', () => {
  const held = { amountMinor: 3_000, currency: 'EUR' as const }
  const books = { target: 'website:books' as const, customerId: 'acme' }
  const using = (changeId: string, amountMinor: number, leftToPay = 0) => ({
    ...order(changeId, leftToPay),
    ...books,
    balanceUsed: { ...held, amountMinor },
  })
  beforeEach(async () => {
    await client().collect.start({ ...order('c1', 0), leftOver: held })
  })

  it('belongs to the customer, whichever website it came from', async () => {
    expect((await client().reads.standing(books)).balance).toEqual(held)
    expect((await client().reads.standing({ ...books, customerId: 'globex' })).balance).toBeNull()
  })

  it('is used once: the second order that counts on it is refused', async () => {
    const open = await client().collect.start(using('c2', 2_000, 99))
    expect(open.state).toBe('pending')
    await expect(client().collect.start(using('c3', 2_000))).rejects.toMatchObject({
      name: 'PaymentRefusedError',
      code: 'balance_changed',
    })
    expect(await client().collect.start(using('c2', 2_000, 99))).toEqual(open)
    expect((await client().reads.standing(books)).balance).toEqual({ ...held, amountMinor: 1_000 })
  })

  it.each(['void', 'close', 'decline'] as const)('comes back when the payment ends by %s', async (how) => {
    const { paymentRef } = await client().collect.start(using('c2', 2_000, 99))
    if (how === 'void') await client().collect.void(using('c2', 2_000, 99), paymentRef)
    else for (let times = 0; times < 3; times++) provider().press(paymentRef, how)
    expect((await client().reads.standing(books)).balance).toEqual(held)
  })

  it('is put back by a refund, and credit of what is refunded is taken back, once', async () => {
    const used = await client().collect.start(using('c2', 2_000))
    await client().giveBack.payment(using('c2', 2_000), used.paymentRef)
    await client().giveBack.payment(using('c2', 2_000), used.paymentRef)
    expect((await client().reads.standing(books)).balance).toEqual(held)
    await client().giveBack.payment(order('c1', 0), provider().payments()[0]!.id)
    expect((await client().reads.standing(books)).balance).toBeNull()
  })

  it('is used up by the next renewal of any of the customer’s websites', async () => {
    await client().collect.start({ ...order('c2', 0), ...books })
    sandbox.platform.moveClock({ months: 1, hours: 1 })
    await client().reads.standing(books)
    const renewed = provider().effects.filter(({ kind }) => kind === 'renewed')
    const charged = renewed.reduce((sum, { amountMinor }) => sum + amountMinor, 0)
    expect(charged).toBe(2 * exampleQuote.to.price.amountMinor - 3_000)
  })
})

describe('its news', () => {
  it('is signed, sent until it is taken, and as often as the weather says', async () => {
    const heard: { id: string; isSigned: boolean }[] = []
    const merchant = createServer((request, response) => {
      const hear = async () => {
        const body = await text(request)
        const signature = request.headers['sandbox-signature'] as string
        const stated = readSignature(signature, Date.now())
        const isSigned =
          stated !== null && (await signatureCheck('whsec_sandbox_demo')(stated, new TextEncoder().encode(body)))
        heard.push({ id: (JSON.parse(body) as { id: string }).id, isSigned })
        response.writeHead(heard.length < 3 ? 503 : 204).end()
      }
      hear().catch(() => response.destroy())
    })
    await new Promise<void>((resolve) => merchant.listen(0, '127.0.0.1', resolve))
    sandbox.payments!.webhooks.url = `http://127.0.0.1:${(merchant.address() as AddressInfo).port}/`
    sandbox.payments!.webhooks.weather = { copies: 2 }
    const { paymentRef } = await client().collect.start(order('c1'))
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
