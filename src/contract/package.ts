import { integer } from './checks.ts'
import { moneySchema } from './money.ts'
import { idSchema, isNewer, orOther, type AllOf, type SchemaOf } from './primitives.ts'
import { array, boolean, oneOf, literal, nullable, object, string, union, type Infer } from './zod-schemas.ts'

/** How often a package is billed. */
export type BillingInterval = 'monthly' | 'yearly'
export const billingIntervals = ['monthly', 'yearly'] as const
export const billingIntervalSchema: SchemaOf<BillingInterval> = oneOf(billingIntervals) satisfies AllOf<BillingInterval>

/** Touchpoints a period holds. `0` records nothing; `'unlimited'` is the platform's -1. */
export type TouchpointLimit = number | 'unlimited'
export const touchpointLimitSchema: SchemaOf<TouchpointLimit> = union([literal('unlimited'), integer(0)])

/** A plan that can be bought, in one billing interval. Monthly and yearly are two packages of one name. */
const shape = object({
  id: idSchema,
  /** `null` where the platform has none: show the limit instead. */
  name: nullable(string()),
  price: moneySchema,
  interval: billingIntervalSchema,
  limit: touchpointLimitSchema,
  isRecommended: boolean(),
  /** A package that only the platform hands out; it cannot be chosen. */
  isTrial: boolean(),
})
export interface Package extends Infer<typeof shape> {}
export const packageSchema: SchemaOf<Package> = shape

/** What is on offer. A page leaves out what is billed in an interval that it does not know: there are no words for its price. */
export const packageListSchema = orOther(array(packageSchema), (sent) =>
  Array.isArray(sent) ? sent.filter((offered) => !isNewer(offered?.interval, billingIntervals)) : sent,
)

/** Negative when `a` holds fewer touchpoints than `b`: 0 < any number < unlimited. */
export function compareLimits(a: TouchpointLimit, b: TouchpointLimit): number {
  if (a === b) return 0
  if (a === 'unlimited') return 1
  if (b === 'unlimited') return -1
  return a - b
}
