import {
  nothingRemembered,
  remembering,
  type ProviderMemory,
  type ReadMemory,
  type RememberedIds,
} from '../payments/provider-memory.ts'
import type { Target } from '../payments/target.ts'
import type { ChangeUpdate, Store } from './store.ts'

/** Whose subscription it is at the provider. */
interface About {
  target: Target
  customerId: string
}

/** The provider's ids: read from the store, and written with the next step of a change. */
export interface Memories {
  of(about: About): ProviderMemory
  /** A step with what its calls have kept. */
  withKept(about: About, update: ChangeUpdate): ChangeUpdate
  /** Called once such a step has been written. */
  written(about: About, update: ChangeUpdate): void
}

/** For one hold: what is not written by its end is forgotten, since the call that it came of is made again. */
export function memoriesIn(store: Store): Memories {
  /** Kept, and not written yet. */
  const kept = new Map<string, RememberedIds>()
  const keyOf = ({ target, customerId }: About) => JSON.stringify([target, customerId])
  return {
    of: (about) => ({
      async read() {
        const known = await store.memoryOf({ target: about.target, customerId: about.customerId })
        return remembering(known, kept.get(keyOf(about)) ?? {})
      },
      keep(ids) {
        kept.set(keyOf(about), remembering(kept.get(keyOf(about)) ?? nothingRemembered, ids))
      },
    }),
    withKept(about, update) {
      const memory = kept.get(keyOf(about))
      return memory ? { ...update, memory } : update
    },
    written(about, { memory }) {
      if (memory && kept.get(keyOf(about)) === memory) kept.delete(keyOf(about))
    },
  }
}

/** For a look without a change, which keeps nothing. */
export function readMemory(store: Store, { target, customerId }: About): ReadMemory {
  return { read: () => store.memoryOf({ target, customerId }) }
}
