import {
  boolean,
  catch as fallback,
  enum as oneOf,
  looseObject,
  nullish,
  number,
  optional,
  string,
  undefined as absent,
  union,
  type infer as Infer,
} from 'zod/mini'
import type { Usage } from '../consumption.ts'
import type { BillingInterval, Package } from '../package.ts'
import { idSchema } from '../primitives.ts'
import { type CurrentPlan, type Subscription, type SubscriptionHolder } from '../subscription.ts'
import { isTrialPackageName, limitFromWire, wireIntervalSchema } from './wire-package.ts'

/** What a website or a subscription has used. Nothing of it is certain to be there. */
export const wireConsumptionSchema = looseObject({
  stpLimit: fallback(nullish(number()), undefined),
  stpConsumed: fallback(nullish(number()), undefined),
})

const interval = fallback(union([wireIntervalSchema, absent()]), undefined)
const freeText = fallback(nullish(string()), undefined)

/** `active`, `canceled` (sic) or `inactive`; a partner has met `cancelled` too. Anything else is no status. */
export const wireStatusSchema = oneOf(['active', 'canceled', 'cancelled', 'inactive', 'pending'])

const subscriptionFacts = {
  status: wireStatusSchema,
  packageId: freeText,
  packageName: freeText,
  billingInterval: interval,
  lastPackageChangeAt: freeText,
  plannedDowngradePackageId: freeText,
  plannedDowngradePackageName: freeText,
  plannedDowngradePackageInterval: interval,
  /** The other spelling of the field above. */
  plannedDowngradeBillingInterval: interval,
  inTrial: fallback(boolean(), false),
  hadTrial: fallback(boolean(), false),
  expiresAt: freeText,
  stpResetAt: freeText,
  consumption: optional(fallback(nullish(wireConsumptionSchema), undefined)),
}

/** A website as the platform sends it. Fields this kit does not know are kept. */
export const wireWebsiteSchema = looseObject({
  intpWebsiteId: idSchema,
  intpCustomerId: idSchema,
  domain: string(),
  ...subscriptionFacts,
  id: freeText,
  intpId: freeText,
  visaCustomerId: freeText,
  billingMode: freeText,
  subscriptionType: fallback(nullish(oneOf(['website', 'intpc'])), undefined),
  createdAt: freeText,
  visaTrackingCode: freeText,
  visaMaxPrivacyModeTrackingCode: freeText,
})
export type WireWebsite = Infer<typeof wireWebsiteSchema>

/** The payload of the subscription calls. */
export const wireSubscriptionSchema = looseObject({
  id: freeText,
  type: fallback(nullish(oneOf(['website', 'intpc'])), undefined),
  websiteId: freeText,
  intpId: freeText,
  intpcId: freeText,
  createdAt: freeText,
  ...subscriptionFacts,
})
export type WireSubscription = Infer<typeof wireSubscriptionSchema>

/** What stands on the platform for a subscription, read from a website or from a call's answer. */
export type WireSubscriptionFacts = Pick<
  WireWebsite,
  | 'status'
  | 'packageId'
  | 'packageName'
  | 'billingInterval'
  | 'plannedDowngradePackageId'
  | 'plannedDowngradePackageName'
  | 'plannedDowngradePackageInterval'
  | 'plannedDowngradeBillingInterval'
  | 'inTrial'
  | 'hadTrial'
  | 'expiresAt'
  | 'consumption'
>

/**
 * The clean subscription. A package that is not among `packages` (retired, restricted, a trial) keeps what the website
 * says of it; its price is then unknown, and its limit is the one of the consumption.
 */
export function subscriptionFromWire(wire: WireSubscriptionFacts, packages: readonly Package[]): Subscription {
  if (!wire.packageId) return { status: 'none' }
  const plan = planFromWire(wire, wire.packageId, packages)
  if (wire.status === 'inactive' || wire.status === 'pending')
    return { status: 'inactive', plan, hadTrial: wire.hadTrial }
  const running = { plan, trial: trialFromWire(wire), endsAt: instantFromWire(wire.expiresAt), hadTrial: wire.hadTrial }
  if (wire.status === 'active') return { status: 'active', ...running, planned: plannedFromWire(wire, packages) }
  return { status: 'canceled', ...running }
}

function planFromWire(wire: WireSubscriptionFacts, packageId: string, packages: readonly Package[]): CurrentPlan {
  const known = packages.find(({ id }) => id === packageId)
  const stpLimit = wire.consumption?.stpLimit
  return {
    packageId,
    name: wire.packageName?.trim() || known?.name || null,
    interval: wire.billingInterval ?? known?.interval ?? 'monthly',
    limit: known?.limit ?? (typeof stpLimit === 'number' ? limitFromWire(stpLimit) : null),
    price: known?.price ?? null,
  }
}

function trialFromWire(wire: WireSubscriptionFacts) {
  if (!wire.inTrial) return null
  return { kind: isTrialPackageName(wire.packageName ?? '') ? ('unlimited' as const) : ('package' as const) }
}

function plannedFromWire(wire: WireSubscriptionFacts, packages: readonly Package[]) {
  const packageId = wire.plannedDowngradePackageId
  // During a trial the fall to the free package is the trial's own end, not a downgrade that somebody planned.
  if (!packageId || wire.inTrial) return null
  const known = packages.find(({ id }) => id === packageId)
  const planned: BillingInterval | null =
    wire.plannedDowngradePackageInterval ?? wire.plannedDowngradeBillingInterval ?? known?.interval ?? null
  return { packageId, name: wire.plannedDowngradePackageName?.trim() || known?.name || null, interval: planned }
}

/** The moment in ISO 8601 (UTC), or `null` when it is missing or no date. */
export function instantFromWire(text: string | null | undefined): string | null {
  const at = text ? Date.parse(text) : Number.NaN
  return Number.isNaN(at) ? null : new Date(at).toISOString()
}

/** What a website has used. On a pool's website the platform's limit of -1 means "see the pool", not "unlimited". */
export function usageFromWire(
  wire: Pick<WireWebsite, 'consumption' | 'stpResetAt'>,
  holder: SubscriptionHolder,
): Usage {
  const { stpLimit, stpConsumed } = wire.consumption ?? {}
  const used = typeof stpConsumed === 'number' && stpConsumed >= 0 ? Math.floor(stpConsumed) : null
  const resetsAt = instantFromWire(wire.stpResetAt)
  if (holder === 'customer') return used === null ? { kind: 'unknown' } : { kind: 'pool_share', used, resetsAt }
  if (typeof stpLimit !== 'number') return { kind: 'unknown' }
  const limit = limitFromWire(stpLimit)
  if (limit === 0) return { kind: 'no_tracking' }
  if (used === null) return { kind: 'unknown' }
  return limit === 'unlimited' ? { kind: 'unlimited', used, resetsAt } : { kind: 'limited', used, limit, resetsAt }
}
