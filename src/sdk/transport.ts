import { backoff, isTransient } from './backoff.ts'
import type { CallOptions } from './call-options.ts'
import type { Call } from './call.ts'
import type { ClientEvent } from './client-event.ts'
import { errorOfAnswer, errorOfFailure, shapeError } from './failed-call.ts'
import type { Unread } from './read-answer.ts'
import type { ConnectionSettings } from './settings.ts'
import { ThreeAsBadAnswerError, ThreeAsError } from './three-as-error.ts'
import { wait } from './wait.ts'

export interface Transport {
  send<Result>(call: Call<Result>, options?: CallOptions): Promise<Result>
}

export interface TransportSettings extends ConnectionSettings {
  baseUrl: string
  /** The headers that show who asks, made anew for each attempt. */
  authorize: () => Promise<Record<string, string>> | Record<string, string>
  /** 0 to 1, for the jitter. */
  random?: () => number
}

let lastCallId = 0

/** The one place that talks to the network: timeouts, retries of reads, and every failure as a typed error. */
export function createTransport(settings: TransportSettings): Transport {
  return {
    async send(call, options = {}) {
      const tell = reporter(settings, call, ++lastCallId)
      const retries = options.retries ?? (call.effect === 'none' ? settings.retries : 0)
      for (let attempt = 1; ; attempt++) {
        const startedAt = performance.now()
        try {
          return await attemptCall(settings, call, options, (event) => tell({ ...event, attempt }))
        } catch (error) {
          const durationMs = Math.round(performance.now() - startedAt)
          if (options.signal?.aborted) {
            tell({ type: 'call.failed', code: 'aborted', status: null, durationMs, attempt })
            throw options.signal.reason
          }
          if (!(error instanceof ThreeAsError)) throw error
          const { code, status } = error
          const waitMs = attempt <= retries && isTransient(error) ? backoff(attempt, error, settings.random) : null
          if (waitMs === null) {
            tell({ type: 'call.failed', code, status, durationMs, attempt })
            throw error
          }
          tell({ type: 'retry.scheduled', code, status, waitMs, attempt })
          await wait(waitMs, options.signal)
        }
      }
    },
  }
}

type AttemptEvent =
  | { type: 'request.sent' }
  | { type: 'response.received'; status: number; durationMs: number }
  | ({ type: 'answer.unread' } & Unread)

async function attemptCall<Result>(
  settings: TransportSettings,
  call: Call<Result>,
  options: CallOptions,
  tell: (event: AttemptEvent) => void,
): Promise<Result> {
  options.signal?.throwIfAborted()
  const headers = await settings.authorize()
  options.signal?.throwIfAborted()
  const startedAt = performance.now()
  tell({ type: 'request.sent' })
  const { response, text } = await exchange(settings, call, headers, options)
  tell({ type: 'response.received', status: response.status, durationMs: Math.round(performance.now() - startedAt) })
  if (!response.ok) throw errorOfAnswer(call, response, text)
  return readBody(call, response.status, text, (unread) => tell({ type: 'answer.unread', ...unread }))
}

async function exchange(
  settings: TransportSettings,
  call: Call<unknown>,
  headers: Record<string, string>,
  { signal, timeoutMs = settings.timeoutMs }: CallOptions,
): Promise<{ response: Response; text: string }> {
  // `AbortSignal.timeout` cannot be called off: each call would keep a timer, and fire it, long after its answer.
  const timeout = new AbortController()
  const timer = setTimeout(() => timeout.abort(), timeoutMs)
  try {
    const response = await settings.fetch(settings.baseUrl + call.to.path + (call.query ?? ''), {
      method: call.method,
      headers: {
        accept: 'application/json',
        ...(call.body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(call.body === undefined ? {} : { body: JSON.stringify(call.body) }),
      // A POST that follows a redirect becomes a GET, and its answer would look like success.
      redirect: 'manual',
      signal: signal ? AbortSignal.any([signal, timeout.signal]) : timeout.signal,
    })
    return { response, text: await response.text() }
  } catch (cause) {
    throw errorOfFailure(call, cause, timeout.signal.aborted)
  } finally {
    clearTimeout(timer)
  }
}

function readBody<Result>(call: Call<Result>, status: number, text: string, tell: (unread: Unread) => void): Result {
  const body = text.trim() === '' ? undefined : parseJson(call, status, text)
  const answer = call.read(body, tell)
  if ('data' in answer) return answer.data
  throw shapeError(call, status, answer.wrongField)
}

function parseJson(call: Call<unknown>, status: number, text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    // The reason of JSON.parse quotes the body, so it is not kept as the cause.
    throw new ThreeAsBadAnswerError({
      message: `${call.name}: the platform answered ${status} with something that is not JSON.`,
      hint: 'Check apiUrl or dataUrl, and that no proxy or login page answers in its place.',
      call: call.name,
      status,
      mayHaveTakenEffect: call.effect !== 'none',
    })
  }
}

type WithoutCall<Event> = Event extends unknown ? Omit<Event, 'callId' | 'call' | 'method' | 'route'> : never

function reporter(settings: ConnectionSettings, call: Call<unknown>, callId: number) {
  const facts = { callId, call: call.name, method: call.method, route: call.to.route }
  return (event: WithoutCall<ClientEvent>): void => {
    try {
      settings.onEvent({ ...facts, ...event })
    } catch {
      // A broken logger must not turn a call that succeeded into one that failed.
    }
  }
}
