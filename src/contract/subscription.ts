import { usageSchema } from './consumption.ts'
import { moneySchema } from './money.ts'
import { billingIntervals, billingIntervalSchema, touchpointLimitSchema } from './package.ts'
import { idSchema, instantSchema, isNewer, orNewer, orOther, type AllOf, type SchemaOf } from './primitives.ts'
import { rightSchema } from './right.ts'
import { subscriptionChangeSchema } from './subscription-change.ts'
import {
  array,
  boolean,
  discriminatedUnion,
  oneOf,
  literal,
  nullable,
  object,
  optional,
  string,
  type Infer,
} from './zod-schemas.ts'

/** The package a subscription is on. It may be missing from the packages on offer: retired, restricted or a trial. */
const currentPlan = orOther(
  object({
    packageId: idSchema,
    name: nullable(string()),
    interval: orNewer(billingIntervalSchema),
    /** `null` when the platform does not say: then nothing may be compared with it. */
    limit: nullable(touchpointLimitSchema),
    /** `null` when it, or what it is for, is unknown: then nothing is credited or saved, and nothing is guessed. */
    price: nullable(moneySchema),
  }),
  (sent) => (isNewer(sent?.['interval'], billingIntervals) ? { ...sent, price: null } : sent),
)
export interface CurrentPlan extends Infer<typeof currentPlan> {}
export const currentPlanSchema: SchemaOf<CurrentPlan> = currentPlan

/** `unlimited` is the platform's 30-day trial; `package` is the trial of one package. */
const trial = object({ kind: oneOf(['unlimited', 'package']) })
export interface Trial extends Infer<typeof trial> {}
export const trialSchema: SchemaOf<Trial> = trial

/** A smaller package that takes over at the end of the running period. */
const plannedDowngrade = object({
  packageId: idSchema,
  name: nullable(string()),
  interval: nullable(orNewer(billingIntervalSchema)),
})
export interface PlannedDowngrade extends Infer<typeof plannedDowngrade> {}
export const plannedDowngradeSchema: SchemaOf<PlannedDowngrade> = plannedDowngrade

const running = {
  plan: currentPlanSchema,
  trial: nullable(trialSchema),
  /** End of the running period: the day it renews, falls or ends. `null` when the platform does not say. */
  endsAt: nullable(instantSchema),
  /** True once a trial was taken: a second one is not given. */
  hadTrial: boolean(),
}

const none = object({ status: literal('none') })
export interface NoSubscription extends Infer<typeof none> {}

const active = object({ status: literal('active'), ...running, planned: nullable(plannedDowngradeSchema) })
export interface ActiveSubscription extends Infer<typeof active> {}

/** Auto-renewal is off: it runs until `endsAt` and then falls to the free package. */
const ending = object({ status: literal('ending'), ...running })
export interface EndingSubscription extends Infer<typeof ending> {}

const ended = object({ status: literal('ended'), plan: currentPlanSchema, hadTrial: boolean() })
export interface EndedSubscription extends Infer<typeof ended> {}

/** A subscription of one website, or of a customer whose websites share a pool. */
export type Subscription = NoSubscription | ActiveSubscription | EndingSubscription | EndedSubscription
export const subscriptionSchema: SchemaOf<Subscription> = discriminatedUnion('status', [none, active, ending, ended])

/** Who sells: `company_managed`, the partner through this kit; `platform_managed`, the dashboard inside its frame. */
export type BillingMode = 'company_managed' | 'platform_managed'
export const billingModes = ['company_managed', 'platform_managed'] as const
export const billingModeSchema: SchemaOf<BillingMode> = oneOf(billingModes) satisfies AllOf<BillingMode>

/** Whose limit it is: the website's own, or a pool shared by all websites of the customer. */
export type SubscriptionHolder = 'website' | 'customer'
export const subscriptionHolderSchema: SchemaOf<SubscriptionHolder> = oneOf([
  'website',
  'customer',
]) satisfies AllOf<SubscriptionHolder>

const unpaid = ['due', 'overdue', 'disputed'] as const

/**
 * A payment for a plan that is outstanding. Until it is made nothing else can be chosen. `due` is its first days, `overdue`
 * is after the provider's attempts, and `disputed` is one that the customer had the bank take back.
 */
const paymentDue = object({
  standing: oneOf(unpaid),
  amount: moneySchema,
  /** Until when it can be paid; `null` when that is not known. */
  deadline: nullable(instantSchema),
  /** Where to pay it; `null` for a viewer, and without such a page. */
  payUrl: nullable(string()),
})
export interface PaymentDue extends Infer<typeof paymentDue> {}
export const paymentDueSchema: SchemaOf<PaymentDue> = paymentDue

const paid = object({ standing: literal('paid') })
export interface Paid extends Infer<typeof paid> {}

/**
 * How the payment for the running period stands. `paid` also where none is due, where the provider cannot be asked, and on a
 * page that does not know the backend's word for it: the backend decides what can be chosen.
 */
export type PaymentStanding = Paid | PaymentDue
export const paymentStandingSchema: SchemaOf<PaymentStanding> = orOther(
  discriminatedUnion('standing', [paid, paymentDue]),
  (sent) => (isNewer(sent?.['standing'], ['paid', ...unpaid]) ? { standing: 'paid' } : sent),
)

/** All that a page needs to say what a customer has and what may be done about it. */
const view = object({
  /** The backend's clock: what has ended by now is not decided by the viewer's. Backends of 0.1 do not say. */
  now: optional(instantSchema),
  websiteId: idSchema,
  /** What whoever asks may do. */
  may: array(orNewer(rightSchema)),
  billingMode: billingModeSchema,
  holder: orNewer(subscriptionHolderSchema),
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
  /** True where the payment provider can plan no smaller charge: a smaller plan follows once this one has ended. */
  refusesDowngrades: optional(boolean()),
})
export interface SubscriptionView extends Infer<typeof view> {}
export const subscriptionViewSchema: SchemaOf<SubscriptionView> = view
