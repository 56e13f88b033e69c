import { equal, eventually, matches } from '../assert.ts'
import { newChange } from './example-changes.ts'
import type { StoreCheck } from './store-check.ts'

const hour = 3_600_000

export const limitsChecks: readonly StoreCheck[] = [
  {
    name: 'keeps the open change of one customer from another who has the subscription now',
    async run({ store, another, claim, claimed }) {
      const theirs = newChange({ customerId: 'acme' })
      await store.addChange(theirs)
      const other = another()
      equal(await other.findChange({ openOf: theirs.target, customerId: 'globex' }), null)
      const ours = newChange({ customerId: 'globex' })
      matches(await other.addChange(ours), { kind: 'added' })
      matches(await other.findChange({ openOf: ours.target, customerId: 'globex' }), { id: ours.id })
      matches(await other.addChange(newChange({ customerId: 'globex' })), {
        kind: 'open',
        change: { id: ours.id },
      })
      const held = await claimed()
      equal(held.changes.map(({ id }) => id).toSorted(), [theirs.id, ours.id].toSorted())
      equal(await claim(undefined, hour, other), null)
    },
  },
  {
    name: 'takes ids as long as they may be, and other scripts',
    async run({ store, another, claim }) {
      const long = (of: string) => of.repeat(512)
      const change = newChange({ target: `website:${long('語')}`, customerId: long('客'), key: 'k'.repeat(200) })
      matches(await store.addChange(change, { perCustomer: 1, withinMs: hour }), { kind: 'added' })
      const found = await another().findChange({ openOf: change.target, customerId: change.customerId })
      matches(found, { id: change.id })
      matches(await claim(), { target: change.target })
    },
  },
  {
    name: 'limits what one customer starts within a time, over all subscriptions and whatever became of it',
    async run({ store }) {
      const limit = { perCustomer: 2, withinMs: hour }
      const first = newChange({ state: 'applied', wakeInMs: null })
      matches(await store.addChange(first, limit), { kind: 'added' })
      const second = newChange({ target: 'website:books' })
      matches(await store.addChange(second, limit), { kind: 'added' })
      equal(await store.addChange(newChange({ target: 'website:lamps' }), limit), { kind: 'too_many' })
      matches(await store.addChange(newChange({ target: 'website:books' }), limit), { kind: 'open' })
      matches(await store.addChange(newChange({ key: first.key }), limit), { kind: 'same_key' })
      matches(await store.addChange(newChange({ lane: 'system' }), limit), { kind: 'added' })
      const others = newChange({ customerId: 'globex', target: 'website:lamps' })
      matches(await store.addChange(others, limit), { kind: 'added' })
    },
  },
  {
    name: 'lets a customer start changes again after that time',
    async run({ store }) {
      const limit = { perCustomer: 1, withinMs: 40 }
      await store.addChange(newChange(), limit)
      const added = await eventually(
        () => store.addChange(newChange({ target: 'website:books' }), limit),
        ({ kind }) => kind === 'added',
      )
      equal(added.kind, 'added')
    },
  },
  {
    name: 'keeps to the limit when changes are started at the same time',
    async run({ store, another }) {
      const limit = { perCustomer: 3, withinMs: hour }
      const stores = [store, another(), another()]
      const started = Array.from({ length: 12 }, (_, index) =>
        stores[index % 3]!.addChange(newChange({ target: `website:site-${index}` }), limit),
      )
      const kinds = (await Promise.all(started)).map(({ kind }) => kind)
      equal(kinds.filter((kind) => kind === 'added').length, 3)
    },
  },
]
