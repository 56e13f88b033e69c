import type { Money } from '../../contract/money.ts'
import type { Quote } from '../../contract/quote.ts'

/** What is due today by a quote; zero when nothing is. */
export function dueAmount({ dueToday, to }: Quote): Money {
  return dueToday.kind === 'nothing' ? { amountMinor: 0, currency: to.price.currency } : dueToday.amount
}
