import { describe, expect, it } from 'vitest'
import { PaymentRefusedError } from '../../src/backend/payments/payment-errors.ts'
import { pro, quoteOf, scriptedLedger } from './scripted-ledger.ts'

const day = 86_400_000

/** A change that the payment provider has refused for good, once a worker has come by. */
async function stuck() {
  const end = () => Promise.reject(new PaymentRefusedError('no'))
  const ledger = scriptedLedger({ payments: { collects: 'now', end } })
  const id = await ledger.add(
    ledger.system({ action: 'end_charge', reason: 'website_gone', website: { kind: 'going', madeAt: null } }),
  )
  await ledger.work()
  expect((await ledger.find(id)).state).toBe('needs_attention')
  const told = () => ledger.events.filter((event) => event.type === 'change.escalated')
  return { ...ledger, id, told }
}

describe('a change that needs attention', () => {
  it('is told when it does, and once more each day that nobody resolves it', async () => {
    const { told, work, pass } = await stuck()
    expect(told()).toHaveLength(1)
    expect(told()[0]).not.toHaveProperty('waitsForMs')
    for (let days = 1; days <= 3; days++) {
      pass(day)
      await work()
      expect(told()).toHaveLength(days + 1)
      expect(told().at(-1)).toMatchObject({
        waitsForMs: expect.toSatisfy((ms: number) => ms >= days * day),
      })
    }
  })

  it('is not told again for what wakes it within the day', async () => {
    const { told, work, pass, store, id, wakesInMs } = await stuck()
    pass(day / 2)
    await store.noteChange(id, { payment: 'failed', chargeId: null })
    await work()
    expect(told()).toHaveLength(1)
    expect(await wakesInMs(id)).toBeLessThanOrEqual(day / 2)
  })

  it('is not told any more once it is resolved', async () => {
    const { told, work, pass, store, id } = await stuck()
    await store.noteChange(id, { wish: 'close' })
    await work()
    pass(3 * day)
    await work()
    expect(told()).toHaveLength(1)
  })

  it('counts from anew where it comes before a person once more', async () => {
    const { told, work, pass, store, id, find } = await stuck()
    pass(2 * day)
    await work()
    expect(told()).toHaveLength(2)
    await store.noteChange(id, { wish: 'retry' })
    await work()
    expect(told()).toHaveLength(3)
    expect((await find(id)).state).toBe('needs_attention')
    expect(told().at(-1)).not.toHaveProperty('waitsForMs')
  })

  it('is told also after a retry that the provider refuses for good before anything is done, and each day from then on', async () => {
    const paid = { state: 'paid', paymentRef: 'p1', charges: [{ id: 'ch_1', isReturned: false }] } as const
    const ledger = scriptedLedger({
      platform: { send: async () => ({ kind: 'refused', message: 'no' }) },
      payments: { collects: 'now', start: async () => paid, read: async () => paid },
    })
    const { provider, events, work, pass, store, find } = ledger
    const upgrade = ledger.customers({
      action: 'upgrade',
      packageId: pro.id,
      quote: quoteOf(pro),
      due: pro.price,
      payment: { kind: 'received', ref: 'p1', charges: ['ch_1'] },
      lastLook: 'open',
    })
    const id = await ledger.add(upgrade)
    for (let looks = 0; looks < 3; looks++) {
      await work()
      pass(1_000)
    }
    expect((await find(id)).state).toBe('needs_attention')
    const told = () => events.filter((event) => event.type === 'change.escalated').length
    const before = told()
    provider.read = () => Promise.reject(new PaymentRefusedError('no such payment'))
    await store.noteChange(id, { wish: 'retry' })
    await work()
    expect(told()).toBe(before + 1)
    for (let days = 1; days <= 3; days++) {
      pass(day)
      await work()
      expect(told()).toBe(before + 1 + days)
    }
  })
})
