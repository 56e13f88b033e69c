import { assert, equal, eventually, matches } from '../assert.ts'
import type { Claim, Store } from '../../backend/ledger/store.ts'
import { newChange, update } from './example-changes.ts'
import type { StoreCheck } from './store-check.ts'
import { isLostLease, lostLease } from './lost-lease.ts'

const minute = 60_000
const hour = 3_600_000

export const holdsChecks: readonly StoreCheck[] = [
  {
    name: 'gives a subscription to one worker at a time, with all that is open or awake',
    async run({ store, another, claim, claimed }) {
      const open = newChange()
      const system = newChange({ lane: 'system', wakeInMs: 60_000 })
      const asleep = newChange({ lane: 'system', state: 'applied', wakeInMs: null })
      for (const change of [open, system, asleep]) await store.addChange(change)
      const held = await claimed(undefined, hour)
      equal(held.target, open.target)
      equal(held.changes.map(({ id }) => id).toSorted(), [open.id, system.id].toSorted())
      assert(Math.abs(held.endsAt - held.now - hour) < minute, 'The lease should end one hour from the store’s now.')
      const other = another()
      equal(await claim(undefined, hour, other), null)
      equal(await claim(open.target, hour, other), null)
      await store.release(held)
      assert(
        (await claim(open.target, hour, other)) !== null,
        'Another should get the subscription once it is released.',
      )
    },
  },
  {
    name: 'shares what is due among workers, oldest first, each subscription once',
    async run({ store, another, claim }) {
      const targets = Array.from({ length: 8 }, (_, index) => `website:site-${index}` as const)
      for (const target of targets) await store.addChange(newChange({ target }))
      await store.addChange(newChange({ target: 'website:later', wakeInMs: 60_000 }))
      const stores = [store, another(), another()]
      const held: Claim[] = []
      const work = async (by: Store) => {
        for (let misses = 0; misses < 5;) {
          const got = await claim(undefined, hour, by)
          if (got) held.push(got)
          else misses++
        }
      }
      await Promise.all(stores.map(work))
      equal(held.map(({ target }) => target).toSorted(), targets)
    },
  },
  {
    name: 'counts the subscriptions that are due and not held, up to a number',
    async run({ store, claimed }) {
      equal(await store.countDue(4), 0)
      const targets = ['website:one', 'website:two', 'website:two', 'website:three', 'website:held'] as const
      const due = targets.map((target) => newChange({ target, lane: 'system' }))
      const later = newChange({ target: 'website:later', wakeInMs: minute })
      for (const change of [...due, later]) await store.addChange(change)
      await claimed('website:held', hour)
      equal(await store.countDue(9), 3)
      equal(await store.countDue(1), 1)
    },
  },
  {
    name: 'takes a lease away when it is over, and writes nothing more of who had it',
    async run({ store, another, claim, claimed }) {
      const change = newChange()
      await store.addChange(change)
      const first = await claimed(undefined, 40)
      const second = await eventually(
        () => claim(undefined, hour, another()),
        (got) => got !== null,
      )
      const lost = store.saveChange(first, change.id, 0, update(change, { state: 'applied', hasEnded: true }))
      await lostLease(lost)
      equal(await store.renew(first, hour), null)
      await store.release(first)
      equal(await claim(change.target), null)
      matches(await store.findChange({ id: change.id }), { state: 'applying' })
      await store.saveChange(second!, change.id, 0, update(change, { state: 'applied', hasEnded: true }))
      matches(await store.findChange({ id: change.id }), { state: 'applied', wakeAt: null })
    },
  },
  {
    name: 'does not write a change of another subscription',
    async run({ store, claimed }) {
      const change = newChange()
      const other = newChange({ target: 'website:books' })
      await store.addChange(change)
      await store.addChange(other)
      const held = await claimed(change.target)
      await lostLease(store.saveChange(held, other.id, 0, update(other)))
    },
  },
  {
    name: 'renews a lease from now',
    async run({ store, another, claim, claimed }) {
      await store.addChange(newChange())
      // On a machine that is busy enough, the first lease may be over before it is renewed.
      const { held, renewed } = await eventually(
        async () => {
          const got = await claimed(undefined, 200)
          return { held: got, renewed: await store.renew(got, hour) }
        },
        (both) => both.renewed !== null,
      )
      assert(
        Math.abs(renewed!.endsAt - renewed!.now - hour) < minute,
        'The renewed lease should end one hour from the store’s now.',
      )
      await eventually(() => Date.now() > held.endsAt + 50, Boolean)
      equal(await claim(held.target, hour, another()), null)
    },
  },
  {
    name: 'lets many work on the same side by side, with leases that run out under them',
    async run({ store, another, claim }) {
      const changes = Array.from({ length: 3 }, (_, index) => newChange({ target: `website:site-${index}` }))
      for (const change of changes) await store.addChange(change)
      const stores = [store, another(), another()]
      let saves = 0
      const work = async (by: Store) => {
        for (let round = 0; round < 40; round++) {
          // Every other lease is long enough for a worker to get through, however slow the machine is.
          const held = await claim(undefined, round % 2 === 0 ? 3 : hour, by)
          const change = changes.find(({ target }) => target === held?.target)
          if (!held || !change) continue
          try {
            for (let step = 0; step < 3; step++)
              await by.saveChange(held, change.id, 0, update(change, { wakeInMs: 0 }))
            saves++
          } catch (error) {
            if (!isLostLease(error)) throw error
          }
          await by.noteChange(change.id, { wish: 'abandon' })
          await by.release(held)
        }
      }
      await Promise.all([...stores, ...stores].map(work))
      assert(saves > 0, 'No worker has saved anything.')
    },
  },
]
