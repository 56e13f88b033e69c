import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { PaymentOrder } from '../../../src/backend/payments/payments.ts'
import { exampleQuote } from '../../../src/conformance/store/example-quote.ts'
import { bikes, modelProvider, sandboxProvider, type Provider } from './providers.ts'

// What is not asked of the model: the page to pay at, elements in the partner's page, keys, installations that share it, and
// signed news. In a history customers press, and news arrives, without a network.

const books = { ...bikes, target: 'website:books' } as const
const { price } = exampleQuote.to
const held = { amountMinor: 3_000, currency: 'EUR' } as const
const smaller = { packageId: 'package-02', amountMinor: 799, currency: 'EUR', interval: 'monthly' } as const
const recurring = { changeId: 'c9', ...bikes }

const order = (
  changeId: string,
  { packageId = 'package-06', ...more }: Partial<PaymentOrder> & { packageId?: string } = {},
) =>
  ({
    changeId,
    ...bikes,
    websiteId: 'bikes',
    to: { ...exampleQuote.to, id: packageId },
    due: price,
    lines: exampleQuote.lines,
    balanceUsed: null,
    leftOver: null,
    returnUrl: 'https://shop.example/plan',
    ...more,
  }) satisfies PaymentOrder

const nothing = { ...price, amountMinor: 0 }
const free = (changeId: string, more: Partial<PaymentOrder> = {}) => order(changeId, { due: nothing, ...more })

describe.each([
  ['the sandbox’s provider', sandboxProvider],
  ['the simulator’s model of a provider', modelProvider],
])('%s', (_name, openProvider) => {
  let provider: Provider
  let payments: Provider['payments']
  beforeEach(async () => {
    provider = await openProvider()
    ;({ payments } = provider)
  })
  afterEach(() => provider.stop())

  const begin = async (what: PaymentOrder) => (await payments.start(what)).paymentRef

  describe('a payment', () => {
    it('is one for one change, however often it is started, and another amount is refused', async () => {
      const first = await payments.start(order('c1'))
      expect(await payments.start(order('c1'))).toEqual(first)
      await expect(payments.start(order('c1', { due: { ...price, amountMinor: 1 } }))).rejects.toMatchObject({
        name: 'PaymentRefusedError',
      })
    })

    it('of nothing is settled at once, and sets what is charged from then on', async () => {
      expect((await payments.start(free('c1'))).kind).toBe('paid')
      expect(await payments.standing(bikes)).toMatchObject({
        recurring: { renews: true, packageId: 'package-06' },
        due: null,
      })
    })

    it('that was let go of cannot begin any more, also when its start comes late', async () => {
      expect(await payments.void(order('c1'), null)).toBe('voided')
      expect((await payments.start(free('c1'))).kind).toBe('abandoned')
      expect((await payments.standing(bikes)).recurring).toBeNull()
    })

    it('that is paid cannot be let go of', async () => {
      const ref = await begin(order('c1'))
      provider.press(ref, 'pay')
      expect(await payments.void(order('c1'), ref)).toBe('paid')
    })

    it('fails for good when the card is declined for the third time', async () => {
      const ref = await begin(order('c1'))
      for (const kind of ['pending', 'pending', 'failed'] as const) {
        provider.press(ref, 'decline')
        expect((await payments.read(order('c1'), ref)).kind).toBe(kind)
      }
    })

    it('that was paid twice answers with both charges, and with what was returned of them', async () => {
      const ref = await begin(order('c1'))
      provider.press(ref, 'pay_twice')
      const read = async () => {
        const outcome = await payments.read(order('c1'), ref)
        return outcome.kind === 'paid' ? outcome.charges : outcome.kind
      }
      const [first, second] = (await read()) as readonly { id: string }[]
      await payments.refundCharge(second!.id)
      await payments.refundCharge(second!.id)
      expect(await read()).toEqual([
        { id: first!.id, isReturned: false },
        { id: second!.id, isReturned: true },
      ])
      await payments.refundCharge(first!.id)
      expect(await read()).toBe('returned')
    })

    it('is given back whole, with what was charged before put back', async () => {
      provider.press(await begin(order('c1')), 'pay')
      const second = await begin(order('c2', { packageId: 'package-08' }))
      provider.press(second, 'pay_twice')
      expect((await payments.standing(bikes)).recurring?.packageId).toBe('package-08')
      await payments.refund(order('c2'), second)
      await payments.refund(order('c2'), second)
      expect((await payments.read(order('c2'), second)).kind).toBe('returned')
      expect((await payments.standing(bikes)).recurring?.packageId).toBe('package-06')
    })
  })

  describe('a recurring charge', () => {
    it('is planned to become smaller only while it renews, and the plan turns no renewal on', async () => {
      await payments.start(free('c1'))
      await payments.cancel(recurring)
      await expect(payments.schedule({ ...recurring, to: smaller })).rejects.toMatchObject({ code: 'not_renewing' })
      await payments.unschedule(recurring)
      expect((await payments.standing(bikes)).recurring).toMatchObject({ renews: false, scheduledPackageId: null })
    })

    it('is planned to become smaller, and that is dropped again', async () => {
      await payments.start(free('c1'))
      await payments.schedule({ ...recurring, to: smaller })
      expect((await payments.standing(bikes)).recurring?.scheduledPackageId).toBe('package-02')
      await payments.unschedule(recurring)
      expect((await payments.standing(bikes)).recurring).toMatchObject({ renews: true, scheduledPackageId: null })
    })

    it('is not turned on where there is none', async () => {
      await expect(payments.resume(recurring)).rejects.toMatchObject({ name: 'PaymentRefusedError' })
    })

    it('ends with its period when it was turned off, and renews when it was turned on again', async () => {
      await payments.start(free('c1'))
      await payments.cancel(recurring)
      await payments.resume(recurring)
      provider.passMonth()
      expect((await payments.standing(bikes)).recurring).toMatchObject({ renews: true })
      await payments.cancel(recurring)
      provider.passMonth()
      expect((await payments.standing(bikes)).recurring).toBeNull()
    })
  })

  describe('a renewal', () => {
    const renew = async (card: 'good' | 'failing' | 'slow') => {
      await payments.start(free('c1'))
      provider.setCard(card)
      provider.passMonth()
      return (await payments.standing(bikes)).due
    }

    it.each([
      ['slow', 'open'],
      ['failing', 'overdue'],
    ] as const)('with a %s card is outstanding: %s', async (card, kind) => {
      expect(await renew(card)).toMatchObject({ kind, amount: price })
    })

    it('with a good card is paid', async () => {
      expect(await renew('good')).toBeNull()
    })

    it('stays outstanding when the charge is turned off and its period ends', async () => {
      const due = await renew('failing')
      await payments.cancel(recurring)
      provider.passMonth()
      expect(await payments.standing(bikes)).toMatchObject({ recurring: null, due: { invoiceId: due!.invoiceId } })
    })

    it('is written off with the charge, however often that is asked for', async () => {
      const end = { ...recurring, unpaidInvoiceId: (await renew('failing'))!.invoiceId }
      expect(await payments.end(end)).toBe('ended')
      expect(await payments.standing(bikes)).toMatchObject({ recurring: null, due: null })
    })

    it('that was paid in the meantime ends nothing', async () => {
      const due = await renew('failing')
      provider.setCard('good')
      expect(await payments.end({ ...recurring, unpaidInvoiceId: due!.invoiceId })).toBe('paid')
      expect((await payments.standing(bikes)).recurring).toMatchObject({ renews: true })
    })

    it('can be disputed, and is unpaid again when the dispute is lost', async () => {
      await renew('good')
      await provider.dispute('opened')
      expect((await payments.standing(bikes)).due).toMatchObject({ kind: 'disputed' })
      await provider.dispute('won')
      expect((await payments.standing(bikes)).due).toBeNull()
    })

    it('is overdue when a dispute of it is lost', async () => {
      await renew('good')
      await provider.dispute('opened')
      await provider.dispute('lost')
      expect((await payments.standing(bikes)).due).toMatchObject({ kind: 'overdue' })
    })
  })

  describe('a balance', () => {
    const using = (changeId: string, amountMinor: number, due = nothing) =>
      order(changeId, { ...books, websiteId: 'books', due, balanceUsed: { ...held, amountMinor } })
    const balance = async () => (await payments.standing(books)).balance?.amountMinor ?? 0
    beforeEach(async () => {
      await payments.start(free('c1', { leftOver: held }))
    })

    it('belongs to the customer, whichever website it came from', async () => {
      expect(await balance()).toBe(3_000)
      expect((await payments.standing({ ...books, customerId: 'globex' })).balance).toBeNull()
    })

    it('is used once: the second order that counts on it is refused', async () => {
      const begun = await payments.start(using('c2', 2_000, price))
      await expect(payments.start(using('c3', 2_000))).rejects.toMatchObject({ code: 'balance_changed' })
      expect(await payments.start(using('c2', 2_000, price))).toEqual(begun)
      expect(await balance()).toBe(1_000)
    })

    it.each(['void', 'close', 'decline'] as const)('comes back when the payment ends by %s', async (how) => {
      const ref = await begin(using('c2', 2_000, price))
      if (how === 'void') await payments.void(using('c2', 2_000, price), ref)
      else for (let times = 0; times < 3; times++) provider.press(ref, how)
      expect(await balance()).toBe(3_000)
    })

    it('is put back by a refund, and credit of what is refunded is taken back, once', async () => {
      const used = await begin(using('c2', 2_000))
      await payments.refund(using('c2', 2_000), used)
      await payments.refund(using('c2', 2_000), used)
      expect(await balance()).toBe(3_000)
      const first = await begin(free('c1', { leftOver: held }))
      await payments.refund(free('c1'), first)
      expect(await balance()).toBe(0)
    })

    it('is used up by the next renewal of any of the customer’s websites', async () => {
      provider.passMonth()
      expect(await balance()).toBe(Math.max(0, 3_000 - price.amountMinor))
    })
  })
})
