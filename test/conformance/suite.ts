import type { Check } from './check.ts'
import { customerChecks } from './customer-checks.ts'
import { dashboardChecks } from './dashboard-checks.ts'
import { dataChecks } from './data-checks.ts'
import { packageChecks } from './package-checks.ts'
import { Platform, type Target } from './platform.ts'
import { subscriptionChecks } from './subscription-checks.ts'
import { tokenChecks } from './token-checks.ts'
import { websiteChecks } from './website-checks.ts'
import { websiteSettingChecks } from './website-setting-checks.ts'

export const checks: readonly Check[] = [
  ...tokenChecks,
  ...customerChecks,
  ...websiteChecks,
  ...websiteSettingChecks,
  ...packageChecks,
  ...subscriptionChecks,
  ...dashboardChecks,
  ...dataChecks,
]

export interface Result {
  name: string
  outcome: 'passed' | 'failed' | 'skipped'
  /** Why it failed, or was skipped. */
  reason: string | null
}

export interface Report {
  results: Result[]
  /** Customers that could not be deleted again. */
  left: string[]
}

/** Runs all that applies to a target, one after the other, and deletes what it made. */
export async function runSuite(
  target: Target,
  onResult: (result: Result) => void = () => {},
  isWanted: (name: string) => boolean = () => true,
): Promise<Report> {
  const platform = new Platform(target)
  const subscriptionType: unknown = await subscriptionTypeOf(platform)
  const results: Result[] = []
  for (const check of checks) {
    if (!isWanted(check.name) || (check.subscriptionType && check.subscriptionType !== subscriptionType)) continue
    const result = await runCheck(check, platform)
    results.push(result)
    onResult(result)
  }
  return { results, left: await platform.cleanUp() }
}

async function subscriptionTypeOf(platform: Platform): Promise<unknown> {
  const { status, body, text } = await platform.call('GET', '/v2/3as/company-details')
  if (status === 200) return body?.payload?.subscriptionType
  throw new Error(
    `The platform does not know this INTP: GET /v2/3as/company-details answered ${status} ${text.slice(0, 200)}`,
  )
}

async function runCheck(check: Check, platform: Platform): Promise<Result> {
  const { name, needs } = check
  if (needs && !platform.target[needs]) return { name, outcome: 'skipped', reason: `needs ${needs}` }
  try {
    await check.run(platform)
    return { name, outcome: 'passed', reason: null }
  } catch (error) {
    return { name, outcome: 'failed', reason: error instanceof Error ? error.message : String(error) }
  }
}
