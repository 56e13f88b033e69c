import type { Store } from '../../backend/ledger/store.ts'
import type { ConformanceCheck } from '../check.ts'
import { changesChecks } from './changes.ts'
import { historiesChecks } from './histories.ts'
import { holdsChecks } from './holds.ts'
import { limitsChecks } from './limits.ts'
import { listsChecks } from './lists.ts'
import { memoriesChecks } from './memories.ts'
import { notesChecks } from './notes.ts'
import { quotesChecks } from './quotes.ts'
import { retentionChecks } from './retention.ts'
import { standingChecks } from './standing.ts'
import type { StoreCheck, StoreUnderTest } from './store-check.ts'

export interface StoreConformanceOptions {
  /**
   * Makes a place to keep things in, empty, and answers a function that opens it. Each call of that function is another
   * instance on the same data, as two servers on one database are; where there can be only one it answers the same again.
   * Each check has a place of its own, and closes what it has opened.
   */
  makeStore: () => Promise<() => Store> | (() => Store)
}

/**
 * What a `Store` has to get right, as checks for any test runner: keys, quotes, leases, notes, turns, limits, lists, histories and a provider's ids, also from
 * several instances at a time.
 *
 * @example
 * // With Vitest; `node:test` and others loop over them in the same way.
 * it.each(storeConformance({
 *   makeStore: async () => {
 *     const schema = await emptySchema()
 *     return () => oracleStore({ schema })
 *   },
 * }))('$name', ({ run }) => run())
 */
export function storeConformance({ makeStore }: StoreConformanceOptions): ConformanceCheck[] {
  return checks.map(({ name, run }) => ({
    name,
    async run() {
      const { under, close } = opened(await makeStore())
      try {
        await run(under)
      } finally {
        await close()
      }
    },
  }))
}

const checks: readonly StoreCheck[] = [
  ...changesChecks,
  ...quotesChecks,
  ...holdsChecks,
  ...notesChecks,
  ...standingChecks,
  ...limitsChecks,
  ...retentionChecks,
  ...listsChecks,
  ...historiesChecks,
  ...memoriesChecks,
]

function opened(open: () => Store): { under: StoreUnderTest; close: () => Promise<void> } {
  const stores = new Set<Store>()
  const another = () => {
    const store = open()
    stores.add(store)
    return store
  }
  const store = another()
  const claim: StoreUnderTest['claim'] = (target, leaseMs = 600_000, by = store) =>
    by.claim({ owner: crypto.randomUUID(), leaseMs, ...(target !== undefined && { target }) })
  const under: StoreUnderTest = {
    store,
    another,
    claim,
    async claimed(target, leaseMs) {
      const held = await claim(target, leaseMs)
      if (held) return held
      throw new Error('There was nothing to take hold of.')
    },
  }
  return {
    under,
    close: async () => {
      await Promise.all([...stores].map((each) => each.close()))
    },
  }
}
