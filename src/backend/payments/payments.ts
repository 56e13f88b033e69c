import type { Quote } from '../../contract/quote.ts'
import type { Some } from '../../contract/some.ts'
import type { Declared } from './declared.ts'
import type { ProviderMemory, ReadMemory } from './provider-memory.ts'
import type { PaymentEvent, WebhookRequest } from './payment-event.ts'
import type {
  AboutTarget,
  AppliedChange,
  BilledPeriod,
  GiveBackOrder,
  GivenBack,
  MayStart,
  PaymentOrder,
  PaymentOutcome,
  RecurringOrder,
  RecurringPrice,
  Standing,
} from './payment-order.ts'

/**
 * Whoever collects the money, for subscriptions that renew by themselves. The provider is the truth about money, the
 * platform about delivery; the ledger remembers what was meant and brings the two together.
 *
 * What a provider can do is a capability: `collect`, `recurring`, `giveBack` and `reads`, each of which may be missing. How it
 * does it stands in `declares`, and the ledger acts by that.
 *
 * Every call can be repeated: an order has a `changeId`, and the same call for the same change happens once. A call throws
 * {@link PaymentRefusedError} when the provider says no for good, and anything else when what became of it is not known;
 * the ledger then asks again. Each call is also given a memory, for the provider's own ids of the customer and subscription.
 *
 * @experimental until a second real provider has been built on it
 */
export type Payments = PaymentsFacts & Collecting & Renewing & GivingBack & Telling

/** What each provider says of itself. */
export interface PaymentsFacts {
  /** Names the provider in events and documentation. */
  readonly name: string
  readonly declares: Declared
  /** What becomes of credit that today's price does not use up. */
  readonly leftOverCredit: 'carried' | 'lost'
  /** True when a customer may have to leave for a page of the provider, which then needs `publicUrl` to send them back to. */
  readonly needsReturnUrl: boolean
  /** Where the provider is called, when that may be a machine of the partner's own. */
  readonly apiUrl?: string | undefined
  /** True with secrets that everybody knows, as a sandbox has. @defaultValue false */
  readonly usesDemoSecrets?: boolean | undefined
  /** Told once or more often after a change has been applied; `changeId` tells repetitions apart. */
  readonly applied?: ((applied: AppliedChange) => Promise<void> | void) | undefined
}

/** Money that is due for a change is collected before the change is applied, or the partner puts it on an invoice. */
export type Collecting =
  | { readonly collect: Collect & { preview?: undefined }; readonly declares: { readonly preview: 'none' } }
  | { readonly collect: Collect & Previewing; readonly declares: { readonly preview: 'exact' | 'net_of_tax' } }
  | {
      readonly collect?: undefined
      readonly declares: {
        readonly preview: 'none'
        readonly unpaidChange: 'applies_at_once'
        readonly recurring: 'partner'
        readonly settles: 'at_once'
      }
    }

/** The provider charges each period, or the partner hears about it and bills it. */
export type Renewing =
  | (RenewedByProvider & {
      readonly recurring: Recurring & Scheduling
      readonly declares: { readonly recurring: 'provider'; readonly schedules: true }
    })
  | (RenewedByProvider & {
      readonly recurring: Recurring & { schedule?: undefined; unschedule?: undefined }
      readonly declares: { readonly recurring: 'provider'; readonly schedules: false }
    })
  | {
      readonly recurring?: undefined
      readonly reads?: (PaymentReads & { standing?: undefined }) | undefined
      readonly declares: { readonly recurring: 'partner'; readonly schedules: false; readonly seller: 'partner' }
      /**
       * Whether a plan may be started or enlarged for this customer, or its interval changed; asked before anything is collected,
       * or else before the platform is called. What has been paid for is delivered, also where the account is put on hold
       * afterwards.
       */
      readonly mayStart?: ((order: PaymentOrder) => Promise<MayStart> | MayStart) | undefined
      /** Told once or more often of a period that has begun by itself; `key` tells repetitions apart. */
      readonly period?: ((period: BilledPeriod) => Promise<void> | void) | undefined
    }

/** What a provider has that charges the periods. */
export interface RenewedByProvider {
  readonly collect: Collect
  readonly reads: PaymentReads & StandingRead
  readonly mayStart?: undefined
  readonly period?: undefined
}

export type GivingBack =
  | { readonly giveBack: GiveBack; readonly declares: { readonly giveBack: 'at_once' | 'on_approval' } }
  | { readonly giveBack?: undefined; readonly declares: { readonly giveBack: 'by_hand' } }

export type Telling =
  | { readonly news: SignedNews; readonly declares: { readonly news: 'signed' } }
  | { readonly news: IdOnlyNews; readonly declares: { readonly news: 'id_only' } }
  | { readonly news?: undefined; readonly declares: { readonly news: 'none' } }

/** Collects what is due for a change. */
export interface Collect {
  /** Starts to collect what is due and sets up or changes the recurring charge. Never more than `order.due`. */
  start(order: PaymentOrder, memory: ProviderMemory): Promise<PaymentOutcome>
  /**
   * What became of it, asked of the provider anew. Also called after news that it was paid, before the change is applied: what
   * is known only then, such as the subscription's id, can be kept here, and what has to be set up then is set up here.
   */
  read(order: PaymentOrder, paymentRef: string, memory: ProviderMemory): Promise<PaymentOutcome>
  /**
   * Withdraws an amount that is not paid yet. `paid` when it was paid meanwhile, also where that has gone back since. With `null` the answer to `start` was lost, or
   * it was never called: what it may have made is looked for first, by its `changeId`.
   */
  void(order: PaymentOrder, paymentRef: string | null, memory: ProviderMemory): Promise<'voided' | 'paid'>
}

/** The provider's own word on what is due, where it counts differently. */
export interface Previewing {
  /** Never called for a change without a price. Without tax where `net_of_tax` is declared. */
  preview(draft: Quote, about: AboutTarget, memory: ReadMemory): Promise<Quote>
}

/** Returns money. Each call can be repeated, goes back once, and answers with how far that is. */
export interface GiveBack {
  /**
   * Gives back what was paid for a change, and puts the recurring charge back to where it was. A charge whose period has
   * ended meanwhile is not put back, or it would charge the customer anew; renewal that was turned off meanwhile stays off.
   */
  payment(order: PaymentOrder, paymentRef: string, memory: ProviderMemory): Promise<GivenBack>
  /** Gives back one charge that belongs to no change, and stops what it set up. */
  charge(chargeId: string, memory: ProviderMemory): Promise<GivenBack>
  /**
   * Gives back a part of what was paid for a change, or all of it, and leaves the recurring charge as it is. Happens once for
   * one `reversalId`. Left out where that cannot be done by a call; `changes.reverse` is refused then.
   */
  readonly part?: ((order: GiveBackOrder, memory: ProviderMemory) => Promise<GivenBack>) | undefined
}

/** The charge that renews with each period. */
export interface Recurring {
  /** The recurring charge stops at the end of the period. */
  cancel(order: RecurringOrder, memory: ProviderMemory): Promise<void>
  /** Takes `cancel` back. Refused without a recurring charge: renewal is never on with nothing behind it. */
  resume(order: RecurringOrder, memory: ProviderMemory): Promise<void>
  /**
   * Stops the recurring charge immediately and writes off what is unpaid. With an `unpaidInvoiceId` only while that invoice
   * is unpaid: `paid` when it was paid meanwhile, also where that is claimed back at the bank, which has not decided. Then
   * everything stays as it is.
   */
  end(order: RecurringOrder & { unpaidInvoiceId: string | null }, memory: ProviderMemory): Promise<'ended' | 'paid'>
}

/** A smaller charge that is planned for the end of the period. */
export interface Scheduling {
  /** The recurring charge becomes smaller at the end of the period. Refused for a charge that does not renew. */
  schedule(order: RecurringOrder & { to: RecurringPrice }, memory: ProviderMemory): Promise<void>
  /** Takes `schedule` back. Whether the charge renews stays as it is. */
  unschedule(order: RecurringOrder, memory: ProviderMemory): Promise<void>
}

export interface StandingRead {
  /** What the provider charges one customer for a subscription, what is outstanding, and what it holds for the customer. */
  standing(about: AboutCharge, memory: ReadMemory): Promise<Standing>
}

/** What can be read beside a payment. */
export interface PaymentReads extends Some<StandingRead> {
  /**
   * What the provider holds for the customer, where that is a read of its own: then `standing` leaves it out. Asked only when
   * a price is counted.
   */
  readonly balance?: ((about: AboutCharge, memory: ReadMemory) => Promise<Standing['balance']>) | undefined
  /** Invoices, receipts and credit notes, the newest first. */
  readonly documents?: ((about: AboutCharge, memory: ReadMemory) => Promise<readonly PaymentDocument[]>) | undefined
  /** A page of the provider on which the customer changes card and address, good for a few minutes. */
  readonly portalLink?:
    | ((about: AboutCharge & { returnUrl: string }, memory: ReadMemory) => Promise<string>)
    | undefined
}

/** Which subscription, and whose, at the provider. */
export type AboutCharge = Pick<AboutTarget, 'target' | 'customerId'>

export interface PaymentDocument {
  id: string
  type: 'invoice' | 'receipt' | 'credit_note'
  /** As the customer knows it; `null` for a draft. */
  number: string | null
  issuedAt: string
  amount: NonNullable<Standing['balance']>
  /** Where it can be seen or saved. */
  url: string | null
}

/** Webhooks that are believed by their signature. */
export interface SignedNews {
  /**
   * What the provider says by itself, from a request to the webhook route. Anybody can send one: whether a signature is
   * there, whole and of our time is checked before the body is read, and the signature itself over the raw bytes.
   *
   * @throws WebhookRefusedError when it is not signed by the provider, or too old.
   */
  receive(webhook: WebhookRequest): Promise<PaymentEvent[]>
}

/** Webhooks without a signature: anybody can send one, so nothing of it is believed. */
export interface IdOnlyNews {
  readonly receive?: undefined
  /** The id that a body names; `null` where there is none. At most 1 kB of a body is read. */
  idIn(body: string): string | null
  /**
   * What the provider says of that id, asked of it anew. Empty where it is another product's.
   *
   * @throws WebhookRefusedError when the provider knows no such id.
   */
  about(id: string): Promise<PaymentEvent[]>
}
