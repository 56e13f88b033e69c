import type { PaymentOutcome } from '../payments/payment-order.ts'
import { collectOf } from './capabilities.ts'
import { refOf, type PaymentFacts } from './change-facts.ts'
import type { ChangeRow } from './change-row.ts'
import type { LedgerParts } from './ledger-parts.ts'

/**
 * The provider's word about a payment for which nothing more is to come in; `null` where none came in. Where the start
 * was never answered, the payment is withdrawn first: to ask for it by its order alone could begin it, and charge a saved card.
 */
export async function knownPayment(
  parts: LedgerParts,
  change: ChangeRow,
  payment: PaymentFacts,
): Promise<PaymentOutcome | null> {
  const provider = collectOf(parts, change)
  const ref = refOf(payment)
  if (ref !== null) return provider.read(ref)
  return (await provider.void(null)) === 'paid' ? provider.start() : null
}
