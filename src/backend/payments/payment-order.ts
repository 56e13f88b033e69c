import type { Taxed } from '../../contract/draft-quote.ts'
import type { Currency, Money } from '../../contract/money.ts'
import type { BillingInterval, Package } from '../../contract/package.ts'
import type { Quote } from '../../contract/quote.ts'
import type { CurrentPlan } from '../../contract/subscription.ts'
import type { PaymentStep, SubscriptionChange } from '../../contract/subscription-change.ts'
import type { Target } from './target.ts'

/** Which recurring charge. */
export interface RecurringOrder {
  changeId: string
  /** Which subscription: the website's, or the customer's pool. */
  target: Target
  customerId: string
}

export interface RecurringPrice {
  packageId: string
  amountMinor: number
  currency: Currency
  interval: BillingInterval
}

export interface PaymentOrder extends RecurringOrder {
  websiteId: string
  /** What is renewed from now on. */
  to: Package
  /** What was quoted, to the cent; zero when nothing is due. */
  due: Money
  /** How `due` and the price of `to` stand to tax: with `added` it comes on top of them, where the customer pays. */
  taxed: Taxed
  /** What `due` is made of. */
  lines: Quote['lines']
  /**
   * How much of the customer's balance was set against the price. Refused with `balance_changed` when the provider holds
   * less, in the same step that takes it: two orders cannot use the same balance.
   */
  balanceUsed: Money | null
  /** Credit beyond what is due today. */
  leftOver: Money | null
  /** Where the provider's page sends the customer back to; made from `publicUrl`. */
  returnUrls: ReturnUrls | null
  /**
   * Who pays, as `authenticate` has said: to be handed on, and never kept by the kit. `null` where that is not known: it was
   * not said, the partner's staff has started the change, or another process goes on with it.
   */
  contact: Contact | null
}

/** Two addresses of the partner's page. Both show how far the change is: neither proves that anything was paid. */
export interface ReturnUrls {
  /** After the payment was made, or has failed for good. */
  success: string
  /** Where the customer goes back without paying. */
  cancel: string
}

export interface Contact {
  email: string | null
  name: string | null
}

/** Money that a person at the partner has decided to give back. */
export interface GiveBackOrder extends AboutTarget {
  /** The same for one decision, however often it is carried out. */
  reversalId: string
  /** The change that it was paid for, whose `changeId` the order of its payment carried. */
  changeId: string
  /** What it was paid by, where that is known. */
  chargeIds: readonly string[]
  amount: Money
}

export type PaymentOutcome =
  /** Paid, or nothing was due and the recurring charge is set. More than one charge was paid more than once. */
  | { state: 'paid'; paymentRef: string; charges: readonly Charge[] }
  | { state: 'pending'; paymentRef: string; step: PaymentStep }
  | { state: 'failed'; paymentRef: string; message: string }
  | { state: 'abandoned'; paymentRef: string }
  /** Paid, and given back whole. */
  | { state: 'returned'; paymentRef: string }

/**
 * How far money is on its way back. `asked`: the provider has to approve it; the same call comes again, and answers with what
 * became of it.
 */
export type GivenBack = { state: 'asked' } | { state: 'done' } | { state: 'refused'; message: string }

/** Money that came in for a payment. */
export interface Charge {
  id: string
  isReturned: boolean
}

/** What stands at the provider for one subscription. */
export interface Standing {
  /** What is charged from now on; `null` when nothing is. */
  recurring: RecurringCharge | null
  /**
   * What is outstanding for a period that is being delivered, also after its recurring charge has ended. Of several the
   * oldest that is overdue, and else the oldest.
   */
  due: OutstandingPayment | null
  /** What the provider holds for the customer, whichever website it came from, and uses up with the next charges. */
  balance: Money | null
}

export interface RecurringCharge {
  renews: boolean
  /**
   * The `changeId` of the order that has turned renewal off or on last; `null` when that was done in the provider's own pages,
   * or never. An order that finds it so already has not turned it. Left out where the provider cannot say: then a change that
   * cannot be finished leaves off what it has turned off.
   */
  renewalSetBy?: string | null | undefined
  packageId: string
  /** What each period costs. */
  price: Money
  /** The package that takes over at the end of the period. */
  scheduledPackageId: string | null
  periodEndsAt: string
}

export interface OutstandingPayment {
  invoiceId: string
  kind: 'open' | 'overdue' | 'disputed'
  amount: Money
  /**
   * True where it had been paid and was claimed back at the customer's bank. It may be for an earlier period than the one that
   * runs, so the plan is not ended for it by itself: a person decides. Missing when the provider does not say.
   */
  wasPaid?: boolean | undefined
  /** Until when it can be paid, in business time; `null` when the provider does not say. */
  deadline: string | null
  /** Where the customer pays it; `null` without such a page. */
  payUrl: string | null
}

/** Which subscription, and whose. */
export interface AboutTarget {
  target: Target
  customerId: string
  websiteId: string
}

export interface AppliedChange {
  changeId: string
  /** Which subscription, as `handler.billing.report` takes it. */
  target: Target
  customerId: string
  websiteId: string
  holder: 'website' | 'customer'
  change: SubscriptionChange
  /** What was shown and agreed to; `null` for a change without one (renewal off and on, keeping the plan). */
  quote: Quote | null
  /** Who has sold it to the customer: whoever that is writes the invoice. */
  seller: 'partner' | 'provider'
}

/** `account_on_hold`: the plan is not started, enlarged or billed at another interval, and the customer reads why. */
export type MayStart = 'yes' | 'account_on_hold'

/** A period that has begun without a change of the customer's: to be billed, or, after a fall, not any more. */
export interface BilledPeriod {
  /** The same plan again, the smaller one that was planned, or the free one and none at all. */
  kind: 'renewed' | 'switched' | 'fell'
  /** The same for one period, however often it is told. */
  key: string
  /** Which subscription. */
  target: Target
  customerId: string
  websiteId: string
  /** ISO instants, in business time. */
  periodStart: string
  periodEnd: string | null
  /** `null` once no plan runs. */
  package: CurrentPlan | null
  /** What the period costs at the platform's list price; `null` where that is not known, or no plan runs. */
  amount: Money | null
}
