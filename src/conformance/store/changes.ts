import { equal, eventually, matches } from '../assert.ts'
import { newChange, update } from './example-changes.ts'
import type { StoreCheck } from './store-check.ts'

export const changesChecks: readonly StoreCheck[] = [
  {
    name: 'finds a change again by its id, its key and as the open one, as it was written',
    async run({ store, another }) {
      const change = newChange({ target: 'website:/a?b%20 c', customerId: 'çüst/омер', key: 'kéy "with" quotes' })
      const added = await store.addChange(change)
      const other = another()
      for (const by of [
        { id: change.id },
        { openOf: change.target, customerId: change.customerId },
        { key: change.key, lane: change.lane, target: change.target, customerId: change.customerId },
      ]) {
        equal(await other.findChange(by), added.kind === 'added' && added.change)
      }
      equal(await other.findChange({ id: 'nothing' }), null)
      equal(await other.findChange({ openOf: 'website:other', customerId: 'acme' }), null)
    },
  },
  {
    name: 'takes a key once, for a customer and a subscription',
    async run({ store, another }) {
      const first = newChange({ state: 'applied', wakeInMs: null })
      await store.addChange(first)
      const again = await another().addChange(newChange({ key: first.key, bodyHash: 'other' }))
      matches(again, { kind: 'same_key', change: { id: first.id, bodyHash: 'hash' } })
      matches(await store.addChange(newChange({ key: first.key, customerId: 'globex' })), { kind: 'added' })
      matches(await store.addChange(newChange({ key: first.key, target: 'website:books' })), {
        kind: 'added',
      })
    },
  },
  {
    name: 'has one open change of a customer for each subscription, beside what the provider causes',
    async run({ store, another, claimed }) {
      const first = newChange()
      await store.addChange(first)
      matches(await another().addChange(newChange()), { kind: 'open', change: { id: first.id } })
      matches(await store.addChange(newChange({ lane: 'system' })), { kind: 'added' })
      matches(await store.addChange(newChange({ lane: 'system' })), { kind: 'added' })
      const held = await claimed(first.target)
      await store.saveChange(held, first.id, 0, update(first, { state: 'applied', hasEnded: true }))
      matches(await store.addChange(newChange()), { kind: 'added' })
    },
  },
  {
    name: 'lets one of many win who come together',
    async run({ store, another }) {
      const stores = [store, another(), another()]
      const answers = await Promise.all(
        Array.from({ length: 12 }, (_, index) => stores[index % 3]!.addChange(newChange())),
      )
      equal(answers.filter(({ kind }) => kind === 'added').length, 1)
      equal(answers.filter(({ kind }) => kind === 'open').length, 11)
    },
  },
  {
    name: 'takes parts of milliseconds for whole ones',
    async run({ store, another, claimed }) {
      const change = newChange({ wakeInMs: 0.25 })
      const added = await store.addChange(change)
      matches(added, { kind: 'added' })
      const held = await claimed(change.target)
      const { change: saved } = await store.saveChange(held, change.id, 0, update(change, { wakeInMs: 1234.567 }))
      equal(Number.isInteger(saved.wakeAt), true)
      equal(await another().findChange({ id: change.id }), saved)
    },
  },
  {
    name: 'sets the moment of the end once',
    async run({ store, claimed }) {
      const change = newChange()
      await store.addChange(change)
      const held = await claimed(change.target)
      const { change: ended } = await store.saveChange(
        held,
        change.id,
        0,
        update(change, { state: 'applied', hasEnded: true }),
      )
      const later = await eventually(
        () => store.saveChange(held, change.id, 0, update(change, { state: 'applied', hasEnded: true })),
        () => Date.now() > ended.endedAt! + 5,
      )
      equal(later.change.endedAt, ended.endedAt)
    },
  },
  {
    name: 'may be closed twice',
    async run({ store }) {
      await store.findQuote('none')
      await store.close()
      await store.close()
    },
  },
]
