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
const inEuros: readonly Package[] = [...platformPackages, ...demoPackages, classic].map((settings, index) => ({
  ...settings,
  id: idOf(index),
  intpId: 'intp',
  visibility: 'public',
  grants: [],
  createdAt: '2025-01-01T00:00:00.000Z',
}))

export const free = inEuros[0]!
export const trial = inEuros[1]!
/** What a customer can buy. */
export const sold = inEuros.slice(2, -1)
export const retired = inEuros.at(-1)!

/** The same for customers who pay in dollars. */
const inDollars: readonly Package[] = sold.map((pkg, index) => ({
  ...pkg,
  id: idOf(inEuros.length + index),
  currency: 'USD',
  price: Math.round(pkg.price * 110) / 100,
}))

export const packages: readonly Package[] = [...inEuros, ...inDollars]
const byId = new Map(packages.map((pkg) => [pkg.id, pkg]))

export type SimulatedCurrency = 'EUR' | 'USD'

/** What somebody is offered who pays in that currency. */
export const onOffer: Readonly<Record<SimulatedCurrency, readonly Package[]>> = {
  EUR: inEuros.filter((pkg) => pkg !== retired),
  USD: [free, trial, ...inDollars],
}

/** A package of `sold` as it is sold in a currency; any other one as it is. */
export function soldIn(currency: SimulatedCurrency, id: string): string {
  const index = sold.findIndex((pkg) => pkg.id === id)
  return currency === 'USD' ? (inDollars[index]?.id ?? id) : id
}

function idOf(index: number): string {
  return `package-${String(index).padStart(2, '0')}`
}

export function packageOf(id: string): Package {
  const found = byId.get(id)
  if (!found) throw new Error(`There is no package ${id}.`)
  return found
}

export function centsOf({ price }: Package): number {
  return Math.round(price * 100)
}

/** As the story names it: `Pro monthly`. */
export function nameOf(id: string | null): string {
  if (id === null) return 'nothing'
  const { name, period, price, currency } = packageOf(id)
  if (price === 0) return name.replace('unlimited_30_day_free_trial', 'Trial')
  return `${name} ${period}${currency === 'EUR' ? '' : ` in ${currency}`}`
}
