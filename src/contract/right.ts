import type { AllOf, SchemaOf } from './primitives.ts'
import { oneOf } from './zod-schemas.ts'

/**
 * What a person may do with a website.
 *
 * - `look`: open its dashboard.
 * - `plan`: choose plans and turn auto-renewal on and off, for money where it costs some.
 * - `billing`: see where an outstanding payment is made.
 * - `team`, `keys`, `activate`: contributors, API keys and websites as such. No route needs them yet; they count for whom a
 *   dashboard is signed, since the owner's dashboard has all of it.
 *
 * Whoever has any of them reads the plan and its usage.
 */
export type Right = 'look' | 'plan' | 'billing' | 'team' | 'keys' | 'activate'
export const rightSchema: SchemaOf<Right> = oneOf([
  'look',
  'plan',
  'billing',
  'team',
  'keys',
  'activate',
]) satisfies AllOf<Right>

export const allRights = ['look', 'plan', 'billing', 'team', 'keys', 'activate'] as const satisfies readonly Right[]
