import { demoPackages, platformPackages } from '../../packages/sandbox/src/core/demo.ts'
import type { Package } from '../../packages/sandbox/src/core/platform/state.ts'

/** Sold once, and not any more: it is known by its id only. */
const classic = {
  name: 'Classic',
  touchpoints: 20_000,
  price: 11.99,
  currency: 'EUR',
  period: 'monthly',
  recommended: false,
} as const

/** The packages of the simulated partner, as the platform keeps them. */
export const packages: readonly Package[] = [...platformPackages, ...demoPackages, classic].map((settings, index) => ({
  ...settings,
  id: `package-${String(index).padStart(2, '0')}`,
  intpId: 'intp',
  visibility: 'public',
  grants: [],
  createdAt: '2025-01-01T00:00:00.000Z',
}))

export const free = packages[0]!
export const trial = packages[1]!
/** What a customer can buy. */
export const sold = packages.slice(2, -1)
export const retired = packages.at(-1)!

export function packageOf(id: string): Package {
  const found = packages.find((candidate) => candidate.id === id)
  if (!found) throw new Error(`There is no package ${id}.`)
  return found
}

export function centsOf({ price }: Package): number {
  return Math.round(price * 100)
}

/** As the story names it: `Pro monthly`. */
export function nameOf(id: string | null): string {
  if (id === null) return 'nothing'
  const { name, period, price } = packageOf(id)
  return price === 0 ? name.replace('unlimited_30_day_free_trial', 'Trial') : `${name} ${period}`
}
