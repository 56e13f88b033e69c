import type { Route } from './route.ts'
import { isNumber, isString, shape, type OutputOf } from './schema.ts'

/**
 * A signed URL and how long it may be used: a duration, so that a wrong clock in the browser does no harm. One that is
 * not above zero has expired.
 */
export const dashboardUrlSchema = shape({ url: isString, expiresInSeconds: isNumber })
export interface DashboardUrl extends OutputOf<typeof dashboardUrlSchema> {}

/** As `idSchema` has it. */
const isId = (value: unknown): value is string => isString(value) && value.length > 0 && value.length <= 512

// Apart from the other routes, so that an embed loads none of their schemas.
/** A signed dashboard URL: a token in it opens the dashboard, so it is kept and logged nowhere. */
export const getDashboardUrl = {
  name: 'getDashboardUrl',
  method: 'GET',
  path: '/dashboard-url',
  access: 'look',
  right: 'look',
  cache: 'no-store',
  input: shape({ websiteId: isId }),
  output: dashboardUrlSchema,
} as const satisfies Route

/** The platform's own dashboard hosts, by environment. Partners have white-label hosts besides. */
export const dashboardOrigins = {
  production: 'https://app-3as.visitor-analytics.io',
  stage: 'https://stage-dashboard-3as.va-endpoint.com',
  dev: 'https://dev-dashboard-3as.va-endpoint.com',
} as const

/** True for `localhost`, `*.localhost`, `127.0.0.0/8` and `[::1]`: hosts that never leave the machine. */
export function isLoopback(hostname: string): boolean {
  return /^(localhost|.+\.localhost|127(\.\d{1,3}){3}|\[::1\])$/.test(hostname)
}
