import {
  array,
  boolean,
  catch as fallback,
  enum as oneOf,
  looseObject,
  nullable,
  number,
  optional,
  pipe,
  string,
  transform,
  union,
  type infer as Infer,
} from 'zod/mini'
import { minorFromDecimal, currencySchema } from '../money.ts'
import type { Package, TouchpointLimit } from '../package.ts'
import { idSchema } from '../primitives.ts'

/** `monthly` or `yearly`; the platform has been seen to spell the first one `monhtly`. */
export const wireIntervalSchema = pipe(
  string(),
  pipe(
    transform((spelling: string) => (spelling === 'monhtly' ? 'monthly' : spelling)),
    oneOf(['monthly', 'yearly']),
  ),
)

/** A package as the platform sends it. Fields this kit does not know are kept. */
export const wirePackageSchema = looseObject({
  id: idSchema,
  name: fallback(string(), ''),
  /** A decimal, as a number or as text. */
  price: union([number(), string()]),
  currency: currencySchema,
  period: wireIntervalSchema,
  /** -1 is unlimited, 0 records nothing. */
  touchpoints: number(),
  recommended: fallback(boolean(), false),
  intpId: optional(string()),
  createdAt: optional(string()),
  visibility: optional(string()),
  restrictedTo: optional(
    nullable(
      array(looseObject({ intpCustomerId: optional(nullable(string())), intpWebsiteId: optional(nullable(string())) })),
    ),
  ),
})
export type WirePackage = Infer<typeof wirePackageSchema>

const trialNames = new Set(['unlimited_free_trial', 'unlimited_30_day_free_trial'])

/** True for the packages that only the platform hands out. */
export function isTrialPackageName(name: string): boolean {
  return trialNames.has(name)
}

export function limitFromWire(touchpoints: number): TouchpointLimit {
  return touchpoints < 0 ? 'unlimited' : Math.floor(touchpoints)
}

/** The clean package of a wire package: the limit without -1, money in minor units, no list of who else may have it. */
export function packageFromWire(wire: WirePackage): Package {
  return {
    id: wire.id,
    name: wire.name.trim() || null,
    price: { amountMinor: minorFromDecimal(wire.price), currency: wire.currency },
    interval: wire.period,
    limit: limitFromWire(wire.touchpoints),
    isRecommended: wire.recommended,
    isTrial: isTrialPackageName(wire.name),
  }
}
