import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeEach, describe, expect, it } from 'vitest'
import { memoryStore } from '../../src/backend/stores/memory-store.ts'
import { postgresStore } from '../../src/backend/stores/postgres-store.ts'
import { sqliteStore } from '../../src/backend/stores/sqlite-store.ts'
import { LeaseLostError, type Claim, type Store } from '../../src/backend/stores/store.ts'
import { exampleQuote } from './example-quote.ts'
import { eventually } from './partner-backend.ts'
import { emptyDatabase } from '../shared/empty-database.ts'
import { newChange, newQuote, update } from './store-changes.ts'
import { describeStores } from './store-kinds.ts'

const minute = 60_000
const hour = 60 * minute

describeStores((under) => {
  const { another, claim, claimed } = under
  let store: Store
  beforeEach(() => {
    store = under.store
  })

  it('finds a change again by its id, its key and as the open one, as it was written', async () => {
    const change = newChange({ target: 'website:/a?b%20 c', customerId: 'çüst/омер', key: 'kéy "with" quotes' })
    const added = await store.addChange(change)
    const other = another()
    for (const by of [
      { id: change.id },
      { openOf: change.target, customerId: change.customerId },
      { key: change.key, lane: change.lane, target: change.target, customerId: change.customerId },
    ]) {
      expect(await other.findChange(by)).toEqual(added.kind === 'added' && added.change)
    }
    expect(await other.findChange({ id: 'nothing' })).toBeNull()
    expect(await other.findChange({ openOf: 'website:other', customerId: 'acme' })).toBeNull()
  })

  it('takes a key once, for a customer and a subscription', async () => {
    const first = newChange({ state: 'applied', wakeInMs: null })
    await store.addChange(first)
    const again = await another().addChange(newChange({ key: first.key, bodyHash: 'other' }))
    expect(again).toMatchObject({ kind: 'same_key', change: { id: first.id, bodyHash: 'hash' } })
    expect(await store.addChange(newChange({ key: first.key, customerId: 'globex' }))).toMatchObject({ kind: 'added' })
    expect(await store.addChange(newChange({ key: first.key, target: 'website:books' }))).toMatchObject({
      kind: 'added',
    })
  })

  it('has one open change of a customer for each subscription, beside what the provider causes', async () => {
    const first = newChange()
    await store.addChange(first)
    expect(await another().addChange(newChange())).toMatchObject({ kind: 'open', change: { id: first.id } })
    expect(await store.addChange(newChange({ lane: 'system' }))).toMatchObject({ kind: 'added' })
    expect(await store.addChange(newChange({ lane: 'system' }))).toMatchObject({ kind: 'added' })
    const held = await claimed(first.target)
    await store.saveChange(held, first.id, 0, update(first, { state: 'applied', hasEnded: true }))
    expect(await store.addChange(newChange())).toMatchObject({ kind: 'added' })
  })

  it('lets one of many win who come at once', async () => {
    const stores = [store, another(), another()]
    const answers = await Promise.all(
      Array.from({ length: 12 }, (_, index) => stores[index % 3]!.addChange(newChange())),
    )
    expect(answers.filter(({ kind }) => kind === 'added')).toHaveLength(1)
    expect(answers.filter(({ kind }) => kind === 'open')).toHaveLength(11)
  })

  it('uses a quote once, and not after its end', async () => {
    const quote = newQuote()
    const short = newQuote({ lifeMs: 30 })
    await store.addQuote(quote, 10)
    await store.addQuote(short, 10)
    expect(await another().findQuote(quote.id)).toMatchObject({ quote: exampleQuote, isExpired: false, isUsed: false })
    expect(await store.addChange(newChange({ quoteId: quote.id }))).toMatchObject({ kind: 'added' })
    expect(await store.findQuote(quote.id)).toMatchObject({ isUsed: true })
    const books = (quoteId: string) => newChange({ target: 'website:books', quoteId })
    expect(await store.addChange(books(quote.id))).toEqual({ kind: 'quote_gone' })
    expect(await store.addChange(books('nothing'))).toEqual({ kind: 'quote_gone' })
    await eventually(
      () => store.findQuote(short.id),
      (found) => found === null || found.isExpired,
    )
    expect(await store.addChange(books(short.id))).toEqual({ kind: 'quote_gone' })
    expect(await store.findChange({ openOf: 'website:books', customerId: 'acme' })).toBeNull()
  })

  it('uses a quote for one of two who come at once', async () => {
    const quote = newQuote()
    await store.addQuote(quote, 10)
    const other = another()
    const targets = Array.from({ length: 6 }, (_, index) => `website:site-${index}`)
    const answers = await Promise.all(
      targets.map((target, index) => (index % 2 ? store : other).addChange(newChange({ target, quoteId: quote.id }))),
    )
    expect(answers.filter(({ kind }) => kind === 'added')).toHaveLength(1)
  })

  it('limits the quotes of one customer', async () => {
    expect(await store.addQuote(newQuote(), 2)).toBe('added')
    expect(await store.addQuote(newQuote(), 2)).toBe('added')
    expect(await store.addQuote(newQuote(), 2)).toBe('too_many')
    expect(await store.addQuote(newQuote({ customerId: 'globex' }), 2)).toBe('added')
  })

  it('counts no quote that has expired', async () => {
    expect(await store.addQuote(newQuote({ lifeMs: 60 }), 2)).toBe('added')
    expect(await store.addQuote(newQuote(), 2)).toBe('added')
    await eventually(
      () => store.addQuote(newQuote(), 2),
      (answer) => answer === 'added',
    )
    expect(await store.addQuote(newQuote(), 2)).toBe('too_many')
  })

  it('gives a subscription to one worker at a time, with all that is open or awake', async () => {
    const open = newChange()
    const system = newChange({ lane: 'system', wakeInMs: 60_000 })
    const asleep = newChange({ lane: 'system', state: 'applied', wakeInMs: null })
    for (const change of [open, system, asleep]) await store.addChange(change)
    const held = await claimed(undefined, hour)
    expect(held.target).toBe(open.target)
    expect(held.changes.map(({ id }) => id).toSorted()).toEqual([open.id, system.id].toSorted())
    expect(Math.abs(held.endsAt - held.now - hour)).toBeLessThan(minute)
    const other = another()
    expect(await claim(undefined, hour, other)).toBeNull()
    expect(await claim(open.target, hour, other)).toBeNull()
    await store.release(held)
    expect(await claim(open.target, hour, other)).not.toBeNull()
  })

  it('shares what is due among workers, oldest first, each subscription once', async () => {
    const targets = Array.from({ length: 8 }, (_, index) => `website:site-${index}`)
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
    expect(held.map(({ target }) => target).toSorted()).toEqual(targets)
  })

  it('counts the subscriptions that are due and held by nobody, up to a number', async () => {
    expect(await store.countDue(4)).toBe(0)
    const targets = ['website:one', 'website:two', 'website:two', 'website:three', 'website:held']
    const due = targets.map((target) => newChange({ target, lane: 'system' }))
    const later = newChange({ target: 'website:later', wakeInMs: minute })
    for (const change of [...due, later]) await store.addChange(change)
    await claimed('website:held', hour)
    expect(await store.countDue(9)).toBe(3)
    expect(await store.countDue(1)).toBe(1)
  })

  it('takes a lease away when it is over, and writes nothing more of who had it', async () => {
    const change = newChange()
    await store.addChange(change)
    const first = await claimed(undefined, 40)
    const second = await eventually(
      () => claim(undefined, hour, another()),
      (got) => got !== null,
    )
    const lost = store.saveChange(first, change.id, 0, update(change, { state: 'applied', hasEnded: true }))
    await expect(lost).rejects.toBeInstanceOf(LeaseLostError)
    expect(await store.renew(first, hour)).toBeNull()
    await store.release(first)
    expect(await claim(change.target)).toBeNull()
    expect(await store.findChange({ id: change.id })).toMatchObject({ state: 'applying' })
    await store.saveChange(second!, change.id, 0, update(change, { state: 'applied', hasEnded: true }))
    expect(await store.findChange({ id: change.id })).toMatchObject({ state: 'applied', wakeAt: null })
  })

  it('does not write a change of another subscription', async () => {
    const change = newChange()
    const other = newChange({ target: 'website:books' })
    await store.addChange(change)
    await store.addChange(other)
    const held = await claimed(change.target)
    await expect(store.saveChange(held, other.id, 0, update(other))).rejects.toBeInstanceOf(LeaseLostError)
  })

  it('renews a lease from now', async () => {
    await store.addChange(newChange())
    // On a machine that is busy enough, the first lease may be over before it is renewed.
    const { held, renewed } = await eventually(
      async () => {
        const got = await claimed(undefined, 200)
        return { held: got, renewed: await store.renew(got, hour) }
      },
      (both) => both.renewed !== null,
    )
    expect(Math.abs(renewed!.endsAt - renewed!.now - hour)).toBeLessThan(minute)
    await eventually(() => Date.now() > held.endsAt + 50, Boolean)
    expect(await claim(held.target, hour, another())).toBeNull()
  })

  it('wakes a change for what is noted, also while a worker writes', async () => {
    const change = newChange({ state: 'awaiting_payment', wakeInMs: 60_000 })
    await store.addChange(change)
    const held = await claimed(change.target)
    const noted = await another().noteChange(change.id, { payment: 'paid', chargeId: 'ch_1' })
    expect(noted).toMatchObject({ kind: 'noted', change: { paymentNews: 'paid', chargeId: 'ch_1', notes: 1 } })
    const { change: saved } = await store.saveChange(
      held,
      change.id,
      0,
      update(change, { wakeInMs: 60_000, clearsWish: true }),
    )
    expect(saved).toMatchObject({ paymentNews: 'paid', chargeId: 'ch_1' })
    expect(saved.wakeAt! - held.now).toBeLessThan(30_000)
    await store.release(held)
    expect(await claim()).not.toBeNull()
  })

  it('does not wake a change that has ended for what is noted', async () => {
    const asleep = newChange({ state: 'applied', wakeInMs: null })
    await store.addChange(asleep)
    expect(await store.noteChange(asleep.id, { wish: 'refund' })).toMatchObject({ change: { wakeAt: null, notes: 1 } })
    expect(await store.countDue(4)).toBe(0)
  })

  it('takes parts of milliseconds for whole ones', async () => {
    const change = newChange({ wakeInMs: 0.25 })
    const added = await store.addChange(change)
    expect(added).toMatchObject({ kind: 'added', change: { wakeAt: expect.any(Number) } })
    const held = await claimed(change.target)
    const { change: saved } = await store.saveChange(held, change.id, 0, update(change, { wakeInMs: 1234.567 }))
    expect(Number.isInteger(saved.wakeAt)).toBe(true)
    expect(await another().findChange({ id: change.id })).toEqual(saved)
  })

  it('keeps a wish that came while another was granted', async () => {
    const change = newChange({ state: 'awaiting_payment' })
    await store.addChange(change)
    await store.noteChange(change.id, { wish: 'abandon' })
    const held = await claimed(change.target)
    await store.noteChange(change.id, { wish: 'abandon' })
    const { change: saved } = await store.saveChange(held, change.id, 1, update(change, { clearsWish: true }))
    expect(saved.wish).toBe('abandon')
    const { change: cleared } = await store.saveChange(held, change.id, 2, update(change, { clearsWish: true }))
    expect(cleared.wish).toBeNull()
  })

  it('takes a payment once, and tells a second charge and a late one apart from it', async () => {
    const change = newChange({ state: 'awaiting_payment' })
    await store.addChange(change)
    const pay = (chargeId: string) => store.noteChange(change.id, { payment: 'paid', chargeId })
    expect(await store.noteChange(change.id, { payment: 'failed', chargeId: null })).toMatchObject({ kind: 'noted' })
    expect(await pay('ch_1')).toMatchObject({ kind: 'noted' })
    expect(await pay('ch_1')).toMatchObject({ kind: 'known' })
    expect(await pay('ch_2')).toMatchObject({ kind: 'closed' })
    expect(await store.noteChange(change.id, { payment: 'abandoned', chargeId: null })).toMatchObject({
      kind: 'closed',
    })
    const held = await claimed(change.target)
    await store.saveChange(held, change.id, 2, update(change, { state: 'applied', hasEnded: true }))
    expect(await pay('ch_1')).toMatchObject({ kind: 'known' })
    expect(await pay('ch_3')).toMatchObject({ kind: 'closed' })
    expect(await store.noteChange('nothing', { payment: 'paid', chargeId: 'ch_1' })).toEqual({ kind: 'unknown' })
  })

  it('remembers by which charge a worker saw it paid, unless the news came first', async () => {
    const change = newChange({ state: 'awaiting_payment' })
    await store.addChange(change)
    const held = await claimed(change.target)
    const by = (chargeId: string) => update(change, { state: 'paid', paidBy: { chargeId } })
    const { change: paid } = await store.saveChange(held, change.id, 0, by('ch_1'))
    expect(paid).toMatchObject({ paymentNews: 'paid', chargeId: 'ch_1' })
    const { change: again } = await store.saveChange(held, change.id, 0, by('ch_2'))
    expect(again.chargeId).toBe('ch_1')
  })

  it('sets the moment of the end once', async () => {
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
    expect(later.change.endedAt).toBe(ended.endedAt)
  })

  it('lets many work at once on the same, with leases that run out under them', async () => {
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
          for (let step = 0; step < 3; step++) await by.saveChange(held, change.id, 0, update(change, { wakeInMs: 0 }))
          saves++
        } catch (error) {
          if (!(error instanceof LeaseLostError)) throw error
        }
        await by.noteChange(change.id, { wish: 'abandon' })
        await by.release(held)
      }
    }
    await Promise.all([...stores, ...stores].map(work))
    expect(saves).toBeGreaterThan(0)
  })

  it('may be closed twice', async () => {
    await store.findQuote('none')
    await store.close()
    await store.close()
  })
})

const folder = mkdtempSync(join(tmpdir(), 'react-3as-stores-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

describe('a clock that is handed in', () => {
  it.each([
    ['memoryStore', (now: () => number) => memoryStore({ now })],
    ['sqliteStore', (now: () => number) => sqliteStore(join(folder, 'clock.db'), { now })],
  ])('is the only one of %s', async (_name, open) => {
    let now = 1_000_000
    const store = open(() => now)
    const quote = newQuote({ lifeMs: 500 })
    await store.addQuote(quote, 10)
    const change = newChange({ wakeInMs: 100 })
    const added = await store.addChange(change)
    expect(added).toMatchObject({ change: { startedAt: 1_000_000, wakeAt: 1_000_100 } })
    const lease = { owner: 'first', leaseMs: 1_000 }
    expect(await store.claim(lease)).toBeNull()
    now += 100
    expect(await store.claim(lease)).toMatchObject({ now: 1_000_100, endsAt: 1_001_100 })
    now += 400
    expect(await store.findQuote(quote.id)).toMatchObject({ isExpired: true })
    now += 600
    expect(await store.claim({ ...lease, owner: 'second' })).not.toBeNull()
    await store.close()
  })
})

describe('what outlives the process', () => {
  it('is found by the next one', async () => {
    const file = join(folder, 'again.db')
    const change = newChange()
    const first = sqliteStore(file)
    await first.addChange(change)
    await first.close()
    const second = sqliteStore(file)
    expect(await second.findChange({ id: change.id })).toMatchObject({ state: 'applying', facts: change.facts })
    await second.close()
  })

  it('is not touched when a newer version has written it', async () => {
    const file = join(folder, 'newer.db')
    await sqliteStore(file).close()
    const { DatabaseSync } = await import('node:sqlite')
    const database = new DatabaseSync(file)
    database.exec('UPDATE react_3as_version SET version = 99')
    database.close()
    expect(() => sqliteStore(file)).toThrow(/newer react-3as/)
  })
})

describe('postgresStore', () => {
  it('tries again after the database was not there', async () => {
    const store = postgresStore('postgresql://postgres:wrong@127.0.0.1:1/none')
    await expect(store.findChange({ id: 'x' })).rejects.toThrow()
    await expect(store.findChange({ id: 'x' })).rejects.toThrow()
    await store.close()
  })

  it('leaves a pool that it was given to its owner', async () => {
    const pg = await import('pg')
    const pool = new pg.default.Pool({ connectionString: await emptyDatabase() })
    const store = postgresStore(pool)
    expect(await store.findChange({ id: 'x' })).toBeNull()
    await store.close()
    expect((await pool.query('SELECT 1 AS one')).rows).toEqual([{ one: 1 }])
    await pool.end()
  })
})
