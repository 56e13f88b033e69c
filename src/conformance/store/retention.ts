import { assert, equal, eventually, matches } from '../assert.ts'
import type { Store } from '../../backend/ledger/store.ts'
import { newChange, purchase, update } from './example-changes.ts'
import { exampleQuote } from './example-quote.ts'
import type { StoreCheck } from './store-check.ts'

const day = 86_400_000

const ended = { state: 'applied', wakeInMs: null } as const
const bought = () => newChange({ ...ended, facts: purchase() })
const longAgo = (store: Store) =>
  eventually(
    () => store.shorten(20, 100),
    (count) => count > 0,
  )

export const retentionChecks: readonly StoreCheck[] = [
  {
    name: 'forgets the details of what ended long ago, and what it cost to whom stays',
    async run({ store, another }) {
      const change = bought()
      await store.addChange(change)
      await longAgo(store)
      const by = { key: change.key, lane: change.lane, target: change.target, customerId: change.customerId }
      const kept = await another().findChange(by)
      const { id, bodyHash, state } = change
      matches(kept, { id, bodyHash, state })
      assert(typeof kept!.endedAt === 'number', 'When it ended should be known.')
      matches(kept!.facts, {
        action: 'past',
        was: 'upgrade',
        intent: change.facts.intent,
        due: { amountMinor: 1_200, currency: 'EUR' },
        paid: { ref: 'pay_1' },
      })
      assert(!('quote' in kept!.facts), 'The quote should be forgotten.')
    },
  },
  {
    name: 'still knows the key and the charge of a change without details',
    async run({ store, claimed }) {
      const change = newChange({ state: 'awaiting_payment' })
      await store.addChange(change)
      await store.noteChange(change.id, { payment: 'paid', chargeId: 'ch_1' })
      const held = await claimed()
      await store.saveChange(held, change.id, 1, update(change, { state: 'applied', hasEnded: true }))
      await longAgo(store)
      matches(await store.addChange(newChange({ key: change.key })), { kind: 'same_key' })
      const pay = (chargeId: string) => store.noteChange(change.id, { payment: 'paid', chargeId })
      matches(await pay('ch_1'), { kind: 'known' })
      matches(await pay('ch_2'), { kind: 'closed', change: { facts: { websiteId: 'bikes' } } })
    },
  },
  {
    name: 'keeps the details of what is young, open or awake',
    async run({ store }) {
      const awake = { ...bought(), wakeInMs: day, target: 'website:books' as const }
      const open = newChange({ state: 'needs_attention', wakeInMs: null })
      const old = bought()
      await store.addChange(awake)
      await store.addChange(open)
      equal(await store.shorten(day, 100), 0)
      await store.addChange(old)
      equal(await longAgo(store), 1)
      matches(await store.findChange({ id: awake.id }), { facts: { quote: exampleQuote } })
      matches(await store.findChange({ id: open.id }), { facts: open.facts })
    },
  },
  {
    name: 'takes each change once, and no more at a time than it may',
    async run({ store }) {
      for (let count = 0; count < 5; count++) await store.addChange(bought())
      const addedAt = Date.now()
      await eventually(
        () => Date.now(),
        (now) => now > addedAt + 50,
      )
      const counts = []
      for (let round = 0; round < 4; round++) counts.push(await store.shorten(20, 2))
      equal(counts, [2, 2, 1, 0])
    },
  },
]
