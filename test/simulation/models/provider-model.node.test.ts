import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { PaymentOrder } from '../../../src/backend/payments/payment-order.ts'
import { called, type Called } from '../../../src/conformance/payments/called.ts'
import { bikes, free, nothing, order, price, recurring } from '../../../src/conformance/payments/example-orders.ts'
import { modelProvider, sandboxProvider, type Provider } from './providers.ts'

// What both have in common beside what every provider has to do, to which test/conformance holds them.

const books = { ...bikes, target: 'website:books' } as const
const held = { amountMinor: 3_000, currency: 'EUR' } as const

describe.each([
  ['the sandbox’s provider', sandboxProvider],
  ['the simulator’s model of a provider', modelProvider],
])('%s', (_name, openProvider) => {
  let provider: Provider
  let payments: Called
  beforeEach(async () => {
    provider = await openProvider()
    payments = called(provider.payments)
  })
  afterEach(() => provider.stop())

  const begin = async (what: PaymentOrder) => (await payments.collect.start(what)).paymentRef

  describe('a payment', () => {
    it('fails for good when the card is declined for the third time', async () => {
      const ref = await begin(order('c1'))
      for (const kind of ['pending', 'pending', 'failed'] as const) {
        provider.press(ref, 'decline')
        expect((await payments.collect.read(order('c1'), ref)).state).toBe(kind)
      }
    })
  })

  describe('a recurring charge', () => {
    it('is not turned on where there is none', async () => {
      await expect(payments.recurring.resume(recurring)).rejects.toMatchObject({ name: 'PaymentRefusedError' })
    })

    it('says which order has turned renewal off, and that of what was turned in its pages it was none', async () => {
      const setBy = async () => (await payments.reads.standing(bikes)).recurring?.renewalSetBy
      await payments.collect.start(free('c1'))
      expect(await setBy()).toBeNull()
      await payments.recurring.cancel({ ...recurring, changeId: 'c2' })
      await payments.recurring.cancel({ ...recurring, changeId: 'c3' })
      expect(await setBy()).toBe('c2')
      provider.turn('resume')
      provider.turn('cancel')
      await payments.recurring.cancel({ ...recurring, changeId: 'c2' })
      expect(await setBy()).toBeNull()
      await payments.recurring.resume({ ...recurring, changeId: 'c4' })
      expect(await setBy()).toBe('c4')
    })

    it('ends with its period when it was turned off, and renews when it was turned on again', async () => {
      await payments.collect.start(free('c1'))
      await payments.recurring.cancel(recurring)
      await payments.recurring.resume(recurring)
      provider.passMonth()
      expect((await payments.reads.standing(bikes)).recurring).toMatchObject({ renews: true })
      await payments.recurring.cancel(recurring)
      provider.passMonth()
      expect((await payments.reads.standing(bikes)).recurring).toBeNull()
    })
  })

  describe('a renewal', () => {
    const renew = async (card: 'good' | 'failing' | 'slow') => {
      await payments.collect.start(free('c1'))
      provider.setCard(card)
      provider.passMonth()
      return (await payments.reads.standing(bikes)).due
    }

    it.each([
      ['slow', 'open'],
      ['failing', 'overdue'],
    ] as const)('with a %s card is outstanding: %s', async (card, kind) => {
      expect(await renew(card)).toMatchObject({ kind, amount: price })
    })

    it('that was paid in the meantime ends nothing', async () => {
      const due = await renew('failing')
      provider.setCard('good')
      expect(await payments.recurring.end({ ...recurring, unpaidInvoiceId: due!.invoiceId })).toBe('paid')
      expect((await payments.reads.standing(bikes)).recurring).toMatchObject({ renews: true })
    })

    it('can be disputed, which ends nothing', async () => {
      await renew('good')
      await provider.dispute('opened')
      const { due } = await payments.reads.standing(bikes)
      expect(due).toMatchObject({ kind: 'disputed' })
      expect(await payments.recurring.end({ ...recurring, unpaidInvoiceId: due!.invoiceId })).toBe('paid')
      await provider.dispute('won')
      expect((await payments.reads.standing(bikes)).due).toBeNull()
    })
  })

  describe('a balance', () => {
    const using = (changeId: string, amountMinor: number, due = nothing) =>
      order(changeId, { ...books, websiteId: 'books', due, balanceUsed: { ...held, amountMinor } })
    const balance = async () => (await payments.reads.standing(books)).balance?.amountMinor ?? 0
    beforeEach(async () => {
      await payments.collect.start(free('c1', { leftOver: held }))
    })

    it.each(['void', 'close', 'decline'] as const)('comes back when the payment ends by %s', async (how) => {
      const ref = await begin(using('c2', 2_000, price))
      if (how === 'void') await payments.collect.void(using('c2', 2_000, price), ref)
      else for (let times = 0; times < 3; times++) provider.press(ref, how)
      expect(await balance()).toBe(3_000)
    })

    it('is used up by the next renewal of any of the customer’s websites', async () => {
      provider.passMonth()
      expect(await balance()).toBe(Math.max(0, 3_000 - price.amountMinor))
    })
  })
})
