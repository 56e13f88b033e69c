import {
  ThreeAsPlatformError,
  ThreeAsRateLimitedError,
  ThreeAsTimeoutError,
  ThreeAsUnreachableError,
  type ThreeAsError,
} from './three-as-error.ts'

const firstWaitMs = 200
const longestWaitMs = 5_000
/** What a caller will wait for because the platform asks; a longer wait is the caller's to plan. */
const longestRetryAfterSeconds = 20

/** True for a failure that may pass by itself. */
export function isTransient(error: ThreeAsError): boolean {
  return (
    error instanceof ThreeAsUnreachableError ||
    error instanceof ThreeAsTimeoutError ||
    error instanceof ThreeAsPlatformError ||
    error instanceof ThreeAsRateLimitedError
  )
}

/**
 * Milliseconds to wait before the next attempt: doubling, with full jitter so that many clients do not come back together,
 * and never less than `Retry-After` asks. `null` when that is too long to hold a call open for.
 */
export function backoff(attempt: number, error: ThreeAsError, random: () => number = Math.random): number | null {
  const asked = error.is('rate_limited') || error.is('platform_error') ? error.details.retryAfterSeconds : null
  if (asked !== null && asked > longestRetryAfterSeconds) return null
  const ceiling = Math.min(longestWaitMs, firstWaitMs * 2 ** (attempt - 1))
  return Math.round((asked ?? 0) * 1000 + random() * ceiling)
}

/** Seconds of a `Retry-After` header, given as seconds or as a date; `null` when there is none that can be read. */
export function retryAfterSeconds(header: string | null, now: number = Date.now()): number | null {
  if (header === null) return null
  if (/^\s*\d+\s*$/.test(header)) return Number(header)
  const at = Date.parse(header)
  return Number.isNaN(at) ? null : Math.max(0, Math.ceil((at - now) / 1000))
}
