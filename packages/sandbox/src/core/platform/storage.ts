import type { Call, Effect } from './audit.ts'
import type { Clock } from './clock.ts'
import type { Write } from './records.ts'
import type { RecordKind, RecordOf } from './state.ts'

/** All that was kept, in the order in which it was written. */
export interface Stored {
  clock: Clock
  seed: string
  records: [kind: RecordKind, key: string, value: RecordOf<RecordKind>][]
  calls: Call[]
  effects: Effect[]
}

/** Where the platform keeps its state beyond its own process. Each call is durable when it returns. */
export interface Storage {
  /** Null when nothing was ever written. */
  load(): Stored | null
  /** All of it or nothing. `replacesAll` forgets everything that was there before, calls and effects too. */
  commit(change: {
    writes: Iterable<Write>
    effects: readonly Effect[]
    clock: Clock
    seed: string
    replacesAll?: boolean | undefined
  }): void
  addCall(call: Call): void
  close(): void
}

/** Keeps nothing: the state ends with the process. */
export const noStorage: Storage = {
  load: () => null,
  commit: () => {},
  addCall: () => {},
  close: () => {},
}
