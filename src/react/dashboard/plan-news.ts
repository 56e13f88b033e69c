import type { QueryClient } from '@tanstack/react-query'
import type { AnalyticsAdapter } from '../../adapter/analytics-adapter.ts'
import type { Route } from '../../contract/route.ts'
import { subscriptionRoute } from '../../contract/subscription-route.ts'
import { fits, isAnything, isString, parseWith, shape } from '../../contract/schema.ts'
import { ownOptions } from '../data/own-options.ts'
import { websiteKey, websitesKey } from '../data/keys.ts'

/** Of the subscription a frame reads only who sells and what runs. */
const getPlan = {
  ...subscriptionRoute,
  input: shape({ websiteId: isString }),
  output: shape({ billingMode: isString, subscription: isAnything }),
} as const satisfies Route
const planSchema = shape({ plan: fits(shape({ packageId: isString })) })

/** Reads of the platform lag a little behind what it says: tried again over two seconds. */
const pausesMs = [0, 400, 600, 1000]

export interface Plan {
  isPlatformManaged: boolean
  /** `null` without a subscription. */
  packageId: string | null
}

export interface PlanScope {
  adapter: AnalyticsAdapter
  client: QueryClient
  tenant: string
  websiteId: string
}

/** The plan as the partner's backend has it; `null` when it cannot be read. */
export async function readPlan(
  { adapter, client, tenant, websiteId }: PlanScope,
  staleTime: number,
): Promise<Plan | null> {
  const queryKey = [...websiteKey({ tenant, websiteId }), 'plan']
  const queryFn = ({ signal }: { signal: AbortSignal }) => adapter.call(getPlan, { websiteId }, { signal })
  const answer = await client
    .fetchQuery({ ...ownOptions, queryKey, queryFn, staleTime, retry: false })
    .catch(() => null)
  if (!answer) return null
  const running = parseWith(planSchema, answer.subscription)
  return {
    isPlatformManaged: answer.billingMode === 'platform_managed',
    packageId: 'data' in running ? running.data.plan.packageId : null,
  }
}

/**
 * After the frame has said that the plan changed: what is known of the website is read again, and the answer is the new
 * plan once a read shows another package than before. What the frame said is never an authority for it.
 */
export async function findNewPlan(scope: PlanScope, before: Plan | null, signal: AbortSignal): Promise<Plan | null> {
  const { client, tenant } = scope
  void client.invalidateQueries({ queryKey: websiteKey(scope) })
  for (const pauseMs of pausesMs) {
    await new Promise((resolve) => setTimeout(resolve, pauseMs))
    if (signal.aborted) return null
    const plan = await readPlan(scope, 0)
    if (!before || !plan || plan.packageId === before.packageId) continue
    void client.invalidateQueries({ queryKey: websitesKey(tenant) })
    void client.invalidateQueries({ queryKey: websiteKey(scope) })
    return plan
  }
  return null
}
