import { isInstanceOf, isMarked } from '../../contract/error-mark.ts'
import type { Currency, Money } from '../../contract/money.ts'
import type { BillingInterval, Package } from '../../contract/package.ts'
import type { Quote } from '../../contract/quote.ts'
import type { CurrentPlan } from '../../contract/subscription.ts'
import type { PaymentStep, SubscriptionChange } from '../../contract/subscription-change.ts'

/**
 * Whoever collects the money, for subscriptions that renew by themselves. The provider is the truth about money, the
 * platform about delivery; the ledger remembers what was meant and brings the two together.
 *
 * Every call can be repeated: an order has a `changeId`, and the same call for the same change happens once. A call throws
 * {@link PaymentRefusedError} when the provider says no for good, and anything else when what became of it is not known;
 * the ledger then asks again.
 */
export interface Payments {
  /** Names the provider in events and documentation. */
  readonly name: string
  /** `now`: an amount due is paid before the change is applied. `on_invoice`: the partner bills it by itself. */
  readonly collects: 'now' | 'on_invoice'
  /** What becomes of credit that today's price does not use up. */
  readonly leftOverCredit: 'carried' | 'lost'
  /** True when a customer may have to leave for a page of the provider, which then needs `publicUrl` to send them back to. */
  readonly needsReturnUrl: boolean
  /** Where the provider is called, when that may be a machine of the partner's own. */
  readonly apiUrl?: string | undefined
  /** True with secrets that everybody knows, as a sandbox has. @defaultValue false */
  readonly usesDemoSecrets?: boolean | undefined

  /**
   * The provider's own word on what is due, where it counts differently (tax, a balance). Never called for a change without
   * a price. Left out: the kit's own count holds.
   */
  quote?(draft: Quote, about: AboutTarget): Promise<Quote>
  /** Starts to collect what is due and sets up or changes the recurring charge. Never more than `order.due`. */
  start(order: PaymentOrder): Promise<PaymentOutcome>
  /** What became of it, asked of the provider anew. */
  read(order: PaymentOrder, paymentRef: string): Promise<PaymentOutcome>
  /** Withdraws an amount that is not paid yet. `paid` when it was paid meanwhile. */
  void(order: PaymentOrder, paymentRef: string | null): Promise<'voided' | 'paid'>
  /**
   * Gives back what was paid for a change, and puts the recurring charge back to where it was. A charge whose period has
   * ended meanwhile is not put back, or it would charge the customer anew; renewal that was turned off meanwhile stays off.
   */
  refund(order: PaymentOrder, paymentRef: string): Promise<void>
  /** Gives back one charge that belongs to no change, and stops what it set up. */
  refundCharge(chargeId: string): Promise<void>

  /**
   * Gives back a part of what was paid for a change, or all of it, and leaves the recurring charge as it is. Happens once for
   * one `reversalId`. Left out where that cannot be done by a call; `changes.reverse` is refused then.
   */
  giveBack?(order: GiveBackOrder): Promise<void> | void

  /** The recurring charge becomes smaller at the end of the period. Refused for a charge that does not renew. */
  schedule(order: RecurringOrder & { to: RecurringPrice }): Promise<void>
  /** The recurring charge stops at the end of the period. */
  cancel(order: RecurringOrder): Promise<void>
  /** Takes `cancel` back. Refused when there is no recurring charge: renewal is never on with nothing behind it. */
  resume(order: RecurringOrder): Promise<void>
  /** Takes `schedule` back. Whether the charge renews stays as it is. */
  unschedule(order: RecurringOrder): Promise<void>
  /**
   * Stops the recurring charge immediately and writes off what is unpaid. With an `unpaidInvoiceId` only while that invoice
   * is unpaid: `paid` when it was paid meanwhile, also where that is claimed back at the bank, which has not decided. Then
   * everything stays as it is.
   */
  end(order: RecurringOrder & { unpaidInvoiceId: string | null }): Promise<'ended' | 'paid'>
  /** What the provider charges one customer for a subscription, what is outstanding, and what it holds for the customer. */
  standing(about: Pick<AboutTarget, 'target' | 'customerId'>): Promise<Standing>

  /**
   * What the provider says by itself, from a request to the webhook route. Anybody can send one: whether a signature is
   * there, whole and of our time is checked before the body is read, and the signature itself over the raw bytes.
   *
   * @throws WebhookRefusedError when it is not signed by the provider, or too old.
   */
  receive?(webhook: WebhookRequest): Promise<PaymentEvent[]>
  /**
   * Whether a plan may be started for this customer; asked before the platform is called. Only where `collects` is
   * `on_invoice`: a provider says so in `start`.
   */
  mayStart?(order: PaymentOrder): Promise<MayStart> | MayStart
  /** Told once or more often of a period that has begun by itself; `key` tells repetitions apart. Only with `on_invoice`. */
  period?(period: BilledPeriod): Promise<void> | void
  /** Told once or more often after a change has been applied; `changeId` tells repetitions apart. */
  applied?(applied: AppliedChange): Promise<void> | void
}

/** Which recurring charge. */
export interface RecurringOrder {
  changeId: string
  /** Which subscription: the website's, or the customer's pool. */
  target: string
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
  returnUrl: string | null
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
  | { kind: 'paid'; paymentRef: string; charges: readonly Charge[] }
  | { kind: 'pending'; paymentRef: string; step: PaymentStep }
  | { kind: 'failed'; paymentRef: string; message: string }
  | { kind: 'abandoned'; paymentRef: string }
  /** Paid, and given back whole. */
  | { kind: 'returned'; paymentRef: string }

/** Money that came in for a payment. */
export interface Charge {
  id: string
  isReturned: boolean
}

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
  /** Until when it can be paid, in business time; `null` when the provider does not say. */
  deadline: string | null
  /** Where the customer pays it; `null` when there is no such page. */
  payUrl: string | null
}

/** Which subscription, and whose. */
export interface AboutTarget {
  target: string
  customerId: string
  websiteId: string
}

/** A request to the webhook route, from whoever it may be. */
export interface WebhookRequest {
  readonly headers: Headers
  /** When it came, in milliseconds since 1970. */
  readonly receivedAt: number
  /** The body, which is not read before this is called. At most 1 MB, once. */
  readonly readBody: () => Promise<Uint8Array<ArrayBuffer>>
}

/** What a provider says by itself, in any order, late and more than once. */
export type PaymentEvent =
  | { kind: 'paid'; changeId: string; chargeId: string }
  | { kind: 'failed' | 'abandoned'; changeId: string }
  /** A period was paid. `invoiceId` is the same in what is said about one invoice. */
  | ({ kind: 'renewed'; invoiceId: string } & AboutTarget)
  | ({ kind: 'renewal_failed'; invoiceId: string } & AboutTarget)
  /** The recurring charge has ended. */
  | ({ kind: 'ended'; eventId: string } & AboutTarget)
  /** The recurring charge was changed in the provider's own pages or by hand. */
  | ({ kind: 'changed_elsewhere'; eventId: string } & AboutTarget)
  /** Another product's, or another instance's. */
  | { kind: 'not_ours' }

export interface AppliedChange {
  changeId: string
  customerId: string
  websiteId: string
  holder: 'website' | 'customer'
  change: SubscriptionChange
  /** What was shown and agreed to; `null` for a change without one (renewal off and on, keeping the plan). */
  quote: Quote | null
}

/** `account_on_hold`: the change is refused with that reason, which the customer reads in words. */
export type MayStart = 'yes' | 'account_on_hold'

/** A period that has begun without a change of the customer's: to be billed, or, after a fall, not any more. */
export interface BilledPeriod {
  /** The same plan again, the smaller one that was planned, or the free one and none at all. */
  kind: 'renewed' | 'switched' | 'fell'
  /** The same for one period, however often it is told. */
  key: string
  /** Which subscription: `website:<id>` or `customer:<id>`. */
  target: string
  customerId: string
  websiteId: string
  /** ISO instants, in business time. */
  periodStart: string
  periodEnd: string | null
  /** `null` when there is no plan any more. */
  package: CurrentPlan | null
  /** What the period costs at the platform's list price; `null` where that is not known, or there is no plan. */
  amount: Money | null
}

const refusedMark: unique symbol = Symbol.for('react-3as.PaymentRefusedError')
const webhookMark: unique symbol = Symbol.for('react-3as.WebhookRefusedError')

/** The provider says no, for good. */
export class PaymentRefusedError extends Error {
  override readonly name = 'PaymentRefusedError'
  /** `balance_changed` when the customer's balance is smaller than the order counts on; other codes are the provider's. */
  readonly code: string | null

  constructor(message: string, { code, ...options }: ErrorOptions & { code?: string | undefined } = {}) {
    super(message, options)
    this.code = code ?? null
  }

  /** @internal */
  get [refusedMark](): true {
    return true
  }

  /** @internal */
  static override [Symbol.hasInstance](value: unknown): boolean {
    return isInstanceOf(value, this) || (this === PaymentRefusedError && isMarked(value, refusedMark))
  }
}

/** A request to the webhook route that the provider did not sign, or not lately. */
export class WebhookRefusedError extends Error {
  override readonly name = 'WebhookRefusedError'

  /** @internal */
  get [webhookMark](): true {
    return true
  }

  /** @internal */
  static override [Symbol.hasInstance](value: unknown): boolean {
    return isInstanceOf(value, this) || (this === WebhookRefusedError && isMarked(value, webhookMark))
  }
}
