import { AnalyticsError, parseErrorBody, type SaidError } from '../contract/error.ts'
import { customerHeader, requestHeader } from '../contract/request-header.ts'
import type { Route, RouteInput } from '../contract/route.ts'
import { isOffline } from './adapter-failure.ts'
import type { AnalyticsAdapter } from './analytics-adapter.ts'
import { deadline, untilAborted } from './deadline.ts'
import { parseAnswer } from './parse-answer.ts'
import { saidError } from './said-error.ts'

export interface HttpAdapterOptions {
  /** Where `createPartnerHandler` is mounted, absolute or relative to the page: `/api/analytics`. */
  baseUrl: string
  /**
   * The customer that the page shows, for people with many: agencies, a reseller's own staff. Sent with each call;
   * `authenticate` decides whether it is theirs, and the page of one that is not hears `not_found`. Another customer is
   * another adapter, and nothing of the one before stays on the page. Default: the one that `authenticate` names.
   */
  customer?: string | undefined
  /** Sent with each call, for example an `Authorization` of the partner's app. A function is asked before each call. */
  headers?: Record<string, string> | (() => Record<string, string> | Promise<Record<string, string>>) | undefined
  /** Whether cookies travel along. Default: `same-origin`; use `include` when the backend is on another origin. */
  credentials?: RequestCredentials | undefined
  /** Default: the page's `fetch`. */
  fetch?: typeof fetch | undefined
  /** Milliseconds after which a call is given up. Default: 20 000. */
  timeoutMs?: number | undefined
}

/**
 * The adapter for a backend that mounts `createPartnerHandler`.
 *
 * @example const adapter = createHttpAdapter({ baseUrl: '/api/analytics' })
 */
export function createHttpAdapter(options: HttpAdapterOptions): AnalyticsAdapter {
  return {
    customer: options.customer,
    async call(route, input, { signal } = {}) {
      signal?.throwIfAborted()
      const waiting = deadline(options.timeoutMs ?? 20_000, signal)
      try {
        // Neither the page's function for headers nor a fetch of its own has to listen to the signal.
        const answered = send(options, route, input, waiting.signal).then((response) => readJson(route, response))
        return parseAnswer(route, await untilAborted(answered, waiting.signal))
      } catch (cause) {
        signal?.throwIfAborted()
        throw cause instanceof AnalyticsError ? cause : networkError(cause, waiting.hasPassed())
      } finally {
        waiting.end()
      }
    },
  }
}

async function send<R extends Route>(
  { baseUrl, customer, headers, credentials = 'same-origin', fetch: request = fetch }: HttpAdapterOptions,
  { method, path }: R,
  input: RouteInput<R>,
  signal: AbortSignal,
): Promise<Response> {
  const own = typeof headers === 'function' ? await headers() : headers
  const isRead = method === 'GET'
  const query = isRead ? new URLSearchParams(input as Record<string, string>).toString() : ''
  return request(baseUrl.replace(/\/$/, '') + path + (query && `?${query}`), {
    method,
    credentials,
    signal,
    headers: {
      accept: 'application/json',
      ...(isRead ? {} : { 'content-type': 'application/json' }),
      ...own,
      [requestHeader.name]: requestHeader.value,
      ...(customer !== undefined && { [customerHeader]: encodeURIComponent(customer) }),
    },
    ...(isRead ? {} : { body: JSON.stringify(input) }),
  })
}

async function readJson(route: Route, response: Response): Promise<unknown> {
  // A body that breaks off is a network failure; a whole one that is not JSON comes from the wrong server.
  const text = await response.text()
  const body = parseJson(text)
  if (response.ok && body !== undefined) return body
  const known = parseErrorBody(body)
  if (known) {
    if (known.code === 'cross_site') sayWrongOrigin(known)
    throw saidError(route, known)
  }
  throw new AnalyticsError({
    code: 'bad_answer',
    message: `The analytics backend answered ${response.status} with something that is not its JSON.`,
    hint: 'Check that baseUrl is where createPartnerHandler is mounted, and that no login page or proxy answers instead.',
    retryable: response.status >= 500 || response.status === 429,
  })
}

let hasSaidWrongOrigin = false

/** Reads work from the wrong origin and changes do not: without this the page seems right until a customer wants to buy. */
function sayWrongOrigin({ message, hint }: SaidError): void {
  if (hasSaidWrongOrigin) return
  hasSaidWrongOrigin = true
  console.error(`[react-3as] The backend refused a request of this page. ${message} ${hint ?? ''}`)
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function networkError(cause: unknown, isTimeout: boolean): AnalyticsError {
  if (isTimeout) {
    return new AnalyticsError({
      code: 'timeout',
      message: 'The analytics backend took too long to answer.',
      retryable: true,
      cause,
    })
  }
  const offline = isOffline()
  return new AnalyticsError({
    code: offline ? 'offline' : 'unreachable',
    message: offline ? 'There is no internet connection.' : 'The analytics backend could not be reached.',
    retryable: true,
    cause,
  })
}
