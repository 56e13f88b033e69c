import type { ThreeAsErrorCode } from './three-as-error.ts'

/** What every event of the client has. */
export interface CallFacts {
  /** The same for all attempts of one call. Counts up within the process. */
  callId: number
  /** The call, by its path on the client: `websites.list`. */
  call: string
  method: string
  /** The path with its ids left out: `/v2/3as/websites/:id`. */
  route: string
  /** 1 for the first. */
  attempt: number
}

/** What the client does, as `onEvent` is told. Made for logs and traces: no id, token, key, URL or body. */
export type ClientEvent =
  | ({ type: 'request.sent' } & CallFacts)
  | ({ type: 'response.received'; status: number; durationMs: number } & CallFacts)
  /**
   * Part of a success could not be read, because of `field` (`payload.3.price`): a row, which is left out of its list, or what
   * a change answers, which is then `null`.
   */
  | ({ type: 'answer.unread'; what: 'row' | 'answer'; field: string } & CallFacts)
  | ({ type: 'retry.scheduled'; code: ThreeAsErrorCode; status: number | null; waitMs: number } & CallFacts)
  | ({ type: 'call.failed'; code: ThreeAsErrorCode | 'aborted'; status: number | null; durationMs: number } & CallFacts)
