import { isInstanceOf, isMarked } from './error-mark.ts'
import type { UnavailableReason } from './plan-choice.ts'
import type { Quote } from './quote.ts'
import { fits, isAnything, isBoolean, isString, parseWith, shape } from './schema.ts'
import type { SubscriptionChange } from './subscription-change.ts'

/** Everything that can go wrong between a component and the platform, by code. */
export type AnalyticsErrorCode =
  // said by the backend
  | 'unauthenticated'
  | 'forbidden'
  | 'not_found'
  | 'invalid_request'
  | 'cross_site'
  | 'too_large'
  | 'rate_limited'
  | 'conflict'
  | 'quote_outdated'
  | 'change_open'
  | 'refused'
  | 'viewer_unknown'
  | 'platform_unavailable'
  | 'not_supported'
  | 'version_mismatch'
  | 'internal'
  // seen by the browser
  | 'offline'
  | 'unreachable'
  | 'timeout'
  | 'bad_answer'
  | 'adapter_failed'
  | 'url_not_allowed'
  | 'blocked_by_csp'
  | 'not_loading'
  | 'framed'
  | 'popup_blocked'

/** All codes. */
export const analyticsErrorCodes = [
  'unauthenticated',
  'forbidden',
  'not_found',
  'invalid_request',
  'cross_site',
  'too_large',
  'rate_limited',
  'conflict',
  'quote_outdated',
  'change_open',
  'refused',
  'viewer_unknown',
  'platform_unavailable',
  'not_supported',
  'version_mismatch',
  'internal',
  'offline',
  'unreachable',
  'timeout',
  'bad_answer',
  'adapter_failed',
  'url_not_allowed',
  'blocked_by_csp',
  'not_loading',
  'framed',
  'popup_blocked',
] as const satisfies readonly AnalyticsErrorCode[]

/** Why a choice was refused, where there are words for it in the catalogue. */
export interface RefusalDetails {
  reason: UnavailableReason | 'current' | 'planned'
}

/** What only some codes know. */
export interface AnalyticsErrorDetails {
  /** The new quote. */
  quote_outdated: Quote
  /** The change that is open. */
  change_open: SubscriptionChange
  refused: RefusalDetails
}

/** What an error of a code may carry. */
export type DetailsOf<Code extends AnalyticsErrorCode> = Code extends keyof AnalyticsErrorDetails
  ? AnalyticsErrorDetails[Code] | null
  : null

/** The body of every answer that is not a success. */
export interface ErrorBody {
  error: {
    code: AnalyticsErrorCode
    message: string
    hint?: string | null | undefined
    retryable: boolean
    /** What only this code knows: the new quote of `quote_outdated`, the open change of `change_open`. */
    details?: unknown
  }
}

const errorBodySchema = shape({
  error: fits(
    shape({ code: isString, message: isString, hint: isAnything, retryable: isBoolean, details: isAnything }),
  ),
})

/** Reads the body of an answer that is not a success; `null` when it has another shape. A newer backend's code reads as `internal`. */
export function parseErrorBody(said: unknown): SaidError | null {
  const body = parseWith(errorBodySchema, said)
  if (!('data' in body)) return null
  const { code, message, hint, retryable, details } = body.data.error
  return {
    message,
    retryable,
    details,
    code: analyticsErrorCodes.find((known) => known === code) ?? 'internal',
    hint: isString(hint) ? hint : null,
  }
}

/** An error as a backend has said it: nothing is known yet of what its details hold. */
export interface SaidError extends CommonErrorFacts {
  code: AnalyticsErrorCode
  details?: unknown
}

/** What an error is made from: `details` by its code. */
export type AnalyticsErrorFacts = CommonErrorFacts & ErrorByCode

/** A code, with what only that code knows. */
export type ErrorByCode =
  | {
      [Code in keyof AnalyticsErrorDetails]: { code: Code; details?: AnalyticsErrorDetails[Code] | null | undefined }
    }[keyof AnalyticsErrorDetails]
  | { code: Exclude<AnalyticsErrorCode, keyof AnalyticsErrorDetails>; details?: null | undefined }

export interface CommonErrorFacts {
  /** What happened. */
  message: string
  /** What to do about it; `null` when there is nothing to say. */
  hint?: string | null | undefined
  /** True when the same call may succeed later. */
  retryable?: boolean | undefined
  cause?: unknown
}

const mark: unique symbol = Symbol.for('react-3as.AnalyticsError')

/**
 * The one error of the kit's browser and backend. It never holds a URL with a token, a key or a customer id.
 *
 * `instanceof` knows it whichever copy of the package made it.
 *
 * @example catch (error) { if (error instanceof AnalyticsError && error.retryable) … }
 */
export class AnalyticsError extends Error {
  override readonly name = 'AnalyticsError'
  readonly code: AnalyticsErrorCode
  readonly hint: string | null
  readonly retryable: boolean
  /** What this code knows besides, as `is` tells it; `null` for most. */
  readonly details: DetailsOf<AnalyticsErrorCode>

  constructor({ code, message, hint = null, retryable = false, cause, details }: AnalyticsErrorFacts) {
    super(message, cause === undefined ? undefined : { cause })
    this.code = code
    this.hint = hint
    this.retryable = retryable
    this.details = details ?? null
  }

  /**
   * Whether it is of a code, with the details of that code.
   *
   * @example if (error.is('quote_outdated')) show(error.details)
   */
  is<Code extends AnalyticsErrorCode>(code: Code): this is this & { code: Code; details: DetailsOf<Code> } {
    return this.code === code
  }

  /** @internal */
  get [mark](): true {
    return true
  }

  /** @internal */
  static override [Symbol.hasInstance](value: unknown): boolean {
    return isInstanceOf(value, this) || (this === AnalyticsError && isMarked(value, mark))
  }
}
