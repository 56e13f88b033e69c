import { equal } from '../assert.ts'
import { bikes, order, recurring, smaller } from './example-orders.ts'
import type { PaymentsCheck } from './payments-under-test.ts'

export const invoicingChecks: readonly PaymentsCheck[] = [
  {
    name: 'what goes on an invoice counts as agreed, and no charge stands behind it',
    run: async ({ payments }) => {
      const outcome = await payments.start(order('c1'))
      equal(outcome.kind === 'paid' ? outcome.charges : outcome.kind, [], 'The charges')
      equal(await payments.start(order('c1')), outcome, 'The same order again')
      equal(await payments.read(order('c1'), outcome.paymentRef), outcome, 'What is read of it')
      equal(await payments.standing(bikes), { recurring: null, due: null, balance: null }, 'The standing')
    },
  },
  {
    name: 'what a provider would do about its charges is a success, and does nothing',
    run: async ({ payments }) => {
      equal(await payments.void(order('c1'), null), 'voided')
      await payments.cancel(recurring)
      await payments.resume(recurring)
      await payments.schedule({ ...recurring, to: smaller })
      await payments.unschedule(recurring)
      equal(await payments.end({ ...recurring, unpaidInvoiceId: null }), 'ended')
      await payments.refund(order('c1'), 'c1')
      equal((await payments.standing(bikes)).recurring, null, 'What is charged')
    },
  },
]
