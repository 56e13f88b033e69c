import { equal, rejection } from '../assert.ts'
import { newChange, update } from './example-changes.ts'
import type { StoreCheck } from './store-check.ts'

const nothing = { subscription: {}, customer: {} }

export const memoriesChecks: readonly StoreCheck[] = [
  {
    name: 'remembers the ids of a provider for one customer and subscription, each under its name',
    async run({ store, another, claimed }) {
      const change = newChange()
      const { target, customerId } = change
      await store.addChange(change)
      equal(await store.memoryOf({ target, customerId }), nothing)
      const held = await claimed(target)
      const first = { subscription: { id: 'sub_1', item: 'si_1' }, customer: { id: 'cus_1' } }
      await store.saveChange(held, change.id, 0, { ...update(change), memory: first })
      await store.saveChange(held, change.id, 0, update(change))
      const second = { subscription: { item: 'si_2' }, customer: {} }
      await store.saveChange(held, change.id, 0, { ...update(change), memory: second })
      equal(await another().memoryOf({ target, customerId }), {
        subscription: { id: 'sub_1', item: 'si_2' },
        customer: { id: 'cus_1' },
      })
    },
  },
  {
    name: 'tells the ids of a customer’s other subscription, and of another customer, apart',
    async run({ store, claimed }) {
      const change = newChange()
      await store.addChange(change)
      const held = await claimed(change.target)
      const memory = { subscription: { id: 'sub_1' }, customer: { id: 'cus_1' } }
      await store.saveChange(held, change.id, 0, { ...update(change), memory })
      const { target, customerId } = change
      equal(await store.memoryOf({ target: 'website:books', customerId }), { ...nothing, customer: { id: 'cus_1' } })
      equal(await store.memoryOf({ target, customerId: 'globex' }), nothing)
    },
  },
  {
    name: 'remembers nothing of a step that is not written',
    async run({ store, claim, claimed }) {
      const change = newChange()
      const { target, customerId } = change
      await store.addChange(change)
      const held = await claimed(target)
      await store.release(held)
      await claim(target)
      const memory = { subscription: { id: 'sub_1' }, customer: {} }
      await rejection(store.saveChange(held, change.id, 0, { ...update(change), memory }), 'A step without its lease')
      equal(await store.memoryOf({ target, customerId }), nothing)
    },
  },
]
