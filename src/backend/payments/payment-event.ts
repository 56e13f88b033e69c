import type { Money } from '../../contract/money.ts'
import type { AboutTarget } from './payment-order.ts'

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
  /** `chargeId` is the `id` of one of the charges that `collect.read` then finds. */
  | { type: 'payment.paid'; changeId: string; chargeId: string }
  | { type: 'payment.failed' | 'payment.abandoned'; changeId: string }
  /** A period was paid. `invoiceId` is the same in what is said about one invoice. */
  | ({ type: 'renewal.paid'; invoiceId: string } & AboutTarget)
  | ({ type: 'renewal.failed'; invoiceId: string } & AboutTarget)
  /** The recurring charge has ended. */
  | ({ type: 'recurring.ended'; eventId: string } & AboutTarget)
  /** The recurring charge was changed in the provider's own pages or by hand. */
  | ({ type: 'recurring.changed'; eventId: string } & AboutTarget)
  /**
   * Money went back: by the bank, in the provider's own pages, or by a call of the ledger, which knows that itself. `amount` is
   * all that has gone back of the charge by then, so that news that comes again counts once. `changeId` is the change that it
   * was paid for, and `periodEndsAt` the end of the period, where the provider can say: else it counts for
   * the period that runs when this comes.
   */
  | ({
      type: 'charge.returned'
      chargeId: string
      amount: Money
      changeId: string | null
      periodEndsAt: string | null
    } & AboutTarget)
  /** The customer has the bank claim a charge back. */
  | ({
      type: 'charge.disputed'
      chargeId: string
      state: 'opened' | 'won' | 'lost'
      changeId: string | null
    } & AboutTarget)
  /** Another product's, or another instance's. */
  | { type: 'foreign.received' }
