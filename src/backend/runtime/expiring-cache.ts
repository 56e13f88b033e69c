import type { Runtime } from './runtime.ts'

export interface ExpiringCache<Value> {
  /** What is kept under the key, or what `load` brings. Callers that come together share one load; a failure is not kept. */
  get(key: string, load: () => Promise<Value>): Promise<Value>
  forget(key: string): void
}

interface Entry<Value> {
  value: Promise<Value>
  until: number
}

/** A small cache by age, and by number: the oldest goes first. In real time. */
export function expiringCache<Value>(
  lifeMs: number,
  { steady }: Pick<Runtime, 'steady'>,
  most = 10_000,
): ExpiringCache<Value> {
  const entries = new Map<string, Entry<Value>>()
  return {
    get(key, load) {
      const now = steady()
      const found = entries.get(key)
      if (found && found.until > now) return found.value
      const value = load()
      const entry = { value, until: now + lifeMs }
      entries.delete(key)
      entries.set(key, entry)
      if (entries.size > most) entries.delete(entries.keys().next().value!)
      value.catch(() => {
        if (entries.get(key) === entry) entries.delete(key)
      })
      return value
    },
    forget: (key) => void entries.delete(key),
  }
}
