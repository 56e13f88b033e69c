import { AnalyticsError, type AnalyticsErrorCode, type ErrorBody } from '../../contract/error.ts'
import { jsonAnswer, type PlainAnswer } from './plain-answer.ts'

/** The HTTP status of a code; of any other it is 500. */
export const statusOf: Readonly<Partial<Record<AnalyticsErrorCode, number>>> = {
  unauthenticated: 401,
  forbidden: 403,
  viewer_unknown: 403,
  cross_site: 403,
  not_found: 404,
  invalid_request: 400,
  too_large: 413,
  rate_limited: 429,
  conflict: 409,
  quote_outdated: 409,
  change_open: 409,
  refused: 422,
  platform_unavailable: 502,
  not_supported: 501,
  version_mismatch: 409,
}

/** An error as the browser gets it. Anything but an `AnalyticsError` says nothing of itself: it may hold anything. */
export function errorAnswer(error: unknown, headers: Record<string, string>): PlainAnswer {
  const known = error instanceof AnalyticsError ? error : internalError(error)
  const { code, message, hint, retryable, details } = known
  const body: ErrorBody = { error: { code, message, hint, retryable, ...(details !== null && { details }) } }
  return jsonAnswer(statusOf[code] ?? 500, body, { ...headers, 'cache-control': 'no-store' })
}

export function internalError(cause: unknown): AnalyticsError {
  return new AnalyticsError({
    code: 'internal',
    message: 'Something went wrong on our side.',
    hint: 'For the operator: onEvent of createPartnerHandler has the cause.',
    retryable: true,
    cause,
  })
}
