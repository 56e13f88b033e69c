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

export interface ThreeAsErrorFacts {
  /** What happened. Holds no id, key, token or URL. */
  message: string
  /** What to do about it. */
  hint?: string | null
  /** The call, by its path on the client: `websites.list`. `null` at construction. */
  call?: string | null
  /** HTTP status of the answer; `null` without one. */
  status?: number | null
  /** The platform's own words. */
  platformMessage?: string | null
  mayHaveTakenEffect?: boolean
  retryAfterSeconds?: number | null
  cause?: unknown
}

/**
 * The ancestor of every error of `VisitorAnalytics` and `AnalyticsData`. An aborted call rejects with the reason of its
 * signal instead.
 *
 * @example
 * try {
 *   await visa.websiteSubscriptions.upgrade(change)
 * } catch (error) {
 *   if (error instanceof ThreeAsRefusedError) tellTheCustomer(error.platformMessage)
 *   else if (error instanceof ThreeAsError && error.mayHaveTakenEffect) readTheWebsiteBeforeTryingAgain()
 *   else throw error
 * }
 */
export abstract class ThreeAsError extends Error {
  abstract readonly code: ThreeAsErrorCode
  readonly hint: string | null
  readonly call: string | null
  readonly status: number | null
  /**
   * True when the call meant to change something and nobody can tell whether it did: no answer, or one that says nothing.
   * Read what stands on the platform before sending it again.
   */
  readonly mayHaveTakenEffect: boolean
  /** True when the same call may succeed later and may be sent again without harm. */
  readonly retryable: boolean
  readonly #platformMessage: string | null

  constructor(facts: ThreeAsErrorFacts, isTransient = false) {
    super(facts.message, facts.cause === undefined ? undefined : { cause: facts.cause })
    this.hint = facts.hint ?? null
    this.call = facts.call ?? null
    this.status = facts.status ?? null
    this.mayHaveTakenEffect = facts.mayHaveTakenEffect ?? false
    this.retryable = isTransient && !this.mayHaveTakenEffect
    this.#platformMessage = facts.platformMessage ?? null
  }

  /**
   * The platform's own words, or `null`. They may name a customer, so they stay out of `message` and of what a logger
   * prints of this error.
   */
  get platformMessage(): string | null {
    return this.#platformMessage
  }
}

/** What is wrong with an option; each has a message with the mend. */
export type ConfigurationProblem =
  | 'missing'
  | 'not_text'
  | 'unknown_env'
  | 'not_a_url'
  | 'insecure_url'
  | 'out_of_range'
  | 'unknown_time_zone'
  | 'escaped_newlines'
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
  override readonly name = 'ThreeAsConfigurationError'
  readonly code = 'configuration'
  /** The option, as it is written: `intp.privateKey`. */
  readonly option: string
  readonly problem: ConfigurationProblem

  constructor(option: string, problem: ConfigurationProblem, message: string, hint: string, cause?: unknown) {
    super({ message: `${option}: ${message}`, hint, cause })
    this.option = option
    this.problem = problem
  }
}

/** An argument cannot be sent, or the platform found it wrong (400, 409, 422). */
export class ThreeAsInvalidRequestError extends ThreeAsError {
  override readonly name = 'ThreeAsInvalidRequestError'
  readonly code = 'invalid_request'
}

/** The platform does not accept the token or the API key (401), or not for this (403). */
export class ThreeAsAuthenticationError extends ThreeAsError {
  override readonly name = 'ThreeAsAuthenticationError'
  readonly code: 'unauthenticated' | 'forbidden'

  constructor(facts: ThreeAsErrorFacts) {
    super(facts)
    this.code = facts.status === 403 ? 'forbidden' : 'unauthenticated'
  }
}

/** The platform has no such customer, website, package or key (404). */
export class ThreeAsNotFoundError extends ThreeAsError {
  override readonly name = 'ThreeAsNotFoundError'
  readonly code = 'not_found'
}

/**
 * The platform said no to a subscription call, with 500 today and 400 as announced. A breakdown can look the same with 500:
 * then `mayHaveTakenEffect` is true. Never worth sending again blindly.
 */
export class ThreeAsRefusedError extends ThreeAsError {
  override readonly name = 'ThreeAsRefusedError'
  readonly code = 'refused'
}

/** Too many calls (429). */
export class ThreeAsRateLimitedError extends ThreeAsError {
  override readonly name = 'ThreeAsRateLimitedError'
  readonly code = 'rate_limited'
  /** What the platform asked to wait; `null` when it did not say. */
  readonly retryAfterSeconds: number | null

  constructor(facts: ThreeAsErrorFacts) {
    super(facts, true)
    this.retryAfterSeconds = facts.retryAfterSeconds ?? null
  }
}

/** The platform, or a proxy before it, failed (5xx). */
export class ThreeAsPlatformError extends ThreeAsError {
  override readonly name = 'ThreeAsPlatformError'
  readonly code = 'platform_error'
  /** What the platform asked to wait; `null` when it did not say. */
  readonly retryAfterSeconds: number | null

  constructor(facts: ThreeAsErrorFacts) {
    super(facts, true)
    this.retryAfterSeconds = facts.retryAfterSeconds ?? null
  }
}

/** No connection, or one that broke. `cause` is what `fetch` threw. */
export class ThreeAsUnreachableError extends ThreeAsError {
  override readonly name = 'ThreeAsUnreachableError'
  readonly code = 'unreachable'

  constructor(facts: ThreeAsErrorFacts) {
    super(facts, true)
  }
}

/** No whole answer within `timeoutMs`. */
export class ThreeAsTimeoutError extends ThreeAsError {
  override readonly name = 'ThreeAsTimeoutError'
  readonly code = 'timeout'

  constructor(facts: ThreeAsErrorFacts) {
    super(facts, true)
  }
}

/** An answer that is no JSON, a redirect, or JSON of another shape. */
export class ThreeAsBadAnswerError extends ThreeAsError {
  override readonly name = 'ThreeAsBadAnswerError'
  readonly code = 'bad_answer'
}
