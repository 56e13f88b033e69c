import { expect, it } from 'vitest'
import type { ChangeRow } from '../../src/backend/ledger/change-row.ts'
import { holdOf } from '../../src/backend/ledger/hold.ts'
import type { ChangeUpdate, Claim, Store } from '../../src/backend/ledger/store.ts'
import { processRuntime } from '../../src/backend/runtime/runtime.ts'

const graceMs = 15_000

/** A hold whose store takes as long as it is told before and after it writes. */
function heldAtSlowStore({ beforeMs, afterMs }: { beforeMs: number; afterMs: number }) {
  let at = 0
  const clock = () => at
  const claim: Claim = {
    owner: 'a worker',
    target: 'website:bikes',
    turn: 1,
    changes: [],
    now: at,
    endsAt: at + 60_000,
    changedAgoMs: null,
    quietForMs: 0,
  }
  const store = {
    async saveChange(held: Claim, _id: string, _notes: number, update: ChangeUpdate) {
      at += beforeMs
      const quietForMs = update.call?.kind === 'leaves' ? update.call.graceMs : 0
      const saved = { change: { id: 'c1' } as ChangeRow, claim: { ...held, now: at, changedAgoMs: 0, quietForMs } }
      at += afterMs
      return saved
    },
  } as Pick<Store, 'saveChange'> as Store
  const timing = { leaseMs: 60_000, readLagMs: 3_000 }
  const hold = holdOf(store, claim, timing, { ...processRuntime, now: clock, steady: clock })
  return { hold, pass: (ms: number) => (at += ms) }
}

const leaves = { call: { kind: 'leaves', graceMs } } as ChangeUpdate

it('a store that is slow to write shortens neither the wait for the call before nor that for the reads', async () => {
  const { hold, pass } = heldAtSlowStore({ beforeMs: 400, afterMs: 200 })
  await hold.save({ id: 'c1', notes: 0 } as ChangeRow, leaves)
  expect([hold.quietForMs(), hold.stalenessMs()]).toEqual([graceMs, 3_000])
  pass(1_000)
  expect([hold.quietForMs(), hold.stalenessMs()]).toEqual([graceMs - 1_000, 2_000])
})

it('what is left of a grace is counted from the moment at which it may have begun', async () => {
  const { hold } = heldAtSlowStore({ beforeMs: 400, afterMs: 200 })
  await hold.save({ id: 'c1', notes: 0 } as ChangeRow, leaves)
  expect(hold.graceLeftMs()).toBe(graceMs - 600)
})
