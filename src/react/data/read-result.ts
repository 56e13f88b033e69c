import type { UseQueryResult } from '@tanstack/react-query'
import { adapterFailure } from '../../adapter/adapter-failure.ts'
import type { AnalyticsError } from '../../contract/error.ts'

/**
 * How far a read of the backend is. `data` stays while it is read again, and also where that fails: `error` then says why.
 */
export type ReadStatus<Data> =
  | { status: 'loading'; data: undefined; error: null }
  | { status: 'error'; data: undefined; error: AnalyticsError }
  | { status: 'ready'; data: Data; error: AnalyticsError | null }

/** What is read of the backend, once for all who ask for it. */
export type ReadResult<Data> = ReadStatus<Data> & {
  /** It is being read, for the first time or again. */
  isRefreshing: boolean
  /** Reads it again. */
  refresh: () => void
}

type Read<Answer> = Pick<UseQueryResult<Answer, unknown>, 'data' | 'error' | 'isFetching' | 'refetch'>

/** An answer as the hooks of the kit give it. */
export function readResult<Answer, Data>(
  { data, error, isFetching, refetch }: Read<Answer>,
  pick: (answer: Answer) => Data,
): ReadResult<Data> {
  const more = { isRefreshing: isFetching, refresh: () => void refetch() }
  const failure = error ? adapterFailure('The adapter', error) : null
  if (data !== undefined) return { status: 'ready', data: pick(data), error: failure, ...more }
  return failure
    ? { status: 'error', data: undefined, error: failure, ...more }
    : { status: 'loading', data: undefined, error: failure, ...more }
}
