import type { Payments } from '../../backend/payments/payments.ts'
import { equal } from '../assert.ts'
import { bikes, free, nothing, order, price } from './example-orders.ts'
import type { PaymentsCheck, PaymentsUnderTest } from './payments-under-test.ts'
import { refuses } from './refuses.ts'

export const balanceChecks: readonly PaymentsCheck[] = [
  {
    name: 'a balance belongs to the customer, whichever website it came from',
    needs: 'balance',
    run: async ({ payments }) => {
      await hold(payments)
      equal(await balanceOf(payments), 3_000)
      equal((await payments.standing({ ...books, customerId: 'globex' })).balance, null)
    },
  },
  {
    name: 'a balance is used once: the second order that counts on it is refused',
    needs: 'balance',
    run: async ({ payments }) => {
      await hold(payments)
      const begun = await payments.start(using('c2', 2_000, price))
      await refuses(payments.start(using('c3', 2_000)), 'balance_changed')
      equal(await payments.start(using('c2', 2_000, price)), begun)
      equal(await balanceOf(payments), 1_000)
    },
  },
  ...(['void', 'close'] as const).map((how): PaymentsCheck => ({
    name: `a balance comes back when the payment ends by ${how}`,
    needs: 'balance',
    run: async ({ payments, press }: PaymentsUnderTest) => {
      await hold(payments)
      const { paymentRef } = await payments.start(using('c2', 2_000, price))
      if (how === 'void') await payments.void(using('c2', 2_000, price), paymentRef)
      else await press(paymentRef, how)
      equal(await balanceOf(payments), 3_000)
    },
  })),
  {
    name: 'a balance is put back by a refund, and credit of what is refunded is taken back, once',
    needs: 'balance',
    run: async ({ payments }) => {
      await hold(payments)
      const { paymentRef } = await payments.start(using('c2', 2_000))
      await payments.refund(using('c2', 2_000), paymentRef)
      await payments.refund(using('c2', 2_000), paymentRef)
      equal(await balanceOf(payments), 3_000)
      const first = await hold(payments)
      await payments.refund(free('c1'), first)
      equal(await balanceOf(payments), 0)
    },
  },
]

const books = { ...bikes, target: 'website:books' } as const
const held = { amountMinor: 3_000, currency: 'EUR' } as const

/** Credit that a change leaves over, kept for the customer. */
async function hold(payments: Payments): Promise<string> {
  return (await payments.start(free('c1', { leftOver: held }))).paymentRef
}

const using = (changeId: string, amountMinor: number, due = nothing) =>
  order(changeId, { ...books, websiteId: 'books', due, balanceUsed: { ...held, amountMinor } })

async function balanceOf(payments: Payments): Promise<number> {
  return (await payments.standing(books)).balance?.amountMinor ?? 0
}
