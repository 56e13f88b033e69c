import { beforeEach, describe, expect, it } from 'vitest'
import type { ListQuery, NewChange, Store } from '../../src/backend/stores/store.ts'
import { systemChange } from '../../src/backend/ledger/system-change.ts'
import { watchOccasion } from '../../src/backend/ledger/watch-row.ts'
import { newChange, update } from './store-changes.ts'
import { describeStores } from './store-kinds.ts'

const all: ListQuery = { of: null, state: null, since: 0, after: null, most: 100 }
const of = (customerId: string, websiteId: string, given: Partial<NewChange> = {}): NewChange => {
  const change = newChange({ target: `website:${websiteId}`, customerId, ...given })
  return { ...change, facts: { ...change.facts, customerId, websiteId } }
}

describeStores((under) => {
  let store: Store
  beforeEach(() => {
    store = under.store
  })
  const ids = async (query: Partial<ListQuery>) => (await store.listChanges({ ...all, ...query })).map(({ id }) => id)

  describe('a list', () => {
    it('shows what belongs to a customer, to a website, and what is in a state', async () => {
      const bikes = of('acme', 'bikes')
      const books = of('acme', 'books', { state: 'needs_attention' })
      const theirs = of('globex', 'bikes', { state: 'needs_attention' })
      for (const change of [bikes, books, theirs]) await store.addChange(change)
      expect((await ids({})).toSorted()).toEqual([bikes.id, books.id, theirs.id].toSorted())
      expect((await ids({ of: { customerId: 'acme' } })).toSorted()).toEqual([bikes.id, books.id].toSorted())
      expect((await ids({ of: { websiteId: 'bikes' } })).toSorted()).toEqual([bikes.id, theirs.id].toSorted())
      expect((await ids({ state: 'needs_attention' })).toSorted()).toEqual([books.id, theirs.id].toSorted())
      expect(await ids({ of: { customerId: 'acme' }, state: 'needs_attention' })).toEqual([books.id])
      expect(await ids({ of: { websiteId: 'bikes' }, state: 'needs_attention' })).toEqual([theirs.id])
    })

    it('leaves out what only watches a subscription', async () => {
      const subject = { target: 'website:bikes', customerId: 'acme', websiteId: 'bikes', holder: 'website' } as const
      const newId = () => crypto.randomUUID()
      const watch = systemChange({ action: 'watch', seen: null }, subject, watchOccasion, newId)
      const end = systemChange({ action: 'end_charge', reason: 'website_gone' }, subject, 'one', newId)
      await store.addChange({ ...watch, state: 'applied', wakeInMs: 60_000 })
      await store.addChange(end)
      expect(await ids({})).toEqual([end.id])
      expect(await ids({ of: { customerId: 'acme' } })).toEqual([end.id])
    })

    it('goes on where the page before has ended, without a gap and without a repetition', async () => {
      for (let index = 0; index < 7; index++) await store.addChange(of('acme', `site-${index}`))
      const whole = await store.listChanges(all)
      const pages: string[] = []
      for (let after: ListQuery['after'] = null; ;) {
        const page = await store.listChanges({ ...all, after, most: 3 })
        pages.push(...page.map(({ id }) => id))
        const last = page.at(-1)
        if (!last) break
        after = last
      }
      expect(pages).toEqual(whole.map(({ id }) => id))
      const times = whole.map(({ startedAt }) => startedAt)
      expect(times).toEqual(times.toSorted((a, b) => b - a))
    })

    it('shows nothing that was started before the moment that was asked for', async () => {
      const added = await store.addChange(of('acme', 'bikes'))
      if (added.kind !== 'added') throw new Error('It was not added.')
      const { id, startedAt } = added.change
      expect(await ids({ since: startedAt })).toEqual([id])
      expect(await ids({ since: startedAt + 1 })).toEqual([])
    })
  })

  describe('a history', () => {
    it('says when a change went from what to what, who asked for what, and why', async () => {
      const staff = { kind: 'staff', staffId: 'jane' } as const
      const change = newChange({ state: 'awaiting_payment', by: staff, why: 'asked for by phone' })
      const added = await store.addChange(change)
      const start = added.kind === 'added' ? added.change.startedAt : 0
      await under.another().noteChange(change.id, { wish: 'abandon', by: staff, why: 'changed their mind' })
      const held = await under.claimed(change.target)
      const facts = { ...change.facts, reason: 'dropped' } as const
      await store.saveChange(held, change.id, 1, update(change, { state: 'abandoned', facts, hasEnded: true }))
      expect(await store.historyOf(change.id)).toEqual([
        { at: start, from: null, to: 'awaiting_payment', by: staff, wish: null, why: 'asked for by phone' },
        {
          at: expect.any(Number),
          from: 'awaiting_payment',
          to: 'awaiting_payment',
          by: staff,
          wish: 'abandon',
          why: 'changed their mind',
        },
        {
          at: expect.any(Number),
          from: 'awaiting_payment',
          to: 'abandoned',
          by: { kind: 'system' },
          wish: null,
          why: 'dropped',
        },
      ])
    })

    it('has no entry for a step that leaves the state as it is, or for news of a payment', async () => {
      const change = newChange({ state: 'awaiting_payment' })
      await store.addChange(change)
      await store.noteChange(change.id, { payment: 'paid', chargeId: 'ch_1' })
      await store.saveChange(await under.claimed(change.target), change.id, 1, update(change, { wakeInMs: 60_000 }))
      expect(await store.historyOf(change.id)).toMatchObject([{ from: null, by: { kind: 'customer' } }])
    })

    it('says that the system began what the provider has caused', async () => {
      const change = newChange({ lane: 'system' })
      await store.addChange(change)
      expect(await store.historyOf(change.id)).toMatchObject([{ from: null, by: { kind: 'system' } }])
      expect(await store.historyOf('nothing')).toEqual([])
    })

    it('is forgotten with the details of a change', async () => {
      const change = newChange({ state: 'applied', wakeInMs: null })
      await store.addChange(change)
      expect(await store.historyOf(change.id)).toHaveLength(1)
      expect(await store.shorten(0, 10)).toBe(1)
      expect(await store.historyOf(change.id)).toEqual([])
    })
  })
})
