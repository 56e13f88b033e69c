import { assert, equal, matches } from '../assert.ts'
import { newChange, update } from './example-changes.ts'
import type { StoreCheck } from './store-check.ts'

export const notesChecks: readonly StoreCheck[] = [
  {
    name: 'wakes a change for what is noted, also while a worker writes',
    async run({ store, another, claim, claimed }) {
      const change = newChange({ state: 'awaiting_payment', wakeInMs: 60_000 })
      await store.addChange(change)
      const held = await claimed(change.target)
      const noted = await another().noteChange(change.id, { payment: 'paid', chargeId: 'ch_1' })
      matches(noted, { kind: 'noted', change: { paymentNews: 'paid', chargeId: 'ch_1', notes: 1 } })
      const { change: saved } = await store.saveChange(
        held,
        change.id,
        0,
        update(change, { wakeInMs: 60_000, clearsWish: true }),
      )
      matches(saved, { paymentNews: 'paid', chargeId: 'ch_1' })
      assert(saved.wakeAt! - held.now < 30_000, 'The change should be awake, since something was noted meanwhile.')
      await store.release(held)
      assert((await claim()) !== null, 'The change that was noted on should be due.')
    },
  },
  {
    name: 'does not wake a change that has ended for what is noted',
    async run({ store }) {
      const asleep = newChange({ state: 'applied', wakeInMs: null })
      await store.addChange(asleep)
      matches(await store.noteChange(asleep.id, { wish: 'abandon' }), {
        kind: 'closed',
        change: { wish: null, wakeAt: null, notes: 0 },
      })
      equal(await store.countDue(4), 0)
    },
  },
  {
    name: 'takes a decision only about a change that waits for one',
    async run({ store, another, claimed }) {
      const change = newChange({ state: 'needs_attention' })
      await store.addChange(change)
      matches(await store.noteChange(change.id, { wish: 'retry' }), { kind: 'noted', change: { wish: 'retry' } })
      const held = await claimed(change.target)
      await store.saveChange(held, change.id, 1, update(change, { state: 'applying', clearsWish: true }))
      for (const wish of ['retry', 'refund', 'close'] as const) {
        matches(await another().noteChange(change.id, { wish }), { kind: 'closed', change: { wish: null, notes: 1 } })
      }
      equal((await store.historyOf(change.id)).filter(({ wish }) => wish !== null).length, 1)
    },
  },
  {
    name: 'does not take the customer’s wish in place of what a person has decided',
    async run({ store, claimed }) {
      const change = newChange({ state: 'needs_attention' })
      await store.addChange(change)
      for (const wish of ['close', 'refund'] as const) {
        await store.noteChange(change.id, { wish })
        matches(await store.noteChange(change.id, { wish: 'abandon' }), { kind: 'closed', change: { wish } })
      }
      const held = await claimed(change.target)
      await store.saveChange(held, change.id, 2, update(change, { state: 'awaiting_payment' }))
      matches(await store.noteChange(change.id, { wish: 'abandon' }), { kind: 'closed', change: { wish: 'refund' } })
    },
  },
  {
    name: 'keeps a wish that came while another was granted',
    async run({ store, claimed }) {
      const change = newChange({ state: 'awaiting_payment' })
      await store.addChange(change)
      await store.noteChange(change.id, { wish: 'abandon' })
      const held = await claimed(change.target)
      await store.noteChange(change.id, { wish: 'abandon' })
      const { change: saved } = await store.saveChange(held, change.id, 1, update(change, { clearsWish: true }))
      equal(saved.wish, 'abandon')
      const { change: cleared } = await store.saveChange(held, change.id, 2, update(change, { clearsWish: true }))
      equal(cleared.wish, null)
    },
  },
  {
    name: 'holds back what was decided without a note that has come since',
    async run({ store, claimed }) {
      const change = newChange({ state: 'needs_attention' })
      await store.addChange(change)
      await store.noteChange(change.id, { wish: 'retry' })
      const held = await claimed(change.target)
      await store.noteChange(change.id, { wish: 'close' })
      const retried = {
        ...update(change, { state: 'applying', clearsWish: true, raisesTurn: true, paidBy: { chargeId: 'ch_1' } }),
        call: { kind: 'leaves', graceMs: 30_000 } as const,
        unlessNoted: true,
      }
      const back = await store.saveChange(held, change.id, 1, retried)
      matches(back.change, { state: 'needs_attention', wish: 'close', notes: 2, paymentNews: null })
      matches(back.claim, { turn: 0, quietForMs: 0 })
      assert(back.change.wakeAt! <= back.claim.now, 'The change should be awake, to be decided anew.')
      equal((await store.historyOf(change.id)).length, 3)
      const { change: taken } = await store.saveChange(held, change.id, 2, retried)
      matches(taken, { state: 'applying', wish: null })
    },
  },
  {
    name: 'takes a payment once, and tells a second charge and a late one apart from it',
    async run({ store, claimed }) {
      const change = newChange({ state: 'awaiting_payment' })
      await store.addChange(change)
      const pay = (chargeId: string) => store.noteChange(change.id, { payment: 'paid', chargeId })
      matches(await store.noteChange(change.id, { payment: 'failed', chargeId: null }), { kind: 'noted' })
      matches(await pay('ch_1'), { kind: 'noted' })
      matches(await pay('ch_1'), { kind: 'known' })
      matches(await pay('ch_2'), { kind: 'closed' })
      matches(await store.noteChange(change.id, { payment: 'abandoned', chargeId: null }), {
        kind: 'closed',
      })
      const held = await claimed(change.target)
      await store.saveChange(held, change.id, 2, update(change, { state: 'applied', hasEnded: true }))
      matches(await pay('ch_1'), { kind: 'known' })
      matches(await pay('ch_3'), { kind: 'closed' })
      equal(await store.noteChange('nothing', { payment: 'paid', chargeId: 'ch_1' }), { kind: 'unknown' })
    },
  },
  {
    name: 'remembers by which charge a worker saw it paid, unless the news came first',
    async run({ store, claimed }) {
      const change = newChange({ state: 'awaiting_payment' })
      await store.addChange(change)
      const held = await claimed(change.target)
      const by = (chargeId: string) => update(change, { state: 'paid', paidBy: { chargeId } })
      const { change: paid } = await store.saveChange(held, change.id, 0, by('ch_1'))
      matches(paid, { paymentNews: 'paid', chargeId: 'ch_1' })
      const { change: again } = await store.saveChange(held, change.id, 0, by('ch_2'))
      equal(again.chargeId, 'ch_1')
    },
  },
]
