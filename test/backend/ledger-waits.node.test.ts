import { describe, expect, it } from 'vitest'
import type { FactsOf } from '../../src/backend/ledger/change-facts.ts'
import { recovery } from '../../src/backend/ledger/recover.ts'
import { readTiming } from '../../src/backend/ledger/timing.ts'
import { beforeOf } from '../../src/backend/ledger/verdict.ts'
import { awaitMoneyOf, rememberPaid } from '../../src/backend/ledger/unpaid-renewal.ts'
import { LeaseLostError } from '../../src/backend/ledger/store.ts'
import { PaymentRefusedError } from '../../src/backend/payments/payment-errors.ts'
import { basic, onBasic, onPlan, pro, quoteOf, scriptedLedger, subject } from './scripted-ledger.ts'

const unreadable = { read: () => Promise.reject(new Error('503')) }
const minuteMs = 60_000

describe('a worker that lost its lease', () => {
  const losing = (error: Error) => scriptedLedger({ store: () => ({ saveChange: () => Promise.reject(error) }) })

  it('stops without a word: whoever holds the subscription now goes on', async () => {
    const ledger = losing(new LeaseLostError())
    await ledger.add(ledger.customers({ action: 'cancel' }))
    expect(await ledger.work()).toBe(true)
    expect(ledger.events).toEqual([])
  })

  it('says so when the store failed instead', async () => {
    const ledger = losing(new Error('the disk is full'))
    await ledger.add(ledger.customers({ action: 'cancel' }))
    await ledger.work()
    const settling = ledger.events.filter((event) => event.type === 'attempt.failed' && event.operation === 'settling')
    // Of the change, and of the subscription that is let go of with it.
    expect(settling.map((event) => 'changeId' in event && event.changeId !== null)).toEqual([true, false])
  })

  it('sends nothing when its lease can no longer be renewed', async () => {
    const sent: string[] = []
    const ledger = scriptedLedger({
      reading: onBasic('ending'),
      platform: { send: async (call) => (sent.push(call), { kind: 'done' }) },
      store: (store) => ({
        saveChange: async (claim, id, notes, update) => {
          const saved = await store.saveChange(claim, id, notes, update)
          // It stood still right after it had written down what it was about to send.
          if (update.call.kind === 'leaves') ledger.pass(ledger.parts.timing.leaseMs)
          return saved
        },
        renew: async () => null,
      }),
    })
    const id = await ledger.add(ledger.resume())
    await ledger.work()
    expect((await ledger.find(id)).facts.attempts).toBe(1)
    expect(sent).toEqual([])
    expect(ledger.events).toEqual([])
  })

  it('is told apart from a worker whose lease runs on for just long enough', async () => {
    // Short enough that what was read is not too old by then.
    const timing = readTiming({ leaseMs: 45_000 })
    const neededMs = timing.callTimeoutMs + timing.graceMs
    const renewals = async (standsMs: number) => {
      let count = 0
      let stands = standsMs
      const ledger = scriptedLedger({
        reading: onBasic('ending'),
        store: (store) => ({
          saveChange: async (claim, id, notes, update) => {
            const saved = await store.saveChange(claim, id, notes, update)
            if (update.call.kind !== 'leaves') return saved
            ledger.pass(stands)
            stands = 0
            return saved
          },
          renew: (claim, leaseMs) => (count++, store.renew(claim, leaseMs)),
        }),
      })
      ledger.parts.timing = timing
      const id = await ledger.add(ledger.resume())
      await ledger.work()
      expect((await ledger.find(id)).state).toBe('applied')
      return count
    }
    expect(await renewals(timing.leaseMs - neededMs - 1)).toBe(0)
    expect(await renewals(timing.leaseMs - neededMs)).toBe(1)
  })
})

describe('a store that takes its time', () => {
  /** What was left of the stored grace when each call left. */
  const gracesOf = async (writingMs: (writes: number) => number) => {
    let until = 0
    let writes = 0
    const graces: number[] = []
    const ledger = scriptedLedger({
      reading: onBasic('ending'),
      platform: { send: async () => (graces.push(until - ledger.parts.runtime.now()), { kind: 'unknown' }) },
      store: (store) => ({
        saveChange: async (claim, id, notes, update) => {
          const saved = await store.saveChange(claim, id, notes, update)
          if (update.call.kind !== 'leaves') return saved
          until = ledger.parts.runtime.now() + update.call.graceMs
          ledger.pass(writingMs(++writes))
          return saved
        },
      }),
    })
    const id = await ledger.add(ledger.resume())
    await ledger.work()
    return { graces, writes, graceMs: ledger.parts.timing.graceMs, row: await ledger.find(id) }
  }

  it('does not shorten the time in which a call may still take effect', async () => {
    const { graces, graceMs } = await gracesOf((writes) => (writes === 1 ? 8_000 : 2_500))
    expect(graces).toHaveLength(1)
    expect(graces[0]).toBeGreaterThanOrEqual(graceMs)
  })

  it('and takes it each time holds the call back, until it is looked at again', async () => {
    const { graces, writes, row } = await gracesOf(() => 8_000)
    expect({ graces, writes, state: row.state, sentAt: row.facts.sentAt }).toEqual({
      graces: [],
      writes: 3,
      state: 'applying',
      sentAt: null,
    })
  })
})

it('a duration is never shorter than was asked for: the store keeps whole milliseconds', () => {
  expect(readTiming({ graceMs: 15_000.2 }).graceMs).toBe(15_001)
})

describe('a process that stalls while it writes down that a call leaves', () => {
  const sentAfter = async (stallMs: number) => {
    let sent = 0
    let stalls = 1
    const ledger = scriptedLedger({
      reading: onBasic('ending'),
      platform: { send: async () => (sent++, { kind: 'done' }) },
      store: (store) => ({
        saveChange: async (claim, id, notes, update) => {
          // The write arrives when the process is awake again, so that the whole grace is stored.
          if (update.call.kind === 'leaves' && stalls-- > 0) ledger.pass(stallMs)
          return store.saveChange(claim, id, notes, update)
        },
      }),
    })
    const id = await ledger.add(ledger.resume())
    await ledger.work()
    return { sent, facts: (await ledger.find(id)).facts }
  }
  const { callTimeoutMs, graceMs } = readTiming()

  it('sends nothing on what it read before: whose website it is may have changed', async () => {
    const { sent, facts } = await sentAfter(callTimeoutMs + graceMs + 1)
    expect({ sent, sentAt: facts.sentAt }).toEqual({ sent: 0, sentAt: null })
  })

  it('sends what was read just before it', async () => {
    expect((await sentAfter(1_000)).sent).toBe(1)
  })
})

describe('a store that takes nothing while something is due', () => {
  it('is left in peace until the next look, and each look tells of it', async () => {
    let writes = 0
    const ledger = scriptedLedger({
      store: () => ({
        saveChange: () => {
          writes += 1
          return Promise.reject(new Error('disk full'))
        },
      }),
    })
    await ledger.add(ledger.resume())
    const loop = recovery(ledger.parts)
    await loop.recover()
    const writesOfOne = writes
    expect(writesOfOne).toBeLessThan(5)
    await loop.recover()
    expect(writes).toBe(2 * writesOfOne)
    expect(new Set(ledger.troubles())).toEqual(new Set(['settling']))
  })

  it('keeps nobody from the subscriptions beside it for longer than a look', async () => {
    const ledger = scriptedLedger({
      store: (store) => ({
        saveChange: (claim, ...written) =>
          claim.target === subject.target
            ? Promise.reject(new Error('broken row'))
            : store.saveChange(claim, ...written),
      }),
    })
    await ledger.add(ledger.resume())
    const beside = await ledger.add({ ...ledger.resume(), target: 'website:books' })
    const loop = recovery(ledger.parts)
    await loop.recover()
    await loop.recover()
    expect((await ledger.find(beside)).state).toBe('applied')
  })
})

describe('a mistake in one change', () => {
  it('puts it off for five seconds, and keeps nobody from the other changes of the subscription', async () => {
    const refunded: string[] = []
    const ledger = scriptedLedger({
      payments: {
        collects: 'now',
        end: () => {
          throw new TypeError('not a function')
        },
        refundCharge: async (chargeId) => void refunded.push(chargeId),
      },
      store: (store) => ({
        saveChange: (claim, id, notes, update) =>
          id === broken && update.wakeInMs === 0
            ? Promise.reject(new Error('broken'))
            : store.saveChange(claim, id, notes, update),
      }),
    })
    const broken = await ledger.add(ledger.system({ action: 'end_charge', reason: 'owner_changed' }))
    await ledger.add(ledger.system({ action: 'refund_stray', chargeId: 'ch_1' }))
    await ledger.work()
    expect(refunded).toEqual(['ch_1'])
    expect(await ledger.wakesInMs(broken)).toBe(5_000)
    expect(ledger.troubles()).toEqual(['settling'])
  })

  it('does not undo what was written down before it', async () => {
    const ledger = scriptedLedger({
      reading: onBasic('ending'),
      platform: { send: () => Promise.reject(new TypeError('a mistake')) },
    })
    const id = await ledger.add(ledger.resume())
    await ledger.work()
    expect((await ledger.find(id)).facts).toMatchObject({ attempts: 1, lastOutcome: 'unknown' })
  })

  it('is told when the subscription cannot be released', async () => {
    const ledger = scriptedLedger({ store: () => ({ release: () => Promise.reject(new Error('gone')) }) })
    await ledger.add(ledger.system({ action: 'refund_stray', chargeId: 'ch_1' }))
    expect(await ledger.work()).toBe(true)
    expect(ledger.troubles()).toEqual(['releasing a subscription'])
  })
})

describe('what the provider caused while a customer’s change is under way', () => {
  it('is put off by two seconds, before the subscription is released', async () => {
    const ledger = scriptedLedger({
      platform: unreadable,
      payments: { collects: 'now' },
      store: (store) => ({
        saveChange: async (...update) => {
          await new Promise(setImmediate)
          return store.saveChange(...update)
        },
      }),
    })
    await ledger.add(ledger.customers({ action: 'cancel' }))
    const id = await ledger.add(ledger.system({ action: 'align', cause: 'news', seen: null }))
    await ledger.work()
    expect(await ledger.wakesInMs(id)).toBe(2_000)
  })

  it.each([
    ['until that is looked at again', 20_000, 20_000],
    ['by half a minute at most', 3_600_000, 30_000],
  ])('is put off %s', async (_what, sleepsMs, putOffMs) => {
    const ledger = scriptedLedger({ payments: { collects: 'now' } })
    await ledger.add({ ...ledger.customers({ action: 'cancel' }), wakeInMs: sleepsMs })
    const id = await ledger.add(ledger.system({ action: 'watch', seen: null }))
    await ledger.work()
    expect(await ledger.wakesInMs(id)).toBe(putOffMs)
  })
})

describe('a smaller plan', () => {
  it('that was agreed to is planned up to the end of the period', async () => {
    const sent: string[] = []
    const ledger = scriptedLedger({
      reading: onPlan(pro),
      platform: { send: async (call) => (sent.push(call), { kind: 'done' }) },
    })
    const facts: Partial<FactsOf<'downgrade'>> = {
      packageId: basic.id,
      before: beforeOf(onPlan(pro)),
      quote: quoteOf(basic),
    }
    ledger.pass(Date.parse('2026-12-24T00:00:00.000Z') - 5 * minuteMs - ledger.parts.now().getTime())
    const id = await ledger.add(ledger.customers({ action: 'downgrade', ...facts }))
    await ledger.work()
    ledger.pass(ledger.parts.timing.readLagMs)
    await ledger.work()
    expect(sent).toEqual(['downgrade'])
    expect((await ledger.find(id)).state).toBe('applied')
  })
})

describe('a platform that cannot be read', () => {
  it('is asked again after longer and longer pauses', async () => {
    const ledger = scriptedLedger({ platform: unreadable })
    const id = await ledger.add(ledger.customers({ action: 'cancel' }))
    const pauses: (number | null)[] = []
    for (let looks = 0; looks < 6; looks++) {
      await ledger.work()
      const pause = await ledger.wakesInMs(id)
      pauses.push(pause)
      ledger.pass(pause ?? 0)
    }
    expect(pauses).toEqual([500, 500, 500, 500, 500, 625])
    expect(new Set(ledger.troubles())).toEqual(new Set(['reading the platform']))
  })

  it('refuses after an hour what has not begun', async () => {
    const ledger = scriptedLedger({ platform: unreadable })
    const { giveUpMs } = ledger.parts.timing
    const id = await ledger.add(ledger.customers({ action: 'cancel' }))
    await ledger.work()
    ledger.pass(giveUpMs)
    await ledger.work()
    expect((await ledger.find(id)).state).toBe('applying')
    ledger.pass(31_000)
    await ledger.work()
    expect(await ledger.find(id)).toMatchObject({ state: 'refused', facts: { reason: 'platform_unreadable' } })
  })

  it('brings before a person what may have been sent', async () => {
    let isAway = false
    const ledger = scriptedLedger({
      platform: {
        read: async () => {
          if (isAway) throw new Error('503')
          return { kind: 'read', reading: onBasic('ending'), packages: [basic] }
        },
        send: async () => ((isAway = true), { kind: 'unknown' }),
      },
    })
    const id = await ledger.add(ledger.resume())
    await ledger.work()
    ledger.pass(ledger.parts.timing.giveUpMs + 1)
    await ledger.work()
    expect(await ledger.find(id)).toMatchObject({
      state: 'needs_attention',
      facts: { reason: 'platform_unreadable', reference: id.slice(0, 8).toUpperCase() },
    })
  })
})

describe('an unpaid renewal', () => {
  const graceEndsAt = '2026-12-02T00:00:00.000Z'
  const overdue = {
    invoiceId: 'in_1',
    kind: 'overdue',
    amount: { amountMinor: 799, currency: 'EUR' },
    deadline: null,
    payUrl: null,
  } as const
  const unpaid = { action: 'await_renewal', invoiceId: 'in_1', graceEndsAt, remembered: { kind: 'not_read' } } as const
  const dayMs = 1_440 * minuteMs
  const standing = async () => ({ recurring: null, due: overdue, balance: null })
  const ending = (ledger: ReturnType<typeof scriptedLedger>) =>
    ledger.store.findChange({ key: 'end_unpaid:in_1', lane: 'system', target: 'website:bikes', customerId: 'acme' })

  it('is left alone to the last moment of its grace, and ended right after it', async () => {
    const ledger = scriptedLedger({ payments: { collects: 'now', standing } })
    const id = await ledger.add(ledger.system(unpaid, 'in_1'))
    ledger.pass(dayMs - 1)
    await ledger.work()
    expect(await ledger.wakesInMs(id)).toBe(ledger.parts.timing.paymentPollMs)
    expect(await ending(ledger)).toBeNull()
    ledger.pass(1)
    ledger.pass(ledger.parts.timing.paymentPollMs)
    await ledger.work()
    expect(await ledger.find(id)).toMatchObject({ state: 'failed', facts: { reason: 'renewal_unpaid' } })
    expect(await ending(ledger)).not.toBeNull()
  })

  it.each([
    ['was paid before, and is claimed back', true, 'needs_attention'],
    ['was never paid', false, 'failed'],
    ['may have been paid, which the provider does not say', undefined, 'failed'],
  ])('is over when its grace is, where it %s', async (_which, wasPaid, state) => {
    const due = { ...overdue, wasPaid }
    const ledger = scriptedLedger({
      payments: { collects: 'now', standing: async () => ({ recurring: null, due, balance: null }) },
    })
    const id = await ledger.add(ledger.system(unpaid, 'in_1'))
    ledger.pass(dayMs)
    await ledger.work()
    expect(await ledger.find(id)).toMatchObject({ state, facts: { reason: 'renewal_unpaid' } })
    expect((await ending(ledger)) === null).toBe(state === 'needs_attention')
  })

  it.each([
    ['this one is unpaid as well', 'ended'],
    ['this one was paid', 'paid'],
  ] as const)('is ended only where the provider says so, while an older one is due: %s', async (_which, answer) => {
    const due = { ...overdue, invoiceId: 'in_0' }
    const older = { ...unpaid, invoiceId: 'in_0', graceEndsAt: '2027-12-02T00:00:00.000Z' }
    const asked: unknown[] = []
    const ledger = scriptedLedger({
      payments: {
        collects: 'now',
        standing: async () => ({ recurring: null, due, balance: null }),
        end: async (order) => (asked.push(order.unpaidInvoiceId), answer),
      },
    })
    await ledger.add(ledger.system(older, 'in_0'))
    ledger.pass(1)
    await ledger.add(ledger.system(unpaid, 'in_1'))
    ledger.pass(dayMs)
    await ledger.work()
    await ledger.work()
    expect((await ending(ledger))?.state === 'abandoned').toBe(answer === 'paid')
    expect(asked).toEqual(['in_1'])
  })

  it('ends nothing by a worker that has stalled until another one holds the subscription', async () => {
    const ledger = scriptedLedger({
      payments: {
        collects: 'now',
        standing: async () => {
          ledger.pass(ledger.parts.timing.leaseMs)
          await ledger.store.claim({ owner: 'another instance', leaseMs: dayMs, target: 'website:bikes' })
          return { recurring: null, due: overdue, balance: null }
        },
      },
    })
    const id = await ledger.add(ledger.system(unpaid, 'in_1'))
    ledger.pass(dayMs)
    await ledger.work()
    expect(await ending(ledger)).toBeNull()
    expect((await ledger.find(id)).state).toBe('awaiting_payment')
  })

  it('that is paid while its charge cannot be ended, and claimed back and lost since, has a grace of its own', async () => {
    let isAway = true
    let ended = 0
    const end = async () => {
      if (isAway) throw new Error('503')
      ended++
      return 'ended' as const
    }
    const ledger = scriptedLedger({ payments: { collects: 'now', standing, end } })
    await ledger.add(ledger.system(unpaid, 'in_1'))
    ledger.pass(dayMs)
    await ledger.work()
    await ledger.work()
    expect(ledger.troubles()).toContain('changing the recurring charge')
    await rememberPaid(ledger.parts, subject, 'in_1')
    isAway = false
    ledger.pass(10 * minuteMs)
    await ledger.work()
    expect(ended).toBe(0)
    expect(await ending(ledger)).toMatchObject({ state: 'abandoned', facts: { reason: 'paid_meanwhile' } })
    await awaitMoneyOf(ledger.parts, subject, 'in_1', null)
    const second = await ledger.store.findChange({ ...subject, key: 'await_renewal:in_1/2', lane: 'system' })
    expect(second?.state).toBe('awaiting_payment')
  })

  it('ends the plan that was charged when it began, whatever is charged by then', async () => {
    const charge = { renews: true, price: pro.price, scheduledPackageId: null, periodEndsAt: graceEndsAt }
    let packageId = pro.id
    const ledger = scriptedLedger({
      payments: {
        collects: 'now',
        standing: async () => ({ recurring: { ...charge, packageId }, due: overdue, balance: null }),
      },
    })
    await ledger.add(ledger.system(unpaid, 'in_1'))
    await ledger.work()
    packageId = basic.id
    ledger.pass(dayMs)
    await ledger.work()
    expect(await ending(ledger)).toMatchObject({ facts: { packageId: pro.id, periodEndsAt: graceEndsAt } })
  })

  it.each([
    ['nothing', null, 'in_1'],
    ['a later one', { ...overdue, invoiceId: 'in_2' }, 'in_1'],
    ['a later one, also after a claim', { ...overdue, invoiceId: 'in_2' }, 'in_1/2'],
  ])('is paid, or not owed any more, when the provider has %s outstanding', async (_what, due, occasion) => {
    const later = { ...unpaid, invoiceId: 'in_2', graceEndsAt: '2027-12-02T00:00:00.000Z' }
    const ledger = scriptedLedger({
      payments: { collects: 'now', standing: async () => ({ recurring: null, due, balance: null }) },
    })
    const id = await ledger.add(ledger.system(unpaid, occasion))
    ledger.pass(dayMs / 2)
    await ledger.add(ledger.system(later, 'in_2'))
    ledger.pass(dayMs / 2)
    await ledger.work()
    expect((await ledger.find(id)).state).toBe('applied')
    expect(await ending(ledger)).toBeNull()
  })

  it('waits on while the provider cannot be asked', async () => {
    const ledger = scriptedLedger({ payments: { collects: 'now', standing: () => Promise.reject(new Error('503')) } })
    const id = await ledger.add(ledger.system(unpaid, 'in_1'))
    ledger.pass(dayMs)
    await ledger.work()
    expect((await ledger.find(id)).state).toBe('awaiting_payment')
    expect(await ledger.wakesInMs(id)).toBe(ledger.parts.timing.paymentPollMs)
    expect(ledger.troubles()).toEqual(['ending an unpaid subscription'])
  })

  it('is before a person when the provider cannot be asked for an hour, and waits again on retry', async () => {
    const ledger = scriptedLedger({ payments: { collects: 'now', standing: () => Promise.reject(new Error('503')) } })
    const id = await ledger.add(ledger.system(unpaid, 'in_1'))
    ledger.pass(dayMs)
    await ledger.work()
    ledger.pass(60 * minuteMs + 1)
    await ledger.work()
    expect(await ledger.find(id)).toMatchObject({ state: 'needs_attention', facts: { reason: 'provider_unreadable' } })
    await ledger.store.noteChange(id, { wish: 'retry' })
    await ledger.work()
    expect((await ledger.find(id)).state).toBe('awaiting_payment')
  })

  it('is not given up before its ending is written down', async () => {
    const ledger = scriptedLedger({
      payments: { collects: 'now', standing },
      store: () => ({ addChange: () => Promise.reject(new Error('the store is away')) }),
    })
    const id = await ledger.add(ledger.system(unpaid, 'in_1'))
    ledger.pass(dayMs)
    await ledger.work()
    expect((await ledger.find(id)).state).toBe('awaiting_payment')
    expect(ledger.troubles()).toEqual(['ending an unpaid subscription'])
  })
})

describe('a charge that belongs to no change', () => {
  const failing = (error: Error) =>
    scriptedLedger({ payments: { collects: 'now', refundCharge: () => Promise.reject(error) } })

  it('goes before a person when the provider refuses to return it', async () => {
    const ledger = failing(new PaymentRefusedError('disputed'))
    const id = await ledger.add(ledger.system({ action: 'refund_stray', chargeId: 'ch_1' }))
    await ledger.work()
    expect(await ledger.find(id)).toMatchObject({
      state: 'needs_attention',
      facts: { reason: 'provider_refused', foreignText: 'disputed' },
    })
  })

  it('goes before a person when the provider cannot be asked for an hour', async () => {
    const ledger = failing(new Error('503'))
    const id = await ledger.add(ledger.system({ action: 'refund_stray', chargeId: 'ch_1' }))
    await ledger.work()
    expect(await ledger.wakesInMs(id)).toBe(500)
    ledger.pass(ledger.parts.timing.giveUpMs)
    await ledger.work()
    expect((await ledger.find(id)).state).toBe('applying')
    ledger.pass(30_000)
    await ledger.work()
    expect(await ledger.find(id)).toMatchObject({ state: 'needs_attention', facts: { reason: 'provider_unreadable' } })
  })
})

describe('a partner’s hook that fails', () => {
  it('is called again after longer and longer pauses, and hourly after a day, which a person is told', async () => {
    let isUp = false
    const ledger = scriptedLedger({
      reading: onBasic('ending'),
      payments: {
        applied: async () => {
          if (!isUp) throw new Error('down')
        },
      },
    })
    const id = await ledger.add(ledger.resume())
    await ledger.work()
    expect((await ledger.find(id)).state).toBe('applied')
    expect(await ledger.wakesInMs(id)).toBe(500)
    ledger.pass(ledger.parts.timing.tellForMs)
    await ledger.work()
    expect(ledger.events.some(({ type }) => type === 'notification.refused')).toBe(false)
    ledger.pass(30_000)
    await ledger.work()
    expect(ledger.events.at(-1)).toEqual({
      type: 'notification.refused',
      changeId: id,
      sinceMs: ledger.parts.timing.tellForMs + 30_000,
    })
    expect(await ledger.wakesInMs(id)).toBe(3_600_000)
    isUp = true
    ledger.pass(3_600_000)
    await ledger.work()
    expect(ledger.events.at(-1)).toMatchObject({ type: 'change.ended', changeId: id, state: 'applied' })
    expect((await ledger.find(id)).facts.isUntold).toBe(false)
  })
})
