import { describe, expect, it } from 'vitest'
import { memoryStore } from '../../src/backend/stores/memory-store.ts'
import { LeaseLostError, type Claim, type Store } from '../../src/backend/ledger/store.ts'
import { runConformance } from '../../src/conformance/check.ts'
import { storeConformance } from '../../src/conformance/store/store-conformance.ts'

type Flaw = (store: Store) => Partial<Store>

/** Each breaks one promise; what follows are the checks that must see it. */
const flaws: Record<string, [Flaw, RegExp]> = {
  'uses a quote twice': [
    (store) => ({ addChange: (change, limit) => store.addChange({ ...change, quoteId: null }, limit) }),
    /^uses a quote/,
  ],
  'takes the same key again': [
    (store) => ({ addChange: (change, limit) => store.addChange({ ...change, key: crypto.randomUUID() }, limit) }),
    /^takes a key once/,
  ],
  'does not look at the turn': [
    (store) => ({ addChange: (change, limit) => store.addChange({ ...change, seenTurn: null }, limit) }),
    /decided/,
  ],
  'gives a subscription to two workers': [
    (store) => {
      let last: Claim | null = null
      return {
        async claim(request) {
          if (last) await store.release(last)
          return (last = await store.claim(request))
        },
      }
    },
    /^gives a subscription to one worker/,
  ],
  'writes for a worker that has lost its lease': [
    (store) => ({
      async saveChange(held, id, seenNotes, update) {
        try {
          return await store.saveChange(held, id, seenNotes, update)
        } catch (error) {
          const change = await store.findChange({ id })
          if (error instanceof LeaseLostError && change) return { change, claim: held }
          throw error
        }
      },
    }),
    /has lost|another subscription/,
  ],
  'sleeps on news': [
    (store) => ({
      saveChange: async (held, id, _seen, update) =>
        store.saveChange(held, id, (await store.findChange({ id }))!.notes, update),
    }),
    /^wakes a change|^keeps a wish/,
  ],
  'lists what only watches': [
    (store) => ({
      listChanges: async (query) => {
        const watch = await store.findChange({
          key: 'watch:always',
          lane: 'system',
          target: 'website:bikes',
          customerId: 'acme',
        })
        return [...(watch ? [watch] : []), ...(await store.listChanges(query))]
      },
    }),
    /^lists nothing that only watches/,
  ],
  'forgets who asked': [
    (store) => ({ noteChange: (id, note) => store.noteChange(id, 'wish' in note ? { wish: note.wish } : note) }),
    /^remembers when/,
  ],
}

describe('the suite for stores sees one that', () => {
  it.each(Object.entries(flaws))('%s', async (_name, [flaw, seenBy]) => {
    const makeStore = () => {
      const store = memoryStore()
      const broken = { ...store, ...flaw(store) }
      return () => broken
    }
    const checks = storeConformance({ makeStore }).filter(({ name }) => seenBy.test(name))
    const results = await runConformance(checks)
    expect(results.map(({ outcome }) => outcome)).toContain('failed')
  })
})
