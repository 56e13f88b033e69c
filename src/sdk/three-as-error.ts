import { isInstanceOf, isMarked } from '../contract/error-mark.ts'

/** What went wrong with a call of the platform, by code. */
export type ThreeAsErrorCode =
  | 'configuration'
  | 'invalid_request'
  | 'unauthenticated'
  | 'forbidden'
  | 'not_found'
  | 'refused'
  | 'rate_limited'
  | 'platform_error'
  | 'unreachable'
  | 'timeout'
  | 'bad_answer'

/** What only some codes know. */
export interface ThreeAsErrorDetails {
  configuration: ConfigurationDetails
  rate_limited: RetryDetails
  platform_error: RetryDetails
}

export interface ConfigurationDetails {
  /** The option, as it is written: `intp.privateKey`. */
  option: string
  problem: ConfigurationProblem
}

export interface RetryDetails {
  /** What the platform asked to wait; `null` when it did not say. */
  retryAfterSeconds: number | null
}

/** What an error of a code carries. */
export type ThreeAsDetailsOf<Code extends ThreeAsErrorCode> = Code extends keyof ThreeAsErrorDetails
  ? ThreeAsErrorDetails[Code]
  : null

export interface ThreeAsErrorFacts {
  /** What happened. Holds no id, key, token or URL. */
  message: string
  /** What to do about it. */
  hint?: string | null | undefined
  /** The call, by its path on the client: `websites.list`. `null` at construction. */
  call?: string | null | undefined
  /** HTTP status of the answer; `null` without one. */
  status?: number | null | undefined
  /** The platform's own words. */
  platformMessage?: string | null | undefined
  mayHaveTakenEffect?: boolean | undefined
  retryAfterSeconds?: number | null | undefined
  cause?: unknown
}

const mark: unique symbol = Symbol.for('react-3as.ThreeAsError')

/**
 * The ancestor of every error of `VisitorAnalytics` and `AnalyticsData`. An aborted call rejects with the reason of its
 * signal instead. `instanceof` knows each of them whichever copy of the package made it; `is` tells them apart by `code`, with
 * the `details` of that code, as it does for `AnalyticsError`.
 *
 * @example
 * try {
 *   await visa.websiteSubscriptions.upgrade(change)
 * } catch (error) {
 *   if (!(error instanceof ThreeAsError)) throw error
 *   if (error.is('refused')) tellTheCustomer(error.platformMessage)
 *   else if (error.is('rate_limited')) tryAgainIn(error.details.retryAfterSeconds ?? 60)
 *   else if (error.mayHaveTakenEffect) readTheWebsiteBeforeTryingAgain()
 *   else throw error
 * }
 */
export abstract class ThreeAsError extends Error {
  /** The name that its errors carry: bundlers give classes others. @internal */
  static readonly kind: string = 'ThreeAsError'

  abstract readonly code: ThreeAsErrorCode
  /** What this code knows besides, as `is` tells it; `null` for most. */
  readonly details: ThreeAsDetailsOf<ThreeAsErrorCode>
  readonly hint: string | null
  readonly call: string | null
  readonly status: number | null
  /**
   * True when the call meant to change something and it is unknown whether it did: no answer, or one that says nothing.
   * Read what stands on the platform before sending it again.
   */
  readonly mayHaveTakenEffect: boolean
  /** True when the same call may succeed later and may be sent again without harm. */
  readonly retryable: boolean
  readonly #platformMessage: string | null

  constructor(facts: ThreeAsErrorFacts, isTransient = false, details: ThreeAsDetailsOf<ThreeAsErrorCode> = null) {
    super(facts.message, facts.cause === undefined ? undefined : { cause: facts.cause })
    this.details = details
    this.hint = facts.hint ?? null
    this.call = facts.call ?? null
    this.status = facts.status ?? null
    this.mayHaveTakenEffect = facts.mayHaveTakenEffect ?? false
    this.retryable = isTransient && !this.mayHaveTakenEffect
    this.#platformMessage = facts.platformMessage ?? null
  }

  /**
   * Whether it is of a code, with the details of that code.
   *
   * @example if (error.is('configuration')) complainAbout(error.details.option)
   */
  is<Code extends ThreeAsErrorCode>(code: Code): this is this & { code: Code; details: ThreeAsDetailsOf<Code> } {
    return this.code === code
  }

  /**
   * The platform's own words, or `null`. They may name a customer, so they stay out of `message` and of what a logger
   * prints of this error.
   */
  get platformMessage(): string | null {
    return this.#platformMessage
  }

  /** @internal */
  get [mark](): true {
    return true
  }

  /** @internal */
  static override [Symbol.hasInstance](value: unknown): boolean {
    if (isInstanceOf(value, this)) return true
    // A class that a partner derives has no kind of its own.
    if (!Object.hasOwn(this, 'kind') || !isMarked(value, mark)) return false
    return this === ThreeAsError || (value as ThreeAsError).name === this.kind
  }
}

/** What is wrong with an option; each has a message that says what to write instead. */
export type ConfigurationProblem =
  | 'missing'
  | 'not_text'
  | 'unknown_env'
  | 'not_a_url'
  | 'insecure_url'
  | 'out_of_range'
  | 'unknown_option'
  | 'not_a_uuid'
  | 'unknown_time_zone'
  | 'first_line_only'
  | 'base64_of_pem'
  | 'file_path'
  | 'openssh_key'
  | 'public_key'
  | 'certificate'
  | 'encrypted_key'
  | 'not_rsa'
  | 'too_short'
  | 'not_a_key'
  | 'damaged_key'
  | 'demo_key'

/** An option is missing or wrong. Thrown by the constructor, before anything is sent. */
export class ThreeAsConfigurationError extends ThreeAsError {
  static override readonly kind = 'ThreeAsConfigurationError'
  override readonly name = 'ThreeAsConfigurationError'
  readonly code = 'configuration'
  /** The option, as it is written: `intp.privateKey`. */
  readonly option: string
  readonly problem: ConfigurationProblem

  constructor(option: string, problem: ConfigurationProblem, message: string, hint: string, cause?: unknown) {
    super({ message: `${option}: ${message}`, hint, cause }, false, { option, problem })
    this.option = option
    this.problem = problem
  }
}

/** An argument cannot be sent, or the platform found it wrong (400, 409, 422). */
export class ThreeAsInvalidRequestError extends ThreeAsError {
  static override readonly kind = 'ThreeAsInvalidRequestError'
  override readonly name = 'ThreeAsInvalidRequestError'
  readonly code = 'invalid_request'
}

/** The platform does not accept the token or the API key (401), or not for this (403). */
export class ThreeAsAuthenticationError extends ThreeAsError {
  static override readonly kind = 'ThreeAsAuthenticationError'
  override readonly name = 'ThreeAsAuthenticationError'
  readonly code: 'unauthenticated' | 'forbidden'

  constructor(facts: ThreeAsErrorFacts) {
    super(facts)
    this.code = facts.status === 403 ? 'forbidden' : 'unauthenticated'
  }
}

/** The platform has no such customer, website, package or key (404). */
export class ThreeAsNotFoundError extends ThreeAsError {
  static override readonly kind = 'ThreeAsNotFoundError'
  override readonly name = 'ThreeAsNotFoundError'
  readonly code = 'not_found'
}

/**
 * The platform said no to a subscription call, with 500 today and 400 as announced. A breakdown can look the same with 500:
 * then `mayHaveTakenEffect` is true. Never worth sending again blindly.
 */
export class ThreeAsRefusedError extends ThreeAsError {
  static override readonly kind = 'ThreeAsRefusedError'
  override readonly name = 'ThreeAsRefusedError'
  readonly code = 'refused'
}

/** Too many calls (429). */
export class ThreeAsRateLimitedError extends ThreeAsError {
  static override readonly kind = 'ThreeAsRateLimitedError'
  override readonly name = 'ThreeAsRateLimitedError'
  readonly code = 'rate_limited'
  /** What the platform asked to wait; `null` when it did not say. */
  readonly retryAfterSeconds: number | null

  constructor(facts: ThreeAsErrorFacts) {
    super(facts, true, { retryAfterSeconds: facts.retryAfterSeconds ?? null })
    this.retryAfterSeconds = facts.retryAfterSeconds ?? null
  }
}

/** The platform, or a proxy before it, failed (5xx); or something before it does not know the way (404 that is not JSON). */
export class ThreeAsPlatformError extends ThreeAsError {
  static override readonly kind = 'ThreeAsPlatformError'
  override readonly name = 'ThreeAsPlatformError'
  readonly code = 'platform_error'
  /** What the platform asked to wait; `null` when it did not say. */
  readonly retryAfterSeconds: number | null

  constructor(facts: ThreeAsErrorFacts) {
    super(facts, true, { retryAfterSeconds: facts.retryAfterSeconds ?? null })
    this.retryAfterSeconds = facts.retryAfterSeconds ?? null
  }
}

/** No connection, or one that broke. `cause` is what `fetch` threw. */
export class ThreeAsUnreachableError extends ThreeAsError {
  static override readonly kind = 'ThreeAsUnreachableError'
  override readonly name = 'ThreeAsUnreachableError'
  readonly code = 'unreachable'

  constructor(facts: ThreeAsErrorFacts) {
    super(facts, true)
  }
}

/** No whole answer within `timeoutMs`. */
export class ThreeAsTimeoutError extends ThreeAsError {
  static override readonly kind = 'ThreeAsTimeoutError'
  override readonly name = 'ThreeAsTimeoutError'
  readonly code = 'timeout'

  constructor(facts: ThreeAsErrorFacts) {
    super(facts, true)
  }
}

/** An answer that is not JSON, a redirect, or JSON of another shape. */
export class ThreeAsBadAnswerError extends ThreeAsError {
  static override readonly kind = 'ThreeAsBadAnswerError'
  override readonly name = 'ThreeAsBadAnswerError'
  readonly code = 'bad_answer'
}
