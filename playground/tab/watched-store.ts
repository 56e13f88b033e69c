import { memoryStore, type ChangeRow, type Store } from 'react-3as/server'

/** The ledger's store, and word of each state that a change comes into, as it is written down. */
export function watchedStore(options: Parameters<typeof memoryStore>[0], tell: (change: ChangeRow) => void): Store {
  const store = memoryStore(options)
  const lastTold = new Map<string, string>()
  const note = (change: ChangeRow) => {
    if (change.lane === 'system' || lastTold.get(change.id) === change.state) return
    lastTold.set(change.id, change.state)
    tell(change)
  }
  return {
    ...store,
    async addChange(change, limit) {
      const added = await store.addChange(change, limit)
      if (added.kind === 'added') note(added.change)
      return added
    },
    async saveChange(claim, id, seenNotes, update) {
      const saved = await store.saveChange(claim, id, seenNotes, update)
      note(saved.change)
      return saved
    },
  }
}
