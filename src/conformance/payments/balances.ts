import { equal } from '../assert.ts'
import { bikes, free, nothing, order, price } from './example-orders.ts'
import type { Called } from './called.ts'
import { givesBack } from './gives-back.ts'
import type { PaymentsCheck, Opened } from './payments-under-test.ts'
import { refuses } from './refuses.ts'

export const balanceChecks: readonly PaymentsCheck[] = [
  {
    name: 'a balance belongs to the customer, whichever website it came from',
    needs: ['collect', 'recurring', 'balance'],
    run: async ({ payments }) => {
      await hold(payments)
      equal(await balanceOf(payments), 3_000)
      equal((await payments.reads.standing({ ...books, customerId: 'globex' })).balance, null)
    },
  },
  {
    name: 'a balance is used once: the second order that counts on it is refused',
    needs: ['collect', 'recurring', 'balance'],
    run: async ({ payments }) => {
      await hold(payments)
      const begun = await payments.collect.start(using('c2', 2_000, price))
      await refuses(payments.collect.start(using('c3', 2_000)), 'balance_changed')
      equal(await payments.collect.start(using('c2', 2_000, price)), begun)
      equal(await balanceOf(payments), 1_000)
    },
  },
  ...(['void', 'close'] as const).map((how): PaymentsCheck => ({
    name: `a balance comes back when the payment ends by ${how}`,
    needs: ['collect', 'recurring', 'balance'],
    run: async ({ payments, press }: Opened) => {
      await hold(payments)
      const { paymentRef } = await payments.collect.start(using('c2', 2_000, price))
      if (how === 'void') await payments.collect.void(using('c2', 2_000, price), paymentRef)
      else await press(paymentRef, how)
      equal(await balanceOf(payments), 3_000)
    },
  })),
  {
    name: 'a balance is put back by a refund, and credit of what is refunded is taken back, once',
    needs: ['collect', 'recurring', 'give_back', 'balance'],
    run: async (under) => {
      const { payments } = under
      await hold(payments)
      const { paymentRef } = await payments.collect.start(using('c2', 2_000))
      await givesBack(under, () => payments.giveBack.payment(using('c2', 2_000), paymentRef))
      await givesBack(under, () => payments.giveBack.payment(using('c2', 2_000), paymentRef))
      equal(await balanceOf(payments), 3_000)
      const first = await hold(payments)
      await givesBack(under, () => payments.giveBack.payment(free('c1'), first))
      equal(await balanceOf(payments), 0)
    },
  },
]

const books = { ...bikes, target: 'website:books' } as const
const held = { amountMinor: 3_000, currency: 'EUR' } as const

/** Credit that a change leaves over, kept for the customer. */
async function hold(payments: Called): Promise<string> {
  return (await payments.collect.start(free('c1', { leftOver: held }))).paymentRef
}

const using = (changeId: string, amountMinor: number, due = nothing) =>
  order(changeId, { ...books, websiteId: 'books', due, balanceUsed: { ...held, amountMinor } })

async function balanceOf(payments: Called): Promise<number> {
  return (await payments.reads.standing(books)).balance?.amountMinor ?? 0
}
