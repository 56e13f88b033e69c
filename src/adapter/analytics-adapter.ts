import type { Route, RouteInput, RouteOutput } from '../contract/route.ts'

export interface CallOptions {
  /** Aborts the call. The call then rejects with the signal's reason. */
  signal?: AbortSignal | undefined
}

/**
 * The one way from a component to the partner. Rejects with an `AnalyticsError`, or with the reason of an aborted signal.
 *
 * Made by `createHttpAdapter` for the kit's own backend, by `createAdapter` from a partner's own functions, and by
 * `createMemoryAdapter` (`react-3as/testing`) for stories and tests.
 */
export interface AnalyticsAdapter {
  /** Origins of its dashboards, where `AnalyticsProvider` is not told any. @defaultValue the platform's own */
  readonly dashboardOrigins?: readonly string[] | undefined
  /** Whose websites it asks for, where one person has many customers. Each is a `tenant` of `AnalyticsProvider`. */
  readonly customer?: string | undefined
  call<R extends Route>(route: R, input: RouteInput<R>, options?: CallOptions): Promise<RouteOutput<R>>
}
