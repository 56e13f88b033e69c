import {
  array,
  boolean,
  discriminatedUnion,
  enum as oneOf,
  literal,
  nullable,
  object,
  optional,
  string,
  type infer as Infer,
} from 'zod/mini'
import { usageSchema } from './consumption.ts'
import { moneySchema } from './money.ts'
import { billingIntervalSchema, touchpointLimitSchema } from './package.ts'
import { idSchema, instantSchema } from './primitives.ts'
import { rightSchema } from './right.ts'
import { subscriptionChangeSchema } from './subscription-change.ts'

/** The package a subscription is on. It may be missing from the packages on offer: retired, restricted or a trial. */
export const currentPlanSchema = object({
  packageId: idSchema,
  name: nullable(string()),
  interval: billingIntervalSchema,
  /** `null` when the platform does not say: then nothing may be compared with it. */
  limit: nullable(touchpointLimitSchema),
  /** `null` when unknown: then there is no credit and no saving, never a guess. */
  price: nullable(moneySchema),
})
export interface CurrentPlan extends Infer<typeof currentPlanSchema> {}

/** `unlimited` is the platform's 30-day trial; `package` is the trial of one package. */
export const trialSchema = object({ kind: oneOf(['unlimited', 'package']) })

/** A smaller package that takes over at the end of the running period. */
export const plannedDowngradeSchema = object({
  packageId: idSchema,
  name: nullable(string()),
  interval: nullable(billingIntervalSchema),
})

const running = {
  plan: currentPlanSchema,
  trial: nullable(trialSchema),
  /** End of the running period: the day it renews, falls or ends. `null` when the platform does not say. */
  endsAt: nullable(instantSchema),
  /** True once a trial was taken: there is no second one. */
  hadTrial: boolean(),
}

/** A subscription of one website, or of a customer whose websites share a pool. */
export const subscriptionSchema = discriminatedUnion('status', [
  object({ status: literal('none') }),
  object({ status: literal('active'), ...running, planned: nullable(plannedDowngradeSchema) }),
  /** Auto-renewal is off: it runs until `endsAt` and then falls to the free package. */
  object({ status: literal('ending'), ...running }),
  object({ status: literal('ended'), plan: currentPlanSchema, hadTrial: boolean() }),
])
export type Subscription = Infer<typeof subscriptionSchema>

/** Who sells: `company_managed`, the partner through this kit; `platform_managed`, the dashboard inside its frame. */
export const billingModeSchema = oneOf(['company_managed', 'platform_managed'])
export type BillingMode = Infer<typeof billingModeSchema>

/** Whose limit it is: the website's own, or a pool shared by all websites of the customer. */
export const subscriptionHolderSchema = oneOf(['website', 'customer'])
export type SubscriptionHolder = Infer<typeof subscriptionHolderSchema>

/**
 * A payment for a plan that is outstanding. Until it is made nothing else can be chosen. `due` is its first days, `overdue`
 * is after the provider's attempts, and `disputed` is one that the customer had the bank take back.
 */
export const paymentDueSchema = object({
  standing: oneOf(['due', 'overdue', 'disputed']),
  amount: moneySchema,
  /** Until when it can be paid; `null` when that is not known. */
  deadline: nullable(instantSchema),
  /** Where to pay it; `null` for a viewer, and where there is no such page. */
  payUrl: nullable(string()),
})
export interface PaymentDue extends Infer<typeof paymentDueSchema> {}

/** How the payment for the running period stands. `paid` also where none is due, and where the provider cannot be asked. */
export const paymentStandingSchema = discriminatedUnion('standing', [
  object({ standing: literal('paid') }),
  paymentDueSchema,
])
export type PaymentStanding = Infer<typeof paymentStandingSchema>

/** All that a page needs to say what a customer has and what may be done about it. */
export const subscriptionViewSchema = object({
  /** The backend's clock: what has ended by now is not decided by the viewer's. Backends of 0.1 do not say. */
  now: optional(instantSchema),
  websiteId: idSchema,
  /** What whoever asks may do. */
  may: array(rightSchema),
  billingMode: billingModeSchema,
  holder: subscriptionHolderSchema,
  subscription: subscriptionSchema,
  usage: usageSchema,
  /** A change that has been started, by whichever tab or device, and has not ended. */
  openChange: nullable(subscriptionChangeSchema),
  /** True where the partner's configuration says that the same limit in the other interval is accepted. */
  allowsIntervalSwitch: boolean(),
  /** How the payment for the running period stands, beside what the plan itself is. */
  payment: paymentStandingSchema,
  /** True where a provider collects and charges nothing for this plan: its auto-renewal cannot be turned on. */
  isChargeMissing: boolean(),
  /** True where the platform takes no upgrade of this subscription as it stands. */
  refusesUpgrades: boolean(),
})
export interface SubscriptionView extends Infer<typeof subscriptionViewSchema> {}
