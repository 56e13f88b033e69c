import { safeParse } from 'zod/mini'
import type { DashboardUrl } from '../contract/dashboard-url.ts'
import { dayRangeSchema } from '../contract/day-range.ts'
import { assertId, query } from './request-path.ts'
import { ThreeAsInvalidRequestError } from './three-as-error.ts'
import type { TokenIssuer } from './tokens.ts'

export interface DashboardUrlOptions {
  /** Shows the upgrade buttons, whose clicks post `UPGRADE_BUTTON_CLICKED` to the page around the frame. @defaultValue false */
  allowUpgrade?: boolean | undefined
  /** First day to show, `2026-06-01`. Goes with `endDate`. */
  startDate?: string | undefined
  /** Last day to show, `2026-06-07`. */
  endDate?: string | undefined
  /** Seconds the URL can be opened for, in place of the client's. */
  tokenLifeSeconds?: number | undefined
}

/** Signs a dashboard URL for a customer, or for a contributor to another customer's website. */
export async function signDashboardUrl(
  { dashboardUrl, tokens }: { dashboardUrl: string; tokens: TokenIssuer },
  intpCustomerId: string,
  intpWebsiteId: string,
  { allowUpgrade = false, startDate, endDate, tokenLifeSeconds }: DashboardUrlOptions = {},
): Promise<DashboardUrl> {
  assertId(intpCustomerId)
  assertId(intpWebsiteId)
  assertDays(startDate, endDate)
  const { token, expiresInSeconds } = await tokens.forCustomer(intpCustomerId, tokenLifeSeconds)
  const parameters = query({
    externalWebsiteId: intpWebsiteId,
    allowUpgrade: allowUpgrade ? 'true' : undefined,
    startDate,
    endDate,
  })
  // A token has only characters that stand in a URL as they are. Looking at each of its 700 was a twentieth of an answer.
  return { url: `${dashboardUrl}?intpc_token=${token}&${parameters.slice(1)}`, expiresInSeconds }
}

function assertDays(startDate: string | undefined, endDate: string | undefined): void {
  if (startDate === undefined && endDate === undefined) return
  if (safeParse(dayRangeSchema, { start: startDate, end: endDate }).success) return
  throw new ThreeAsInvalidRequestError({
    message: 'The days of a dashboard URL are not a range.',
    hint: "Pass both, in order: { startDate: '2026-06-01', endDate: '2026-06-07' }.",
  })
}
