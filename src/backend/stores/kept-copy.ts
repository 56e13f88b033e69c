/** What `keptCopy` has made: whole, frozen, and without anything that JSON leaves out. */
const kept = new WeakSet<object>()

/**
 * A frozen copy of plain data, as JSON has it, that can be handed out as it is: whoever is given it cannot change it. What
 * was kept before is not copied again, so a row of which one step has changed costs that step only.
 */
export function keptCopy<T>(value: T): T {
  if (typeof value !== 'object' || value === null || kept.has(value)) return value
  const copy = Array.isArray(value) ? value.map((item: unknown) => keptCopy(item)) : keptFields(value)
  kept.add(Object.freeze(copy))
  return copy as T
}

/** Spread first: an object that is put together field by field from names becomes a slow one when it has many. */
function keptFields(value: object): Record<string, unknown> {
  const copy: Record<string, unknown> = { ...value }
  for (const name in copy) {
    const item = copy[name]
    if (item === undefined) delete copy[name]
    else if (typeof item === 'object' && item !== null && !kept.has(item)) copy[name] = keptCopy(item)
  }
  return copy
}
