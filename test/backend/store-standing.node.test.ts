import { beforeEach, expect, it } from 'vitest'
import { LeaseLostError, type Store } from '../../src/backend/stores/store.ts'
import { eventually } from './partner-backend.ts'
import { newChange, newQuote, update } from './store-changes.ts'
import { describeStores } from './store-kinds.ts'

const hour = 3_600_000

describeStores((under) => {
  const { another, claim, claimed } = under
  let store: Store
  beforeEach(() => {
    store = under.store
  })

  const turnOf = async (target: string) => (await another().standingOf(target)).turn

  it('raises the turn of a subscription by each end and each effect, once', async () => {
    expect(await store.standingOf('website:bikes')).toEqual({ turn: 0, changedAgoMs: null })
    const change = newChange()
    await store.addChange(change)
    expect(await store.standingOf(change.target)).toEqual({ turn: 0, changedAgoMs: null })
    const held = await claimed(change.target)
    expect(held).toMatchObject({ turn: 0, changedAgoMs: null, quietForMs: 0 })
    const effect = await store.saveChange(held, change.id, 0, update(change, { raisesTurn: true, wakeInMs: 0 }))
    expect(effect.claim).toMatchObject({ owner: held.owner, turn: 1, changedAgoMs: 0 })
    const end = update(change, { state: 'applied', hasEnded: true, wakeInMs: 0 })
    expect((await store.saveChange(held, change.id, 0, end)).claim.turn).toBe(2)
    expect((await store.saveChange(held, change.id, 0, end)).claim.turn).toBe(2)
    expect(await turnOf(change.target)).toBe(2)
    expect(await turnOf('website:books')).toBe(0)
  })

  it('raises the turn by a change that is written at its end', async () => {
    const renewed = newChange({ lane: 'system', state: 'applied', wakeInMs: null })
    await store.addChange(renewed)
    await store.addChange(renewed)
    expect(await turnOf(renewed.target)).toBe(1)
  })

  it('keeps the turn when a worker lets go of the subscription', async () => {
    const change = newChange()
    await store.addChange(change)
    const held = await claimed()
    await store.saveChange(held, change.id, 0, update(change, { state: 'applied', hasEnded: true }))
    await store.release(held)
    expect(await turnOf(change.target)).toBe(1)
    expect(await claim(change.target)).toMatchObject({ turn: 1, changedAgoMs: expect.any(Number) })
  })

  it('knows how long ago a subscription was last changed', async () => {
    const change = newChange()
    await store.addChange(change)
    const held = await claimed(change.target)
    await store.saveChange(held, change.id, 0, update(change, { state: 'applied', hasEnded: true }))
    const { changedAgoMs } = await another().standingOf(change.target)
    expect(changedAgoMs).toBeGreaterThanOrEqual(0)
    const later = await eventually(
      () => store.standingOf(change.target),
      (now) => now.changedAgoMs! > changedAgoMs! + 20,
    )
    const renewed = await store.renew(held, hour)
    expect(renewed!.changedAgoMs).toBeGreaterThanOrEqual(later.changedAgoMs!)
  })

  it('does not write a change that was decided on before another one ended', async () => {
    const first = newChange()
    await store.addChange(first)
    const { turn } = await store.standingOf(first.target)
    const late = newChange({ seenTurn: turn })
    expect(await another().addChange(late)).toMatchObject({ kind: 'open' })
    const held = await claimed(first.target)
    await store.saveChange(held, first.id, 0, update(first, { state: 'applied', hasEnded: true }))
    expect(await another().addChange(late)).toEqual({ kind: 'outrun' })
    expect(await another().addChange({ ...late, key: first.key })).toMatchObject({ kind: 'same_key' })
    expect(await store.findChange({ id: late.id })).toBeNull()
    expect(await another().addChange({ ...late, seenTurn: turn + 1 })).toMatchObject({ kind: 'added' })
  })

  it('keeps the quote of a change that was outrun', async () => {
    const quote = newQuote()
    await store.addQuote(quote, 10)
    expect(await store.addChange(newChange({ quoteId: quote.id, seenTurn: 7 }))).toEqual({ kind: 'outrun' })
    expect(await store.findQuote(quote.id)).toMatchObject({ isUsed: false })
  })

  it('lets one of several through that were decided on at the same turn, if it ends at once', async () => {
    const stores = [store, another(), another()]
    const ended = { state: 'applied', wakeInMs: null, seenTurn: 0 } as const
    const answers = await Promise.all([...stores, ...stores].map((each) => each.addChange(newChange(ended))))
    expect(answers.map(({ kind }) => kind).toSorted()).toEqual(['added', ...Array(5).fill('outrun')])
  })

  it('remembers that a call may still take effect, whichever change it was for', async () => {
    const [change, other] = [newChange(), newChange({ lane: 'system' })]
    await store.addChange(change)
    await store.addChange(other)
    const held = await claimed()
    const leaves = update(change, { call: { kind: 'leaves', graceMs: hour } })
    const left = await store.saveChange(held, change.id, 0, leaves)
    expect(left.claim.quietForMs).toBe(hour)
    await store.saveChange(held, other.id, 0, update(other))
    await store.release(held)
    const next = await claimed(change.target)
    expect(next.quietForMs).toBeGreaterThan(hour / 2)
    expect(next.quietForMs).toBeLessThanOrEqual(hour)
    const answered = await store.saveChange(next, other.id, 0, update(other, { call: { kind: 'answered' } }))
    expect(answered.claim.quietForMs).toBe(0)
    expect(await store.renew(next, hour)).toMatchObject({ quietForMs: 0 })
  })

  it('is quiet again when the grace of a call is over', async () => {
    const change = newChange()
    await store.addChange(change)
    const held = await claimed()
    await store.saveChange(held, change.id, 0, update(change, { call: { kind: 'leaves', graceMs: 30.5 } }))
    const quiet = await eventually(
      () => store.renew(held, hour),
      (renewed) => renewed?.quietForMs === 0,
    )
    expect(quiet!.quietForMs).toBe(0)
  })

  it('says nothing about a subscription to whoever has lost it', async () => {
    const change = newChange()
    await store.addChange(change)
    const held = await claimed()
    await store.release(held)
    const lost = store.saveChange(held, change.id, 0, update(change, { raisesTurn: true }))
    await expect(lost).rejects.toBeInstanceOf(LeaseLostError)
    expect(await turnOf(change.target)).toBe(0)
  })

  it('keeps the open change of one customer from another who has the subscription now', async () => {
    const theirs = newChange({ customerId: 'acme' })
    await store.addChange(theirs)
    const other = another()
    expect(await other.findChange({ openOf: theirs.target, customerId: 'globex' })).toBeNull()
    const ours = newChange({ customerId: 'globex' })
    expect(await other.addChange(ours)).toMatchObject({ kind: 'added' })
    expect(await other.findChange({ openOf: ours.target, customerId: 'globex' })).toMatchObject({ id: ours.id })
    expect(await other.addChange(newChange({ customerId: 'globex' }))).toMatchObject({
      kind: 'open',
      change: { id: ours.id },
    })
    const held = await claimed()
    expect(held.changes.map(({ id }) => id).toSorted()).toEqual([theirs.id, ours.id].toSorted())
    expect(await claim(undefined, hour, other)).toBeNull()
  })

  it('takes ids as long as they may be, and other scripts', async () => {
    const long = (of: string) => of.repeat(512)
    const change = newChange({ target: `website:${long('語')}`, customerId: long('客'), key: 'k'.repeat(200) })
    expect(await store.addChange(change, { perCustomer: 1, withinMs: hour })).toMatchObject({ kind: 'added' })
    const found = await another().findChange({ openOf: change.target, customerId: change.customerId })
    expect(found).toMatchObject({ id: change.id })
    expect(await claim()).toMatchObject({ target: change.target })
  })

  it('limits what one customer starts within a time, over all subscriptions and whatever became of it', async () => {
    const limit = { perCustomer: 2, withinMs: hour }
    const first = newChange({ state: 'applied', wakeInMs: null })
    expect(await store.addChange(first, limit)).toMatchObject({ kind: 'added' })
    const second = newChange({ target: 'website:books' })
    expect(await store.addChange(second, limit)).toMatchObject({ kind: 'added' })
    expect(await store.addChange(newChange({ target: 'website:lamps' }), limit)).toEqual({ kind: 'too_many' })
    expect(await store.addChange(newChange({ target: 'website:books' }), limit)).toMatchObject({ kind: 'open' })
    expect(await store.addChange(newChange({ key: first.key }), limit)).toMatchObject({ kind: 'same_key' })
    expect(await store.addChange(newChange({ lane: 'system' }), limit)).toMatchObject({ kind: 'added' })
    const others = newChange({ customerId: 'globex', target: 'website:lamps' })
    expect(await store.addChange(others, limit)).toMatchObject({ kind: 'added' })
  })

  it('lets a customer start changes again after that time', async () => {
    const limit = { perCustomer: 1, withinMs: 40 }
    await store.addChange(newChange(), limit)
    const added = await eventually(
      () => store.addChange(newChange({ target: 'website:books' }), limit),
      ({ kind }) => kind === 'added',
    )
    expect(added.kind).toBe('added')
  })

  it('keeps to the limit when changes are started at the same time', async () => {
    const limit = { perCustomer: 3, withinMs: hour }
    const stores = [store, another(), another()]
    const started = Array.from({ length: 12 }, (_, index) =>
      stores[index % 3]!.addChange(newChange({ target: `website:site-${index}` }), limit),
    )
    const kinds = (await Promise.all(started)).map(({ kind }) => kind)
    expect(kinds.filter((kind) => kind === 'added')).toHaveLength(3)
  })
}, 'pooled too')
