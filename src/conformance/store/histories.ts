import { assert, equal } from '../assert.ts'
import { newChange, update } from './example-changes.ts'
import type { StoreCheck } from './store-check.ts'

export const historiesChecks: readonly StoreCheck[] = [
  {
    name: 'remembers when a change went from what to what, who asked for what, and why',
    async run({ store, another, claimed }) {
      const staff = { kind: 'staff', staffId: 'jane' } as const
      const change = newChange({ state: 'awaiting_payment', by: staff, why: 'asked for by phone' })
      const added = await store.addChange(change)
      assert(added.kind === 'added', 'The change should be added.')
      await another().noteChange(change.id, { wish: 'abandon', by: staff, why: 'changed their mind' })
      const held = await claimed(change.target)
      const facts = { ...change.facts, reason: 'dropped' } as const
      await store.saveChange(held, change.id, 1, update(change, { state: 'abandoned', facts, hasEnded: true }))
      const history = await store.historyOf(change.id)
      const open = 'awaiting_payment'
      equal(
        history.map(({ at: _at, ...step }) => step),
        [
          { from: null, to: open, by: staff, wish: null, why: 'asked for by phone' },
          { from: open, to: open, by: staff, wish: 'abandon', why: 'changed their mind' },
          { from: open, to: 'abandoned', by: { kind: 'system' }, wish: null, why: 'dropped' },
        ],
      )
      equal(history[0]?.at, added.change.startedAt, 'The time of the first entry')
      equal(history[2]?.at, (await store.findChange({ id: change.id }))?.endedAt, 'The time of the last entry')
    },
  },
  {
    name: 'remembers nothing of a step that leaves the state as it is, or of news of a payment',
    async run({ store, claimed }) {
      const change = newChange({ state: 'awaiting_payment' })
      await store.addChange(change)
      await store.noteChange(change.id, { payment: 'paid', chargeId: 'ch_1' })
      await store.saveChange(await claimed(change.target), change.id, 1, update(change, { wakeInMs: 60_000 }))
      equal(
        (await store.historyOf(change.id)).map(({ by }) => by),
        [{ kind: 'customer' }],
      )
    },
  },
  {
    name: 'remembers that the system began what the provider has caused, and nothing of what there is not',
    async run({ store }) {
      const change = newChange({ lane: 'system' })
      await store.addChange(change)
      equal(
        (await store.historyOf(change.id)).map(({ from, by }) => ({ from, by })),
        [{ from: null, by: { kind: 'system' } }],
      )
      equal(await store.historyOf('nothing'), [])
    },
  },
  {
    name: 'forgets the history of a change with its details',
    async run({ store }) {
      const change = newChange({ state: 'applied', wakeInMs: null })
      await store.addChange(change)
      equal((await store.historyOf(change.id)).length, 1)
      equal(await store.shorten(0, 10), 1)
      equal(await store.historyOf(change.id), [])
    },
  },
]
