import { describe, expect, it } from 'vitest'
import { PaymentRefusedError } from '../../src/backend/payments/payment-errors.ts'
import type { PaymentOutcome, RecurringCharge } from '../../src/backend/payments/payment-order.ts'
import { viewOf } from '../../src/backend/ledger/change-view.ts'
import { createLedger } from '../../src/backend/ledger/ledger.ts'
import { returnedOf } from '../../src/backend/ledger/returned-money.ts'
import type { Store } from '../../src/backend/ledger/store.ts'
import { workOnce } from '../../src/backend/ledger/worker.ts'
import { basic, onBasic, onPlan, pro, scriptedLedger, target } from './scripted-ledger.ts'

const minuteMs = 60_000
const open: PaymentOutcome = { state: 'pending', paymentRef: 'p1', step: { kind: 'wait' } }
const paid: PaymentOutcome = { state: 'paid', paymentRef: 'p1', charges: [{ id: 'ch_1', isReturned: false }] }
const renewing: RecurringCharge = {
  renews: true,
  packageId: pro.id,
  price: pro.price,
  scheduledPackageId: null,
  periodEndsAt: '2026-12-24T00:00:00.000Z',
}

/** A provider that learns its subscription's id when the payment is read, as Paddle does. */
async function keepingInRead(read: () => Promise<PaymentOutcome> = async () => paid, started: PaymentOutcome = open) {
  const sent: string[] = []
  const returned: string[] = []
  const ids = { subscription: { id: 'sub_1' } }
  let plan = onBasic()
  const says = { isRefused: false }
  const ledger = scriptedLedger({
    platform: {
      read: async () => ({ kind: 'read', reading: plan, packages: [basic, pro] }),
      async send(call) {
        sent.push(call)
        if (says.isRefused) return { kind: 'refused', message: 'no' }
        plan = onPlan(pro)
        return { kind: 'done' }
      },
    },
    payments: {
      collects: 'now',
      start: async () => started,
      refundCharge: async (id) => void returned.push(id),
      async read(_order, _ref, memory) {
        const outcome = await read()
        memory.keep(ids)
        return outcome
      },
      async standing(_about, memory) {
        const isKnown = (await memory.read()).subscription.id !== undefined
        return { recurring: isKnown ? renewing : null, due: null, balance: null }
      },
    },
  })
  const wanted = ledger.upgradeToPro()
  const id = await ledger.add({ ...wanted, state: 'awaiting_payment' })
  /** The payment is started, and then reported as paid. */
  const report = async () => {
    await ledger.work()
    await ledger.store.noteChange(id, { payment: 'paid', chargeId: 'ch_1' })
    await ledger.work()
  }
  /** A worker comes by now and then. */
  const goOn = async (forMs: number, everyMs = 1_000) => {
    for (let passed = 0; passed < forMs; passed += everyMs) {
      ledger.pass(everyMs)
      await ledger.work()
    }
  }
  return { ...ledger, id, ids, says, sent, returned, row: () => ledger.find(id), report, goOn }
}

describe('a payment that a webhook reports before the provider is asked again', () => {
  it('is not to be paid again while the provider cannot be asked about it', async () => {
    const step = { kind: 'redirect', url: 'https://pay.test' } as const
    const { report, row, work } = await keepingInRead(() => Promise.reject(new Error('503')), { ...open, step })
    await work()
    expect(viewOf(await row())).toMatchObject({ payment: step })
    await report()
    expect(viewOf(await row())).toMatchObject({ state: 'awaiting_payment', payment: { kind: 'wait' } })
  })

  it('is read once, so that the plan goes on renewing', async () => {
    const { report, goOn, row, sent } = await keepingInRead()
    await report()
    await goOn(minuteMs)
    expect((await row()).state).toBe('applied')
    expect(sent).toEqual(['upgrade'])
  })

  it('is read again while the provider does not answer, or does not know of it yet', async () => {
    const answers: (() => Promise<PaymentOutcome>)[] = [() => Promise.reject(new Error('503')), async () => open]
    const { report, goOn, row, sent } = await keepingInRead(() => answers.shift()?.() ?? Promise.resolve(paid))
    await report()
    expect((await row()).state).toBe('awaiting_payment')
    await goOn(minuteMs)
    expect((await row()).state).toBe('applied')
    expect(sent).toEqual(['upgrade'])
  })

  it('is asked for by its order where the answer to its start was lost', async () => {
    const { ids, provider, report, goOn, row } = await keepingInRead()
    const starts = [() => Promise.reject(new Error('503')), async () => paid]
    provider.start = async (_order, memory) => {
      const outcome = await starts.shift()!()
      memory.keep(ids)
      return outcome
    }
    await report()
    await goOn(minuteMs)
    expect(await row()).toMatchObject({ state: 'applied', facts: { payment: { kind: 'received', ref: 'p1' } } })
  })

  it('is believed after an hour when the provider still cannot be read', async () => {
    const { report, goOn, row } = await keepingInRead(() => Promise.reject(new Error('503')))
    await report()
    await goOn(59 * minuteMs, minuteMs / 2)
    expect((await row()).state).toBe('awaiting_payment')
    await goOn(2 * minuteMs, minuteMs / 2)
    expect(await row()).toMatchObject({ state: 'applied', chargeId: 'ch_1' })
  })

  it('is believed without more ado when the provider says that it cannot be read', async () => {
    const { report, goOn, row } = await keepingInRead(() => Promise.reject(new PaymentRefusedError('no such payment')))
    await report()
    await goOn(2_000)
    expect(await row()).toMatchObject({ state: 'applied', chargeId: 'ch_1' })
  })
})

describe('a payment that was believed, and whose start the provider has never answered', () => {
  /** The provider is away from the beginning. What it knows once it is back is told by `comesBack`. */
  async function unheard() {
    const bought = await keepingInRead()
    const down = () => Promise.reject(new Error('503'))
    Object.assign(bought.provider, { start: down, void: down })
    let begun = 0
    /** @param arrived what has come of the start; `null` where it never arrived: another one would charge a card that is kept. */
    const comesBack = (arrived: PaymentOutcome | null) =>
      Object.assign(bought.provider, {
        void: async () => (arrived === null ? 'voided' : 'paid'),
        async start() {
          if (arrived === null) begun += 1
          return arrived ?? paid
        },
      })
    return { ...bought, comesBack, begun: () => begun }
  }
  const hourOn = 62 * minuteMs
  const gone: PaymentOutcome = { state: 'returned', paymentRef: 'p1' }

  it('is not begun by the last look', async () => {
    const { report, goOn, comesBack, row, returned, begun } = await unheard()
    await report()
    await goOn(hourOn, minuteMs / 2)
    expect(await row()).toMatchObject({ state: 'applied', facts: { payment: { ref: null, by: 'news' } } })
    comesBack(null)
    await goOn(70 * minuteMs, minuteMs)
    expect(await row()).toMatchObject({ state: 'applied', facts: { lastLook: 'done' } })
    expect([begun(), returned]).toEqual([0, []])
  })

  it.each([
    ['once its time is over', 62, {}],
    ['once the customer has dropped it', 30, { wish: 'abandon' }],
  ] as const)('is not begun where the provider answers before it is believed: %s', async (_when, minutes, dropped) => {
    const { work, goOn, comesBack, row, store, id, sent, begun } = await unheard()
    await work()
    await goOn(10 * minuteMs, minuteMs / 2)
    await store.noteChange(id, { payment: 'paid', chargeId: 'ch_other' })
    if ('wish' in dropped) await store.noteChange(id, dropped)
    await goOn((minutes - 10) * minuteMs, minuteMs / 2)
    comesBack(null)
    await goOn(25 * 60 * minuteMs, 5 * minuteMs)
    expect(await row()).toMatchObject({ state: 'needs_attention', facts: { reason: 'provider_refused' } })
    expect([begun(), sent]).toEqual([0, []])
  })

  it.each([
    ['retry', 'applied', []],
    ['refund', 'refunded', ['ch_1']],
  ] as const)('is not begun where a person says %s of what the platform has refused', async (wish, state, back) => {
    const { says, report, goOn, comesBack, row, store, id, returned, begun } = await unheard()
    says.isRefused = true
    await report()
    await goOn(hourOn, minuteMs / 2)
    expect(await row()).toMatchObject({ state: 'needs_attention', facts: { reason: 'platform_refused' } })
    comesBack(null)
    says.isRefused = false
    await store.noteChange(id, { wish })
    await goOn(minuteMs)
    expect((await row()).state).toBe(state)
    expect([begun(), returned]).toEqual([0, back])
  })

  it('buys nothing where it has gone back, and a person says retry of what the platform has refused', async () => {
    const { says, report, goOn, comesBack, row, store, id, sent } = await unheard()
    says.isRefused = true
    await report()
    await goOn(hourOn, minuteMs / 2)
    comesBack(gone)
    says.isRefused = false
    await store.noteChange(id, { wish: 'retry' })
    await goOn(minuteMs)
    expect((await row()).state).toBe('refunded')
    expect(sent).toEqual(['upgrade'])
  })

  it('is over without a person where it has gone back before it was believed', async () => {
    const { work, goOn, comesBack, row, store, id } = await unheard()
    await work()
    await goOn(40 * minuteMs, minuteMs / 2)
    await store.noteChange(id, { payment: 'paid', chargeId: 'ch_1' })
    await goOn(22 * minuteMs, minuteMs / 2)
    comesBack(gone)
    await goOn(minuteMs)
    expect((await row()).state).toBe('abandoned')
  })

  it('has a second charge of it returned by the last look where the start had arrived', async () => {
    const charges = ['ch_1', 'ch_2'].map((id) => ({ id, isReturned: false }))
    const { report, goOn, comesBack, returned } = await unheard()
    await report()
    await goOn(hourOn, minuteMs / 2)
    comesBack({ state: 'paid', paymentRef: 'p1', charges })
    await goOn(70 * minuteMs, minuteMs)
    expect(returned).toEqual(['ch_2'])
  })
})

describe('a payment that a webhook reports and the provider does not count as paid', () => {
  it.each<PaymentOutcome>([
    open,
    { state: 'failed', paymentRef: 'p1', message: 'Declined.' },
    { state: 'abandoned', paymentRef: 'p1' },
  ])('brings no plan, and is before a person after an hour: $state', async (outcome) => {
    const { report, goOn, row, sent, returned } = await keepingInRead(async () => outcome)
    await report()
    await goOn(59 * minuteMs, minuteMs / 2)
    expect((await row()).state).toBe('awaiting_payment')
    await goOn(180 * minuteMs, minuteMs)
    expect(await row()).toMatchObject({ state: 'needs_attention', facts: { reason: 'provider_refused' } })
    expect([sent, returned]).toEqual([[], []])
  })

  it('is not believed because the provider cannot be asked when the hour is over', async () => {
    let isDown = false
    const { report, goOn, row } = await keepingInRead(async () => (isDown ? Promise.reject(new Error('503')) : open))
    await report()
    await goOn(59 * minuteMs, minuteMs / 2)
    isDown = true
    await goOn(2 * minuteMs, minuteMs / 2)
    expect(await row()).toMatchObject({ state: 'needs_attention', facts: { reason: 'provider_unreadable' } })
  })

  it.each([
    ['cannot be asked', new Error('503')],
    ['refuses to be asked', new PaymentRefusedError('no such payment')],
  ])('is not believed because a person has it tried again while the provider %s', async (_what, error) => {
    let isDown = false
    const { report, goOn, row, store, id, sent } = await keepingInRead(() =>
      isDown ? Promise.reject(error) : Promise.resolve(open),
    )
    await report()
    await goOn(62 * minuteMs, minuteMs / 2)
    isDown = true
    await store.noteChange(id, { wish: 'retry' })
    await goOn(70 * minuteMs, minuteMs / 2)
    expect(await row()).toMatchObject({ state: 'needs_attention', facts: { reason: 'provider_unreadable' } })
    expect(sent).toEqual([])
  })

  it('is not believed because a person could not take it back, and has it tried again', async () => {
    let isDown = false
    const { report, goOn, row, store, id, sent } = await keepingInRead(async () =>
      isDown ? Promise.reject(new Error('503')) : open,
    )
    await report()
    await goOn(62 * minuteMs, minuteMs / 2)
    isDown = true
    for (const wish of ['refund', 'retry'] as const) {
      await store.noteChange(id, { wish })
      await goOn(70 * minuteMs, minuteMs / 2)
      expect(await row()).toMatchObject({ state: 'needs_attention', facts: { reason: 'provider_unreadable' } })
    }
    expect(sent).toEqual([])
  })

  it('goes on when a person has it tried again, and the provider counts it by then', async () => {
    let outcome: PaymentOutcome = open
    const { report, goOn, row, store, id, sent } = await keepingInRead(async () => outcome)
    await report()
    await goOn(62 * minuteMs, minuteMs / 2)
    outcome = paid
    await store.noteChange(id, { wish: 'retry' })
    await goOn(minuteMs)
    expect((await row()).state).toBe('applied')
    expect(sent).toEqual(['upgrade'])
  })

  it('is withdrawn when a person decides so, and what was reported goes back', async () => {
    const { report, goOn, row, store, id, sent, returned } = await keepingInRead(async () => open)
    await report()
    await goOn(62 * minuteMs, minuteMs / 2)
    await store.noteChange(id, { wish: 'refund' })
    await goOn(minuteMs)
    expect((await row()).state).toBe('abandoned')
    expect([sent, returned]).toEqual([[], ['ch_1']])
  })

  it('is withdrawn also where the customer drops it while the provider cannot be asked', async () => {
    let read: () => Promise<PaymentOutcome> = async () => open
    const { parts, report, goOn, row, store, id, returned } = await keepingInRead(() => read())
    await report()
    await goOn(62 * minuteMs, minuteMs / 2)
    read = () => Promise.reject(new Error('503'))
    await store.noteChange(id, { wish: 'refund' })
    await goOn(5_000)
    await createLedger(parts).abandon(await row())
    read = async () => open
    await goOn(minuteMs)
    expect((await row()).state).toBe('abandoned')
    expect(returned).toEqual(['ch_1'])
  })

  it('goes back when a person decides so, and the provider counts it in that moment', async () => {
    let outcome: PaymentOutcome = open
    const { provider, report, goOn, row, store, id, sent } = await keepingInRead(async () => outcome)
    const returned: string[] = []
    provider.refund = async (_order, ref) => void returned.push(ref)
    await report()
    await goOn(62 * minuteMs, minuteMs / 2)
    outcome = paid
    await store.noteChange(id, { wish: 'refund' })
    await goOn(minuteMs)
    expect(await row()).toMatchObject({ state: 'refunded', facts: { reason: 'settled_by_partner' } })
    expect([sent, returned]).toEqual([[], ['p1']])
  })

  it('does not stand for the payment before that was asked for', async () => {
    const { store, id, work, row, sent } = await keepingInRead(async () => open)
    await store.noteChange(id, { payment: 'paid', chargeId: 'ch_1' })
    await work()
    expect(await row()).toMatchObject({ state: 'awaiting_payment', facts: { payment: { kind: 'started' } } })
    expect(sent).toEqual([])
  })

  it('does not have the charge returned that the provider does count', async () => {
    let outcome: PaymentOutcome = open
    const { parts, work, goOn, row, store, id, sent, returned } = await keepingInRead(async () => outcome)
    await work()
    await store.noteChange(id, { payment: 'paid', chargeId: 'ch_cheap' })
    await work()
    outcome = paid
    const news = createLedger(parts)
    await news.receive({ type: 'payment.paid', changeId: id, chargeId: 'ch_1' }, 'website')
    await goOn(minuteMs)
    expect((await row()).state).toBe('applied')
    await news.receive({ type: 'payment.paid', changeId: id, chargeId: 'ch_1' }, 'website')
    await goOn(minuteMs)
    expect([sent, returned]).toEqual([['upgrade'], []])
  })
})

describe('two charges that are reported before the provider has said which of them it counts', () => {
  interface Provider {
    read: () => Promise<PaymentOutcome>
  }

  async function reportedBoth(provider: Provider) {
    const bought = await keepingInRead(() => provider.read())
    await bought.work()
    const news = createLedger(bought.parts)
    const receive = (chargeId: string) =>
      news.receive({ type: 'payment.paid', changeId: bought.id, chargeId }, 'website')
    const stray = (chargeId: string) =>
      bought.store.findChange({
        key: `refund_stray:${chargeId}`,
        lane: 'system',
        target: 'website:bikes',
        customerId: 'acme',
      })
    return { ...bought, news, receive, stray }
  }

  it('leave the plan with the one that it does count, also where its reads fail for a while', async () => {
    const provider: Provider = { read: () => Promise.reject(new Error('503')) }
    const { receive, goOn, row, sent, returned, stray } = await reportedBoth(provider)
    await receive('ch_cheap')
    await goOn(minuteMs)
    await receive('ch_1')
    await goOn(minuteMs)
    expect(returned).toEqual([])
    provider.read = async () => paid
    await goOn(minuteMs)
    expect((await row()).state).toBe('applied')
    expect([sent, returned]).toEqual([['upgrade'], []])
    expect(await stray('ch_1')).toMatchObject({ state: 'abandoned' })
  })

  it('leave the plan with the one that it does count, also where both come while it is being asked', async () => {
    const provider: Provider = { read: async () => open }
    const { receive, store, id, work, goOn, row, sent, returned } = await reportedBoth(provider)
    await store.noteChange(id, { payment: 'paid', chargeId: 'ch_cheap' })
    provider.read = async () => {
      provider.read = async () => paid
      await receive('ch_1')
      return open
    }
    await work()
    await goOn(minuteMs)
    expect((await row()).state).toBe('applied')
    expect([sent, returned]).toEqual([['upgrade'], []])
  })

  it('leave the plan with the first where it counts both, and the second goes back', async () => {
    const provider: Provider = { read: async () => open }
    const { receive, goOn, row, sent, returned } = await reportedBoth(provider)
    await receive('ch_1')
    await receive('ch_2')
    await goOn(minuteMs)
    expect(returned).toEqual([])
    const charges = ['ch_1', 'ch_2'].map((id) => ({ id, isReturned: false }))
    provider.read = async () => ({ state: 'paid', paymentRef: 'p1', charges })
    await goOn(minuteMs)
    expect((await row()).state).toBe('applied')
    expect([sent, returned]).toEqual([['upgrade'], ['ch_2']])
  })

  it.each([
    ['cannot be asked for an hour', new Error('503')],
    ['refuses to be asked', new PaymentRefusedError('no such payment')],
  ])('leave the second to a person where the first one is believed because the provider %s', async (_what, error) => {
    const provider: Provider = { read: () => Promise.reject(error) }
    const { receive, goOn, row, store, id, returned, stray } = await reportedBoth(provider)
    await store.noteChange(id, { payment: 'paid', chargeId: 'ch_cheap' })
    await receive('ch_1')
    await goOn(80 * minuteMs, minuteMs / 2)
    expect((await row()).state).toBe('applied')
    expect(await stray('ch_1')).toMatchObject({ state: 'needs_attention', facts: { reason: 'paid_meanwhile' } })
    await receive('ch_2')
    provider.read = async () => paid
    await goOn(70 * minuteMs, minuteMs)
    expect(await stray('ch_2')).toMatchObject({ state: 'needs_attention', facts: { reason: 'paid_meanwhile' } })
    expect(returned).toEqual([])
  })

  it('leave the plan with the one that is believed where the provider counts both by the last look', async () => {
    const provider: Provider = { read: () => Promise.reject(new PaymentRefusedError('no such payment')) }
    const { receive, goOn, row, returned } = await reportedBoth(provider)
    await receive('ch_1')
    await goOn(minuteMs)
    expect((await row()).state).toBe('applied')
    const charges = ['ch_1', 'ch_2'].map((id) => ({ id, isReturned: false }))
    provider.read = async () => ({ state: 'paid', paymentRef: 'p1', charges })
    await goOn(70 * minuteMs, minuteMs)
    expect(returned).toEqual(['ch_2'])
  })

  it('have what goes back of either before then known, and told', async () => {
    const provider: Provider = { read: () => Promise.reject(new Error('503')) }
    const { news, receive, goOn, row, id, events, parts } = await reportedBoth(provider)
    await receive('ch_cheap')
    await receive('ch_1')
    await goOn(minuteMs)
    const about = { target: 'website:bikes', customerId: 'acme', websiteId: 'bikes', periodEndsAt: null } as const
    const amount = { amountMinor: 500, currency: 'EUR' } as const
    await news.receive({ type: 'charge.returned', ...about, changeId: id, amount, chargeId: 'ch_1' }, 'website')
    provider.read = async () => paid
    await goOn(5 * minuteMs)
    expect((await row()).state).toBe('applied')
    expect(events.filter(({ type }) => type === 'charge.returned')).toHaveLength(1)
    expect(await returnedOf(parts.store, about, renewing.periodEndsAt)).toEqual(amount)
  })

  it.each([
    ['nothing is known of its return', false, 'needs_attention'],
    ['it has gone back already', true, undefined],
  ])(
    'leave the first to a person where what the provider counts was returned by hand: %s',
    async (_what, isGone, state) => {
      const provider: Provider = { read: async () => open }
      const { news, receive, goOn, row, id, returned, stray } = await reportedBoth(provider)
      await receive('ch_cheap')
      provider.read = async () => ({ state: 'returned', paymentRef: 'p1' })
      await goOn(minuteMs)
      expect((await row()).state).toBe('abandoned')
      const about = { target: 'website:bikes', customerId: 'acme', websiteId: 'bikes', periodEndsAt: null } as const
      const gone = { type: 'charge.returned', ...about, changeId: id, amount: pro.price, chargeId: 'ch_cheap' } as const
      if (isGone) await news.receive(gone, 'website')
      await goOn(70 * minuteMs, minuteMs)
      expect((await stray('ch_cheap'))?.state).toBe(state)
      expect(returned).toEqual([])
    },
  )

  it('go back both when the change is withdrawn', async () => {
    const { receive, goOn, row, store, id, returned } = await reportedBoth({ read: async () => open })
    await receive('ch_1')
    await receive('ch_2')
    await goOn(62 * minuteMs, minuteMs / 2)
    await store.noteChange(id, { wish: 'refund' })
    await goOn(62 * minuteMs, minuteMs / 2)
    expect((await row()).state).toBe('abandoned')
    expect(returned.toSorted()).toEqual(['ch_1', 'ch_2'])
  })

  it('have the one that paid the plan known by then: its return by another hand is told', async () => {
    const provider: Provider = { read: async () => open }
    const { news, receive, goOn, row, id, events } = await reportedBoth(provider)
    await receive('ch_cheap')
    await goOn(minuteMs)
    provider.read = async () => paid
    await goOn(minuteMs)
    expect((await row()).state).toBe('applied')
    const about = { target: 'website:bikes', customerId: 'acme', websiteId: 'bikes', periodEndsAt: null } as const
    const back = { type: 'charge.returned', ...about, changeId: id, amount: pro.price } as const
    await news.receive({ ...back, chargeId: 'ch_1' }, 'website')
    expect(events.filter(({ type }) => type === 'charge.returned')).toHaveLength(1)
  })

  it('bring the plan by themselves where the second comes while a person is asked, and the provider counts it', async () => {
    const provider: Provider = { read: async () => open }
    const { receive, goOn, row, sent, returned } = await reportedBoth(provider)
    await receive('ch_cheap')
    await goOn(62 * minuteMs, minuteMs / 2)
    expect((await row()).state).toBe('needs_attention')
    await receive('ch_1')
    await goOn(minuteMs)
    provider.read = () => Promise.reject(new Error('503'))
    await goOn(minuteMs)
    expect((await row()).state).toBe('needs_attention')
    provider.read = async () => paid
    await goOn(minuteMs)
    expect((await row()).state).toBe('applied')
    // The first one pays for nothing.
    expect([sent, returned]).toEqual([['upgrade'], ['ch_cheap']])
  })

  it('are left to a person who decides while the provider is asked once more', async () => {
    const provider: Provider = { read: async () => open }
    const { receive, goOn, row, store, id, sent, returned, stray } = await reportedBoth(provider)
    await receive('ch_cheap')
    await goOn(62 * minuteMs, minuteMs / 2)
    provider.read = async () => {
      await store.noteChange(id, { wish: 'close' })
      return open
    }
    await receive('ch_1')
    await goOn(minuteMs)
    expect((await row()).state).toBe('closed')
    expect(await stray('ch_1')).toMatchObject({ state: 'needs_attention', facts: { reason: 'paid_meanwhile' } })
    expect([sent, returned]).toEqual([[], []])
  })

  it('are left to a person who closes the change while the provider, asked once more, counts the payment', async () => {
    const provider: Provider = { read: async () => open }
    const { receive, goOn, row, store, id, sent, returned } = await reportedBoth(provider)
    await receive('ch_1')
    await goOn(62 * minuteMs, minuteMs / 2)
    expect((await row()).state).toBe('needs_attention')
    let times = 0
    provider.read = async () => {
      if (times++ === 0) await store.noteChange(id, { wish: 'close' })
      return paid
    }
    // The next reminder.
    await goOn(25 * 60 * minuteMs, 5 * minuteMs)
    expect((await row()).state).toBe('closed')
    expect([sent, returned]).toEqual([[], []])
  })

  it('are left to a person who closes the change in that moment also where the process dies with its first word', async () => {
    const provider: Provider = { read: async () => open }
    const { receive, goOn, row, store, id, pass, parts, sent, returned } = await reportedBoth(provider)
    await receive('ch_1')
    await goOn(62 * minuteMs, minuteMs / 2)
    expect((await row()).state).toBe('needs_attention')
    let times = 0
    provider.read = async () => {
      if (times++ === 0) await store.noteChange(id, { wish: 'close' })
      return paid
    }
    // The next reminder.
    pass(24 * 60 * minuteMs)
    let isDead = false
    const dying: Partial<Store> = {
      async saveChange(...given) {
        if (isDead) throw new Error('dead')
        isDead = true
        return store.saveChange(...given)
      },
    }
    await workOnce({ ...parts, store: { ...store, ...dying } }, target)
    await goOn(minuteMs)
    expect((await row()).state).toBe('closed')
    expect([sent, returned]).toEqual([[], []])
  })

  it('are out of the hands of a person who closes the change when it has just been taken up again, and who is told so', async () => {
    const provider: Provider = { read: async () => open }
    const { receive, goOn, row, id, parts, pass, work, sent } = await reportedBoth(provider)
    await receive('ch_1')
    await goOn(62 * minuteMs, minuteMs / 2)
    expect((await row()).state).toBe('needs_attention')
    provider.read = async () => paid
    pass(24 * 60 * minuteMs)
    const { store } = parts
    const desk = createLedger({
      ...parts,
      store: {
        ...store,
        async findChange(by) {
          const found = await store.findChange(by)
          // Another instance comes by with the reminder, between what is read here and what is written.
          if (found?.state === 'needs_attention') await work()
          return found
        },
      },
    })
    const closing = desk.resolve(id, 'close', { by: { kind: 'staff', staffId: 'jane' }, why: null })
    await expect(closing).rejects.toMatchObject({ code: 'conflict' })
    await goOn(minuteMs)
    expect((await row()).state).toBe('applied')
    expect(sent).toEqual(['upgrade'])
  })

  it.each(['while the provider is asked', 'while it waits for a person'])(
    'are before a person once that person has closed the change, and nothing goes back until then: %s',
    async (when) => {
      const { receive, goOn, row, store, id, returned, stray } = await reportedBoth({ read: async () => open })
      await receive('ch_cheap')
      if (when === 'while the provider is asked') await receive('ch_1')
      await goOn(62 * minuteMs, minuteMs / 2)
      await receive('ch_1')
      await goOn(minuteMs)
      expect((await row()).state).toBe('needs_attention')
      await store.noteChange(id, { wish: 'close' })
      await goOn(120 * minuteMs, minuteMs)
      expect((await row()).state).toBe('closed')
      expect(await stray('ch_1')).toMatchObject({ state: 'needs_attention', facts: { reason: 'paid_meanwhile' } })
      expect(returned).toEqual([])
      await store.noteChange((await stray('ch_1'))!.id, { wish: 'retry' })
      await goOn(minuteMs)
      expect(returned).toEqual(['ch_1'])
    },
  )
})
