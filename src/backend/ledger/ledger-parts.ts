import type { Taxed } from '../../contract/draft-quote.ts'
import type { Runtime } from '../runtime/runtime.ts'
import type { Contact, ReturnUrls } from '../payments/payment-order.ts'
import type { Payments } from '../payments/payments.ts'
import type { ChangeLimit, Store } from './store.ts'
import type { ChangeRow } from './change-row.ts'
import type { LedgerEvent } from './ledger-event.ts'
import type { Memories } from './memories.ts'
import type { PlatformSubscription } from './platform-subscription.ts'
import type { LedgerTiming } from './timing.ts'

/** What the ledger works with. */
export interface LedgerParts {
  store: Store
  payments: Payments
  /** The provider's own ids. Each hold of a subscription has its own. */
  memories: Memories
  /** Who pays, by change, as long as this process knows. Never stored. */
  contacts: Map<string, Contact>
  subscription: PlatformSubscription
  timing: LedgerTiming
  runtime: Runtime
  /** Business time. */
  now: () => Date
  allowsIntervalSwitch: boolean
  /** How prices stand to tax. */
  taxed: Taxed
  /** After how long the details of a change that has ended are forgotten; `null` for never. */
  keepDetailsMs: number | null
  /** How many changes one customer may start. */
  changeLimit: ChangeLimit
  /** Where a payment page sends the customer back to; `null` without a public address. */
  returnUrls: (change: ChangeRow) => ReturnUrls | null
  /** Whether events carry what the platform and the provider said in their own words. */
  tellsForeignText: boolean
  emit: (event: LedgerEvent) => void
}
