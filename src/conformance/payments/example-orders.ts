import type { PaymentOrder } from '../../backend/payments/payment-order.ts'
import { exampleQuote } from '../store/example-quote.ts'

export const bikes = { target: 'website:bikes', customerId: 'acme' } as const
export const { price } = exampleQuote.to
export const nothing = { ...price, amountMinor: 0 }
export const recurring = { changeId: 'c9', ...bikes }
export const smaller = { packageId: 'package-02', amountMinor: 799, currency: 'EUR', interval: 'monthly' } as const
/** Smaller than the one of `order`, which is smaller than this. */
export const larger = 'package-08'
export const usual = 'package-06'

export const order = (
  changeId: string,
  given: Partial<PaymentOrder> = {},
  packageId: string = usual,
): PaymentOrder => ({
  changeId,
  ...bikes,
  websiteId: 'bikes',
  to: { ...exampleQuote.to, id: packageId },
  due: price,
  taxed: 'included',
  lines: exampleQuote.lines,
  balanceUsed: null,
  leftOver: null,
  returnUrls: { success: 'https://shop.example/plan', cancel: 'https://shop.example/plans' },
  contact: { email: 'ada@acme.example', name: 'Ada Acme' },
  ...given,
})

/** One that nothing is due for. */
export const free = (changeId: string, given: Partial<PaymentOrder> = {}) => order(changeId, { due: nothing, ...given })
