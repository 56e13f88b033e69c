import type { ZodMiniType } from 'zod/mini'
import type { RequestPath } from './request-path.ts'

/** What every call takes last. */
export interface CallOptions {
  /** Aborts the call and the waits between its attempts. It then rejects with the signal's reason. */
  signal?: AbortSignal | undefined
  /** Milliseconds for one attempt, in place of the client's. */
  timeoutMs?: number | undefined
  /**
   * How often to try again, in place of the client's. For a call that changes something the default is 0, and a number here
   * means that it may happen twice.
   */
  retries?: number | undefined
}

/** What a call does over there: nothing, a change, or a change whose refusal the platform sends as 500. */
export type Effect = 'none' | 'change' | 'subscription_change'

/** One call of an API, described. */
export interface Call<Answer extends ZodMiniType> {
  /** Its path on the client: `websites.list`. */
  name: string
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  to: RequestPath
  /** Already encoded, with its `?`. */
  query?: string
  body?: unknown
  effect: Effect
  /** Shape of the whole body; of `undefined` for an answer without one. */
  answer: Answer
}

/** A call that changes nothing. */
export function read<Answer extends ZodMiniType>(
  name: string,
  to: RequestPath,
  answer: Answer,
  queryString = '',
): Call<Answer> {
  return { name, method: 'GET', to, query: queryString, effect: 'none', answer }
}

/** A call that changes something: it is never sent twice by itself. */
export function change<Answer extends ZodMiniType>(
  name: string,
  method: Exclude<Call<Answer>['method'], 'GET'>,
  to: RequestPath,
  answer: Answer,
  body?: unknown,
): Call<Answer> {
  return { name, method, to, body, effect: 'change', answer }
}
