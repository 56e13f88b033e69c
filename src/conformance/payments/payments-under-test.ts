import type { Payments } from '../../backend/payments/payments.ts'
import type { Called } from './called.ts'

/** What a customer does at the provider. */
export type CustomerAct = 'pay' | 'pay_twice' | 'close' | 'decline'

/** Payments, and the hands that a check needs at the provider: a test mode, or whatever plays one. */
export interface PaymentsUnderTest {
  readonly payments: Payments
  /** The customer pays a payment, pays it twice, closes the page, or is declined. Needed where something is collected. */
  readonly press?: ((paymentRef: string, act: CustomerAct) => Promise<void> | void) | undefined
  /** What the card of `acme` does with the next renewals. Needed for `renewals`. */
  readonly setCard?: ((card: 'good' | 'failing' | 'slow') => Promise<void> | void) | undefined
  /** A month and an hour go by. Needed for `renewals`. */
  readonly passMonth?: (() => Promise<void> | void) | undefined
  /** The customer disputes the last payment at the bank, which then decides. Needed for `disputes`. */
  readonly dispute?: ((outcome: 'opened' | 'won' | 'lost') => Promise<void> | void) | undefined
  /** The provider approves what was asked to go back. Needed where `giveBack` is `on_approval`. */
  readonly approve?: (() => Promise<void> | void) | undefined
  readonly stop?: (() => Promise<void> | void) | undefined
}

/** The same, as a check works with it. */
export interface Opened extends Omit<PaymentsUnderTest, 'payments' | 'press'> {
  readonly payments: Called
  readonly press: (paymentRef: string, act: CustomerAct) => Promise<void> | void
}

export interface PaymentsCheck {
  readonly name: string
  /** Left out where the payments do not have it, or it cannot be played. */
  readonly needs: readonly (PaymentsFeature | PaymentsCapability)[]
  readonly run: (under: Opened) => Promise<void>
}

/**
 * What cannot be played with every provider. `balance`: it holds money of a customer and uses it up. `paid_twice`: one payment
 * can be paid on two pages at a time.
 */
export type PaymentsFeature = 'renewals' | 'disputes' | 'balance' | 'paid_twice'

/** What is seen from the payments themselves. */
export type PaymentsCapability =
  | 'collect'
  | 'recurring'
  | 'schedules'
  | 'give_back'
  | 'give_back_part'
  | 'signed_news'
  | 'id_news'

/** What some payments can do. */
export function capabilitiesOf({ collect, recurring, giveBack, declares, news }: Payments): Set<string> {
  const all: [PaymentsCapability, boolean][] = [
    ['collect', collect !== undefined],
    ['recurring', recurring !== undefined],
    ['schedules', declares.schedules],
    ['give_back', giveBack !== undefined],
    ['give_back_part', giveBack?.part !== undefined],
    ['signed_news', declares.news === 'signed' && news !== undefined],
    ['id_news', declares.news === 'id_only' && news !== undefined],
  ]
  return new Set(all.filter(([, has]) => has).map(([name]) => name))
}
