import type { infer as Infer, ZodMiniType } from 'zod/mini'
import { done, doneWith, payloadOf, rowsOf, type ReadAnswer } from './read-answer.ts'
import type { RowsRead } from './page.ts'
import type { RequestPath } from './request-path.ts'

/** What a call does over there: nothing, a change, or a change whose refusal the platform sends as 500. */
export type Effect = 'none' | 'change' | 'subscription_change'

/** One call of an API, described. */
export interface Call<Result> {
  /** Its path on the client: `websites.list`. */
  name: string
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  to: RequestPath
  /** Already encoded, with its `?`. */
  query?: string
  body?: unknown
  effect: Effect
  read: ReadAnswer<Result>
}

type ChangeMethod = Exclude<Call<unknown>['method'], 'GET'>

/** A call that reads one thing. */
export function readOne<Payload extends ZodMiniType>(
  name: string,
  to: RequestPath,
  payload: Payload,
): Call<Infer<Payload>> {
  return { name, method: 'GET', to, effect: 'none', read: payloadOf(payload) }
}

/** A call that reads a list, or one page of it. */
export function readRows<Row extends ZodMiniType>(
  name: string,
  to: RequestPath,
  row: Row,
  queryString = '',
  strict = false,
): Call<RowsRead<Infer<Row>>> {
  return { name, method: 'GET', to, query: queryString, effect: 'none', read: rowsOf(row, strict) }
}

/** A call that changes something: it is never sent twice by itself. */
export function change(name: string, method: ChangeMethod, to: RequestPath, body?: unknown): Call<void> {
  return { name, method, to, body, effect: 'change', read: done }
}

/** A change that answers with something. */
export function changeOf<Payload extends ZodMiniType>(
  name: string,
  method: ChangeMethod,
  to: RequestPath,
  payload: Payload,
  body?: unknown,
): Call<Infer<Payload> | null> {
  return { name, method, to, body, effect: 'change', read: doneWith(payload) }
}
