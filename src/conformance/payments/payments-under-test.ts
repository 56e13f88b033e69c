import type { Payments } from '../../backend/payments/payments.ts'

/** What a customer does at the provider. */
export type CustomerAct = 'pay' | 'pay_twice' | 'close' | 'decline'

/** Payments that collect, and the hands that a check needs at the provider: a test mode, or whatever plays one. */
export interface PaymentsUnderTest {
  readonly payments: Payments
  /** The customer pays a payment, pays it twice, closes the page, or is declined. */
  readonly press: (paymentRef: string, act: CustomerAct) => Promise<void> | void
  /** What the card of `acme` does with the next renewals. Needed for `renewals`. */
  readonly setCard?: ((card: 'good' | 'failing' | 'slow') => Promise<void> | void) | undefined
  /** A month and an hour go by. Needed for `renewals`. */
  readonly passMonth?: (() => Promise<void> | void) | undefined
  /** The customer disputes the last payment at the bank, which then decides. Needed for `disputes`. */
  readonly dispute?: ((outcome: 'opened' | 'won' | 'lost') => Promise<void> | void) | undefined
  readonly stop?: (() => Promise<void> | void) | undefined
}

export interface PaymentsCheck {
  readonly name: string
  /** Left out where the provider does not have it, or it cannot be played. */
  readonly needs?: PaymentsFeature
  readonly run: (under: PaymentsUnderTest) => Promise<void>
}

/**
 * What not every provider has. `balance`: it holds money of a customer and uses it up. `give_back`: a part of a payment can be
 * given back by a call.
 */
export type PaymentsFeature = 'renewals' | 'disputes' | 'balance' | 'give_back'
