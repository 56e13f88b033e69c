import { describe, expect, it } from 'vitest'
import { PaymentRefusedError } from '../../src/backend/payments/payment-errors.ts'
import type { PaymentOutcome, RecurringCharge } from '../../src/backend/payments/payment-order.ts'
import { createLedger } from '../../src/backend/ledger/ledger.ts'
import { basic, onBasic, onPlan, pro, scriptedLedger } from './scripted-ledger.ts'

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
const account = { target: 'website:bikes', customerId: 'acme' } as const

interface Provider {
  start: () => Promise<PaymentOutcome>
  read: () => Promise<PaymentOutcome>
  void: () => Promise<'voided' | 'paid'>
  refundsCharges: 'at_once' | 'fails' | 'on_approval'
}

/** An upgrade that waits for its payment, with what the provider says and does of it, and what it has returned or was asked to. */
async function buying(given: Partial<Provider> = {}) {
  const provider: Provider = {
    start: async () => open,
    read: async () => paid,
    void: async () => 'voided',
    refundsCharges: 'at_once',
    ...given,
  }
  const platform = { refuses: false }
  const returned: string[] = []
  const asked: string[] = []
  let plan = onBasic()
  const ledger = scriptedLedger({
    platform: {
      read: async () => ({ kind: 'read', reading: plan, packages: [basic, pro] }),
      async send() {
        if (platform.refuses) return { kind: 'refused', message: 'no' }
        plan = onPlan(pro)
        return { kind: 'done' }
      },
    },
    payments: {
      collects: 'now',
      declares: { giveBack: 'on_approval' },
      start: () => provider.start(),
      read: () => provider.read(),
      void: () => provider.void(),
      refund: async () => void returned.push('p1'),
      async refundCharge(id) {
        if (provider.refundsCharges === 'fails') throw new Error('503')
        if (provider.refundsCharges === 'at_once') return void returned.push(id)
        asked.push(id)
        return { state: 'asked' }
      },
      giveBack: async () => ({ state: 'asked' }),
      standing: async () => ({ recurring: renewing, due: null, balance: null }),
    },
  })
  const wanted = ledger.upgradeToPro()
  const id = await ledger.add({ ...wanted, state: 'awaiting_payment' })
  const news = createLedger(ledger.parts)
  return {
    ...ledger,
    id,
    provider,
    platform,
    returned,
    asked,
    row: () => ledger.find(id),
    stray: (chargeId: string) =>
      ledger.store.findChange({ key: `refund_stray:${chargeId}`, lane: 'system', ...account }),
    report: (chargeId: string) => news.receive({ type: 'payment.paid', changeId: id, chargeId }, 'website'),
    reportReturned: (chargeId: string, amount = pro.price) =>
      news.receive(
        {
          type: 'charge.returned',
          ...account,
          websiteId: 'bikes',
          periodEndsAt: null,
          changeId: id,
          chargeId,
          amount,
        },
        'website',
      ),
    /** A person gives back what was paid, and lets the customer keep the plan. */
    async takeBack() {
      const { turn } = await ledger.store.standingOf(account.target)
      const { periodEndsAt } = renewing
      const paidBy = { chargeIds: ['ch_1'], amount: pro.price, periodEndsAt, boughtPackageId: pro.id }
      await news.giveBack(
        { ...account, websiteId: 'bikes', holder: 'website' },
        { action: 'give_back', of: id, ...paidBy },
        { terms: 'keep', seenTurn: turn },
        { by: { kind: 'staff', staffId: 'jane' }, why: null },
      )
    },
    /** A worker comes by now and then. */
    async goOn(forMs: number, everyMs = 1_000) {
      for (let passed = 0; passed < forMs; passed += everyMs) {
        ledger.pass(everyMs)
        await ledger.work()
      }
    },
  }
}

const counting = (...ids: string[]): PaymentOutcome => ({
  state: 'paid',
  paymentRef: 'p1',
  charges: ids.map((id) => ({ id, isReturned: false })),
})

describe('a charge that is reported and that the provider does not count', () => {
  it.each([[['ch_1', 'ch_other']], [['ch_other', 'ch_1']], [['ch_other']]])(
    'goes back beside the one that has paid, whichever is reported first: %j',
    async (order) => {
      const bought = await buying()
      await bought.work()
      for (const chargeId of order) {
        await bought.report(chargeId)
        await bought.goOn(minuteMs)
      }
      expect((await bought.row()).state).toBe('applied')
      await bought.goOn(120 * minuteMs, minuteMs)
      expect(bought.returned).toEqual(['ch_other'])
    },
  )

  it.each(['before', 'after'])(
    'is for a person where the one that has paid has gone back, %s the last look',
    async (when) => {
      const bought = await buying()
      await bought.work()
      await bought.report('ch_1')
      await bought.goOn(minuteMs)
      await bought.reportReturned('ch_1')
      bought.provider.read = async () => ({ state: 'returned', paymentRef: 'p1' })
      if (when === 'after') await bought.goOn(120 * minuteMs, minuteMs)
      await bought.report('ch_other')
      await bought.goOn(120 * minuteMs, minuteMs)
      expect((await bought.stray('ch_other'))?.state).toBe('needs_attention')
      expect(bought.returned).toEqual([])
    },
  )

  it.each<[string, () => Promise<PaymentOutcome>]>([
    ['says that nothing of the payment was paid', async () => open],
    [
      'counts another one',
      async () => ({ state: 'paid', paymentRef: 'p1', charges: [{ id: 'ch_1', isReturned: true }] }),
    ],
    ['says that the payment was returned', async () => ({ state: 'returned', paymentRef: 'p1' })],
    ['refuses to be asked', () => Promise.reject(new PaymentRefusedError('no such payment'))],
  ])('goes back with a change that it was believed for, where the provider %s by then', async (_what, then) => {
    const bought = await buying({ read: () => Promise.reject(new PaymentRefusedError('no such payment')) })
    await bought.work()
    bought.platform.refuses = true
    await bought.report('ch_cheap')
    await bought.goOn(minuteMs)
    expect((await bought.row()).state).toBe('needs_attention')
    bought.provider.read = then
    await bought.store.noteChange(bought.id, { wish: 'refund' })
    await bought.goOn(minuteMs)
    expect((await bought.row()).state).toBe('refunded')
    await bought.goOn(120 * minuteMs, minuteMs)
    expect(bought.returned).toEqual(['p1', 'ch_cheap'])
  })

  it.each(['is not answered', 'is refused'])(
    'goes back where it is reported while a payment is withdrawn whose start %s',
    async (what) => {
      const refused = new PaymentRefusedError('another balance', { code: 'balance_changed' })
      const bought = await buying({
        start: () => Promise.reject(what === 'is refused' ? refused : new Error('503')),
        async void() {
          await bought.report('ch_1')
          return 'voided'
        },
      })
      await bought.goOn(62 * minuteMs, minuteMs)
      expect(['abandoned', 'refused']).toContain((await bought.row()).state)
      bought.provider.start = () => Promise.reject(new Error('It is withdrawn, and must not be started anew.'))
      await bought.goOn(120 * minuteMs, minuteMs)
      expect(bought.returned).toEqual(['ch_1'])
      expect(await bought.wakesInMs(bought.id)).toBeNull()
    },
  )
})

describe('a second charge, and the first goes back', () => {
  it.each(['before it is reported', 'while its return fails'])(
    'by another hand: it is left to a person, %s',
    async (when) => {
      const bought = await buying()
      await bought.work()
      await bought.report('ch_1')
      await bought.goOn(minuteMs)
      bought.provider.refundsCharges = 'fails'
      if (when === 'before it is reported') await bought.reportReturned('ch_1')
      await bought.report('ch_2')
      await bought.goOn(minuteMs)
      if (when === 'while its return fails') await bought.reportReturned('ch_1')
      bought.provider.refundsCharges = 'at_once'
      await bought.goOn(10 * minuteMs)
      expect(await bought.stray('ch_2')).toMatchObject({
        state: 'needs_attention',
        facts: { reason: 'paid_meanwhile' },
      })
      expect(bought.returned).toEqual([])
      await bought.store.noteChange((await bought.stray('ch_2'))!.id, { wish: 'retry' })
      await bought.goOn(minuteMs)
      expect(bought.returned).toEqual(['ch_2'])
    },
  )

  it.each(['before it is reported', 'while its return fails'])(
    'by a person who lets the customer keep the plan: it is left to a person, %s',
    async (when) => {
      const bought = await buying()
      await bought.work()
      await bought.report('ch_1')
      await bought.goOn(minuteMs)
      bought.provider.refundsCharges = 'fails'
      if (when === 'before it is reported') await bought.takeBack()
      await bought.report('ch_2')
      await bought.goOn(minuteMs)
      if (when === 'while its return fails') await bought.takeBack()
      bought.provider.refundsCharges = 'at_once'
      await bought.goOn(10 * minuteMs)
      expect((await bought.stray('ch_2'))?.state).toBe('needs_attention')
      expect(bought.returned).toEqual([])
    },
  )

  it('by another hand, where both were found when it was paid: it is left to a person while its return fails', async () => {
    const bought = await buying({ read: async () => counting('ch_1', 'ch_2'), refundsCharges: 'fails' })
    await bought.work()
    await bought.report('ch_1')
    await bought.goOn(minuteMs)
    expect((await bought.row()).state).toBe('applied')
    await bought.reportReturned('ch_1')
    bought.provider.refundsCharges = 'at_once'
    await bought.goOn(10 * minuteMs)
    expect((await bought.stray('ch_2'))?.state).toBe('needs_attention')
    expect(bought.returned).toEqual([])
  })

  it('by another hand, as the second has: no person is asked', async () => {
    const bought = await buying()
    await bought.work()
    await bought.report('ch_1')
    await bought.goOn(minuteMs)
    bought.provider.refundsCharges = 'fails'
    await bought.report('ch_2')
    await bought.goOn(minuteMs)
    await bought.reportReturned('ch_2')
    await bought.reportReturned('ch_1')
    bought.provider.refundsCharges = 'at_once'
    await bought.goOn(10 * minuteMs)
    expect((await bought.stray('ch_2'))?.state).toBe('applied')
  })

  it.each(['kept in mind', 'found'])(
    'while the return of the second waits for its approval: it is on its way, and only the provider’s answer counts (%s)',
    async (how) => {
      const bought = await buying({ read: () => Promise.reject(new Error('503')), refundsCharges: 'on_approval' })
      await bought.work()
      await bought.report('ch_1')
      if (how === 'kept in mind') await bought.report('ch_2')
      bought.provider.read = async () => counting('ch_1', 'ch_2')
      await bought.goOn(5 * minuteMs)
      expect((await bought.row()).state).toBe('applied')
      expect(bought.asked).toContain('ch_2')
      await bought.reportReturned('ch_1')
      await bought.goOn(180 * minuteMs, minuteMs)
      expect((await bought.stray('ch_2'))?.state).toBe('applying')
      bought.provider.refundsCharges = 'at_once'
      await bought.goOn(180 * minuteMs, minuteMs)
      expect((await bought.stray('ch_2'))?.state).toBe('applied')
    },
  )
})

it('asks no person about a second charge that has gone back already, beside one that was believed', async () => {
  const bought = await buying({ read: () => Promise.reject(new Error('503')) })
  await bought.work()
  await bought.report('ch_1')
  await bought.report('ch_2')
  await bought.goOn(5 * minuteMs, minuteMs / 2)
  await bought.reportReturned('ch_2')
  await bought.goOn(80 * minuteMs, minuteMs / 2)
  expect((await bought.row()).state).toBe('applied')
  expect((await bought.stray('ch_2'))?.state).toBe('applied')
})

describe('a charge that is reported for a payment which is returned by hand, or comes to nothing', () => {
  it.each([
    ['a part of it', 500, 'needs_attention'],
    ['all of it', pro.price.amountMinor, undefined],
  ])('is for a person unless %s has gone back', async (_what, amountMinor, state) => {
    const bought = await buying({ read: async () => open })
    await bought.work()
    await bought.report('ch_cheap')
    bought.provider.read = async () => ({ state: 'returned', paymentRef: 'p1' })
    await bought.goOn(minuteMs)
    expect((await bought.row()).state).toBe('abandoned')
    await bought.reportReturned('ch_cheap', { ...pro.price, amountMinor })
    await bought.goOn(70 * minuteMs, minuteMs)
    expect((await bought.stray('ch_cheap'))?.state).toBe(state)
  })

  it('is known to have gone back also where the payment had failed', async () => {
    const bought = await buying()
    bought.provider.read = async () => {
      await bought.report('ch_cheap')
      return { state: 'failed', paymentRef: 'p1', message: 'Declined.' }
    }
    await bought.goOn(minuteMs)
    expect((await bought.row()).state).toBe('failed')
    bought.provider.read = async () => ({ state: 'returned', paymentRef: 'p1' })
    await bought.reportReturned('ch_cheap')
    await bought.goOn(70 * minuteMs, minuteMs)
    expect(await bought.stray('ch_cheap')).toBeNull()
  })
})
