import type { PaymentOrder } from '../payments/payment-order.ts'
import { balanceUsedBy } from './balance-used.ts'
import { isPurchase } from './change-facts.ts'
import type { ChangeRow } from './change-row.ts'
import type { LedgerParts } from './ledger-parts.ts'

/** What the provider is asked to collect. */
export function orderOf(parts: LedgerParts, change: ChangeRow): PaymentOrder {
  const { facts, id, target, customerId } = change
  if (!isPurchase(facts)) throw new Error('Only a purchase is paid for.')
  const { quote, due } = facts
  return {
    changeId: id,
    target,
    customerId,
    websiteId: facts.websiteId,
    to: quote.to,
    due: due ?? { amountMinor: 0, currency: quote.to.price.currency },
    taxed: parts.taxed,
    lines: quote.lines,
    balanceUsed: balanceUsedBy(quote),
    leftOver: quote.leftOver?.amount ?? null,
    returnUrls: parts.returnUrls(change),
    contact: parts.contacts.get(id) ?? null,
  }
}
