import type { Money } from '../../contract/money.ts'
import type { SubscriptionChange } from '../../contract/subscription-change.ts'

/** What a provider's payment element needs. */
export interface EmbeddedPayment {
  clientSecret: string
  due: Money | null
  change: SubscriptionChange
  /** To be called once the element has confirmed. What became of it is asked of the backend. */
  onConfirmed: () => void
}
