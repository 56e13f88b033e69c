import { expect, it } from 'vitest'
import { newChange, purchase, update } from './store-changes.ts'
import { describeStores } from './store-kinds.ts'
import { exampleQuote } from './example-quote.ts'
import { eventually } from './partner-backend.ts'

const day = 86_400_000
const ended = { state: 'applied', wakeInMs: null } as const

describeStores((under) => {
  const bought = () => newChange({ ...ended, facts: purchase() })
  const longAgo = () =>
    eventually(
      () => under.store.shorten(20, 100),
      (count) => count > 0,
    )

  it('forgets the details of what ended long ago, and what it cost to whom stays', async () => {
    const change = bought()
    await under.store.addChange(change)
    await longAgo()
    const by = { key: change.key, lane: change.lane, target: change.target, customerId: change.customerId }
    const kept = await under.another().findChange(by)
    const { id, bodyHash, state } = change
    expect(kept).toMatchObject({ id, bodyHash, state, endedAt: expect.any(Number) })
    expect(kept!.facts).toMatchObject({
      action: 'past',
      was: 'upgrade',
      intent: change.facts.intent,
      due: { amountMinor: 1_200, currency: 'EUR' },
      paid: { ref: 'pay_1' },
    })
    expect(kept!.facts).not.toHaveProperty('quote')
  })

  it('still knows the key and the charge of a change without details', async () => {
    const change = newChange({ state: 'awaiting_payment' })
    await under.store.addChange(change)
    await under.store.noteChange(change.id, { payment: 'paid', chargeId: 'ch_1' })
    const held = await under.claimed()
    await under.store.saveChange(held, change.id, 1, update(change, { state: 'applied', hasEnded: true }))
    await longAgo()
    expect(await under.store.addChange(newChange({ key: change.key }))).toMatchObject({ kind: 'same_key' })
    const pay = (chargeId: string) => under.store.noteChange(change.id, { payment: 'paid', chargeId })
    expect(await pay('ch_1')).toMatchObject({ kind: 'known' })
    expect(await pay('ch_2')).toMatchObject({ kind: 'closed', change: { facts: { websiteId: 'bikes' } } })
  })

  it('keeps the details of what is young, open or awake', async () => {
    const awake = { ...bought(), wakeInMs: day, target: 'website:books' }
    const open = newChange({ state: 'needs_attention', wakeInMs: null })
    const old = bought()
    await under.store.addChange(awake)
    await under.store.addChange(open)
    expect(await under.store.shorten(day, 100)).toBe(0)
    await under.store.addChange(old)
    expect(await longAgo()).toBe(1)
    expect(await under.store.findChange({ id: awake.id })).toMatchObject({ facts: { quote: exampleQuote } })
    expect(await under.store.findChange({ id: open.id })).toMatchObject({ facts: open.facts })
  })

  it('takes each change once, and no more at a time than it may', async () => {
    for (let count = 0; count < 5; count++) await under.store.addChange(bought())
    const addedAt = Date.now()
    await eventually(
      () => Date.now(),
      (now) => now > addedAt + 50,
    )
    const counts = []
    for (let round = 0; round < 4; round++) counts.push(await under.store.shorten(20, 2))
    expect(counts).toEqual([2, 2, 1, 0])
  })
})
