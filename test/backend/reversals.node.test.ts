import { describe, expect, expectTypeOf, it } from 'vitest'
import type { ReversalTerms } from '../../src/backend/back-office/reversal.ts'
import { chargeOccasion, rememberReturned } from '../../src/backend/ledger/returned-money.ts'
import { subjectOf } from '../../src/backend/ledger/system-change.ts'
import type { Money } from '../../src/contract/money.ts'
import { memoryStore } from '../../src/backend/stores/memory-store.ts'
import { invoiced } from '../../src/backend/payments/invoiced.ts'
import type { GiveBackOrder } from '../../src/backend/payments/payment-order.ts'
import { byJane, eventually, quick, runningBackend } from './partner-backend.ts'
import { paidRestlessly, payingCustomer, restless } from './paying-customer.ts'

const running = runningBackend('website', paidRestlessly)
const acme = payingCustomer(running)
const office = () => running.backend.handler.changes
const newest = async () => (await office().list({ customerId: 'acme' })).changes
const bought = async (name: string, period: 'monthly' | 'yearly' = 'monthly') => {
  await acme.buy(name, period)
  return (await newest()).find(({ lane, action }) => lane === 'customer' && action !== 'cancel')!.id
}
const reverse = (id: string, terms: ReversalTerms) => office().reverse(id, { ...terms, ...byJane })
const returned = () => acme.money('refunded').map(({ amountMinor }) => amountMinor)
const paidFor = () => acme.money('charged').at(-1)!.amountMinor
const applied = (id: string) =>
  eventually(
    () => office().get(id),
    (found) => found?.change.state === 'applied',
  )

describe('a change that is reversed', () => {
  it('gives all of its money back once, in a row of its own, and keeps its plan', async () => {
    const id = await bought('Pro')
    const { reversal, planChange } = await reverse(id, { refund: 'all', plan: 'keep' })
    expect(planChange).toBeNull()
    const done = await applied(reversal.id)
    expect(done?.history[0]).toMatchObject({ from: null, by: { kind: 'staff', staffId: 'jane' }, why: byJane.reason })
    expect((await reverse(id, { refund: 'all', plan: 'keep' })).reversal.id).toBe(reversal.id)
    expect(returned()).toEqual([paidFor()])
    expect(acme.website().packageName).toBe('Pro')
    expect(acme.charge()).toMatchObject({ renews: true })
    expect((await office().get(id))?.change.state).toBe('applied')
  })

  it('gives no credit any more for what has gone back', async () => {
    const id = await bought('Advanced')
    const before = (await acme.quote('Pro')).body
    const credit = before.lines.find(({ kind }: { kind: string }) => kind === 'credit')
    expect(credit.amount.amountMinor).toBeLessThan(0)
    const { reversal } = await reverse(id, { refund: 'all', plan: 'keep' })
    await applied(reversal.id)
    const after = (await acme.quote('Pro')).body
    expect(after.dueToday.amount.amountMinor).toBeGreaterThan(before.dueToday.amount.amountMinor)
    expect((await acme.confirm({ body: before } as never)).body).toMatchObject({ error: { code: 'quote_outdated' } })
  })

  it('gives back so much as was decided, and not more than was paid', async () => {
    const id = await bought('Pro')
    const tooMuch = reverse(id, { refund: { amountMinor: paidFor() + 1, currency: 'EUR' }, plan: 'keep' })
    await expect(tooMuch).rejects.toMatchObject({ code: 'conflict' })
    const { reversal } = await reverse(id, { refund: { amountMinor: 500, currency: 'EUR' }, plan: 'keep' })
    await applied(reversal.id)
    expect(returned()).toEqual([500])
    await expect(reverse(id, { refund: 'all', plan: 'keep' })).rejects.toMatchObject({ code: 'conflict' })
    expect(returned()).toEqual([500])
  })

  it('gives back what is unused, and its plan ends with the period', async () => {
    const id = await bought('Pro')
    running.sandbox.platform.moveClock({ days: 15 })
    const { reversal } = await reverse(id, { refund: 'unused', plan: 'end' })
    await applied(reversal.id)
    const [part] = returned()
    expect(part! / paidFor()).toBeGreaterThan(0.45)
    expect(part! / paidFor()).toBeLessThan(0.55)
    expect(acme.charge()).toBeNull()
    expect(acme.website().status).toBe('canceled')
    const again = await reverse(id, { refund: 'unused', plan: 'end' })
    expect(again.reversal.id).toBe(reversal.id)
  })

  it('ends a yearly plan of a website now, or the rest of the year would be given away', async () => {
    const id = await bought('Pro', 'yearly')
    const { reversal } = await reverse(id, { refund: 'all', plan: 'end' })
    await applied(reversal.id)
    expect(acme.website().status).toBe('inactive')
    expect(returned()).toEqual([paidFor()])
  })

  it('lets the plan of before follow, by a change under the same rules as a click', async () => {
    await acme.buy('Advanced')
    const id = await bought('Pro')
    const { planChange, reversal } = await reverse(id, { refund: 'all', plan: 'previous' })
    expect(planChange).toMatchObject({ state: 'applied', intent: { kind: 'choose' } })
    await applied(reversal.id)
    expect((await acme.view()).subscription.planned).toMatchObject({ packageId: running.packageId('Advanced') })
    expect(acme.charge()).toMatchObject({ scheduled: { packageId: running.packageId('Advanced') } })
  })

  it('is followed by no plan that its customer had turned the renewal off of', async () => {
    await acme.buy('Advanced')
    await acme.turn('cancel')
    const id = await bought('Pro')
    const { planChange, reversal } = await reverse(id, { refund: 'all', plan: 'previous' })
    expect(planChange).toMatchObject({ state: 'applied', intent: { kind: 'cancel' } })
    await applied(reversal.id)
    expect(acme.website().status).toBe('canceled')
    expect(acme.charge()).toMatchObject({ renews: false, scheduled: null })
  })

  it('is not what a smaller plan is paid by that follows another one, though it is the same again', async () => {
    const id = await bought('Advanced')
    running.sandbox.platform.changePlan({ intpWebsiteId: 'acme-bikes', packageId: running.packageId('Pro') })
    expect((await acme.choose('Advanced')).body).toMatchObject({ state: 'applied' })
    running.sandbox.platform.moveClock({ months: 1, hours: 1 })
    await eventually(
      () => acme.money('renewed'),
      (times) => times.length === 1,
    )
    await eventually(
      () => acme.website().packageName,
      (name) => name === 'Advanced',
    )
    for (const refund of ['unused', 'all'] as const)
      await expect(reverse(id, { refund, plan: 'end' })).rejects.toMatchObject({ code: 'conflict' })
    expect(returned()).toEqual([])
  })

  it('waits for nobody: while the customer changes something it is refused', async () => {
    const id = await bought('Advanced')
    await acme.begin('Pro')
    await expect(reverse(id, { refund: 'all', plan: 'keep' })).rejects.toMatchObject({ code: 'change_open' })
    expect(returned()).toEqual([])
  })

  it('is one that was paid for and applied', async () => {
    const unpaid = await acme.begin('Pro')
    await office().abandon(unpaid.body.id as string, byJane)
    const ofUnpaid = reverse(unpaid.body.id as string, { refund: 'all', plan: 'keep' })
    await expect(ofUnpaid).rejects.toMatchObject({ code: 'conflict' })
    await expect(reverse('nothing', { refund: 'all', plan: 'keep' })).rejects.toMatchObject({ code: 'not_found' })
  })

  it('gives money back for a period that is over, and leaves the plan that runs by now', async () => {
    const id = await bought('Pro')
    running.sandbox.platform.moveClock({ months: 1, hours: 1 })
    await eventually(
      () => acme.money('renewed'),
      (times) => times.length === 1,
    )
    for (const terms of [
      { refund: 'all', plan: 'end' },
      { refund: 'unused', plan: 'end' },
    ] as const) {
      await expect(reverse(id, terms)).rejects.toMatchObject({ code: 'conflict' })
    }
    const { reversal } = await reverse(id, { refund: 'all', plan: 'keep' })
    await applied(reversal.id)
    expect(returned()).toEqual([paidFor()])
    expect(acme.website()).toMatchObject({ status: 'active', packageName: 'Pro' })
  })

  it('takes no credit away where the provider refuses, once a person has closed it', async () => {
    const id = await bought('Advanced')
    const creditOf = async () => {
      const { body } = await acme.quote('Pro')
      return body.lines.find(({ kind }: { kind: string }) => kind === 'credit')?.percent ?? null
    }
    expect(await creditOf()).toBeGreaterThan(90)
    running.sandbox.platform.addFault({ kind: 'status', status: 409, route: 'payments.giveBack' })
    const { reversal } = await reverse(id, { refund: 'all', plan: 'keep' })
    await eventually(
      () => office().get(reversal.id),
      (found) => found?.change.state === 'needs_attention',
    )
    expect(await creditOf()).toBeNull()
    await office().resolve(reversal.id, 'close', byJane)
    expect(await creditOf()).toBeGreaterThan(90)
  })

  it('comes before a person where the provider refuses, and is given back by another try', async () => {
    const id = await bought('Pro')
    running.sandbox.platform.addFault({ kind: 'status', status: 409, route: 'payments.giveBack' })
    const { reversal } = await reverse(id, { refund: 'all', plan: 'end' })
    await eventually(
      () => office().get(reversal.id),
      (found) => found?.change.state === 'needs_attention',
    )
    expect((await office().get(reversal.id))?.change).toMatchObject({ reason: 'refund_failed' })
    expect(acme.website().status).toBe('active')
    running.sandbox.platform.clearFaults()
    await office().resolve(reversal.id, 'retry', byJane)
    await applied(reversal.id)
    expect(returned()).toEqual([paidFor()])
    expect(acme.website().status).toBe('canceled')
  })
})

const hasty = (sandbox: Parameters<typeof paidRestlessly>[0]) => ({
  ...paidRestlessly(sandbox),
  timing: { ...restless, answerWithinMs: 500 },
})

describe('the plan of before, while the platform does not take it', () => {
  const slow = runningBackend('website', hasty)
  const customer = payingCustomer(slow)
  /** Pro over Advanced, and how that is reversed so that Advanced follows. */
  const boughtOverAnother = async () => {
    await customer.buy('Advanced')
    await customer.buy('Pro')
    const { changes } = slow.backend.handler
    const { id } = (await changes.list({ customerId: 'acme' })).changes.find(({ lane }) => lane === 'customer')!
    return () => changes.reverse(id, { refund: 'all', plan: 'previous', ...byJane })
  }
  const isRefused = () =>
    eventually(
      async () => {
        await slow.backend.handler.recover()
        return slow.backend.handler.changes.list({ state: 'refused' })
      },
      ({ changes }) => changes.length > 0,
    )

  it('keeps the money where it is, and lets it go back once it follows', async () => {
    const back = await boughtOverAnother()
    slow.sandbox.platform.addFault({ kind: 'status', status: 503, route: 'websiteSubscriptions.downgrade', count: 99 })
    await expect(back()).rejects.toMatchObject({ code: 'conflict', retryable: true })
    expect(customer.money('refunded')).toEqual([])
    slow.sandbox.platform.clearFaults()
    const { planChange } = await eventually(
      () => back().catch(() => ({ planChange: null })),
      (reversed) => reversed.planChange !== null,
    )
    expect(planChange).toMatchObject({ state: 'applied' })
    expect((await back()).planChange?.id).toBe(planChange?.id)
    await eventually(
      () => customer.money('refunded').length,
      (times) => times === 1,
    )
  })

  it('keeps the money where it is, where the customer has chosen otherwise since', async () => {
    const back = await boughtOverAnother()
    slow.sandbox.platform.addFault({ kind: 'status', status: 503, route: 'websiteSubscriptions.downgrade', count: 99 })
    await expect(back()).rejects.toMatchObject({ code: 'conflict', retryable: true })
    slow.sandbox.platform.clearFaults()
    await eventually(
      async () => (await slow.backend.handler.recover(), customer.view()),
      ({ openChange, subscription }) => openChange === null && subscription.planned !== null,
    )
    expect((await customer.turn('keep')).body).toMatchObject({ state: 'applied' })
    await expect(back()).rejects.toMatchObject({ code: 'conflict', message: expect.stringContaining('changed again') })
    expect(customer.money('refunded')).toEqual([])
  })

  it('keeps the money where it is, where the platform says no in the end', async () => {
    const back = await boughtOverAnother()
    const route = 'websiteSubscriptions.downgrade'
    slow.sandbox.platform.addFault({ kind: 'status', status: 503, route, count: 1 })
    slow.sandbox.platform.addFault({ kind: 'status', status: 400, route, count: 99 })
    await expect(back()).rejects.toMatchObject({ code: 'conflict' })
    await isRefused()
    await expect(back()).rejects.toMatchObject({ code: 'refused' })
    expect(customer.money('refunded')).toEqual([])
    expect(customer.charge()).toMatchObject({ renews: true, scheduled: null })
  })
})

describe('a change whose details have been forgotten', () => {
  let store = memoryStore()
  let laterMs = 0
  const kept = runningBackend('website', (sandbox) => {
    laterMs = 0
    return { ...paidRestlessly(sandbox), store: (store = memoryStore({ now: () => Date.now() + laterMs })) }
  })
  const customer = payingCustomer(kept)
  const forgotten = async () => {
    await customer.buy('Pro', 'yearly')
    const { changes } = kept.backend.handler
    const { id } = (await changes.list({ customerId: 'acme' })).changes.find(({ lane }) => lane === 'customer')!
    // Until the provider has been asked once more for other charges, its details are kept.
    laterMs = 2 * 3_600_000
    await eventually(
      async () => {
        await kept.backend.handler.recover()
        await store.shorten(0, 100)
        return store.findChange({ id })
      },
      (found) => found?.facts.action === 'past',
    )
    return { id, changes }
  }

  it('gives no credit any more for what has gone back, and can be ended', async () => {
    const { id, changes } = await forgotten()
    const creditOf = async () =>
      (await customer.quote('Business', 'yearly')).body.lines.find(({ kind }: { kind: string }) => kind === 'credit')
    expect(await creditOf()).toBeDefined()
    const { reversal } = await changes.reverse(id, { refund: 'unused', plan: 'end', ...byJane })
    await eventually(
      () => changes.get(reversal.id),
      (found) => found?.change.state === 'applied',
    )
    expect(customer.website().status).toBe('inactive')
    expect(await creditOf()).toBeUndefined()
  })

  it('is followed by no plan of before, which is not kept', async () => {
    const { id, changes } = await forgotten()
    const back = changes.reverse(id, { refund: 'all', plan: 'previous', ...byJane })
    await expect(back).rejects.toMatchObject({ code: 'conflict', message: expect.stringContaining('not kept') })
    expect(customer.money('refunded')).toEqual([])
  })
})

describe('the key of a reversal', () => {
  it('is nobody else’s', async () => {
    const id = await bought('Advanced')
    const body = { websiteId: 'acme-bikes', idempotencyKey: `reverse:${id}`, intent: { kind: 'cancel' } }
    expect((await running.backend.post('/changes', body)).body).toMatchObject({ error: { code: 'invalid_request' } })
    const byStaff = office().start({
      customerId: 'acme',
      websiteId: 'acme-bikes',
      intent: { kind: 'cancel' },
      key: `reverse:${id}`,
      ...byJane,
    })
    await expect(byStaff).rejects.toThrow(RangeError)
  })
})

describe('a plan that is bought while the one before cannot be ended yet', () => {
  const slow = runningBackend('website', hasty)
  const customer = payingCustomer(slow)

  it('is not ended in its place', async () => {
    await customer.buy('Advanced', 'yearly')
    const { changes } = slow.backend.handler
    const { id } = (await changes.list({ customerId: 'acme' })).changes.find(({ lane }) => lane === 'customer')!
    slow.sandbox.platform.addFault({ kind: 'status', status: 503, route: 'payments.end', count: 1_000 })
    const { reversal } = await changes.reverse(id, { refund: 'all', plan: 'end', ...byJane })
    await eventually(
      () => customer.money('refunded').length,
      (times) => times === 1,
    )
    await customer.buy('Pro', 'yearly')
    slow.sandbox.platform.clearFaults()
    await eventually(
      () => changes.get(reversal.id),
      (found) => found?.change.state === 'applied',
    )
    expect(customer.website()).toMatchObject({ packageName: 'Pro', status: 'active' })
    expect(customer.charge()).toMatchObject({ renews: true, price: { interval: 'yearly' } })
  })
})

describe('a plan that is bought in the very moment of a reversal', () => {
  /** Done once, right before a change of that lane is written. */
  let meanwhile: { lane: 'customer' | 'system'; act: () => Promise<unknown> } | null = null
  /** No worker comes by meanwhile. */
  let isStill = false
  let store = memoryStore()
  const racing = runningBackend('website', (sandbox) => {
    store = memoryStore()
    return {
      ...paidRestlessly(sandbox),
      timing: { ...restless, answerWithinMs: 500 },
      store: {
        ...store,
        claim: async (request) => (isStill ? null : store.claim(request)),
        addChange: async (change, limit) => {
          const isNow = meanwhile?.lane === change.lane && change.facts.action !== 'watch'
          const act = isNow ? meanwhile!.act : null
          if (act) meanwhile = null
          await act?.()
          return store.addChange(change, limit)
        },
      },
    }
  })
  const racer = payingCustomer(racing)
  const takenBack = (id: string) =>
    racing.backend.handler.changes.reverse(id, { refund: 'all', plan: 'keep', ...byJane })
  const boughtId = async () => {
    await racer.buy('Advanced')
    return (await racing.backend.handler.changes.list({ customerId: 'acme' })).changes.find(
      ({ lane }) => lane === 'customer',
    )!.id
  }

  it('goes back as far as another hand has not given it back in that moment', async () => {
    const id = await boughtId()
    const row = (await store.findChange({ id }))!
    const amount = { amountMinor: 100, currency: 'EUR' } as const
    const parts = { store, runtime: { newId: () => crypto.randomUUID() } as never }
    const act = () => rememberReturned(parts, subjectOf(row), chargeOccasion(row.chargeId!), { of: id, amount })
    meanwhile = { lane: 'system', act }
    await takenBack(id)
    const [paid] = racer.money('charged')
    const [refunded] = await eventually(
      () => racer.money('refunded'),
      (times) => times.length > 0,
    )
    expect(refunded?.amountMinor).toBe(paid!.amountMinor - 100)
  })

  it('keeps the money from going back, where it was bought first', async () => {
    const id = await boughtId()
    meanwhile = { lane: 'system', act: () => racer.begin('Pro') }
    await expect(takenBack(id)).rejects.toMatchObject({ code: 'change_open' })
    expect(racer.money('refunded')).toEqual([])
  })

  it('has a new price, where the reversal was first', async () => {
    const id = await boughtId()
    const shown = await racer.quote('Pro')
    isStill = true
    meanwhile = { lane: 'customer', act: () => takenBack(id) }
    const { body } = await racer.confirm(shown)
    isStill = false
    expect(body).toMatchObject({ error: { code: 'quote_outdated' } })
    expect(body.error.details.dueToday.amount.amountMinor).toBeGreaterThan(shown.body.dueToday.amount.amountMinor)
  })
})

describe('a change of which another hand has given something back', () => {
  let store = memoryStore()
  const told = runningBackend('website', (sandbox) => ({ ...paidRestlessly(sandbox), store: (store = memoryStore()) }))
  const customer = payingCustomer(told)
  const reversed = async (goneBack: (paid: number) => number) => {
    await customer.buy('Pro')
    const { changes } = told.backend.handler
    const { id } = (await changes.list({ customerId: 'acme' })).changes.find(({ lane }) => lane === 'customer')!
    const row = (await store.findChange({ id }))!
    const paid = customer.money('charged').at(-1)!.amountMinor
    const amount = { amountMinor: goneBack(paid), currency: 'EUR' } as const
    const parts = { store, runtime: { newId: () => crypto.randomUUID() } as never }
    const periodEndsAt = (await customer.view()).subscription.endsAt
    await rememberReturned(parts, subjectOf(row), new Date(periodEndsAt).toISOString(), { of: id, amount })
    await rememberReturned(parts, subjectOf(row), chargeOccasion(row.chargeId!), { of: id, amount })
    const takeBack = (refund: 'all' | Money) => changes.reverse(id, { refund, plan: 'keep', ...byJane })
    return { paid, takeBack }
  }

  it('gives back what is left', async () => {
    const { paid, takeBack } = await reversed(() => 1_000)
    await expect(takeBack({ amountMinor: paid - 999, currency: 'EUR' })).rejects.toMatchObject({ code: 'conflict' })
    await takeBack('all')
    await eventually(
      () => customer.money('refunded'),
      ([refunded]) => refunded?.amountMinor === paid - 1_000,
    )
  })

  it.each([
    ['all that is left', 'all'],
    ['so much once more', { amountMinor: 1_000, currency: 'EUR' }],
  ] as const)('gives no credit for either part, where %s goes back', async (_what, refund) => {
    const { paid, takeBack } = await reversed(() => 1_000)
    await takeBack(refund)
    const wanted = refund === 'all' ? paid : 2_000
    const creditOf = async () => {
      const { body } = await customer.quote('Business')
      const credit = body.lines.find(({ kind }: { kind: string }) => kind === 'credit')
      return Math.abs(credit?.amount.amountMinor ?? 0)
    }
    expect(await creditOf()).toBeLessThanOrEqual(paid - wanted)
    expect(await creditOf()).toBeGreaterThanOrEqual(paid - wanted - 1)
  })

  it('is not reversed where nothing is left', async () => {
    const { takeBack } = await reversed((paid) => paid)
    await expect(takeBack('all')).rejects.toMatchObject({ code: 'conflict' })
  })
})

describe('a refund whose answer is lost', () => {
  it.each(['none', 'before'] as const)(
    'goes back once, where it took effect %s the answer was lost',
    async (effect) => {
      const id = await bought('Pro')
      running.sandbox.platform.addFault({ kind: 'drop', effect, route: 'payments.giveBack', count: 2 })
      const { reversal } = await reverse(id, { refund: 'all', plan: 'keep' })
      await applied(reversal.id)
      expect(returned()).toEqual([paidFor()])
    },
  )
})

describe('what cannot be decided', () => {
  it('is no program: who keeps the plan has used what is unused', () => {
    expectTypeOf<{ refund: 'unused'; plan: 'end' }>().toExtend<ReversalTerms>()
    expectTypeOf<{ refund: 'unused'; plan: 'keep' }>().not.toExtend<ReversalTerms>()
    expectTypeOf<{ refund: 'nothing'; plan: 'end' }>().not.toExtend<ReversalTerms>()
  })
})

describe('a partner that bills by itself', () => {
  const orders: GiveBackOrder[] = []
  const own = runningBackend('website', {
    payments: invoiced({ onGiveBack: (order) => void orders.push(order) }),
    timing: quick,
  })
  const globex = payingCustomer(own)

  it('is told what to give back, for a credit note', async () => {
    const creditFor = async (name: string) =>
      (await globex.quote(name)).body.lines.find(({ kind }: { kind: string }) => kind === 'credit').amount
    const creditBefore = await creditFor('Pro')
    const change = await globex.choose('Pro')
    expect(change.body, change.text).toMatchObject({ state: 'applied' })
    const id = change.body.id as string
    const { reversal } = await own.backend.handler.changes.reverse(id, { refund: 'all', plan: 'end', ...byJane })
    await eventually(
      () => own.backend.handler.changes.get(reversal.id),
      (found) => found?.change.state === 'applied',
    )
    expect(orders).toMatchObject([{ reversalId: reversal.id, changeId: id, amount: change.body.due }])
    expect(globex.website()).toMatchObject({ status: 'canceled', packageName: 'Pro' })
    // What is left of the plan as long as it runs is what the one before it had paid.
    expect(await creditFor('Business')).toEqual(creditBefore)
  })
})
