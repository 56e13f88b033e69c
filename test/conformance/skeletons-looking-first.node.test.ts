import { beforeEach, describe, expect, it, vi } from 'vitest'
import { called } from '../../src/conformance/payments/called.ts'
import { bikes, larger, order, price } from '../../src/conformance/payments/example-orders.ts'
import { marksOf } from '../../src/backend/payments/payment-marks.ts'
import type { Payments } from '../../src/backend/payments/payments.ts'
import type { ProviderMemory } from '../../src/backend/payments/provider-memory.ts'

// The clients are not installed here: what stands in for them makes a second thing where a second one is asked for, as they
// do once they have forgotten the key of the first.

const { book } = vi.hoisted(() => ({
  book: {
    refunds: [] as Record<string, unknown>[],
    payments: [] as Record<string, unknown>[],
    subscription: {} as any,
  },
}))

const list = <Item>(items: Item[]) => ({
  async *[Symbol.asyncIterator]() {
    yield* items
  },
})

vi.mock('stripe', () => ({
  default: class {
    customers = { create: async () => ({ id: 'cus_1' }), update: async () => ({}) }
    checkout = { sessions: { list: () => list([]) } }
    subscriptions = {
      retrieve: async () => book.subscription,
      async update(_id: string, { metadata, items }: { metadata?: unknown; items?: unknown }) {
        if (metadata) book.subscription.metadata = metadata
        if (items) {
          const parent = { subscription_details: { metadata: book.subscription.metadata } }
          const invoice = { id: `in_${book.payments.length + 1}`, billing_reason: 'subscription_update', parent }
          book.payments.push({ ...invoice, status: 'paid', payments: { data: [] } })
          book.subscription.latest_invoice = invoice.id
        }
        return book.subscription
      },
    }
    invoices = {
      list: () => list(book.payments),
      retrieve: async (id: string) => book.payments.find((invoice) => invoice.id === id),
    }
    refunds = {
      list: () => list(book.refunds),
      async create(refund: object) {
        book.refunds.push({ ...refund, id: `re_${book.refunds.length + 1}`, status: 'succeeded' })
        return book.refunds.at(-1)
      },
    }
  },
}))

vi.mock('@paddle/paddle-node-sdk', () => ({
  Environment: {},
  Paddle: class {
    subscriptions = {
      get: async () => book.subscription,
      async update(_id: string, { customData }: { customData: unknown }) {
        book.subscription = { ...book.subscription, customData }
        const items = [{ price: { id: 'price_1' } }]
        const transaction = { items, id: `txn_${book.payments.length + 1}`, origin: 'subscription_update', customData }
        book.payments.push({ ...transaction, status: 'completed', payments: [] })
        return book.subscription
      },
    }
    transactions = {
      list: () => list(book.payments),
      get: async (id: string) => ({
        details: { lineItems: [{ id: 'item_1' }] },
        ...book.payments.find((transaction) => transaction.id === id),
      }),
    }
    webhooks = { unmarshal: async (body: string) => JSON.parse(body) }
    adjustments = {
      list: () => list(book.refunds),
      async create(adjustment: object) {
        book.refunds.push({ ...adjustment, id: `adj_${book.refunds.length + 1}`, status: 'approved' })
        return book.refunds.at(-1)
      },
    }
  },
}))

vi.mock('@mollie/api-client', () => ({
  SequenceType: { first: 'first', recurring: 'recurring' },
  createMollieClient: () => ({
    customers: { create: async () => ({ id: 'cst_1' }), update: async () => ({}) },
    customerPayments: { iterate: () => list(book.payments) },
    payments: {
      async create({ metadata }: { metadata: unknown }) {
        const amount = { value: '12.99', currency: 'EUR' }
        const about = { id: `tr_${book.payments.length + 1}`, sequenceType: 'first', metadata, amount }
        book.payments.push({ ...about, status: 'open', getCheckoutUrl: () => 'https://pay.example' })
        return book.payments.at(-1)
      },
      get: async () => ({ amount: { value: '12.99', currency: 'EUR' } }),
    },
    paymentRefunds: {
      iterate: () => list(book.refunds),
      async create(refund: object) {
        book.refunds.push({ ...refund, id: `re_${book.refunds.length + 1}`, status: 'pending' })
        return book.refunds.at(-1)
      },
    },
  }),
}))

/** Not seen by the compiler, which finds no types of the clients here: `npm run hosts` has them. */
async function skeleton(name: 'stripe' | 'paddle' | 'mollie'): Promise<Payments> {
  const path = `../../examples/payments/${name}.ts`
  const made = (await import(path)) as Record<string, (options: object) => Payments>
  const options = { instance: 'default', priceOf: () => 'price_1', packageOf: () => larger, webhookSecrets: [] }
  return made[`${name}Payments`]!(options)
}

beforeEach(() => {
  const metadata = marksOf('default', order('c0'))
  const items = [{ id: 'si_1', price: { id: 'price_0' } }]
  book.refunds = []
  book.payments = []
  book.subscription = {
    id: 'sub_1',
    status: 'active',
    metadata,
    customData: metadata,
    items: Object.assign(items, { data: items }),
  }
})

/** A memory that knows the subscription, and loses what is kept. */
const forgetting: ProviderMemory = {
  read: async () => ({ subscription: { id: 'sub_1' }, customer: { id: 'cus_1' } }),
  keep: () => {},
}

describe.each(['stripe', 'paddle', 'mollie'] as const)('the skeleton for %s', (name) => {
  it('gives a part back once, also when the answer to the first call was lost', async () => {
    const { unheard } = called(await skeleton(name))
    const about = { ...bikes, websiteId: 'bikes', changeId: 'c1', chargeIds: ['paid_1'] }
    const part = { ...about, reversalId: 'r1', amount: { ...price, amountMinor: 100 } }
    await unheard.part(part)
    expect(await unheard.part(part)).toMatchObject({ state: 'done' })
    expect(book.refunds).toHaveLength(1)
  })

  it('starts a payment once, also when the answer was lost', async () => {
    const { collect } = await skeleton(name)
    const first = await collect!.start(order('c1', {}, larger), forgetting)
    expect(await collect!.start(order('c1', {}, larger), forgetting)).toEqual(first)
    expect(book.payments).toHaveLength(1)
  })

  it('looks for what a start has made, before it says that it is withdrawn', async () => {
    const { collect } = await skeleton(name)
    await collect!.start(order('c1', {}, larger), forgetting)
    if (name === 'mollie') book.payments[0]!.status = 'paid'
    expect(await collect!.void(order('c1', {}, larger), null, forgetting)).toBe('paid')
    expect(await collect!.void(order('c2', {}, larger), null, forgetting)).toBe('voided')
  })
})

describe('the skeleton for mollie', () => {
  it.each([
    ['id=tr_7UhSN1zuXS', 'tr_7UhSN1zuXS'],
    ['id=foo', null],
    ['id=tr_../customers', null],
    ['', null],
  ])('asks only about what may be the id of a payment: %s', async (body, id) => {
    const { news } = await skeleton('mollie')
    expect(news!.receive ? undefined : news!.idIn(body)).toBe(id)
  })
})

// Whoever has the page's public token can begin one, of any price and with any marks, and Paddle signs the news of it.
describe('a transaction that a customer has begun in the page, with the marks of a change', () => {
  const cheap = {
    id: 'txn_cheap',
    origin: 'web',
    status: 'completed',
    customData: marksOf('default', order('c1')),
    items: [{ price: { id: 'price_0' } }],
    payments: [],
  }

  it('is not taken for news of that change', async () => {
    const { news } = await skeleton('paddle')
    const body = { eventId: 'evt_1', eventType: 'transaction.completed', data: cheap }
    const readBody = async () => new TextEncoder().encode(JSON.stringify(body))
    const webhook = { headers: new Headers({ 'paddle-signature': 'right' }), receivedAt: 0, readBody }
    expect(await news!.receive!(webhook)).toEqual([{ type: 'foreign.received' }])
  })

  it('is not taken for what the start of the change has made', async () => {
    const { collect } = await skeleton('paddle')
    book.payments.push(cheap)
    expect(await collect!.start(order('c1', {}, larger), forgetting)).toMatchObject({ paymentRef: 'txn_2' })
  })

  it('does not pay for it with another price than was ordered', async () => {
    const { collect } = await skeleton('paddle')
    book.payments.push(cheap)
    expect(await collect!.read(order('c1', {}, larger), 'txn_cheap', forgetting)).toMatchObject({ state: 'failed' })
  })
})
