import type { ChangeRow } from '../../src/backend/ledger/change-row.ts'
import type { Claim, Store } from '../../src/backend/ledger/store.ts'
import type { BoundaryName, Fault } from './faults.ts'
import type { World } from './world.ts'

/** A store whose every call leaves, takes effect and is answered when the seed says so. */
export function storeBoundary(world: World, inner: Store): Store {
  const call = <T>(name: BoundaryName, effect: () => Promise<T>, seen?: (value: T) => void): Promise<T> =>
    world.boundary.call({
      name,
      way: [0, 3],
      timeoutMs: 8_000,
      effect: seen
        ? () =>
            effect().then((value) => {
              seen(value)
              return value
            })
        : effect,
      errorOf: storeError,
    })
  const saw = (row: ChangeRow) => world.rows.saw(row)

  return {
    addQuote: (quote, limit) => {
      world.ids.belongsTo(quote.id, quote.customerId)
      return call('store.addQuote', () => inner.addQuote(quote, limit))
    },
    findQuote: (id) => call('store.findQuote', () => inner.findQuote(id)),
    addChange: (change, limit) =>
      call(
        'store.addChange',
        () => inner.addChange(change, limit),
        (added) => {
          if (added.kind !== 'added') return
          world.ids.belongsTo(added.change.id, added.change.customerId)
          saw(added.change)
        },
      ),
    findChange: (by) => call('store.findChange', () => inner.findChange(by)),
    liveOf: (target) => call('store.liveOf', () => inner.liveOf(target)),
    listChanges: (query) => call('store.listChanges', () => inner.listChanges(query)),
    // For lists of the back office alone, which nobody here asks for.
    historyOf: (changeId) => inner.historyOf(changeId),
    standingOf: (target) => call('store.standingOf', () => inner.standingOf(target)),
    // The provider's ids, which the one that is played here does without.
    memoryOf: (of) => inner.memoryOf(of),
    noteChange: (id, note) =>
      call(
        'store.noteChange',
        () => inner.noteChange(id, note),
        (noted) => {
          if (noted.kind === 'noted') saw(noted.change)
        },
      ),
    countDue: (most) => call('store.countDue', () => inner.countDue(most)),
    claim: (request) => {
      const by = world.scheduler.current
      const claimed = (claim: Claim | null) => claim && world.protocol.rules.isHeld(claim.target, claim.owner, by)
      return call('store.claim', () => inner.claim(request), claimed)
    },
    renew: (claim, leaseMs) => call('store.renew', () => inner.renew(claim, leaseMs)),
    saveChange: (claim, id, seenNotes, update) =>
      call(
        'store.saveChange',
        () => inner.saveChange(claim, id, seenNotes, update),
        ({ change }) => saw(change),
      ),
    release: (claim) =>
      call(
        'store.release',
        () => inner.release(claim),
        () => world.protocol.rules.isReleased(claim.target, claim.owner),
      ),
    shorten: (endedAgoMs, most) => call('store.shorten', () => inner.shorten(endedAgoMs, most)),
    close: async () => {},
  }
}

function storeError(fault: Fault): Error {
  return new Error(`The store: ${fault}.`)
}
