import { describe, expect, it } from 'vitest'
import { momentOf, rememberReturned } from '../../src/backend/ledger/returned-money.ts'
import { subjectOf } from '../../src/backend/ledger/system-change.ts'
import { memoryStore } from '../../src/backend/stores/memory-store.ts'
import { byJane, eventually, page, runningBackend } from './partner-backend.ts'
import { paidRestlessly, payingCustomer, restless } from './paying-customer.ts'
import { withCalls } from './scripted-payments.ts'

describe('a provider that charges a saved card while it is asked, and whose answer is lost', () => {
  let losesAnswers = true
  const running = runningBackend('website', (sandbox) => {
    losesAnswers = true
    const options = paidRestlessly(sandbox)
    const payments = options.payments!
    const collect = payments.collect!
    const saved = withCalls(payments, {
      collect: {
        async start(...order) {
          const { paymentRef } = await collect.start(...order)
          sandbox.payments!.provider.press(paymentRef, 'pay')
          if (losesAnswers) throw new Error('The connection was lost.')
          return collect.start(...order)
        },
      },
    })
    return { ...options, payments: saved, timing: { ...restless, answerWithinMs: 200, giveUpMs: 1_000 } }
  })
  const acme = payingCustomer(running)

  it('returns the charge that only its news has told of', async () => {
    running.sandbox.platform.addFault({ kind: 'status', status: 400, route: '*.upgrade', count: 1_000 })
    const change = await acme.choose('Pro')
    expect((await acme.settled(change, 'needs_attention')).body.reason).toBe('platform_refused')
    await running.backend.handler.changes.resolve(change.body.id as string, 'refund', byJane)
    await acme.settled(change, 'refunded')
    expect(acme.money('charged')).toHaveLength(1)
    expect(acme.money('refunded')).toHaveLength(1)
    expect(acme.charge()).toBeNull()
  })

  it('returns it also where the news was lost, once the provider answers', async () => {
    running.payments.webhooks.weather = { lost: 100 }
    running.sandbox.platform.addFault({ kind: 'status', status: 400, route: '*.upgrade', count: 1_000 })
    const change = await acme.choose('Pro')
    losesAnswers = false
    await acme.settled(change, 'needs_attention')
    await running.backend.handler.changes.resolve(change.body.id as string, 'refund', byJane)
    await acme.settled(change, 'refunded')
    expect(acme.money('refunded')).toHaveLength(1)
  })
})

describe('a payment that is made twice, with the news of the second charge lost', () => {
  let passedMs = 0
  const running = runningBackend('website', (sandbox) => {
    passedMs = 0
    const store = memoryStore({ now: () => Date.now() + passedMs })
    return { ...paidRestlessly(sandbox), store }
  })
  const acme = payingCustomer(running)

  it('keeps one charge where only the news of the second one comes', async () => {
    const change = await acme.begin('Pro')
    running.payments.webhooks.weather = { lost: 1 }
    await acme.press(change, 'pay_twice')
    await acme.settled(change, 'applied')
    passedMs = restless.paymentPollMs + 3_600_000 + 120_000
    await acme.told('refund_stray')
    expect(acme.money('refunded')).toHaveLength(1)
    expect(acme.charge()?.price.amountMinor).toBe(2499)
  })

  it.each(['applied', 'dropped'])('is returned but for the one charge that is used (%s)', async (end) => {
    const change = await acme.begin('Pro')
    running.payments.webhooks.weather = { lost: 2 }
    await acme.press(change, 'pay_twice')
    if (end === 'dropped')
      running.sandbox.platform.changePlan({ intpWebsiteId: 'acme-bikes', packageId: running.packageId('Business') })
    await acme.settled(change, 'applied', 'needs_attention')
    if (end === 'dropped') await running.backend.handler.changes.resolve(change.body.id as string, 'refund', byJane)
    passedMs = restless.paymentPollMs + 3_600_000 + 120_000
    const wanted = end === 'dropped' ? 2 : 1
    await eventually(
      () => acme.money('refunded').length,
      (times) => times === wanted,
    )
    expect(acme.money('charged')).toHaveLength(2)
    expect(acme.charge()?.price.amountMinor ?? null).toBe(end === 'dropped' ? null : 2499)
  })
})

describe('an overdue invoice that is paid while its charge is being ended', () => {
  const running = runningBackend('website', paidRestlessly)
  const acme = payingCustomer(running)
  const provider = () => running.payments.provider

  it('keeps the plan: nothing is ended', async () => {
    await acme.buy('Pro')
    provider().setCard(acme.account, 'failing')
    running.sandbox.platform.moveClock({ months: 1, hours: 1 })
    await eventually(
      () => provider().invoices.unpaidOf(acme.account).length,
      (count) => count === 1,
    )
    await acme.newsIsThrough()
    running.sandbox.platform.addFault({ kind: 'status', status: 503, route: 'payments.end', count: 1 })
    running.sandbox.platform.moveClock({ days: 15 })
    await eventually(
      () => running.sandbox.platform.calls({ operation: 'payments.end' }).length,
      (times) => times > 0,
    )
    provider().setCard(acme.account, 'good')
    expect(await acme.told('end_unpaid', 'abandoned')).toMatchObject({ reason: 'paid_meanwhile' })
    expect(acme.charge()).toMatchObject({ renews: true })
    expect(acme.website()).toMatchObject({ packageName: 'Pro', status: 'active' })
  })
})

describe('a period whose money goes back while the page of a payment that counts on it is open', () => {
  let store = memoryStore()
  const running = runningBackend('website', (sandbox) => ({
    ...paidRestlessly(sandbox),
    store: (store = memoryStore()),
  }))
  const acme = payingCustomer(running)

  it('pays for no other plan: what comes in all the same is returned', async () => {
    await acme.buy('Advanced')
    const { endsAt } = (await acme.view()).subscription
    const [paid] = acme.money('charged')
    const change = await acme.begin('Pro')
    const row = (await store.findChange({ id: change.body.id as string }))!
    const amount = { amountMinor: paid!.amountMinor, currency: 'EUR' } as const
    const parts = { store, runtime: { newId: () => crypto.randomUUID() } as never }
    await rememberReturned(parts, subjectOf(row), momentOf(endsAt), { of: 'ch_1', amount })
    await acme.press(change, 'pay')
    expect((await acme.settled(change, 'refunded')).body.reason).toBe('payment_due')
    expect(acme.money('refunded')).toHaveLength(1)
    expect(acme.website().packageName).toBe('Advanced')
  })
})

describe('a way back from the payment page that the partner’s own code cannot make', () => {
  const running = runningBackend('website', (sandbox) => ({
    ...paidRestlessly(sandbox),
    returnPath: () => {
      throw new Error('no such page')
    },
  }))
  const acme = payingCustomer(running)

  it('leads home, and the plan can be paid for', async () => {
    const change = await acme.begin('Pro')
    const back = await acme.press(change, 'pay')
    expect(back.headers.get('location')).toBe(`${page}/`)
    await acme.settled(change, 'applied')
  })
})
