import {
  boolean,
  catch as fallback,
  looseObject,
  minLength,
  number,
  optional,
  string,
  type infer as Infer,
} from 'zod/mini'
import type { Usage } from '../../contract/consumption.ts'
import type { Package } from '../../contract/package.ts'
import { idSchema } from '../../contract/primitives.ts'
import { type CurrentPlan, type Subscription, type SubscriptionHolder } from '../../contract/subscription.ts'
import { documentedText, type Documented } from './wire-answer.ts'
import { intervalFromWire, isTrialPackageName, limitFromWire, wireIntervalSchema } from './wire-package.ts'

const documentedCount = fallback(number(), 0)

/** What a website or a subscription has used of its limit, in all and by kind. */
export const wireConsumptionSchema = looseObject({
  /** -1 is unlimited; on a website of a pool it means that the limit is the pool's. */
  stpLimit: number(),
  stpConsumed: number(),
  stpRateVisit: documentedCount,
  stpConsumedVisit: documentedCount,
  stpRateVisitEvent: documentedCount,
  stpConsumedVisitEvent: documentedCount,
  stpRateSessionRecording: documentedCount,
  stpConsumedSessionRecording: documentedCount,
  stpRateHeatmapIncrement: documentedCount,
  stpConsumedHeatmapIncrement: documentedCount,
  stpRatePollAnswer: documentedCount,
  stpConsumedPollAnswer: documentedCount,
  stpRateSurveyAnswer: documentedCount,
  stpConsumedSurveyAnswer: documentedCount,
  stpRateFunnelMatch: documentedCount,
  stpConsumedFunnelMatch: documentedCount,
})
export interface WireConsumption extends Documented<Infer<typeof wireConsumptionSchema>> {}

const interval = fallback(optional(wireIntervalSchema), undefined)
const maybeText = fallback(optional(string()), undefined)

const subscriptionFacts = {
  packageId: documentedText,
  packageName: documentedText,
  billingInterval: fallback(wireIntervalSchema, ''),
  lastPackageChangeAt: maybeText,
  plannedDowngradePackageId: maybeText,
  plannedDowngradePackageName: maybeText,
  plannedDowngradePackageInterval: interval,
  /** The other spelling of the field above. */
  plannedDowngradeBillingInterval: interval,
  inTrial: fallback(boolean(), false),
  hadTrial: fallback(boolean(), false),
  createdAt: documentedText,
  expiresAt: documentedText,
  stpResetAt: maybeText,
  /** Absent where the platform says neither limit nor use. */
  consumption: fallback(optional(wireConsumptionSchema), undefined),
}

/**
 * A website as the platform sends it. Fields this kit does not know are kept, and so are words it does not know: whoever acts
 * by one of them has to look for those it does (`statusFromWire`, `intervalFromWire`).
 */
export const wireWebsiteSchema = looseObject({
  intpWebsiteId: idSchema,
  intpCustomerId: idSchema,
  domain: documentedText,
  /** `active`, `canceled` (sic) or `inactive`. */
  status: documentedText,
  ...subscriptionFacts,
  id: documentedText,
  intpId: documentedText,
  visaCustomerId: maybeText,
  billingMode: documentedText,
  subscriptionType: maybeText,
  visaTrackingCode: documentedText,
  visaMaxPrivacyModeTrackingCode: maybeText,
})
export interface WireWebsite extends Documented<Infer<typeof wireWebsiteSchema>> {}

/** The payload of the subscription calls. One that names no status says nothing of what stands. */
export const wireSubscriptionSchema = looseObject({
  status: string().check(minLength(1)),
  id: documentedText,
  type: documentedText,
  websiteId: maybeText,
  intpId: documentedText,
  intpcId: documentedText,
  ...subscriptionFacts,
})
export interface WireSubscription extends Documented<Infer<typeof wireSubscriptionSchema>> {}

/** The platform's statuses in our words. A partner has met `cancelled` and `pending` too. */
const statuses = {
  active: 'active',
  canceled: 'ending',
  cancelled: 'ending',
  inactive: 'ended',
  pending: 'ended',
} as const
export type KnownStatus = (typeof statuses)[keyof typeof statuses]

/** The status by its one name; `null` for an unknown word. */
export function statusFromWire(status: string): KnownStatus | null {
  return Object.hasOwn(statuses, status) ? statuses[status as keyof typeof statuses] : null
}

/** What stands on the platform for a subscription, read from a website or from a call's answer. */
export type WireSubscriptionFacts = { status: KnownStatus } & Pick<
  WireWebsite,
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
  if (wire.status === 'ended') return { status: 'ended', plan, hadTrial: wire.hadTrial }
  const running = { plan, trial: trialFromWire(wire), endsAt: instantFromWire(wire.expiresAt), hadTrial: wire.hadTrial }
  if (wire.status === 'active') return { status: 'active', ...running, planned: plannedFromWire(wire, packages) }
  return { status: 'ending', ...running }
}

function planFromWire(wire: WireSubscriptionFacts, packageId: string, packages: readonly Package[]): CurrentPlan {
  const known = packages.find(({ id }) => id === packageId)
  const { stpLimit } = wire.consumption ?? {}
  return {
    packageId,
    name: wire.packageName.trim() || known?.name || null,
    interval: intervalFromWire(wire.billingInterval) ?? known?.interval ?? 'monthly',
    limit: known?.limit ?? (stpLimit === undefined ? null : limitFromWire(stpLimit)),
    price: known?.price ?? null,
  }
}

function trialFromWire(wire: WireSubscriptionFacts) {
  if (!wire.inTrial) return null
  return { kind: isTrialPackageName(wire.packageName) ? ('unlimited' as const) : ('package' as const) }
}

function plannedFromWire(wire: WireSubscriptionFacts, packages: readonly Package[]) {
  const packageId = wire.plannedDowngradePackageId
  // During a trial the fall to the free package is the trial's own end, not a planned downgrade.
  if (!packageId || wire.inTrial) return null
  const known = packages.find(({ id }) => id === packageId)
  const planned =
    intervalFromWire(wire.plannedDowngradePackageInterval) ??
    intervalFromWire(wire.plannedDowngradeBillingInterval) ??
    known?.interval ??
    null
  return { packageId, name: wire.plannedDowngradePackageName?.trim() || known?.name || null, interval: planned }
}

/** The moment in ISO 8601 (UTC), or `null` when it is missing or no date. */
export function instantFromWire(text: string | undefined): string | null {
  const at = text ? Date.parse(text) : Number.NaN
  return Number.isNaN(at) ? null : new Date(at).toISOString()
}

/** What a website has used. On a pool's website the platform's limit of -1 means "see the pool", not "unlimited". */
export function usageFromWire(
  wire: Pick<WireWebsite, 'consumption' | 'stpResetAt'>,
  holder: SubscriptionHolder,
): Usage {
  if (!wire.consumption) return { kind: 'unknown' }
  const { stpLimit, stpConsumed } = wire.consumption
  const used = stpConsumed >= 0 ? Math.floor(stpConsumed) : null
  const resetsAt = instantFromWire(wire.stpResetAt)
  if (holder === 'customer') return used === null ? { kind: 'unknown' } : { kind: 'pool_share', used, resetsAt }
  const limit = limitFromWire(stpLimit)
  if (limit === 0) return { kind: 'no_tracking' }
  if (used === null) return { kind: 'unknown' }
  return limit === 'unlimited' ? { kind: 'unlimited', used, resetsAt } : { kind: 'limited', used, limit, resetsAt }
}
