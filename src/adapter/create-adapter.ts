import { AnalyticsError } from '../contract/error.ts'
import type { Route, RouteInput, RouteOutput } from '../contract/route.ts'
import type { RouteName, RouteTable } from '../contract/route-table.ts'
import type { AnalyticsAdapter, CallOptions } from './analytics-adapter.ts'
import { adapterFailure } from './adapter-failure.ts'
import { untilAborted } from './deadline.ts'
import { parseAnswer } from './parse-answer.ts'
import { saidError } from './said-error.ts'

/** One function a route, as many as the components in use ask for. */
export type AdapterMethods = {
  [Name in RouteName]?:
    | ((input: RouteInput<RouteTable[Name]>, options: CallOptions) => Promise<RouteOutput<RouteTable[Name]>>)
    | undefined
}

/**
 * An adapter made of named functions, for a partner whose page already talks to its backend in its own way (GraphQL, tRPC,
 * a PHP controller). Answers are parsed like those of the network; whatever a function throws besides an `AnalyticsError`
 * becomes one, `adapter_failed`, with the original as its `cause`. A call that is aborted rejects whether or not the
 * function listens to the signal.
 *
 * @example
 * const adapter = createAdapter({
 *   getDashboardUrl: ({ websiteId }, { signal }) => api.get(`/sites/${encodeURIComponent(websiteId)}/stats-url`, { signal }),
 * })
 */
export function createAdapter(methods: AdapterMethods): AnalyticsAdapter {
  return {
    async call<R extends Route>(route: R, input: RouteInput<R>, options: CallOptions = {}) {
      const method = (
        methods as Record<string, ((input: unknown, options: CallOptions) => Promise<unknown>) | undefined>
      )[route.name]
      if (!method) {
        throw new AnalyticsError({
          code: 'not_supported',
          message: `This adapter has no ${route.name}.`,
          hint: `Add ${route.name} to createAdapter({ … }): a component in use asks for it.`,
        })
      }
      options.signal?.throwIfAborted()
      const asked = called(method, input, options)
      const { signal } = options
      const answer = await (signal ? untilAborted(asked, signal) : asked).catch((cause: unknown) => {
        if (options.signal?.aborted) throw cause
        const error = adapterFailure(`The adapter's ${route.name}`, cause)
        throw error.details === null ? error : saidError(route, error, error.cause)
      })
      options.signal?.throwIfAborted()
      return parseAnswer(route, answer)
    },
  }
}

/** A function that throws before it has a promise to reject fails like one that rejects. */
async function called<Input, Output>(
  method: (input: Input, options: CallOptions) => Promise<Output>,
  input: Input,
  options: CallOptions,
): Promise<Output> {
  return method(input, options)
}
