import { describe, expect, it } from 'vitest'
import { PaymentRefusedError } from '../../src/backend/payments/payment-errors.ts'
import type { GivenBack, PaymentOutcome, RecurringCharge, Standing } from '../../src/backend/payments/payment-order.ts'
import { LeaseLostError } from '../../src/backend/ledger/store.ts'
import { changeStates } from '../../src/backend/ledger/change-states.ts'
import { createLedger } from '../../src/backend/ledger/ledger.ts'
import { beforeOf } from '../../src/backend/ledger/verdict.ts'
import type { Purchase } from '../../src/backend/ledger/change-facts.ts'
import type { ChangeReason } from '../../src/contract/change-reason.ts'
import type { ChangeState } from '../../src/contract/subscription-change.ts'
import type { Package } from '../../src/contract/package.ts'
import type { Reading } from '../../src/backend/platform/platform.ts'
import { receiveNews } from '../../src/backend/ledger/receive-news.ts'
import { rememberReturned } from '../../src/backend/ledger/returned-money.ts'
import { watchOf } from '../../src/backend/ledger/watch-row.ts'
import { basic, onBasic, onPlan, pro, quoteOf, scriptedLedger, subject, type Script } from './scripted-ledger.ts'

const pending: PaymentOutcome = {
  state: 'pending',
  paymentRef: 'p1',
  step: { kind: 'redirect', url: 'https://pay.test' },
}
const charged = (...ids: string[]): PaymentOutcome => ({
  state: 'paid',
  paymentRef: 'p1',
  charges: ids.map((id) => ({ id, isReturned: false })),
})
const minuteMs = 60_000
const basicCharge: RecurringCharge = {
  renews: true,
  packageId: basic.id,
  price: basic.price,
  scheduledPackageId: null,
  periodEndsAt: '2026-12-24T00:00:00.000Z',
}

/** An upgrade to Pro that is to be paid first. What is called of the provider and the platform is written down. */
async function purchase({
  outcome = pending,
  facts = {},
  state = 'awaiting_payment',
  payments = {},
  ...script
}: Omit<Script, 'payments'> & {
  outcome?: PaymentOutcome
  facts?: Partial<Purchase>
  state?: ChangeState
  payments?: Script['payments']
} = {}) {
  const calls: string[] = []
  const said = { outcome, reading: script.reading ?? onBasic() }
  const ledger = scriptedLedger({
    ...script,
    platform: {
      read: async () => ({ kind: 'read', reading: said.reading, packages: [basic, pro] }),
      send: async (call) => {
        calls.push(call)
        return { kind: 'done' }
      },
      ...script.platform,
    },
    payments: {
      collects: 'now',
      start: async () => (calls.push('start'), said.outcome),
      read: async () => (calls.push('read'), said.outcome),
      void: async () => (calls.push('void'), said.outcome.state === 'paid' ? 'paid' : 'voided'),
      refund: async () => void calls.push('refund'),
      refundCharge: async (id) => void calls.push(`refund ${id}`),
      ...payments,
    },
  })
  const wanted = ledger.upgradeToPro(facts)
  const id = await ledger.add({ ...wanted, state })
  return { ...ledger, id, calls, said, row: () => ledger.find(id) }
}

/** Works until the change has ended or waits for a person. */
async function untilRest({ work, pass, row, id, wakesInMs }: Awaited<ReturnType<typeof purchase>>) {
  for (let looks = 0; looks < 500; looks++) {
    await work()
    const { state } = await row()
    if (!changeStates[state].isOpen || state === 'needs_attention') return
    pass((await wakesInMs(id)) ?? 0)
  }
  throw new Error('It never came to rest.')
}

describe('a payment that is waited for', () => {
  it('is asked about often at first, and every half minute later', async () => {
    const { pass, work, id, wakesInMs } = await purchase()
    await work()
    expect(await wakesInMs(id)).toBe(2_000)
    pass(100_000)
    await work()
    expect(await wakesInMs(id)).toBe(10_000)
    pass(10 * minuteMs)
    await work()
    expect(await wakesInMs(id)).toBe(30_000)
  })

  it('is not worked on for those who ask about it before it is due again', async () => {
    let claims = 0
    const { parts, pass, row } = await purchase({
      store: (store) => ({
        claim(request) {
          claims++
          return store.claim(request)
        },
      }),
    })
    const ledger = createLedger(parts)
    for (let asker = 0; asker < 5; asker++) await ledger.look(await row())
    expect(claims).toBe(1)
    pass(2_000)
    await ledger.look(await row())
    expect(claims).toBe(2)
  })

  it('is asked about at once for whoever asks a process that has not worked on it yet', async () => {
    const bought = await purchase()
    await bought.work()
    bought.said.outcome = charged('ch_1')
    bought.pass(2_000)
    const another = createLedger(bought.parts)
    await another.look(await bought.row())
    await another.close()
    expect((await bought.row()).state).toBe('paid')
  })

  it('is watched from before the provider is asked, which may set up what is charged again and again', async () => {
    const watches: (number | null | undefined)[] = []
    const bought = await purchase({
      payments: {
        start: async () => {
          watches.push((await watchOf(bought.store, subject))?.wakeAt)
          return pending
        },
      },
    })
    await bought.work()
    expect(watches).toEqual([bought.parts.runtime.now() + 60 * minuteMs])
  })

  it('is not asked about earlier when something else is done about the subscription', async () => {
    const { add, system, work, calls } = await purchase()
    await work()
    await add(system({ action: 'refund_stray', chargeId: 'ch_9' }))
    await work()
    expect(calls).toEqual(['start', 'refund ch_9'])
  })

  it('can be made to the end of its window, and not a moment longer', async () => {
    const { pass, work, row, calls, id, wakesInMs } = await purchase()
    await work()
    pass(60 * minuteMs - 10)
    await work()
    expect(await wakesInMs(id)).toBe(11)
    pass(10)
    await work()
    expect((await row()).state).toBe('awaiting_payment')
    expect(calls).not.toContain('void')
    pass(1)
    await work()
    expect(await row()).toMatchObject({ state: 'abandoned', facts: { reason: 'not_paid_in_time' } })
    expect(calls.at(-1)).toBe('void')
  })

  it('keeps the charge whose news came first, when both are found while the provider is asked', async () => {
    let isTold = false
    const ledger = await purchase({
      payments: {
        start: async () => {
          if (!isTold) await ledger.store.noteChange(ledger.id, { payment: 'paid', chargeId: 'ch_2' })
          isTold = true
          return charged('ch_1', 'ch_2')
        },
      },
    })
    await untilRest(ledger)
    await ledger.work()
    expect(await ledger.row()).toMatchObject({ state: 'applied', chargeId: 'ch_2' })
    expect(ledger.calls.filter((call) => call.startsWith('refund'))).toEqual(['refund ch_1'])
  })

  it('is before a person an hour after its window, when the provider cannot be asked', async () => {
    const down = async () => {
      throw new Error('The provider is down.')
    }
    const ledger = await purchase({ payments: { start: down, void: down } })
    await untilRest(ledger)
    const { state, facts, startedAt } = await ledger.row()
    expect({ state, reason: facts.reason }).toEqual({ state: 'needs_attention', reason: 'provider_unreadable' })
    expect(ledger.parts.runtime.now() - startedAt).toBeGreaterThan(120 * minuteMs)
  })

  it('is waited for for another hour, when the provider cannot be asked and a person says retry', async () => {
    const down = async () => {
      throw new Error('The provider is down.')
    }
    const { work, pass, row, store, id, ...ledger } = await purchase({ payments: { start: down, void: down } })
    await untilRest({ work, pass, row, store, id, ...ledger })
    await store.noteChange(id, { wish: 'retry' })
    for (let minutes = 0; minutes < 50; minutes++) {
      pass(minuteMs)
      await work()
    }
    expect((await row()).state).toBe('awaiting_payment')
    ledger.provider.start = async () => charged('ch_1')
    ledger.provider.void = async () => 'paid'
    await untilRest({ work, pass, row, store, id, ...ledger })
    expect((await row()).state).toBe('applied')
  })

  it('is not asked for before a reading shows what was changed last', async () => {
    const { work, id, wakesInMs, calls, troubles } = await purchase({
      store: (store) => ({
        claim: async (request) => {
          const claim = await store.claim(request)
          return claim && { ...claim, changedAgoMs: 400 }
        },
      }),
    })
    await work()
    expect(await wakesInMs(id)).toBe(600)
    expect([calls, troubles()]).toEqual([[], []])
  })

  it('goes on when it turns out to be paid while it is withdrawn', async () => {
    const { store, pass, work, row, calls, said, id } = await purchase({ payments: { void: async () => 'paid' } })
    await work()
    said.outcome = charged('ch_1')
    await store.noteChange(id, { wish: 'abandon' })
    await work()
    pass(1_000)
    await work()
    expect(await row()).toMatchObject({ state: 'applied', chargeId: 'ch_1', wish: null })
    expect(calls).toContain('upgrade')
  })

  it('is found by its order when it is paid while it is withdrawn, and its answer had been lost', async () => {
    const { store, work, row, id } = await purchase({
      facts: { payment: { kind: 'starting' } },
      payments: {
        void: async () => 'paid',
        start: async () => charged('ch_1'),
        read: () => Promise.reject(new PaymentRefusedError('no payment without a reference')),
      },
    })
    await store.noteChange(id, { wish: 'abandon' })
    await work()
    expect(await row()).toMatchObject({ state: 'paid', chargeId: 'ch_1', wish: null })
  })

  it('counts on the charge that is still there when another one has been returned', async () => {
    const charges = [
      { id: 'ch_1', isReturned: true },
      { id: 'ch_2', isReturned: false },
    ]
    const { work, row } = await purchase({ outcome: { state: 'paid', paymentRef: 'p1', charges } })
    await work()
    expect(await row()).toMatchObject({ chargeId: 'ch_2', facts: { payment: { charges: ['ch_2'] } } })
  })

  it('says nothing when another worker takes over while the provider is asked', async () => {
    const ledger = await purchase({
      store: (store) => ({
        saveChange: (claim, changeId, notes, update) =>
          'payment' in update.facts && update.facts.payment.kind === 'starting'
            ? Promise.reject(new LeaseLostError())
            : store.saveChange(claim, changeId, notes, update),
      }),
    })
    await ledger.work()
    expect(ledger.troubles()).toEqual([])
    expect(ledger.calls).toEqual([])
  })

  it('is not asked for while a payment of the running period is outstanding', async () => {
    const due = { invoiceId: 'in_1', kind: 'open', amount: basic.price, deadline: null, payUrl: null } as const
    const { work, row, calls } = await purchase({
      payments: { standing: async () => ({ recurring: null, due, balance: null }) },
    })
    await work()
    expect(await row()).toMatchObject({ state: 'refused', facts: { reason: 'payment_due' } })
    expect(calls).toEqual([])
  })

  it('is asked for where something was owed to the partner’s own invoicing, before a provider collected', async () => {
    const quote = quoteOf(pro)
    const credit = { kind: 'credit', amount: { ...basic.price, amountMinor: -500 }, percent: 50 } as const
    const { add, system, work, calls } = await purchase({
      facts: { quote: { ...quote, lines: [...quote.lines, credit] } },
      payments: { standing: async () => ({ recurring: basicCharge, due: null, balance: null }) },
    })
    const reported = { amount: basic.price, payUrl: null }
    const graceEndsAt = '2026-12-15T00:00:00.000Z'
    const remembered = { kind: 'not_read' } as const
    await add(system({ action: 'await_renewal', invoiceId: 'in_1', graceEndsAt, remembered, reported, unpaid: null }))
    await work()
    expect(calls).toContain('start')
  })

  it('is returned when the period that its credit counts on was claimed back before it came in', async () => {
    const due = { invoiceId: 'in_1', kind: 'disputed', amount: basic.price, deadline: null, payUrl: null } as const
    let isClaimedBack = false
    const quote = quoteOf(pro)
    const credit = { kind: 'credit', amount: { ...basic.price, amountMinor: -500 }, percent: 50 } as const
    const ledger = await purchase({
      facts: { quote: { ...quote, lines: [...quote.lines, credit] } },
      payments: {
        standing: async () => ({ recurring: basicCharge, due: isClaimedBack ? due : null, balance: null }),
        void: async () => 'paid',
      },
    })
    await ledger.work()
    isClaimedBack = true
    ledger.said.outcome = charged('ch_1')
    await untilRest(ledger)
    expect(await ledger.row()).toMatchObject({ state: 'refunded', facts: { reason: 'payment_due' } })
    expect(ledger.calls).not.toContain('upgrade')
    expect(ledger.calls).toContain('refund')
  })

  it.each([
    ['is withdrawn', 'gone back since', 300, 'refused'],
    ['can be made', 'gone back before the quote', 200, 'awaiting_payment'],
  ] as const)('%s when what its credit counts on has %s', async (_what, _when, goneBack, state) => {
    const quote = quoteOf(pro)
    const credit = { kind: 'credit', amount: { ...basic.price, amountMinor: -500 }, percent: 50 } as const
    const ledger = await purchase({
      facts: { quote: { ...quote, lines: [...quote.lines, credit] }, returnedBefore: 200 },
      payments: { standing: async () => ({ recurring: basicCharge, due: null, balance: null }) },
    })
    await ledger.work()
    const amount = { ...basic.price, amountMinor: goneBack }
    await rememberReturned(ledger.parts, subject, basicCharge.periodEndsAt, { of: 'ch_0', amount })
    ledger.pass(minuteMs)
    await ledger.work()
    expect((await ledger.row()).state).toBe(state)
  })

  it('is returned as well when that period is claimed back after a call that came to nothing', async () => {
    const due = { invoiceId: 'in_1', kind: 'disputed', amount: basic.price, deadline: null, payUrl: null } as const
    const quote = quoteOf(pro)
    const credit = { kind: 'credit', amount: { ...basic.price, amountMinor: -500 }, percent: 50 } as const
    const sent: string[] = []
    const ledger = await purchase({
      state: 'applying',
      facts: {
        quote: { ...quote, lines: [...quote.lines, credit] },
        payment: { kind: 'received', ref: 'p1', charges: ['ch_1'] },
      },
      platform: { send: async (call) => (sent.push(call), { kind: 'unknown' }) },
      payments: {
        standing: async () => ({ recurring: basicCharge, due: sent.length > 0 ? due : null, balance: null }),
      },
    })
    await untilRest(ledger)
    expect(await ledger.row()).toMatchObject({ state: 'refunded', facts: { reason: 'payment_due' } })
    expect({ sent, calls: ledger.calls }).toEqual({ sent: ['upgrade'], calls: ['refund'] })
  })

  const creditOfACent = { kind: 'credit', amount: { ...basic.price, amountMinor: -1 }, percent: 0 } as const

  /** Bought 45 minutes before the end of a period, whose next one is charged in twelve. */
  const endingSoon = async (credit: readonly (typeof creditOfACent)[]) => {
    const onBasicNow = onBasic()
    const subscription = { ...onBasicNow.subscription, endsAt: '2026-12-01T00:45:00.000Z' } as Reading['subscription']
    const reading = { ...onBasicNow, subscription }
    const standing = {
      recurring: { ...basicCharge, periodEndsAt: '2026-12-01T00:12:00.000Z' },
      due: null,
      balance: null,
    }
    const quote = quoteOf(pro)
    const ledger = await purchase({
      reading,
      facts: { before: beforeOf(reading), quote: { ...quote, lines: [...quote.lines, ...credit] } },
      payments: { standing: async () => standing },
    })
    return { ledger, standing }
  }

  it.each([
    ['withdrawn once the next period of the plan of before has been charged', basic, 'refused', 'period_ended'],
    ['delivered where what is charged by then is the plan that was bought', pro, 'applied', null],
  ] as const)('is %s, shortly before that period begins', async (_what, plan, state, reason) => {
    const { ledger, standing } = await endingSoon([creditOfACent])
    await ledger.work()
    expect((await ledger.row()).state).toBe('awaiting_payment')
    ledger.pass(13 * minuteMs)
    standing.recurring = { ...basicCharge, packageId: plan.id, periodEndsAt: '2027-01-01T00:12:00.000Z' }
    if (plan === pro) ledger.said.outcome = charged('ch_1')
    for (let looks = 0; looks < 5; looks++) {
      await ledger.work()
      ledger.pass(1_000)
    }
    expect(await ledger.row()).toMatchObject({ state, facts: { reason } })
  })

  it.each([
    ['of which something is left', [creditOfACent]],
    ['of which nothing is left', []],
  ] as const)(
    'is returned when it comes in between charge and begin of the period after one %s',
    async (_what, credit) => {
      const { ledger, standing } = await endingSoon(credit)
      await ledger.work()
      ledger.pass(13 * minuteMs)
      standing.recurring = { ...basicCharge, periodEndsAt: '2027-01-01T00:12:00.000Z' }
      ledger.said.outcome = charged('ch_1')
      await ledger.store.noteChange(ledger.id, { payment: 'paid', chargeId: 'ch_1' })
      await untilRest(ledger)
      expect(await ledger.row()).toMatchObject({ state: 'refunded', facts: { reason: 'period_ended' } })
      expect(ledger.calls).not.toContain('upgrade')
    },
  )

  it('is put off when the ledger cannot write down that it is withdrawn', async () => {
    const { add, system, work, id, wakesInMs, troubles } = await purchase({
      store: () => ({ noteChange: () => Promise.reject(new Error('the disk is full')) }),
    })
    await add(system({ action: 'align', cause: 'news', seen: null }))
    await work()
    expect(await wakesInMs(id)).toBe(5_000)
    expect(troubles()).toEqual(['settling'])
  })

  it.each([
    ['is still asked for right before', -1, 'awaiting_payment', null],
    ['is not asked for any more', 0, 'refused', 'period_ended'],
  ] as const)(
    '%s ten minutes before the end of the period that its quote counts on',
    async (_what, offset, state, reason) => {
      const { parts, pass, work, row } = await purchase()
      parts.timing.paymentWindowMs = Number.MAX_SAFE_INTEGER
      pass(Date.parse('2026-12-24T00:00:00.000Z') - 10 * minuteMs + offset - parts.now().getTime())
      await work()
      expect(await row()).toMatchObject({ state, facts: { reason } })
    },
  )

  it.each([
    ['a declined card', { state: 'failed', paymentRef: 'p1', message: 'no' }, 'failed', 'declined'],
    ['a page that was left', { state: 'abandoned', paymentRef: 'p1' }, 'abandoned', 'dropped'],
    ['a payment that was given back', { state: 'returned', paymentRef: 'p1' }, 'abandoned', 'dropped'],
  ] as const)('ends with %s', async (_name, outcome, state, reason) => {
    const { work, row } = await purchase({ outcome })
    await work()
    expect(await row()).toMatchObject({ state, facts: { reason } })
  })

  it.each([
    ['provider_refused', undefined],
    ['balance_changed', 'balance_changed'],
  ])('is withdrawn when the provider refuses to start it: %s', async (reason, code) => {
    const refusal = new PaymentRefusedError('no', code === undefined ? {} : { code })
    const { work, row, calls } = await purchase({ payments: { start: () => Promise.reject(refusal) } })
    await work()
    expect(await row()).toMatchObject({ state: 'refused', facts: { reason, foreignText: 'no' } })
    expect(calls).toEqual(['void'])
  })

  it('goes before a person when the provider does not know it any more', async () => {
    const { work, pass, row, id, wakesInMs } = await purchase({
      payments: { read: () => Promise.reject(new PaymentRefusedError('no such payment')) },
    })
    await work()
    pass(2_000)
    await work()
    expect(await row()).toMatchObject({ state: 'needs_attention', facts: { reason: 'provider_refused' } })
    // To be told again, and for nothing else.
    expect(await wakesInMs(id)).toBe(86_400_000)
  })

  it('is asked about again when the provider fails', async () => {
    const { work, pass, row, id, wakesInMs, troubles } = await purchase({
      payments: { read: () => Promise.reject(new Error('503')) },
    })
    await work()
    pass(2_000)
    await work()
    expect((await row()).state).toBe('awaiting_payment')
    expect(await wakesInMs(id)).toBe(500)
    expect(troubles()).toEqual(['asking the payment provider'])
  })
})

describe('renewal that is turned on', () => {
  const free: Package = { ...basic, id: 'free', price: { ...basic.price, amountMinor: 0 } }
  const invoice = { invoiceId: 'in_1', kind: 'open', amount: basic.price, deadline: null, payUrl: null } as const
  const charge = { ...basicCharge, renews: false }

  it.each<[string, Package, Partial<Standing>, string, ChangeReason | null]>([
    ['a plan that is charged', basic, { recurring: charge }, 'applied', null],
    ['a plan without a charge behind it', basic, {}, 'refused', 'charge_missing'],
    ['a plan that costs nothing', free, {}, 'applied', null],
    ['a plan whose period is not paid', basic, { recurring: charge, due: invoice }, 'refused', 'payment_due'],
  ])('of %s', async (_name, plan, standing, state, reason) => {
    const ledger = scriptedLedger({
      reading: onPlan(plan, 'ending'),
      payments: {
        collects: 'now',
        standing: async () => ({ recurring: null, due: null, balance: null, ...standing }),
      },
    })
    const id = await ledger.add(ledger.customers({ action: 'resume', before: beforeOf(onPlan(plan, 'ending')) }))
    await ledger.work()
    expect(await ledger.find(id)).toMatchObject({ state, facts: { reason } })
  })
})

describe('money that goes back', () => {
  const returning = (facts: Partial<Purchase> = {}, more: Parameters<typeof purchase>[0] = {}) =>
    purchase({
      state: 'applying',
      facts: {
        direction: 'returning',
        reason: 'period_ended',
        payment: { kind: 'received', ref: 'p1', charges: ['ch_1'] },
        ...facts,
      },
      ...more,
    })

  it('goes back as a whole payment where that is known', async () => {
    const { work, row, calls } = await returning()
    await work()
    expect((await row()).state).toBe('refunded')
    expect(calls).toEqual(['refund'])
  })

  it('goes back charge by charge where only these are known', async () => {
    const { work, row, calls } = await returning({
      payment: { kind: 'received', ref: null, charges: ['ch_1', 'ch_2'] },
    })
    await work()
    expect((await row()).state).toBe('refunded')
    expect(calls).toEqual(['refund ch_1', 'refund ch_2'])
  })

  it.each([
    ['and is, when it came in', charged('ch_1'), ['void', 'start', 'refund']],
    ['and is not begun, when none came in', pending, ['void']],
  ])('is looked for first where nothing is known of it, %s', async (_name, outcome, expected) => {
    const { work, calls } = await returning({ payment: { kind: 'received', ref: null, charges: [] } }, { outcome })
    await work()
    expect(calls).toEqual(expected)
  })

  const returnLost = (more: Parameters<typeof purchase>[0] = {}) =>
    returning(
      { attempts: 1, reason: 'refund_failed', triedSince: 0 },
      { state: 'needs_attention', outcome: { state: 'returned', paymentRef: 'p1' }, ...more },
    )

  it('buys nothing any more when a person says retry, and the answer to its return was lost', async () => {
    const returned = await returnLost()
    await returned.store.noteChange(returned.id, { wish: 'retry' })
    await untilRest(returned)
    expect(await returned.row()).toMatchObject({
      state: 'refunded',
      wish: null,
      facts: { reason: 'settled_by_partner' },
    })
    expect(returned.calls).not.toContain('upgrade')
  })

  it('is not begun by being asked about, when a person says retry and its start was never answered', async () => {
    const believed = await returning(
      { attempts: 1, reason: 'platform_unreadable', payment: { kind: 'received', ref: null, charges: ['ch_1'] } },
      { state: 'needs_attention', outcome: { state: 'abandoned', paymentRef: 'p1' } },
    )
    await believed.store.noteChange(believed.id, { wish: 'retry' })
    await believed.work()
    expect(believed.calls).toEqual(['void', 'upgrade'])
  })

  it('is asked about until the provider answers, when a person says retry', async () => {
    let isDown = true
    const returned = await returnLost({
      payments: {
        read: async () => {
          if (isDown) throw new Error('503')
          return charged('ch_1')
        },
      },
    })
    await returned.store.noteChange(returned.id, { wish: 'retry' })
    await returned.work()
    expect(await returned.row()).toMatchObject({ state: 'needs_attention', wish: 'retry' })
    expect(returned.calls).toEqual([])
    isDown = false
    returned.pass((await returned.wakesInMs(returned.id))!)
    await returned.work()
    expect(returned.calls).toEqual(['upgrade'])
  })

  it('waits for the person again when the provider does not know it, and a person says retry', async () => {
    const returned = await returnLost({
      payments: { read: () => Promise.reject(new PaymentRefusedError('no such payment')) },
    })
    await returned.store.noteChange(returned.id, { wish: 'retry' })
    await returned.work()
    expect(await returned.row()).toMatchObject({
      state: 'needs_attention',
      wish: null,
      wakeAt: expect.any(Number),
      facts: { reason: 'provider_refused', foreignText: 'no such payment' },
    })
  })

  it('waits while a call of another change may still bring a plan', async () => {
    const returned = await returning(
      {},
      {
        store: (kept) => ({
          claim: async (wanted) => {
            const claim = await kept.claim(wanted)
            return claim && { ...claim, quietForMs: 20_000 }
          },
        }),
      },
    )
    await returned.work()
    expect(returned.calls).toEqual([])
    expect(await returned.wakesInMs(returned.id)).toBe(20_000)
  })

  const returningOnApproval = async () => {
    const said = { isAway: false, approval: { state: 'asked' } as GivenBack }
    const platform: Script['platform'] = {
      read: async () => {
        if (said.isAway) throw new Error('502')
        return { kind: 'read', reading: onBasic(), packages: [basic, pro] }
      },
    }
    const payments: Script['payments'] = { declares: { giveBack: 'on_approval' }, refund: async () => said.approval }
    return { returned: await returning({}, { platform, payments }), said }
  }

  it('waits for its approval also while the platform cannot be read', async () => {
    const { returned, said } = await returningOnApproval()
    const hours = async (count: number) => {
      for (let hour = 0; hour < count; hour++) {
        await returned.work()
        returned.pass(3_600_000)
      }
    }
    await hours(3)
    said.isAway = true
    await hours(3)
    expect((await returned.row()).state).toBe('applying')
    said.isAway = false
    said.approval = { state: 'done' }
    await hours(2)
    expect((await returned.row()).state).toBe('refunded')
  })

  it.each([
    ['a minute later at first', 0, minuteMs],
    ['a tenth of the time later that it has taken', 100 * minuteMs, 10 * minuteMs],
    ['every hour in the end', 48 * 60 * minuteMs, 60 * minuteMs],
  ])('is asked for its approval %s', async (_when, afterMs, expected) => {
    const { returned } = await returningOnApproval()
    await returned.work()
    if (afterMs > 0) {
      returned.pass(afterMs)
      await returned.work()
    }
    expect(await returned.wakesInMs(returned.id)).toBe(expected)
  })

  it('is before a person where the platform cannot be read until its approval is overdue', async () => {
    const { returned, said } = await returningOnApproval()
    await returned.work()
    said.isAway = true
    returned.pass(15 * 86_400_000)
    await returned.work()
    expect(await returned.row()).toMatchObject({
      state: 'needs_attention',
      facts: { reason: 'platform_unreadable', isReturnAsked: true },
    })
  })

  it('has gone back before another hand chose the plan: a person decides who pays for that', async () => {
    const returned = await returning(
      { attempts: 1 },
      { outcome: { state: 'returned', paymentRef: 'p1' }, reading: onPlan(pro) },
    )
    await returned.work()
    expect(await returned.row()).toMatchObject({ state: 'needs_attention', facts: { reason: 'changed_elsewhere' } })
  })

  it.each(['refund', 'retry'] as const)(
    'stays when a person says %s, and the plan is there after all',
    async (wish) => {
      let isAway = false
      const bought = await purchase({
        outcome: charged('ch_1'),
        platform: {
          read: async () => {
            if (isAway) throw new Error('503')
            return { kind: 'read', reading: bought.said.reading, packages: [basic, pro] }
          },
          send: async () => {
            isAway = true
            bought.said.reading = onPlan(pro)
            return { kind: 'unknown' }
          },
        },
      })
      await untilRest(bought)
      expect(await bought.row()).toMatchObject({ state: 'needs_attention', facts: { reason: 'platform_unreadable' } })
      isAway = false
      await bought.store.noteChange(bought.id, { wish })
      await untilRest(bought)
      expect(await bought.row()).toMatchObject({ state: 'applied', facts: { reason: null } })
      expect(bought.calls).not.toContain('refund')
    },
  )

  it('goes before a person when it is refused, with what the provider said', async () => {
    const { work, row } = await returning(
      {},
      { payments: { refund: () => Promise.reject(new PaymentRefusedError('disputed')) } },
    )
    await work()
    expect(await row()).toMatchObject({
      state: 'needs_attention',
      facts: { reason: 'refund_failed', foreignText: 'disputed' },
    })
  })

  it('is tried for an hour while the provider fails', async () => {
    const { work, pass, row, id, wakesInMs, troubles } = await returning(
      {},
      { payments: { refund: () => Promise.reject(new Error('503')) } },
    )
    await work()
    expect(await wakesInMs(id)).toBe(500)
    expect(troubles()).toEqual(['returning a payment'])
    pass(60 * minuteMs)
    await work()
    expect((await row()).state).toBe('applying')
    pass(30_000)
    await work()
    expect(await row()).toMatchObject({ state: 'needs_attention', facts: { reason: 'refund_failed' } })
  })
})

describe('a second charge whose news was lost', () => {
  const strays = async ({ store }: Awaited<ReturnType<typeof purchase>>, ids: readonly string[]) => {
    const all = await Promise.all(
      ids.map((chargeId) =>
        store.findChange({
          key: `refund_stray:${chargeId}`,
          lane: 'system',
          target: 'website:bikes',
          customerId: 'acme',
        }),
      ),
    )
    return ids.filter((_id, index) => all[index] !== null)
  }

  it('is found and returned once nothing more can come in, and the first one is kept', async () => {
    const bought = await purchase({ outcome: charged('ch_1') })
    const startedAt = bought.parts.now().getTime()
    await untilRest(bought)
    expect((await bought.row()).state).toBe('applied')
    bought.said.outcome = charged('ch_1', 'ch_2')
    const leftMs = startedAt + 61 * minuteMs - bought.parts.now().getTime()
    expect(await bought.wakesInMs(bought.id)).toBe(leftMs)
    bought.pass(leftMs - 1)
    await bought.work()
    expect(await strays(bought, ['ch_1', 'ch_2'])).toEqual([])
    bought.pass(1)
    await bought.work()
    expect(await strays(bought, ['ch_1', 'ch_2'])).toEqual(['ch_2'])
    expect(await bought.wakesInMs(bought.id)).toBeNull()
    await bought.work()
    expect(bought.calls.filter((call) => call.startsWith('refund'))).toEqual(['refund ch_2'])
  })

  it('is found too when the answer to the payment’s order was lost, and only news of one charge came', async () => {
    const start = () => Promise.reject(new Error('the answer was lost'))
    const bought = await purchase({ payments: { start, void: async () => 'paid' } })
    await bought.work()
    await bought.store.noteChange(bought.id, { payment: 'paid', chargeId: 'ch_2' })
    await untilRest(bought)
    expect((await bought.row()).state).toBe('applied')
    bought.provider.start = async () => charged('ch_1', 'ch_2')
    bought.pass(61 * minuteMs)
    await bought.work()
    expect(await strays(bought, ['ch_1', 'ch_2'])).toEqual(['ch_1'])
  })

  it('is not returned twice', async () => {
    const bought = await purchase({ outcome: charged('ch_1') })
    await untilRest(bought)
    bought.said.outcome = {
      state: 'paid',
      paymentRef: 'p1',
      charges: [
        { id: 'ch_1', isReturned: false },
        { id: 'ch_2', isReturned: true },
      ],
    }
    bought.pass(61 * minuteMs)
    await bought.work()
    expect(await strays(bought, ['ch_1', 'ch_2'])).toEqual([])
  })

  describe('and whose first has been given back', () => {
    const onlyTheSecond: PaymentOutcome = {
      state: 'paid',
      paymentRef: 'p1',
      charges: [
        { id: 'ch_1', isReturned: true },
        { id: 'ch_2', isReturned: false },
      ],
    }
    const account = { target: 'website:bikes', customerId: 'acme' } as const
    const reversed = (id: string) =>
      ({ action: 'give_back', of: id, chargeIds: ['ch_1'], amount: pro.price, periodEndsAt: null }) as const

    const asked = async (bought: Awaited<ReturnType<typeof purchase>>) =>
      (await bought.store.findChange({ key: 'refund_stray:ch_2', lane: 'system', ...account }))?.state

    it('by another hand is for a person: it may be what the plan is paid by now', async () => {
      const bought = await purchase({ outcome: charged('ch_1') })
      await untilRest(bought)
      bought.said.outcome = onlyTheSecond
      bought.pass(61 * minuteMs)
      await bought.work()
      await bought.work()
      expect(await asked(bought)).toBe('needs_attention')
      expect(bought.calls.filter((call) => call.startsWith('refund'))).toEqual([])
      await bought.store.noteChange(
        (await bought.store.findChange({ key: 'refund_stray:ch_2', lane: 'system', ...account }))!.id,
        { wish: 'retry' },
      )
      await bought.work()
      expect(bought.calls.filter((call) => call.startsWith('refund'))).toEqual(['refund ch_2'])
    })

    it('by another hand is for a person, also where it is reported later', async () => {
      const bought = await purchase({ outcome: charged('ch_1') })
      await untilRest(bought)
      const ledger = createLedger(bought.parts)
      const news = { ...account, websiteId: 'bikes', changeId: bought.id, chargeId: 'ch_1' } as const
      await ledger.receive({ type: 'charge.returned', ...news, amount: pro.price, periodEndsAt: null }, 'website')
      await ledger.receive({ type: 'payment.paid', changeId: bought.id, chargeId: 'ch_2' }, 'website')
      expect(await asked(bought)).toBe('needs_attention')
    })

    it('by another hand is told to have gone back as well, once a person has let it be what the plan is paid by', async () => {
      const bought = await purchase({ outcome: charged('ch_1') })
      await untilRest(bought)
      const ledger = createLedger(bought.parts)
      const about = { ...account, websiteId: 'bikes', changeId: bought.id, amount: pro.price, periodEndsAt: null }
      const comesBack = (chargeId: string) => ledger.receive({ type: 'charge.returned', ...about, chargeId }, 'website')
      const told = () => bought.events.filter((event) => event.type === 'charge.returned').length
      await comesBack('ch_1')
      await receiveNews(bought.parts, { type: 'payment.paid', changeId: bought.id, chargeId: 'ch_2' }, 'website')
      const stray = await bought.store.findChange({ key: 'refund_stray:ch_2', lane: 'system', ...account })
      await bought.store.noteChange(stray!.id, { wish: 'close' })
      await bought.work()
      expect([await asked(bought), told()]).toEqual(['closed', 1])
      await comesBack('ch_2')
      await comesBack('ch_2')
      expect(told()).toBe(2)
    })

    describe.each(['found', 'reported'] as const)('by a person who has reversed the change, once it is %s', (how) => {
      const backBeside = async (action: 'give_back' | 'give_back_and_end', following: boolean) => {
        const bought = await purchase({ outcome: charged('ch_1') })
        await untilRest(bought)
        const key = `reverse:${bought.id}`
        const reversal = bought.system({ ...reversed(bought.id), action })
        await bought.store.addChange({ ...reversal, key, state: 'applied', wakeInMs: null })
        const cancels = bought.customers({ action: 'cancel' })
        if (following) await bought.store.addChange({ ...cancels, key, state: 'applied', wakeInMs: null })
        bought.said.outcome = onlyTheSecond
        const news = { type: 'payment.paid', changeId: bought.id, chargeId: 'ch_2' } as const
        if (how === 'reported') await receiveNews(bought.parts, news, 'website')
        bought.pass(61 * minuteMs)
        await bought.work()
        await bought.work()
        return bought.calls.filter((call) => call.startsWith('refund')).concat((await asked(bought)) ?? 'nothing')
      }

      it('goes back as well where the plan ends, or the one of before follows', async () => {
        expect(await backBeside('give_back_and_end', false)).toEqual(['refund ch_2', 'applied'])
        expect(await backBeside('give_back', true)).toEqual(['refund ch_2', 'applied'])
      })

      it('is for a person where the plan is kept: it may be what pays for it', async () => {
        expect(await backBeside('give_back', false)).toEqual(['needs_attention'])
      })

      it.each(['waits for its approval', 'does not show yet'])(
        'is for a person also where the return of the first %s, and the plan is kept',
        async (what) => {
          const approval: GivenBack = { state: what === 'waits for its approval' ? 'asked' : 'done' }
          const declares = { giveBack: 'on_approval' } as const
          const bought = await purchase({
            outcome: charged('ch_1'),
            payments: { declares, giveBack: async () => approval },
          })
          await untilRest(bought)
          await bought.store.addChange({ ...bought.system(reversed(bought.id)), key: `reverse:${bought.id}` })
          await bought.work()
          bought.said.outcome = charged('ch_1', 'ch_2')
          const news = { type: 'payment.paid', changeId: bought.id, chargeId: 'ch_2' } as const
          if (how === 'reported') await receiveNews(bought.parts, news, 'website')
          bought.pass(61 * minuteMs)
          await bought.work()
          await bought.work()
          expect(await asked(bought)).toBe('needs_attention')
          expect(bought.calls.filter((call) => call.startsWith('refund'))).toEqual([])
        },
      )
    })
  })

  it('for what a person has settled by hand is for that person, and nothing is touched until then', async () => {
    const bought = await purchase({ state: 'needs_attention' })
    await bought.store.noteChange(bought.id, { wish: 'close' })
    await bought.work()
    expect((await bought.row()).state).toBe('closed')
    await createLedger(bought.parts).receive({ type: 'payment.paid', changeId: bought.id, chargeId: 'ch_1' }, 'website')
    await bought.work()
    expect(await strays(bought, ['ch_1'])).toEqual(['ch_1'])
    expect(bought.calls.filter((call) => call.startsWith('refund'))).toEqual([])
    const told = bought.events.filter((event) => event.type === 'change.escalated')
    expect(told.at(-1)).toMatchObject({ action: 'refund_stray', reason: 'paid_meanwhile' })
  })

  it.each(['refused', 'failed', 'abandoned', 'refunded'] as const)(
    'is returned where the change has ended as %s, and then no more are looked for',
    async (state) => {
      const charges = [
        { id: 'ch_1', isReturned: true },
        { id: 'ch_2', isReturned: false },
      ]
      const payment =
        state === 'refunded'
          ? ({ kind: 'received', ref: 'p1', charges: ['ch_1'] } as const)
          : ({ kind: 'started', ref: 'p1', step: { kind: 'wait' } } as const)
      const bought = await purchase({
        state,
        facts: { payment },
        outcome: { state: 'paid', paymentRef: 'p1', charges },
      })
      await bought.work()
      expect(await bought.wakesInMs(bought.id)).toBe(61 * minuteMs)
      bought.pass(61 * minuteMs)
      await bought.work()
      expect(await strays(bought, ['ch_1', 'ch_2'])).toEqual(['ch_2'])
      expect(await bought.wakesInMs(bought.id)).toBeNull()
    },
  )

  it('is returned, and so is the first, when the change was abandoned', async () => {
    const left = await purchase({ outcome: { state: 'abandoned', paymentRef: 'p1' } })
    await left.work()
    expect((await left.row()).state).toBe('abandoned')
    left.said.outcome = charged('ch_1')
    left.pass(61 * minuteMs)
    await left.work()
    expect(await strays(left, ['ch_1'])).toEqual(['ch_1'])
  })

  it.each<PaymentOutcome>([
    { state: 'failed', paymentRef: 'p1', message: 'Declined.' },
    { state: 'abandoned', paymentRef: 'p1' },
  ])(
    'or the only one, which the provider never counts, is returned when its payment has come to nothing: $state',
    async (outcome) => {
      const bought = await purchase({ outcome })
      await bought.store.noteChange(bought.id, { payment: 'paid', chargeId: 'ch_1' })
      await bought.work()
      expect((await bought.row()).state).toBe(outcome.state)
      bought.pass(61 * minuteMs)
      await bought.work()
      await bought.work()
      expect(bought.calls.filter((call) => call.startsWith('refund'))).toEqual(['refund ch_1'])
    },
  )

  it('or which came in for a payment that is withdrawn does not get lost while the store is away', async () => {
    const bought = await purchase({
      facts: { payment: { kind: 'started', ref: 'p1', step: { kind: 'wait' } } },
      store: () => ({ addChange: () => Promise.reject(new Error('the store is away')) }),
    })
    await bought.store.noteChange(bought.id, { payment: 'failed', chargeId: 'ch_1' })
    await bought.store.noteChange(bought.id, { wish: 'abandon' })
    await bought.work()
    expect((await bought.row()).state).toBe('awaiting_payment')
    expect(bought.troubles()).toEqual(['asking the payment provider'])
  })

  it('and which has gone back already with its payment is not returned once more', async () => {
    const bought = await purchase({ outcome: { state: 'returned', paymentRef: 'p1' } })
    await bought.store.noteChange(bought.id, { payment: 'paid', chargeId: 'ch_1' })
    await bought.work()
    expect((await bought.row()).state).toBe('abandoned')
    bought.pass(61 * minuteMs)
    await bought.work()
    await bought.work()
    expect(bought.calls.filter((call) => call.startsWith('refund'))).toEqual([])
  })

  it('is looked for again when the provider fails, and after an hour every hour', async () => {
    const bought = await purchase({
      outcome: charged('ch_1'),
      payments: { read: () => Promise.reject(new Error('503')) },
    })
    await bought.work()
    bought.pass(61 * minuteMs)
    await bought.work()
    expect(await bought.wakesInMs(bought.id)).toBe(500)
    expect(bought.troubles()).toEqual(['looking for further charges'])
    bought.pass(60 * minuteMs)
    await bought.work()
    expect(await bought.wakesInMs(bought.id)).toBe(30_000)
    bought.pass(30_000)
    await bought.work()
    expect(await bought.wakesInMs(bought.id)).toBe(60 * minuteMs)
  })
})
