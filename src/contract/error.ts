import { isInstanceOf, isMarked } from './error-mark.ts'
import { fits, isAnything, isBoolean, isString, parseWith, shape } from './schema.ts'

/** Everything that can go wrong between a component and the platform, by code. */
export const analyticsErrorCodes = [
  // said by the backend
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
  'internal',
  // seen by the browser
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
] as const
export type AnalyticsErrorCode = (typeof analyticsErrorCodes)[number]

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
export function parseErrorBody(said: unknown): AnalyticsErrorFacts | null {
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

export interface AnalyticsErrorFacts {
  code: AnalyticsErrorCode
  /** What happened. */
  message: string
  /** What to do about it; `null` when there is nothing to say. */
  hint?: string | null | undefined
  /** True when the same call may succeed later. */
  retryable?: boolean | undefined
  cause?: unknown
  details?: unknown
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
  readonly details: unknown

  constructor({ code, message, hint = null, retryable = false, cause, details }: AnalyticsErrorFacts) {
    super(message, cause === undefined ? undefined : { cause })
    this.code = code
    this.hint = hint
    this.retryable = retryable
    this.details = details
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
