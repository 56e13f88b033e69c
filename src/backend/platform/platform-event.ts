import type { UnusableField } from '../../sdk/wire/wire-package.ts'

/**
 * A package cannot be sold, and is on no list, because its terms cannot be counted with: its period, its currency (one without two
 * decimals) or its numbers. Told once for each.
 */
export interface PlatformEvent {
  type: 'package.omitted'
  packageId: string
  field: UnusableField
}
