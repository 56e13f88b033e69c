import { systemChange } from '../../backend/ledger/system-change.ts'
import { watchOccasion } from '../../backend/ledger/watch-row.ts'
import type { ListQuery, NewChange, Store } from '../../backend/ledger/store.ts'
import { assert, equal } from '../assert.ts'
import { newChange } from './example-changes.ts'
import type { StoreCheck } from './store-check.ts'

const all: ListQuery = { of: null, state: null, since: 0, after: null, most: 100 }

function changeOf(customerId: string, websiteId: string, given: Partial<NewChange> = {}): NewChange {
  const change = newChange({ target: `website:${websiteId}`, customerId, ...given })
  return { ...change, facts: { ...change.facts, customerId, websiteId } }
}

async function listed(store: Store, query: Partial<ListQuery>): Promise<string[]> {
  return (await store.listChanges({ ...all, ...query })).map(({ id }) => id).toSorted()
}

const idsOf = (...changes: readonly NewChange[]) => changes.map(({ id }) => id).toSorted()

export const listsChecks: readonly StoreCheck[] = [
  {
    name: 'lists what belongs to a customer, to a website, and what is in a state',
    async run({ store, another }) {
      const bikes = changeOf('acme', 'bikes')
      const books = changeOf('acme', 'books', { state: 'needs_attention' })
      const theirs = changeOf('globex', 'bikes', { state: 'needs_attention' })
      for (const change of [bikes, books, theirs]) await store.addChange(change)
      const acme = { customerId: 'acme' }
      const website = { websiteId: 'bikes' }
      const state = 'needs_attention'
      equal(await listed(store, {}), idsOf(bikes, books, theirs))
      equal(await listed(another(), { of: acme }), idsOf(bikes, books))
      equal(await listed(store, { of: website }), idsOf(bikes, theirs))
      equal(await listed(store, { state }), idsOf(books, theirs))
      equal(await listed(store, { of: acme, state }), idsOf(books))
      equal(await listed(store, { of: website, state }), idsOf(theirs))
    },
  },
  {
    name: 'lists nothing that only watches a subscription',
    async run({ store }) {
      const subject = { target: 'website:bikes', customerId: 'acme', websiteId: 'bikes', holder: 'website' } as const
      const newId = () => crypto.randomUUID()
      const watch = systemChange({ action: 'watch', seen: null }, subject, watchOccasion, newId)
      const end = systemChange({ action: 'end_charge', reason: 'website_gone' }, subject, 'one', newId)
      await store.addChange({ ...watch, state: 'applied', wakeInMs: 60_000 })
      await store.addChange(end)
      equal(await listed(store, {}), [end.id])
      equal(await listed(store, { of: { customerId: 'acme' } }), [end.id])
    },
  },
  {
    name: 'lists the newest first, and goes on where the page before has ended',
    async run({ store }) {
      for (let index = 0; index < 7; index++) await store.addChange(changeOf('acme', `site-${index}`))
      const whole = await store.listChanges(all)
      const inOrder = whole.every(({ startedAt }, index) => startedAt <= (whole[index - 1]?.startedAt ?? Infinity))
      assert(inOrder, 'The newest change should come first.')
      const paged: string[] = []
      for (let after: ListQuery['after'] = null, pages = 0; pages < 4; pages++) {
        const page: typeof whole = await store.listChanges({ ...all, after, most: 3 })
        paged.push(...page.map(({ id }) => id))
        after = page.at(-1) ?? after
      }
      equal(
        paged,
        whole.map(({ id }) => id),
        'The pages together',
      )
    },
  },
  {
    name: 'lists nothing that was started before the moment that is asked for',
    async run({ store }) {
      const change = changeOf('acme', 'bikes')
      const added = await store.addChange(change)
      assert(added.kind === 'added', 'The change should be added.')
      const { startedAt } = added.change
      equal(await listed(store, { since: startedAt }), [change.id])
      equal(await listed(store, { since: startedAt + 1 }), [])
    },
  },
  {
    name: 'shows what is open or awake of a subscription, whoever’s it is, the oldest first',
    async run({ store }) {
      const mine = changeOf('acme', 'bikes')
      const theirs = changeOf('globex', 'bikes')
      const awake = changeOf('acme', 'bikes', { lane: 'system', state: 'applied', wakeInMs: 60_000 })
      const over = changeOf('acme', 'bikes', { lane: 'system', state: 'applied', wakeInMs: null })
      for (const change of [mine, theirs, awake, over, changeOf('acme', 'books')]) await store.addChange(change)
      const live = await store.liveOf('website:bikes')
      equal(live.map(({ id }) => id).toSorted(), idsOf(mine, theirs, awake))
      const inOrder = live.every(({ startedAt }, index) => startedAt >= (live[index - 1]?.startedAt ?? 0))
      assert(inOrder, 'The oldest change should come first.')
    },
  },
]
