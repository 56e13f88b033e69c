import {
  array,
  boolean,
  catch as fallback,
  looseObject,
  nullable,
  number,
  optional,
  pipe,
  regex,
  string,
  transform,
  union,
  type infer as Infer,
} from 'zod/mini'
import { hasCents, minorFromDecimal } from '../../contract/money.ts'
import { billingIntervals, type BillingInterval, type Package, type TouchpointLimit } from '../../contract/package.ts'
import { idSchema } from '../../contract/primitives.ts'
import { documentedText, type Documented } from './wire-answer.ts'

/** `monthly` or `yearly`, or whatever else the platform says. It has been seen to spell the first one `monhtly`. */
export const wireIntervalSchema = pipe(
  string(),
  transform((spelling: string): Period => (spelling === 'monhtly' ? 'monthly' : spelling)),
)

/** How often a package is billed, in the platform's words. */
export type Period = BillingInterval | (string & {})

/** Both as numbers and as text, seen as `12.99`. */
const decimal = pipe(union([number(), string().check(regex(/^-?\d+(\.\d+)?$/))]), transform(Number))

/** A package as the platform sends it. Fields this kit does not know are kept, and so are words it does not know. */
export const wirePackageSchema = looseObject({
  id: idSchema,
  name: documentedText,
  price: decimal,
  /** ISO 4217. */
  currency: string(),
  period: wireIntervalSchema,
  /** -1 is unlimited, 0 records nothing. */
  touchpoints: number(),
  recommended: fallback(boolean(), false),
  intpId: documentedText,
  createdAt: documentedText,
  /** `public` or `restricted`. */
  visibility: fallback(optional(string()), undefined),
  restrictedTo: fallback(
    optional(
      array(looseObject({ intpCustomerId: optional(nullable(string())), intpWebsiteId: optional(nullable(string())) })),
    ),
    undefined,
  ),
})
export interface WirePackage extends Documented<Infer<typeof wirePackageSchema>> {}

const trialNames = new Set(['unlimited_free_trial', 'unlimited_30_day_free_trial'])

/** True for the packages that only the platform hands out. */
export function isTrialPackageName(name: string): boolean {
  return trialNames.has(name)
}

export function limitFromWire(touchpoints: number): TouchpointLimit {
  return touchpoints < 0 ? 'unlimited' : Math.floor(touchpoints)
}

/** The interval, where it is one of the two that can be sold. */
export function intervalFromWire(period: string | undefined): BillingInterval | null {
  return billingIntervals.find((known) => known === period) ?? null
}

/** A package that can be shown and sold, or the field for which it cannot. */
export type ReadPackage = { kind: 'package'; package: Package } | { kind: 'unusable'; field: UnusableField }
export type UnusableField = 'currency' | 'period' | 'price' | 'touchpoints'

/**
 * The clean package of a wire package: the limit without -1, money in minor units, no list of who else may have it.
 *
 * One with a period, a currency or a number that cannot be counted with is unusable: what it would cost is not known.
 */
export function packageFromWire(wire: WirePackage): ReadPackage {
  const interval = intervalFromWire(wire.period)
  if (interval === null) return { kind: 'unusable', field: 'period' }
  if (!hasCents(wire.currency)) return { kind: 'unusable', field: 'currency' }
  if (!Number.isSafeInteger(Math.trunc(wire.price * 100))) return { kind: 'unusable', field: 'price' }
  if (!Number.isSafeInteger(Math.trunc(wire.touchpoints))) return { kind: 'unusable', field: 'touchpoints' }
  return {
    kind: 'package',
    package: {
      id: wire.id,
      name: wire.name.trim() || null,
      price: { amountMinor: minorFromDecimal(wire.price), currency: wire.currency },
      interval,
      limit: limitFromWire(wire.touchpoints),
      isRecommended: wire.recommended,
      isTrial: isTrialPackageName(wire.name),
    },
  }
}
