import { describe, expect, it } from 'vitest'
import { marksOf, readMarks } from '../../src/backend/payments/payment-marks.ts'
import type { Contact, PaymentOrder } from '../../src/backend/payments/payment-order.ts'
import type { RememberedIds } from '../../src/backend/payments/provider-memory.ts'
import { LeaseLostError, type Store } from '../../src/backend/ledger/store.ts'
import { createLedger } from '../../src/backend/ledger/ledger.ts'
import { basic, onBasic, pro, scriptedLedger, subject, type Script } from './scripted-ledger.ts'

function purchase(payments: NonNullable<Script['payments']>, store?: Script['store']) {
  const ledger = scriptedLedger({
    ...(store && { store }),
    platform: {
      read: async () => ({ kind: 'read', reading: onBasic(), packages: [basic, pro] }),
      send: async () => ({ kind: 'done' }),
    },
    payments: { collects: 'now', ...payments },
  })
  const wanted = ledger.upgradeToPro()
  return { ...ledger, wanted: { ...wanted, state: 'awaiting_payment' as const } }
}

const open = { state: 'pending', paymentRef: 'p1', step: { kind: 'wait' } } as const
const ofStripe = { subscription: { id: 'sub_1' }, customer: { id: 'cus_1' } }

describe('what a provider keeps while it is called', () => {
  it('stands in the store with the step, and is found by the next call', async () => {
    const found: RememberedIds[] = []
    const ledger = purchase({
      async start(_order, memory) {
        memory.keep(ofStripe)
        return open
      },
      async read(_order, _ref, memory) {
        found.push(await memory.read())
        return open
      },
    })
    await ledger.add(ledger.wanted)
    await ledger.work()
    expect(await ledger.store.memoryOf(subject)).toEqual(ofStripe)
    ledger.pass(60_000)
    await ledger.work()
    expect(found).toEqual([ofStripe])
  })

  it('stands there as well when the call fails after it', async () => {
    const ledger = purchase({
      async start(_order, memory) {
        memory.keep(ofStripe)
        throw new Error('503')
      },
    })
    await ledger.add(ledger.wanted)
    await ledger.work()
    expect(await ledger.store.memoryOf(subject)).toEqual(ofStripe)
  })

  it('is not lost when it cannot be written the first time', async () => {
    const { ledger, failNext } = failingOnce(() => new Error('the disk is full'))
    await ledger.add(ledger.wanted)
    failNext(ofStripe)
    await ledger.work()
    expect(await ledger.store.memoryOf(subject)).toEqual(ofStripe)
  })

  it('does not come back in place of what another instance has kept since', async () => {
    const { ledger: first, failNext } = failingOnce(() => new LeaseLostError())
    const since = { subscription: { id: 'sub_2' }, customer: { id: 'cus_1' } }
    const keepsAnother: Script['payments'] = { start: async (_order, memory) => (memory.keep(since), open) }
    const second = purchase({ ...keepsAnother, read: async () => open }, () => first.store)
    await first.add(first.wanted)
    failNext(ofStripe)
    await first.work()
    expect(await first.store.memoryOf(subject)).toEqual({ subscription: {}, customer: {} })
    first.pass(60_000)
    await second.work()
    const found: RememberedIds[] = []
    first.provider.read = async (_order, _ref, memory) => (found.push(await memory.read()), open)
    first.pass(60_000)
    await first.work()
    expect(found).toEqual([since])
    expect(await first.store.memoryOf(subject)).toEqual(since)
  })
})

/** A purchase whose next step cannot be written, once the provider has kept something. */
function failingOnce(failure: () => Error) {
  let isDown = false
  const ledger = purchase({ start: async () => open, read: async () => open })
  const saveChange: Store['saveChange'] = (...step) => ledger.store.saveChange(...step)
  Object.assign(ledger.parts.store, {
    saveChange: (...step: Parameters<typeof saveChange>) => {
      const fails = isDown
      isDown = false
      return fails ? Promise.reject(failure()) : saveChange(...step)
    },
  })
  const failNext = (ids: RememberedIds) => {
    ledger.provider.start = async (_order, memory) => {
      isDown = true
      memory.keep(ids)
      return open
    }
  }
  return { ledger, failNext }
}

describe('who pays', () => {
  const ada: Contact = { email: 'ada@acme.example', name: 'Ada Acme' }

  it('is handed on to the provider, and stands in no row', async () => {
    const orders: PaymentOrder[] = []
    const ledger = purchase({ start: async (order) => (orders.push(order), open) })
    const running = createLedger(ledger.parts)
    const { id } = (await running.start(ledger.wanted, ada))!
    await running.close()
    expect(orders[0]?.contact).toEqual(ada)
    const kept = JSON.stringify([await ledger.find(id), await ledger.store.historyOf(id)])
    expect(kept).not.toMatch(/ada/i)
  })

  it('is not known to another process', async () => {
    const orders: PaymentOrder[] = []
    const ledger = purchase({ start: async (order) => (orders.push(order), open) })
    await ledger.add(ledger.wanted)
    await ledger.work()
    expect(orders.map(({ contact }) => contact)).toEqual([null])
  })
})

describe('marks', () => {
  const marks = { changeId: 'c1', target: 'website:bikes' as const, customerId: 'acme', websiteId: 'bikes' }

  it('are read back from what a provider has kept beside a payment', () => {
    expect(readMarks('production', { ...marksOf('production', marks), order: '7' })).toEqual(marks)
  })

  it.each([
    ['another installation', marksOf('staging', marks)],
    ['another product', { ...marks, instance: 'production' }],
    ['an id that is missing', { ...marksOf('production', marks), customerId: '' }],
    ['an id that is no text', { ...marksOf('production', marks), changeId: 7 }],
    ['no metadata', null],
    ['text', 'kit=react-3as'],
  ])('are none of ours with %s', (_what, metadata) => {
    expect(readMarks('production', metadata)).toBeNull()
  })
})
