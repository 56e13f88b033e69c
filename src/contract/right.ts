import { oneOf, type Infer } from './zod-schemas.ts'

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
export const rightSchema = oneOf(['look', 'plan', 'billing', 'team', 'keys', 'activate'])
export type Right = Infer<typeof rightSchema>

export const allRights: readonly Right[] = ['look', 'plan', 'billing', 'team', 'keys', 'activate']
