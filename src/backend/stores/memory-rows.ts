import type { RememberedIds } from '../payments/provider-memory.ts'

/** What is remembered of the customer has no subscription. */
const ofCustomer = ''

interface MemoryRow {
  target: string
  name: string
  value: string
}

export function memoryRows(target: string, { subscription, customer }: RememberedIds): MemoryRow[] {
  const rows = (of: string, ids: Readonly<Record<string, string>>) =>
    Object.entries(ids).map(([name, value]) => ({ target: of, name, value }))
  return [...rows(target, subscription), ...rows(ofCustomer, customer)]
}

export function rememberedIn(rows: readonly Record<string, unknown>[]): RememberedIds {
  const named = (isCustomers: boolean) =>
    Object.fromEntries(
      rows
        .filter(({ target }) => (target === ofCustomer) === isCustomers)
        .map(({ name, value }) => [String(name), String(value)]),
    )
  return { subscription: named(false), customer: named(true) }
}
