import * as z from 'zod'

const amountMinor = z.number().int().nonnegative()
const text = z.string().max(2_000)

/** What is charged again and again. */
const priceSchema = z.strictObject({
  packageId: text,
  amountMinor,
  currency: z.enum(['EUR', 'USD', 'RON']),
  interval: z.enum(['monthly', 'yearly']),
})
export interface Price extends z.infer<typeof priceSchema> {}

/** What the merchant writes on a payment and finds again in every event about it. */
const metadataSchema = z.record(z.string(), text)
export interface Metadata extends z.infer<typeof metadataSchema> {}

/** A payment as a merchant asks for it. The same key is the same payment. */
export const newPaymentSchema = z.strictObject({
  key: z.string().min(1).max(200),
  /** Whose recurring charge it sets: the merchant's own id of it. */
  account: z.string().min(1).max(1_000),
  /** Whose balance it uses and fills: one customer may have several accounts. */
  customer: z.string().min(1).max(1_000),
  amountMinor,
  currency: z.enum(['EUR', 'USD', 'RON']),
  recurring: priceSchema,
  /** How much of the customer's balance it uses; refused when less is there. */
  balanceUsedMinor: amountMinor,
  /** Credit that goes to the customer's balance, which the next charges use up. */
  creditMinor: amountMinor,
  merchant: text,
  description: text,
  lines: z.array(z.strictObject({ label: text, amountMinor: z.number().int() })).max(20),
  returnUrl: z.url({ protocol: /^https?$/ }).nullable(),
  /** Where a customer goes who leaves without paying. As `returnUrl` where it is left out. */
  cancelUrl: z
    .url({ protocol: /^https?$/ })
    .nullable()
    .optional(),
  expiresInSeconds: z.number().int().min(1).max(86_400),
  metadata: metadataSchema,
})
export interface NewPayment extends z.infer<typeof newPaymentSchema> {}

/** A part of a payment to be given back. The same key is the same refund. */
export const giveBackSchema = z.strictObject({
  key: z.string().min(1).max(200),
  /** The key that the payment was made with. */
  paymentKey: z.string().min(1).max(200),
  amountMinor: z.number().int().positive(),
})
export const scheduleSchema = z.strictObject({ to: priceSchema })
export const turnSchema = z.strictObject({ key: text.nullable().optional() })
export const endSchema = z.strictObject({ unpaidInvoiceId: text.nullable().optional() })
export const byHandSchema = z.discriminatedUnion('action', [
  z.strictObject({ account: z.string(), action: z.enum(['cancel', 'resume', 'end', 'unschedule']) }),
  z.strictObject({ account: z.string(), action: z.literal('schedule'), to: priceSchema }),
])
export const cardSchema = z.strictObject({ account: z.string(), card: z.enum(['good', 'failing', 'slow']) })
/** `amountMinor` is left out for all that is left of the charge. */
export const returnSchema = z.strictObject({ account: z.string(), amountMinor: z.number().int().positive().optional() })
export const disputeSchema = z.strictObject({ account: z.string(), outcome: z.enum(['opened', 'won', 'lost']) })
export type DisputeOutcome = 'opened' | 'won' | 'lost'
/** `failing` declines a renewal; with `slow` it stays open until the card is another. */
export type Card = 'good' | 'failing' | 'slow'

export interface Charge {
  id: string
  amountMinor: number
  isRefunded: boolean
}

/** `closed` was withdrawn by the customer, the merchant or the clock; `failed` after the card was declined for good. */
export type PaymentStatus = 'open' | 'paid' | 'failed' | 'closed' | 'refunded'

export interface Payment extends NewPayment {
  id: string
  clientSecret: string
  status: PaymentStatus
  /** True while the bank waits for the customer. */
  isAskingBank: boolean
  declines: number
  /** More than one when it was paid twice. */
  charges: Charge[]
  /** Real time. */
  expiresAt: number
  /** What was charged for the account before, to be put back by a refund. */
  before: Subscription | null
}

/** A recurring charge. Dates are in business time. */
export interface Subscription {
  account: string
  customer: string
  price: Price
  /** What takes over at the end of the period. */
  scheduled: Price | null
  renews: boolean
  /** The merchant's key of the call that has turned renewal off or on last; `null` for a person in the pages, or none. */
  renewalSetBy: string | null
  periodEndsAt: string
  card: Card
  /** The payment that set it. */
  setBy: string
  merchant: string
  description: string
  metadata: Metadata
}

/** What one renewal costs. It stays when the recurring charge has ended. */
export interface Invoice {
  id: string
  account: string
  merchant: string
  description: string
  /** What is left to pay after the balance was used. */
  amountMinor: number
  currency: Price['currency']
  /** Also where it is claimed back by now. */
  wasPaid: boolean
  /** `open` is being collected; `overdue` was declined; `disputed` is paid and claimed back at the customer's bank. */
  status: 'paid' | 'open' | 'overdue' | 'disputed' | 'written_off'
  metadata: Metadata
}

/** What moved money or a promise of it: the provider's audit log. */
export interface MoneyEffect {
  seq: number
  /** Business time. */
  at: string
  kind:
    | 'charged'
    | 'renewed'
    | 'disputed'
    | 'written_off'
    | 'refunded'
    | 'set'
    | 'scheduled'
    | 'unscheduled'
    | 'canceled'
    | 'resumed'
    | 'ended'
  account: string
  amountMinor: number
  /** The payment's key, where there is one. */
  key: string | null
  /** The charge of a payment, or the invoice of a renewal. */
  chargeId: string | null
}

export type ProviderEventType =
  | 'payment.paid'
  | 'payment.failed'
  | 'payment.closed'
  | 'subscription.renewed'
  | 'subscription.renewal_failed'
  | 'subscription.ended'
  | 'subscription.changed'
  | 'charge.returned'
  | 'charge.disputed'

/** What the merchant is told. */
export interface ProviderEvent {
  id: string
  type: ProviderEventType
  createdAt: string
  data: {
    paymentId: string | null
    /** The charge of a payment, or the invoice of a renewal. */
    chargeId: string | null
    invoiceId: string | null
    /** All that has gone back of the charge by then, and the end of the period that runs, with `charge.returned`. */
    returned: { amountMinor: number; currency: Price['currency']; periodEndsAt: string | null } | null
    /** How far it is, with `charge.disputed`. */
    dispute: DisputeOutcome | null
    metadata: Metadata
  }
}
