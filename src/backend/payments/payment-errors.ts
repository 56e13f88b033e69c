import { isInstanceOf, isMarked } from '../../contract/error-mark.ts'

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
