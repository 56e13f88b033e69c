import { describe, expect, it } from 'vitest'
import { PaymentRefusedError } from '../../src/backend/payments/payment-errors.ts'
import type { GivenBack, PaymentOutcome } from '../../src/backend/payments/payment-order.ts'
import type { Payments } from '../../src/backend/payments/payments.ts'
import { createLedger } from '../../src/backend/ledger/ledger.ts'
import { basic, onBasic, onPlan, pro, quoteOf, scriptedLedger, subject, type Script } from './scripted-ledger.ts'

const hourMs = 3_600_000
const dayMs = 24 * hourMs

/** A plan that is bought from a provider that works as is declared. */
async function bought(
  declares: Partial<Payments['declares']>,
  { payments, facts, ...script }: Script & { facts?: object } = {},
) {
  const said: { returned: GivenBack; outcome: PaymentOutcome } = {
    returned: { state: 'asked' },
    outcome: { state: 'pending', paymentRef: 'p1', step: { kind: 'wait' } },
  }
  const ledger = scriptedLedger({
    platform: {
      read: async () => ({ kind: 'read', reading: script.reading ?? onBasic(), packages: [basic, pro] }),
      send: async () => ({ kind: 'done' }),
    },
    ...script,
    payments: {
      collects: 'now',
      declares,
      start: async () => said.outcome,
      read: async () => said.outcome,
      refund: async () => said.returned,
      ...payments,
    },
  })
  const wanted = ledger.upgradeToPro({ lastLook: 'done', ...facts })
  const isReturning = facts !== undefined
  const id = await ledger.add({ ...wanted, state: isReturning ? 'applying' : 'awaiting_payment' })
  const row = () => ledger.find(id)
  /** Lets the worker come whenever the change is due, until so much time has gone by. */
  const goOn = async (forMs: number) => {
    for (let left = forMs; left > 0;) {
      const { wakeAt } = await row()
      if (wakeAt === null) return
      const wait = Math.min(left, Math.max(1, wakeAt - ledger.parts.runtime.now()))
      ledger.pass(wait)
      left -= wait
      await ledger.work()
    }
  }
  return { ...ledger, said, row, goOn, id }
}

const received = { payment: { kind: 'received', ref: 'p1', charges: ['ch_1'] }, direction: 'returning' } as const

describe('money whose return has to be approved', () => {
  const returning = () => bought({ giveBack: 'on_approval' }, { facts: received })

  it('is waited for, and the change is refunded once it was approved', async () => {
    const { goOn, row, said, work } = await returning()
    await work()
    await goOn(3 * dayMs)
    expect((await row()).state).toBe('applying')
    said.returned = { state: 'done' }
    await goOn(2 * hourMs)
    expect((await row()).state).toBe('refunded')
  })

  it('is before a person when the provider does not approve it', async () => {
    const { goOn, row, said, work } = await returning()
    await work()
    said.returned = { state: 'refused', message: 'the charge is disputed' }
    await goOn(hourMs)
    expect(await row()).toMatchObject({
      state: 'needs_attention',
      facts: { reason: 'refund_failed', foreignText: 'the charge is disputed' },
    })
  })

  it('is before a person when there is no word of it for two weeks', async () => {
    const { goOn, row, work } = await returning()
    await work()
    await goOn(15 * dayMs)
    expect(await row()).toMatchObject({ state: 'needs_attention', facts: { reason: 'refund_failed' } })
  })

  it('is not delivered for any more, also when a person asks for another try', async () => {
    const sent: string[] = []
    const ledger = await bought(
      { giveBack: 'on_approval' },
      {
        facts: received,
        platform: {
          read: async () => ({ kind: 'read', reading: onBasic(), packages: [basic, pro] }),
          send: async (call) => (sent.push(call), { kind: 'done' }),
        },
      },
    )
    await ledger.work()
    await ledger.goOn(15 * dayMs)
    await ledger.store.noteChange(ledger.id, { wish: 'retry' })
    ledger.said.returned = { state: 'done' }
    await ledger.goOn(dayMs)
    expect((await ledger.row()).state).toBe('refunded')
    expect(sent).toEqual([])
  })

  it('is not taken for free when another hand has brought the plan in the meantime', async () => {
    const world = { reading: onBasic() }
    const ledger = await bought(
      { giveBack: 'on_approval' },
      {
        facts: { ...received, attempts: 1 },
        platform: {
          read: async () => ({ kind: 'read', reading: world.reading, packages: [basic, pro] }),
          send: async () => ({ kind: 'done' }),
        },
      },
    )
    await ledger.work()
    world.reading = onPlan(pro)
    await ledger.goOn(hourMs)
    expect(await ledger.row()).toMatchObject({ state: 'needs_attention', facts: { reason: 'changed_elsewhere' } })
  })
})

it('money that is given back by hand is before a person from the first', async () => {
  const refund = () => Promise.reject(new PaymentRefusedError('by hand'))
  const { row, work } = await bought({ giveBack: 'by_hand' }, { facts: received, payments: { refund } })
  await work()
  expect(await row()).toMatchObject({ state: 'needs_attention', facts: { reason: 'refund_failed' } })
})

describe('a payment that takes days', () => {
  it('is waited for while it is under way', async () => {
    const { goOn, row, said, work } = await bought({ settles: 'days' })
    await work()
    await goOn(4 * dayMs)
    expect((await row()).state).toBe('awaiting_payment')
    said.outcome = { state: 'paid', paymentRef: 'p1', charges: [{ id: 'ch_1', isReturned: false }] }
    await goOn(hourMs)
    expect((await row()).state).toBe('applied')
  })

  it('is asked about every hour at most, for as long as that takes', async () => {
    let reads = 0
    const pending: PaymentOutcome = { state: 'pending', paymentRef: 'p1', step: { kind: 'wait' } }
    const { goOn, row, work } = await bought(
      { settles: 'days' },
      { payments: { read: async () => (reads++, pending) } },
    )
    await work()
    await goOn(10 * dayMs)
    expect((await row()).state).toBe('awaiting_payment')
    expect(reads).toBeLessThan(400)
    expect(reads).toBeGreaterThan(10 * 24)
  })

  it('is withdrawn ten minutes before the period that its quote counts on has ended, however seldom it is asked about', async () => {
    const { goOn, row, work, parts } = await bought({ settles: 'days' })
    parts.timing.settlementMs = 30 * dayMs
    await work()
    const endsInMs = Date.parse('2026-12-24T00:00:00.000Z') - parts.now().getTime()
    await goOn(endsInMs - hourMs / 6)
    expect(await row()).toMatchObject({ state: 'refused', facts: { reason: 'period_ended' } })
  })

  it('is asked about without delay once there is news of it', async () => {
    const { goOn, row, said, work, store, id } = await bought({ settles: 'days' })
    await work()
    await goOn(4 * dayMs)
    said.outcome = { state: 'failed', paymentRef: 'p1', message: 'returned by the bank' }
    await store.noteChange(id, { payment: 'failed', chargeId: null })
    await work()
    expect(await row()).toMatchObject({ state: 'failed', facts: { reason: 'declined' } })
  })

  it('is withdrawn after an hour while the customer has not sent anything', async () => {
    const step = { kind: 'redirect', url: 'https://pay.test' } as const
    const { goOn, row, said, work } = await bought({ settles: 'days' })
    said.outcome = { state: 'pending', paymentRef: 'p1', step }
    await work()
    await goOn(2 * hourMs)
    expect(await row()).toMatchObject({ state: 'abandoned', facts: { reason: 'not_paid_in_time' } })
  })
})

describe('a declined payment', () => {
  const declined = async (unpaidChange: 'held' | 'applies_at_once') => {
    const voided: string[] = []
    const ledger = await bought(
      { unpaidChange },
      { payments: { void: async (_order, ref) => (voided.push(ref ?? ''), 'voided') } },
    )
    ledger.said.outcome = { state: 'failed', paymentRef: 'p1', message: 'declined' }
    await ledger.work()
    expect((await ledger.row()).state).toBe('failed')
    return voided
  }

  it('is taken back at a provider where the change has taken effect already', async () => {
    expect(await declined('applies_at_once')).toEqual(['p1'])
  })

  it('needs nothing where the change was held', async () => {
    expect(await declined('held')).toEqual([])
  })
})

describe('news of a charge', () => {
  const about = { ...subject, changeId: null }
  const returned = { type: 'charge.returned', chargeId: 'ch_1', amount: basic.price, ...about } as const
  const periodEndsAt = '2026-12-24T00:00:00.000Z'

  it('that has gone back leaves no credit for its period, and the partner is told once', async () => {
    const { parts, events } = scriptedLedger({ payments: { collects: 'now' } })
    const ledger = createLedger(parts)
    for (let times = 0; times < 2; times++) await ledger.receive({ ...returned, periodEndsAt }, 'website')
    expect(await ledger.returnedOf(subject, periodEndsAt)).toEqual(basic.price)
    expect(events).toEqual([{ type: 'charge.returned', changeId: null, amount: basic.price }])
  })

  it('that has gone back and is told again a period later takes no credit away from that one', async () => {
    const world = { reading: onBasic() }
    const { parts } = scriptedLedger({
      payments: { collects: 'now' },
      platform: { read: async () => ({ kind: 'read', reading: world.reading, packages: [basic] }) },
    })
    const ledger = createLedger(parts)
    await ledger.receive({ ...returned, periodEndsAt: null }, 'website')
    const nextEndsAt = '2027-01-24T00:00:00.000Z'
    world.reading = { ...onBasic(), subscription: { ...onBasic().subscription, endsAt: nextEndsAt } as never }
    await ledger.receive({ ...returned, periodEndsAt: null }, 'website')
    expect(await ledger.returnedOf(subject, periodEndsAt)).toEqual(basic.price)
    expect(await ledger.returnedOf(subject, nextEndsAt)).toBeNull()
  })

  const told = async (...amounts: readonly (readonly [chargeId: string, amountMinor: number])[]) => {
    const { parts, events } = scriptedLedger({ payments: { collects: 'now' } })
    const ledger = createLedger(parts)
    for (const [chargeId, amountMinor] of amounts) {
      const amount = { ...basic.price, amountMinor }
      await ledger.receive({ ...returned, chargeId, amount, periodEndsAt }, 'website')
    }
    return { known: await ledger.returnedOf(subject, periodEndsAt), times: events.length }
  }

  it.each([
    ['of two charges of one period is added up', [['ch_1', 300] as const, ['ch_2', 200] as const], 500, 2],
    [
      'in parts counts with all that has gone back by then',
      [['ch_1', 300] as const, ['ch_1', 500] as const, ['ch_1', 300] as const],
      500,
      2,
    ],
    [
      'of two charges counts once, however often it is told',
      [['ch_1', 300] as const, ['ch_2', 200] as const, ['ch_1', 300] as const, ['ch_2', 200] as const],
      500,
      2,
    ],
  ])('that has gone back %s', async (_what, amounts, amountMinor, times) => {
    expect(await told(...amounts)).toEqual({ known: { ...basic.price, amountMinor }, times })
  })

  it.each(['give_back', 'give_back_and_end'] as const)(
    'that has gone back beyond what the ledger has given back (%s) leaves no credit for that either',
    async (action) => {
      const { parts, store, system, customers, add, events } = scriptedLedger({ payments: { collects: 'now' } })
      const id = await add({ ...customers({ action: 'upgrade', packageId: pro.id }), state: 'applied', wakeInMs: null })
      const amount = { ...pro.price, amountMinor: 500 }
      const given = { action, of: id, chargeIds: ['ch_1'], amount, periodEndsAt } as const
      await store.addChange({ ...system(given), key: `reverse:${id}`, state: 'applied', wakeInMs: null })
      const ledger = createLedger(parts)
      const about500 = { ...returned, changeId: id, amount, periodEndsAt }
      await ledger.receive(about500, 'website')
      expect(await ledger.returnedOf(subject, periodEndsAt)).toEqual(amount)
      expect(events).toEqual([])
      await ledger.receive({ ...about500, amount: pro.price }, 'website')
      expect(await ledger.returnedOf(subject, periodEndsAt)).toEqual(pro.price)
      expect(events).toMatchObject([{ type: 'charge.returned', amount: pro.price }])
    },
  )

  it('that the ledger has given back after another hand had given back a part is known', async () => {
    const { parts, store, system, customers, add, events } = scriptedLedger({ payments: { collects: 'now' } })
    const id = await add({ ...customers({ action: 'upgrade', packageId: pro.id }), state: 'applied', wakeInMs: null })
    const amount = { ...pro.price, amountMinor: pro.price.amountMinor - 500 }
    const given = { action: 'give_back', of: id, chargeIds: ['ch_1'], amount, goneBefore: 500, periodEndsAt } as const
    await store.addChange({ ...system(given), key: `reverse:${id}`, state: 'applied', wakeInMs: null })
    const ledger = createLedger(parts)
    await ledger.receive({ ...returned, changeId: id, amount: pro.price, periodEndsAt }, 'website')
    expect(await ledger.returnedOf(subject, periodEndsAt)).toEqual(pro.price)
    expect(events).toEqual([])
  })

  it('that a person gives back while the provider still has to approve it leaves no credit, also once that is refused', async () => {
    const { parts, store, system, customers, add } = scriptedLedger({ payments: { collects: 'now' } })
    const id = await add({ ...customers({ action: 'upgrade', packageId: pro.id }), state: 'applied', wakeInMs: null })
    const asked = { action: 'give_back', of: id, chargeIds: ['ch_1'], amount: pro.price, periodEndsAt } as const
    const reversal = system(asked)
    await store.addChange({ ...reversal, key: `reverse:${id}`, wakeInMs: null })
    const ledger = createLedger(parts)
    await ledger.receive({ ...returned, changeId: id, amount: pro.price, periodEndsAt }, 'website')
    const row = await store.findChange({ id: reversal.id })
    const claim = await store.claim({ owner: 'a', leaseMs: 60_000, target: subject.target })
    await store.saveChange(claim!, reversal.id, row!.notes, {
      state: 'closed',
      facts: row!.facts,
      wakeInMs: null,
      hasEnded: true,
      raisesTurn: false,
      call: { kind: 'none' },
      clearsWish: false,
      paidBy: null,
    })
    expect(await ledger.returnedOf(subject, periodEndsAt)).toEqual(pro.price)
  })

  describe('that has gone back before its plan is there', () => {
    const unapplied = async () => {
      const sent: string[] = []
      const world = { reading: onBasic(), answer: async (): Promise<'done' | 'unsent'> => 'unsent' }
      const ledger = await bought(
        {},
        {
          facts: { ...received, direction: 'forward' },
          platform: {
            read: async () => ({ kind: 'read', reading: world.reading, packages: [basic, pro] }),
            send: async (call) => (sent.push(call), { kind: await world.answer() }),
          },
        },
      )
      await ledger.work()
      const news = { ...returned, changeId: ledger.id, periodEndsAt }
      const receive = (amountMinor: number) =>
        createLedger(ledger.parts).receive({ ...news, amount: { ...pro.price, amountMinor } }, 'website')
      const comes = () => (world.reading = { ...onPlan(pro), lastPackageChangeAt: '2026-11-24T00:00:00.000Z' })
      const uncredited = async () =>
        (await createLedger(ledger.parts).returnedOf(subject, periodEndsAt))?.amountMinor ?? 0
      const close = async () => {
        const asked = { by: { kind: 'staff', staffId: 'jane' }, why: 'settled' } as const
        await createLedger(ledger.parts).resolve(ledger.id, 'close', asked)
        await ledger.goOn(hourMs)
        expect((await ledger.row()).state).toBe('closed')
      }
      return { ...ledger, sent, world, receive, comes, uncredited, close }
    }

    it('buys nothing any more, and the partner is told', async () => {
      const { receive, said, goOn, row, sent, events } = await unapplied()
      said.returned = { state: 'done' }
      expect(await receive(pro.price.amountMinor)).toBe(true)
      const before = sent.length
      await goOn(10 * 60_000)
      expect(await row()).toMatchObject({ state: 'refunded', facts: { reason: 'settled_by_partner' } })
      expect(sent).toHaveLength(before)
      expect(events).toContainEqual({ type: 'charge.returned', changeId: (await row()).id, amount: pro.price })
    })

    it('is before a person where the plan has come after all, and gives no credit once that is closed', async () => {
      const { receive, goOn, row, comes, close, uncredited } = await unapplied()
      comes()
      await receive(pro.price.amountMinor)
      await goOn(10 * 60_000)
      expect(await row()).toMatchObject({ state: 'needs_attention', facts: { reason: 'changed_elsewhere' } })
      await close()
      expect(await uncredited()).toBe(pro.price.amountMinor)
    })

    it.each([pro.price.amountMinor, 100])(
      'while its call is on its way gives no credit for its period (%i)',
      async (cents) => {
        const { receive, goOn, row, world, comes, uncredited } = await unapplied()
        world.answer = async () => {
          await receive(cents)
          comes()
          return 'done'
        }
        await goOn(10 * 60_000)
        expect((await row()).state).toBe('applied')
        expect(await uncredited()).toBe(cents)
      },
    )

    it('in part gives no credit for its period, and the partner is told', async () => {
      const { receive, goOn, row, world, comes, uncredited, events } = await unapplied()
      expect(await receive(100)).toBe(true)
      world.answer = async () => (comes(), 'done')
      await goOn(10 * 60_000)
      expect((await row()).state).toBe('applied')
      expect(await uncredited()).toBe(100)
      expect(events.filter(({ type }) => type === 'charge.returned')).toHaveLength(1)
    })

    it.each([100, pro.price.amountMinor])(
      'while it is before a person gives no credit once that is closed (%i)',
      async (cents) => {
        const { receive, goOn, row, comes, close, uncredited } = await unapplied()
        await goOn(2 * hourMs)
        expect((await row()).state).toBe('needs_attention')
        expect(await receive(cents)).toBe(true)
        comes()
        await close()
        expect(await uncredited()).toBe(cents)
      },
    )

    it('while it is before a person gives no credit, also where that is closed before reads show what was done last', async () => {
      const { receive, goOn, comes, uncredited, add, system, work, store, id, row } = await unapplied()
      await goOn(2 * hourMs)
      await receive(100)
      comes()
      await add(system({ action: 'refund_stray', chargeId: 'ch_9' }))
      await work()
      await store.noteChange(id, { wish: 'close' })
      await work()
      expect((await row()).state).toBe('needs_attention')
      await goOn(60_000)
      expect((await row()).state).toBe('closed')
      expect(await uncredited()).toBe(100)
    })

    it('after a person has closed it gives no credit, where its plan has come', async () => {
      const { receive, goOn, comes, close, uncredited } = await unapplied()
      await goOn(2 * hourMs)
      comes()
      await close()
      expect(await receive(pro.price.amountMinor)).toBe(true)
      expect(await uncredited()).toBe(pro.price.amountMinor)
    })

    it('after a person has closed it unpaid takes no credit from a plan that another hand has given', async () => {
      const { store, customers, add, parts } = scriptedLedger({ reading: onPlan(pro), payments: { collects: 'now' } })
      const unpaid = { payment: { kind: 'none' }, due: pro.price } as const
      const wanted = customers({
        action: 'upgrade',
        packageId: pro.id,
        quote: quoteOf(pro),
        lastLook: 'done',
        ...unpaid,
      })
      const id = await add({ ...wanted, state: 'closed', wakeInMs: null })
      const ledger = createLedger(parts)
      await ledger.receive({ ...returned, changeId: id, periodEndsAt }, 'website')
      expect(await ledger.returnedOf(subject, periodEndsAt)).toBeNull()
      expect(await store.findChange({ id })).toMatchObject({ state: 'closed' })
    })

    it('takes no credit from the plan of before, where its own has not come', async () => {
      const { receive, goOn, close, uncredited } = await unapplied()
      await goOn(2 * hourMs)
      await receive(pro.price.amountMinor)
      await close()
      expect(await uncredited()).toBe(0)
    })
  })

  it('that has gone back, and whose period the provider does not say, leaves no credit for the one that runs', async () => {
    const { parts, events } = scriptedLedger({ payments: { collects: 'now' } })
    const ledger = createLedger(parts)
    for (let times = 0; times < 2; times++) await ledger.receive({ ...returned, periodEndsAt: null }, 'website')
    expect(await ledger.returnedOf(subject, periodEndsAt)).toEqual(basic.price)
    expect(events).toEqual([{ type: 'charge.returned', changeId: null, amount: basic.price }])
  })

  const yearly = { ...pro, interval: 'yearly' } as const
  it.each([
    ['of a yearly plan whose charge renews five weeks earlier', yearly, null, '2026-11-19T00:00:00.000Z'],
    ['of a change whose charge renews 17 days earlier', pro, 'change', '2026-12-07T00:00:00.000Z'],
  ] as const)('%s counts for the period that it has paid for', async (_what, plan, of, chargedUntil) => {
    const begunAt = plan === yearly ? '2025-12-24T00:00:00.000Z' : '2026-11-24T00:00:00.000Z'
    const reading = { ...onPlan(plan), lastPackageChangeAt: begunAt }
    const { parts, customers, add } = scriptedLedger({ reading, payments: { collects: 'now' } })
    const payment = { kind: 'received', ref: 'p1', charges: ['ch_1'] } as const
    const wanted = customers({ action: 'upgrade', packageId: plan.id, payment, due: plan.price })
    const id = await add({ ...wanted, state: 'applied', wakeInMs: null })
    const ledger = createLedger(parts)
    const news = { ...returned, amount: plan.price, changeId: of && id, periodEndsAt: chargedUntil }
    await ledger.receive(news, 'website')
    expect(await ledger.returnedOf(subject, periodEndsAt)).toEqual(plan.price)
  })

  it('of a yearly plan that ends months after the one that runs counts for none of the platform’s', async () => {
    const { parts } = scriptedLedger({ payments: { collects: 'now' } })
    const ledger = createLedger(parts)
    const until = '2027-06-10T00:00:00.000Z'
    await ledger.receive({ ...returned, periodEndsAt: until }, 'website')
    expect(await ledger.returnedOf(subject, '2027-06-24T00:00:00.000Z')).toBeNull()
    expect(await ledger.returnedOf(subject, until)).toEqual(basic.price)
  })

  it('of a change whose plan has been renewed since leaves the credit of the period that runs', async () => {
    const reading = { ...onPlan(pro), lastPackageChangeAt: '2026-10-24T00:00:00.000Z' }
    const { parts, customers, add } = scriptedLedger({ reading, payments: { collects: 'now' } })
    const payment = { kind: 'received', ref: 'p1', charges: ['ch_1'] } as const
    const wanted = customers({ action: 'upgrade', packageId: pro.id, payment, due: pro.price })
    const id = await add({ ...wanted, state: 'applied', wakeInMs: null })
    const ledger = createLedger(parts)
    const paidUntil = '2026-11-24T00:00:00.000Z'
    await ledger.receive({ ...returned, amount: pro.price, changeId: id, periodEndsAt: paidUntil }, 'website')
    expect(await ledger.returnedOf(subject, periodEndsAt)).toBeNull()
    expect(await ledger.returnedOf(subject, paidUntil)).toEqual(pro.price)
  })

  it('of a change of a pool leaves the credit of a period that was bought since through another website', async () => {
    const reading = { ...onPlan(pro), lastPackageChangeAt: '2026-11-24T00:00:00.000Z' }
    const { parts, customers, add, pass } = scriptedLedger({ reading, payments: { collects: 'now' } })
    const payment = { kind: 'received', ref: 'p1', charges: ['ch_1'] } as const
    const buy = (websiteId: string) => {
      const wanted = customers({ action: 'upgrade', packageId: pro.id, payment, due: pro.price })
      return add({
        ...wanted,
        facts: { ...wanted.facts, holder: 'customer', websiteId },
        state: 'applied',
        wakeInMs: null,
      })
    }
    const id = await buy('bikes')
    pass(1_000)
    await buy('shoes')
    const ledger = createLedger(parts)
    const paidUntil = '2026-11-24T00:00:00.000Z'
    await ledger.receive({ ...returned, amount: pro.price, changeId: id, periodEndsAt: paidUntil }, 'customer')
    expect(await ledger.returnedOf(subject, periodEndsAt)).toBeNull()
  })

  it('of a renewal counts for the period before, where that was charged for', async () => {
    const { parts } = scriptedLedger({ payments: { collects: 'now' } })
    const ledger = createLedger(parts)
    await ledger.receive({ ...returned, periodEndsAt: '2026-11-24T00:00:00.000Z' }, 'website')
    expect(await ledger.returnedOf(subject, periodEndsAt)).toBeNull()
  })

  it('of a change that is not known here is sent again', async () => {
    const { parts } = scriptedLedger({ payments: { collects: 'now' } })
    expect(
      await createLedger(parts).receive({ ...returned, changeId: 'another-database', periodEndsAt }, 'website'),
    ).toBe(false)
  })

  it('of a renewal whose period is most of one away leaves no credit for the platform’s nearest one', async () => {
    const { parts } = scriptedLedger({ payments: { collects: 'now' } })
    const ledger = createLedger(parts)
    await ledger.receive({ ...returned, periodEndsAt: '2027-01-14T00:00:00.000Z' }, 'website')
    expect(await ledger.returnedOf(subject, periodEndsAt)).toBeNull()
    expect(await ledger.returnedOf(subject, '2027-01-24T00:00:00.000Z')).toEqual(basic.price)
  })

  it('that the ledger has given back itself says nothing new', async () => {
    const { parts, events, id, work, said } = await bought({}, { facts: received })
    said.returned = { state: 'done' }
    await work()
    const ledger = createLedger(parts)
    await ledger.receive({ ...returned, changeId: id, periodEndsAt }, 'website')
    expect(await ledger.returnedOf(subject, periodEndsAt)).toBeNull()
    expect(events.filter(({ type }) => type === 'charge.returned')).toEqual([])
  })

  it.each(['needs_attention', 'closed'] as const)(
    'that a person has given back, whose reversal the provider refused (%s), leaves no credit',
    async (state) => {
      const { parts, events, store, system, customers, add } = scriptedLedger({ payments: { collects: 'now' } })
      const id = await add({ ...customers({ action: 'upgrade', packageId: pro.id }), state: 'applied', wakeInMs: null })
      const ledger = createLedger(parts)
      const refused = { action: 'give_back', of: id, chargeIds: ['ch_1'], amount: pro.price, periodEndsAt } as const
      await store.addChange({ ...system(refused), key: `reverse:${id}`, state, wakeInMs: null })
      await ledger.receive({ ...returned, changeId: id, amount: pro.price, periodEndsAt }, 'website')
      expect(await ledger.returnedOf(subject, periodEndsAt)).toEqual(pro.price)
      expect(events.filter(({ type }) => type === 'charge.returned')).toHaveLength(1)
    },
  )

  it.each([
    ['refuses', async () => ({ state: 'refused', message: 'disputed' }) as const, null],
    ['does not answer', () => Promise.reject(new Error('timeout')), basic.price],
  ])('of a reversal that a person closes is as it is known, where the provider %s', async (_what, giveBack, gone) => {
    const { parts, store, system, work, pass, find } = scriptedLedger({ payments: { collects: 'now', giveBack } })
    const what = { action: 'give_back', of: 'c1', chargeIds: ['ch_1'], amount: basic.price, periodEndsAt } as const
    const reversal = system(what)
    await store.addChange(reversal)
    for (let waits = 0; waits < 200 && (await find(reversal.id)).state === 'applying'; waits++) {
      await work()
      pass(60_000)
    }
    const ledger = createLedger(parts)
    const asked = { by: { kind: 'staff', staffId: 'jane' }, why: 'settled' } as const
    await ledger.resolve(reversal.id, 'close', asked)
    await work()
    expect((await find(reversal.id)).state).toBe('closed')
    expect(await ledger.returnedOf(subject, periodEndsAt)).toEqual(gone)
  })

  it.each(['payment.failed', 'payment.abandoned'] as const)(
    '%s, of a change that is not known here is sent again',
    async (type) => {
      const { parts } = scriptedLedger({ payments: { collects: 'now' } })
      expect(await createLedger(parts).receive({ type, changeId: 'another-database' }, 'website')).toBe(false)
    },
  )

  it('that is disputed is told once, with its state', async () => {
    const { parts, events } = scriptedLedger({ payments: { collects: 'now' } })
    const ledger = createLedger(parts)
    const disputed = { type: 'charge.disputed', chargeId: 'ch_1', state: 'opened', ...about } as const
    for (let times = 0; times < 2; times++) await ledger.receive(disputed, 'website')
    await ledger.close()
    expect(events.filter(({ type }) => type === 'charge.disputed')).toHaveLength(1)
  })
})
