import { retryAfterSeconds } from './backoff.ts'
import type { Effect } from './call.ts'
import {
  ThreeAsAuthenticationError,
  ThreeAsBadAnswerError,
  ThreeAsInvalidRequestError,
  ThreeAsNotFoundError,
  ThreeAsPlatformError,
  ThreeAsRateLimitedError,
  ThreeAsRefusedError,
  ThreeAsTimeoutError,
  ThreeAsUnreachableError,
  type ThreeAsError,
} from './three-as-error.ts'

interface CallFacts {
  name: string
  effect: Effect
}

/** The error for an answer that is not a success. Ids and the platform's words stay out of its message. */
export function errorOfAnswer({ name, effect }: CallFacts, { status, headers }: Response, text: string): ThreeAsError {
  const body = readBody(text)
  const facts = { call: name, status, platformMessage: body?.message ?? null }
  const changes = effect !== 'none'
  if (status === 401 || status === 403) {
    return new ThreeAsAuthenticationError({
      ...facts,
      message: `${name}: the platform does not ${status === 401 ? 'accept' : 'allow this with'} the token or API key (${status}).`,
      hint: 'Check the id and that 3AS has the public half of this key (or that the API key is this website’s), and this machine’s clock.',
    })
  }
  if (status === 404 && body) {
    return new ThreeAsNotFoundError({ ...facts, message: `${name}: the platform does not know that id (404).` })
  }
  // The platform's own 404 is JSON. A gateway's page says nothing about an id.
  if (status === 404) {
    return new ThreeAsPlatformError({
      ...facts,
      message: `${name}: something in front of the platform answered (404).`,
      hint: 'Check apiUrl or dataUrl: scheme, host and path. While the platform is rolled out, try again later.',
      mayHaveTakenEffect: changes,
    })
  }
  if (status === 429) {
    return new ThreeAsRateLimitedError({
      ...facts,
      message: `${name}: too many calls (429).`,
      retryAfterSeconds: retryAfterSeconds(headers.get('retry-after')),
    })
  }
  const isBadRequest = status === 400 || status === 409 || status === 422
  // A refusal is the platform's own JSON; an HTML page with 500 is a proxy or a crash.
  if (effect === 'subscription_change' && (isBadRequest || (status === 500 && body))) {
    return new ThreeAsRefusedError({
      ...facts,
      message: `${name}: the platform refused (${status}).`,
      hint: 'platformMessage has its reason. Read the website before trying anything else.',
      mayHaveTakenEffect: status === 500,
    })
  }
  if (status >= 500 || status === 408) {
    return new ThreeAsPlatformError({
      ...facts,
      message: `${name}: the platform failed (${status}).`,
      hint: changes ? 'Whether it took effect is not known: read before sending it again.' : 'Try again later.',
      mayHaveTakenEffect: changes,
      retryAfterSeconds: retryAfterSeconds(headers.get('retry-after')),
    })
  }
  if (status >= 300 && status < 400) {
    return new ThreeAsBadAnswerError({
      ...facts,
      message: `${name}: the platform answered with a redirect (${status}), which is not followed.`,
      hint: 'Check apiUrl or dataUrl: scheme, host and path.',
    })
  }
  return new ThreeAsInvalidRequestError({
    ...facts,
    message: `${name}: the platform does not accept these arguments (${status}).`,
    hint: 'platformMessage has its reason.',
  })
}

/** The error of a call that got no whole answer. */
export function errorOfFailure({ name, effect }: CallFacts, cause: unknown, isTimeout: boolean): ThreeAsError {
  const mayHaveTakenEffect = effect !== 'none' && !neverLeft(cause)
  const hint = mayHaveTakenEffect ? 'Whether it took effect is not known: read before sending it again.' : null
  const facts = { call: name, cause, mayHaveTakenEffect }
  return isTimeout
    ? new ThreeAsTimeoutError({ ...facts, message: `${name}: the platform took too long to answer.`, hint })
    : new ThreeAsUnreachableError({
        ...facts,
        message: `${name}: the platform could not be reached, or the connection broke.`,
        hint: hint ?? 'Check the network, and apiUrl or dataUrl.',
      })
}

/** The error of JSON with another shape: named by where, never by what stands there. */
export function shapeError({ name, effect }: CallFacts, status: number, field: string): ThreeAsError {
  return new ThreeAsBadAnswerError({
    message: `${name}: the platform's answer has an unexpected shape at ${field || 'its root'}.`,
    hint: 'The platform may have changed; look for a newer version of react-3as.',
    call: name,
    status,
    mayHaveTakenEffect: effect !== 'none',
  })
}

const beforeSending = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'UND_ERR_CONNECT_TIMEOUT'])

/** True when Node says that no connection was made, so that nothing can have happened. */
function neverLeft(cause: unknown): boolean {
  const reason = cause instanceof Error ? cause.cause : undefined
  return typeof reason === 'object' && reason !== null && 'code' in reason && beforeSending.has(String(reason.code))
}

/** The platform's JSON: `{ status, message, code, title? }`, or `{ error }`. `null` for anything else. */
function readBody(text: string): { message: string | null } | null {
  try {
    const body: unknown = JSON.parse(text)
    if (typeof body !== 'object' || body === null) return null
    const { message, error, title } = body as Record<string, unknown>
    return { message: [message, error, title, codeOf(error)].find(isText) ?? null }
  } catch {
    return null
  }
}

function codeOf(error: unknown): unknown {
  return typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value !== ''
}
