import type { Money } from '../../contract/money.ts'
import type { Quote } from '../../contract/quote.ts'

/** How much of the customer's balance a quote counts on; `null` when none. */
export function balanceUsedBy({ lines }: Pick<Quote, 'lines'>): Money | null {
  const line = lines.find(({ kind }) => kind === 'balance')
  return line ? { ...line.amount, amountMinor: -line.amount.amountMinor } : null
}
