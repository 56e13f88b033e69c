import { assert, equal, eventually, matches } from '../assert.ts'
import type { Store } from '../../backend/ledger/store.ts'
import { newChange, newQuote, update } from './example-changes.ts'
import type { StoreCheck } from './store-check.ts'
import { lostLease } from './lost-lease.ts'

const hour = 3_600_000

const turnOf = async (store: Store, target: string) => (await store.standingOf(target)).turn

export const standingChecks: readonly StoreCheck[] = [
  {
    name: 'raises the turn of a subscription by each end and each effect, once',
    async run({ store, claimed }) {
      equal(await store.standingOf('website:bikes'), { turn: 0, changedAgoMs: null })
      const change = newChange()
      await store.addChange(change)
      equal(await store.standingOf(change.target), { turn: 0, changedAgoMs: null })
      const held = await claimed(change.target)
      matches(held, { turn: 0, changedAgoMs: null, quietForMs: 0 })
      const effect = await store.saveChange(held, change.id, 0, update(change, { raisesTurn: true, wakeInMs: 0 }))
      matches(effect.claim, { owner: held.owner, turn: 1, changedAgoMs: 0 })
      const end = update(change, { state: 'applied', hasEnded: true, wakeInMs: 0 })
      equal((await store.saveChange(held, change.id, 0, end)).claim.turn, 2)
      equal((await store.saveChange(held, change.id, 0, end)).claim.turn, 2)
      equal(await turnOf(store, change.target), 2)
      equal(await turnOf(store, 'website:books'), 0)
    },
  },
  {
    name: 'raises the turn by a change that is written at its end',
    async run({ store }) {
      const renewed = newChange({ lane: 'system', state: 'applied', wakeInMs: null })
      await store.addChange(renewed)
      await store.addChange(renewed)
      equal(await turnOf(store, renewed.target), 1)
    },
  },
  {
    name: 'keeps the turn when a worker releases the subscription',
    async run({ store, claim, claimed }) {
      const change = newChange()
      await store.addChange(change)
      const held = await claimed()
      await store.saveChange(held, change.id, 0, update(change, { state: 'applied', hasEnded: true }))
      await store.release(held)
      equal(await turnOf(store, change.target), 1)
      const next = await claim(change.target)
      equal(next?.turn, 1, 'The turn')
      assert(next !== null && next.changedAgoMs !== null, 'When it was changed should be known.')
    },
  },
  {
    name: 'knows how long ago a subscription was last changed',
    async run({ store, another, claimed }) {
      const change = newChange()
      await store.addChange(change)
      const held = await claimed(change.target)
      await store.saveChange(held, change.id, 0, update(change, { state: 'applied', hasEnded: true }))
      const { changedAgoMs } = await another().standingOf(change.target)
      assert(changedAgoMs !== null && changedAgoMs >= 0, 'How long ago it was changed should be known.')
      const later = await eventually(
        () => store.standingOf(change.target),
        (now) => now.changedAgoMs! > changedAgoMs + 20,
      )
      const renewed = await store.renew(held, hour)
      assert(
        (renewed?.changedAgoMs ?? -1) >= (later.changedAgoMs ?? 0),
        'Time should have gone on since it was changed.',
      )
    },
  },
  {
    name: 'does not write a change that was decided on before another one ended',
    async run({ store, another, claimed }) {
      const first = newChange()
      await store.addChange(first)
      const { turn } = await store.standingOf(first.target)
      const late = newChange({ seenTurn: turn })
      matches(await another().addChange(late), { kind: 'open' })
      const held = await claimed(first.target)
      await store.saveChange(held, first.id, 0, update(first, { state: 'applied', hasEnded: true }))
      equal(await another().addChange(late), { kind: 'outrun' })
      matches(await another().addChange({ ...late, key: first.key }), { kind: 'same_key' })
      equal(await store.findChange({ id: late.id }), null)
      matches(await another().addChange({ ...late, seenTurn: turn + 1 }), { kind: 'added' })
    },
  },
  {
    name: 'adds what stands alone only while no other change is open, and has what was decided on without it outrun',
    async run({ store, another, claimed }) {
      const open = newChange()
      await store.addChange(open)
      const alone = newChange({ lane: 'system', seenTurn: 0, isAlone: true })
      matches(await another().addChange(alone), { kind: 'open', change: { id: open.id } })
      const held = await claimed(open.target)
      await store.saveChange(held, open.id, 0, update(open, { state: 'applied', hasEnded: true }))
      equal(await another().addChange(alone), { kind: 'outrun' })
      const decided = newChange({ seenTurn: 1 })
      matches(await another().addChange({ ...alone, seenTurn: 1 }), { kind: 'added' })
      equal(await store.addChange(decided), { kind: 'outrun' })
      const other = newChange({ seenTurn: 2 })
      matches(await store.addChange(other), { kind: 'added' })
      const second = newChange({ lane: 'system', key: other.key, seenTurn: 2, isAlone: true })
      matches(await another().addChange(second), { kind: 'added' })
      matches(await another().standingOf(open.target), { turn: 3 })
    },
  },
  {
    name: 'keeps the quote of a change that was outrun',
    async run({ store }) {
      const quote = newQuote()
      await store.addQuote(quote, 10)
      equal(await store.addChange(newChange({ quoteId: quote.id, seenTurn: 7 })), { kind: 'outrun' })
      matches(await store.findQuote(quote.id), { isUsed: false })
    },
  },
  {
    name: 'lets one of several through that were decided on at the same turn, if it ends immediately',
    async run({ store, another }) {
      const stores = [store, another(), another()]
      const ended = { state: 'applied', wakeInMs: null, seenTurn: 0 } as const
      const answers = await Promise.all([...stores, ...stores].map((each) => each.addChange(newChange(ended))))
      equal(answers.map(({ kind }) => kind).toSorted(), ['added', ...Array(5).fill('outrun')])
    },
  },
  {
    name: 'remembers that a call may still take effect, whichever change it was for',
    async run({ store, claimed }) {
      const [change, other] = [newChange(), newChange({ lane: 'system' })]
      await store.addChange(change)
      await store.addChange(other)
      const held = await claimed()
      const leaves = update(change, { call: { kind: 'leaves', graceMs: hour } })
      const left = await store.saveChange(held, change.id, 0, leaves)
      equal(left.claim.quietForMs, hour)
      await store.saveChange(held, other.id, 0, update(other))
      await store.release(held)
      const next = await claimed(change.target)
      assert(next.quietForMs > hour / 2, 'The call may still take effect.')
      assert(next.quietForMs <= hour, 'The grace should not grow.')
      const answered = await store.saveChange(next, other.id, 0, update(other, { call: { kind: 'answered' } }))
      equal(answered.claim.quietForMs, 0)
      matches(await store.renew(next, hour), { quietForMs: 0 })
    },
  },
  {
    name: 'is quiet again when the grace of a call is over',
    async run({ store, claimed }) {
      const change = newChange()
      await store.addChange(change)
      const held = await claimed()
      await store.saveChange(held, change.id, 0, update(change, { call: { kind: 'leaves', graceMs: 30.5 } }))
      const quiet = await eventually(
        () => store.renew(held, hour),
        (renewed) => renewed?.quietForMs === 0,
      )
      equal(quiet!.quietForMs, 0)
    },
  },
  {
    name: 'says nothing about a subscription to whoever has lost it',
    async run({ store, claimed }) {
      const change = newChange()
      await store.addChange(change)
      const held = await claimed()
      await store.release(held)
      const lost = store.saveChange(held, change.id, 0, update(change, { raisesTurn: true }))
      await lostLease(lost)
      equal(await turnOf(store, change.target), 0)
    },
  },
]
