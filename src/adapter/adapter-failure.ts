import { AnalyticsError } from '../contract/error.ts'

/**
 * What a partner's own function threw, as an error of the kit. It may be anything, a mistake in the function as well as a
 * network that is down, so the customer is not told to try again unless the browser is offline or a timeout says so itself.
 *
 * @param what whose failure it is: `The adapter's getDashboardUrl`.
 */
export function adapterFailure(what: string, cause: unknown): AnalyticsError {
  if (cause instanceof AnalyticsError) return cause
  if (cause instanceof DOMException && cause.name === 'TimeoutError') {
    return new AnalyticsError({ code: 'timeout', message: `${what} took too long.`, retryable: true, cause })
  }
  if (isOffline()) {
    return new AnalyticsError({ code: 'offline', message: 'There is no internet connection.', retryable: true, cause })
  }
  return new AnalyticsError({
    code: 'adapter_failed',
    message: `${what} failed.`,
    hint: 'cause is what it threw. Throw an AnalyticsError to say what happened, and whether to try again.',
    cause,
  })
}

/** What the browser knows; elsewhere nothing does. */
export function isOffline(): boolean {
  return typeof navigator !== 'undefined' && !(navigator.onLine ?? true)
}
