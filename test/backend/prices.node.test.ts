import { describe, expect, it } from 'vitest'
import { sandboxPayments } from '../../packages/sandbox/src/merchant/sandbox-payments.ts'
import type { Payments } from '../../src/backend/payments/payments.ts'
import type { Quote } from '../../src/contract/quote.ts'
import { as, eventually, paid, quick, runningBackend, type Reply } from './partner-backend.ts'
import { withCalls } from './scripted-payments.ts'

const day = 86_400_000
const running = runningBackend('website', (sandbox) => ({
  ...paid(sandbox),
  timing: { ...quick, paymentPollMs: 100, renewalGraceMs: 40 * day },
}))
const account = 'default/acme/website:acme-bikes'
const provider = () => running.payments.provider
const money = (kind: string) => provider().effects.filter((effect) => effect.kind === kind)
const newsIsThrough = () =>
  eventually(
    () => running.payments.webhooks.pending,
    (pending) => pending === 0,
  )
const view = async (headers = as('acme')) =>
  (await running.backend.get('/subscription', { websiteId: 'acme-bikes' }, headers)).body
const quote = (name: string, period: 'monthly' | 'yearly' = 'monthly', websiteId = 'acme-bikes') =>
  running.backend.post('/quotes', { websiteId, packageId: running.packageId(name, period) })
const turn = (kind: 'cancel' | 'resume' | 'keep') =>
  running.backend.post('/changes', {
    websiteId: 'acme-bikes',
    idempotencyKey: crypto.randomUUID(),
    intent: { kind },
  })
const confirm = ({ body }: Reply) =>
  running.backend.post('/changes', {
    websiteId: body.websiteId,
    idempotencyKey: crypto.randomUUID(),
    intent: { kind: 'choose', packageId: body.to.id },
    quote: { id: body.id, amountMinor: body.dueToday.amount?.amountMinor ?? 0 },
  })
const pay = (url: string) =>
  fetch(url, { method: 'POST', body: new URLSearchParams({ outcome: 'pay' }), redirect: 'manual' })

const buy = async (name: string, period: 'monthly' | 'yearly' = 'monthly') => {
  const change = await running.choose('acme-bikes', running.packageId(name, period))
  if (change.body.state === 'awaiting_payment') await pay(change.body.payment.url as string)
  await eventually(
    () => running.website('acme-bikes').packageName,
    (found) => found === name,
  )
  await newsIsThrough()
}
/** Moves the business clock to the next period, whose renewal the card declines. */
const failRenewal = async (months = 1) => {
  provider().setCard(account, 'failing')
  running.sandbox.platform.moveClock({ months, hours: 1 })
  await eventually(
    () => provider().invoices.unpaidOf(account).length,
    (count) => count === 1,
  )
  await newsIsThrough()
}

describe('a renewal that is not paid', () => {
  it('gives no credit: nothing else can be chosen until it is, and the page says what and where', async () => {
    await buy('Advanced', 'yearly')
    await failRenewal(12)
    expect((await quote('Business')).body.error).toMatchObject({
      code: 'refused',
      details: { reason: 'payment_due' },
    })
    const { payment } = await view()
    expect(payment).toMatchObject({ standing: 'overdue', amount: { amountMinor: 14_390, currency: 'EUR' } })
    expect(Date.parse(payment.deadline as string) - running.sandbox.platform.now().getTime()).toBeGreaterThan(39 * day)
    await pay(payment.payUrl as string)
    await newsIsThrough()
    expect((await view()).payment).toEqual({ standing: 'paid' })
    const after = await quote('Business', 'yearly')
    expect(after.body.lines).toMatchObject([{ kind: 'plan' }, { kind: 'credit' }])
  })

  it('does not keep anybody from turning renewal on that is on: nothing changes by it', async () => {
    await buy('Advanced')
    await failRenewal()
    expect((await turn('resume')).body).toMatchObject({ state: 'applied', due: null })
  })

  it('is refused as well when a quote of before is confirmed', async () => {
    await buy('Advanced')
    const early = await quote('Business')
    await failRenewal()
    expect((await confirm(early)).body.error).toMatchObject({ details: { reason: 'payment_due' } })
    expect(money('charged')).toHaveLength(1)
  })

  it.each(['disputed', 'open'] as const)('counts the same while it is %s', async (kind) => {
    await buy('Advanced')
    if (kind === 'open') provider().setCard(account, 'slow')
    running.sandbox.platform.moveClock({ months: 1, hours: 1 })
    await view()
    provider().settleDue()
    if (kind === 'disputed') provider().dispute(account, 'opened')
    expect((await quote('Business')).body.error).toMatchObject({ details: { reason: 'payment_due' } })
    await newsIsThrough()
    expect((await view()).payment).toMatchObject({ payUrl: null, deadline: null })
  })

  it('can be seen by a viewer, who is given no address to pay it at', async () => {
    await buy('Advanced')
    await failRenewal()
    const { payment } = await view(as('acme', 'viewer', 'acme-viewer'))
    expect(payment).toMatchObject({ amount: { amountMinor: 1499 }, payUrl: null })
  })

  it('stays with the customer when renewal is turned off and the period ends', async () => {
    await buy('Advanced')
    await failRenewal()
    expect((await turn('cancel')).body.state).toBe('applied')
    expect((await turn('resume')).body.error).toMatchObject({ details: { reason: 'payment_due' } })
    running.sandbox.platform.moveClock({ months: 1 })
    await eventually(
      () => running.website('acme-bikes').packageName,
      (found) => found === 'Free',
    )
    const { payment } = await view()
    expect(payment).toMatchObject({ amount: { amountMinor: 1499 } })
    expect((await quote('Advanced')).body.error).toMatchObject({ details: { reason: 'payment_due' } })
    await pay(payment.payUrl as string)
    await newsIsThrough()
    expect((await quote('Advanced')).status).toBe(200)
    expect(money('renewed')).toMatchObject([{ amountMinor: 1499 }])
  })

  it('gives no credit either once it has been written off', async () => {
    await buy('Advanced')
    await failRenewal()
    running.sandbox.platform.moveClock({ days: 5 })
    provider().byHand(account, 'end')
    await eventually(
      () => running.website('acme-bikes').status,
      (status) => status === 'canceled',
    )
    const { body } = await quote('Business')
    expect(body).toMatchObject({ lines: [{ kind: 'plan' }], dueToday: { amount: { amountMinor: 4999 } } })
    expect(body.ends).toEqual(['paid_period'])
  })
})

describe('a plan that nothing is charged for', () => {
  const endCharge = async () => {
    await buy('Advanced')
    provider().byHand(account, 'end')
    await eventually(
      () => running.website('acme-bikes').status,
      (status) => status === 'canceled',
    )
    await newsIsThrough()
  }

  it('is not renewed by turning renewal on', async () => {
    await endCharge()
    expect((await turn('resume')).body.error).toMatchObject({ details: { reason: 'charge_missing' } })
    expect((await quote('Advanced')).body.error).toMatchObject({ details: { reason: 'charge_missing' } })
    expect(await view()).toMatchObject({ isChargeMissing: true, subscription: { status: 'ending' } })
    expect(running.website('acme-bikes').status).toBe('canceled')
  })

  it('is charged again once a larger one is chosen, or the same after it has ended', async () => {
    await endCharge()
    expect((await quote('Business')).body).toMatchObject({ kind: 'upgrade', dueToday: { kind: 'pay_now' } })
    running.sandbox.platform.moveClock({ months: 1, hours: 1 })
    await eventually(
      () => running.website('acme-bikes').packageName,
      (found) => found === 'Free',
    )
    await buy('Advanced')
    expect(provider().subscription(account)).toMatchObject({ renews: true })
    expect(money('charged')).toHaveLength(2)
  })

  it('can be left for the free one', async () => {
    expect((await running.choose('acme-bikes', running.packageId('Free'))).body).toMatchObject({ state: 'applied' })
  })
})

describe('a price that has changed since', () => {
  it('changes neither the credit nor what a renewal costs', async () => {
    await buy('Advanced')
    provider().subscription(account)!.price.amountMinor = 999
    const { body } = await quote('Business')
    expect(body.lines[1]).toMatchObject({ kind: 'credit', amount: { amountMinor: -999 }, percent: 100 })
    expect((await turn('cancel')).body.state).toBe('applied')
    const resumed = await quote('Advanced')
    expect(resumed.body).toMatchObject({ kind: 'resume', nextCharge: { amount: { amountMinor: 999 } } })
  })
})

describe('a balance that the provider holds', () => {
  const carry = async () => {
    await buy('Advanced', 'yearly')
    await buy('Pro')
    const [held] = provider().balances.of('default/acme')
    expect(held!.amountMinor).toBeGreaterThan(11_000)
    return held!
  }
  const balanceIn = ({ body }: Reply) =>
    (body.lines as { kind: string; amount: unknown }[]).find(({ kind }) => kind === 'balance')?.amount

  it('lowers what a later plan costs, on any website of the customer', async () => {
    const held = await carry()
    const large = await quote('Business', 'yearly')
    expect(balanceIn(large)).toEqual({ ...held, amountMinor: -held.amountMinor })
    const other = await quote('Pro', 'monthly', 'acme-garden')
    expect(balanceIn(other)).toEqual({ amountMinor: -2499, currency: 'EUR' })
    expect(other.body).toMatchObject({
      dueToday: { kind: 'nothing' },
      balanceLeft: { amountMinor: held.amountMinor - 2499 },
    })
    const open = await confirm(large)
    expect(open.body.due).toEqual(large.body.dueToday.amount)
    await pay(open.body.payment.url as string)
    await eventually(
      () => running.website('acme-bikes').packageName,
      (found) => found === 'Business',
    )
    expect(money('charged').at(-1)).toMatchObject({ amountMinor: large.body.dueToday.amount.amountMinor })
    expect(provider().balances.of('default/acme')).toEqual([])
  })

  it('is not counted twice: a second quote that hangs on it is made anew', async () => {
    await carry()
    const [first, second] = [await quote('Business', 'yearly'), await quote('Pro', 'monthly', 'acme-garden')]
    expect((await confirm(first)).body.state).toBe('awaiting_payment')
    const refused = await confirm(second)
    expect(refused.body.error).toMatchObject({ code: 'quote_outdated', details: { lines: [{ kind: 'plan' }] } })
  })

  it('that was used between the click and the payment refuses the change, and takes nothing', async () => {
    const held = await carry()
    const large = await quote('Business', 'yearly')
    running.sandbox.platform.addFault({ kind: 'status', status: 503, route: 'payments.create', count: 1 })
    const answer = confirm(large)
    await eventually(
      () => running.sandbox.platform.calls().filter(({ operation }) => operation === 'payments.create').length,
      (count) => count >= 3,
    )
    provider().balances.take('default/acme', held)
    const { body } = await answer
    await eventually(
      async () => (await running.backend.get('/change', { websiteId: 'acme-bikes', changeId: body.id })).body,
      ({ state, reason }) => state === 'refused' && reason === 'balance_changed',
    )
    expect(running.website('acme-bikes').packageName).toBe('Pro')
  })

  it('stays when the plan becomes the free one, and the quote says so', async () => {
    const held = await carry()
    expect((await quote('Free')).body).toMatchObject({ kind: 'downgrade', balanceLeft: held })
  })
})

describe('a price that the provider has its own word on', () => {
  const held = { amountMinor: 500, currency: 'EUR' }
  const previewed: string[] = []
  const counting = runningBackend('website', (sandbox) => {
    const options = paid(sandbox)
    const payments = withCalls(options.payments!, {
      reads: { balance: async () => held },
      collect: {
        async preview(draft: Quote) {
          previewed.push(draft.to.name ?? draft.to.id)
          return { ...draft, taxNote: 'Counted by the provider.' }
        },
      },
    })
    const declares = { ...payments.declares, preview: 'exact' }
    return { ...options, payments: { ...payments, declares } as Payments }
  })
  const quoted = async (name: string) => {
    const packageId = counting.packageId(name, 'monthly')
    return (await counting.backend.post('/quotes', { websiteId: 'acme-bikes', packageId })).body
  }

  it('is the provider’s, less the balance that is read on its own', async () => {
    previewed.length = 0
    const { lines, taxNote } = await quoted('Pro')
    expect(taxNote).toBe('Counted by the provider.')
    expect(lines).toContainEqual({ kind: 'balance', amount: { ...held, amountMinor: -500 } })
    expect(previewed).toEqual(['Pro'])
  })

  it('is not asked for where nothing is to be paid', async () => {
    previewed.length = 0
    expect(await quoted('Free')).toMatchObject({ kind: 'downgrade', lines: [] })
    expect(previewed).toEqual([])
  })
})

describe('shortly before a period ends', () => {
  const minutesBeforeTheEnd = async (minutes: number) => {
    await buy('Advanced')
    const end = Date.parse((await view()).subscription.endsAt as string)
    const ahead = end - minutes * 60_000 - running.sandbox.platform.now().getTime()
    running.sandbox.platform.moveClock({ minutes: Math.floor(ahead / 60_000) })
  }

  it('nothing is chosen any more, renewal can be turned off, and it goes on after the renewal', async () => {
    await minutesBeforeTheEnd(9)
    const refused = await quote('Business')
    expect(refused.body.error).toMatchObject({ retryable: true, details: { reason: 'being_renewed' } })
    running.sandbox.platform.moveClock({ minutes: 30 })
    await newsIsThrough()
    expect((await quote('Business')).status).toBe(200)
  })

  it('renewal can still be turned off', async () => {
    await minutesBeforeTheEnd(5)
    expect((await turn('cancel')).body.state).toBe('applied')
    expect((await turn('resume')).body.error).toMatchObject({ details: { reason: 'being_renewed' } })
  })

  it('nothing is planned while the next period has been charged and the platform has not begun it', async () => {
    await buy('Advanced')
    const end = Date.parse((await view()).subscription.endsAt as string)
    const later = (minutes: number) => new Date(end + minutes * 60_000).toISOString()
    running.sandbox.platform.changePlan({ intpWebsiteId: 'acme-bikes', expiresAt: later(40) })
    running.sandbox.platform.moveClock({ to: later(5) })
    await eventually(
      () => provider().effects.filter(({ kind }) => kind === 'renewed').length,
      (times) => times === 1,
    )
    await newsIsThrough()
    expect((await quote('Basic')).body.error).toMatchObject({ details: { reason: 'being_renewed' } })
    running.sandbox.platform.moveClock({ to: later(50) })
    expect((await quote('Basic')).status).toBe(200)
  })

  it('a quote holds only until then', async () => {
    await minutesBeforeTheEnd(12)
    const { body } = await quote('Business')
    expect(body.expiresInSeconds).toBeGreaterThan(60)
    expect(body.expiresInSeconds).toBeLessThanOrEqual(180)
  })
})

describe('a payment provider that cannot be asked', () => {
  it('takes no page down, and lets nothing be bought', async () => {
    await buy('Advanced')
    const good = await quote('Business')
    running.sandbox.platform.addFault({ kind: 'status', status: 503, route: 'payments.standing', count: 100 })
    expect(await view()).toMatchObject({
      subscription: { status: 'active' },
      payment: { standing: 'paid' },
      isChargeMissing: false,
    })
    expect((await quote('Business')).body.error).toMatchObject({ code: 'platform_unavailable', retryable: true })
    expect((await confirm(good)).body.error).toMatchObject({ code: 'platform_unavailable', retryable: true })
    expect(money('charged')).toHaveLength(1)
  })
})

describe('a payment provider that answers too slowly', () => {
  const slow = runningBackend('website', (sandbox) => ({
    payments: sandboxPayments({ apiUrl: sandbox.payments!.apiUrl, timeoutMs: 600_000 }),
  }))

  it('holds up no page', async () => {
    slow.sandbox.platform.addFault({ kind: 'delay', delayMs: 60_000, route: 'payments.standing' })
    const { status, body } = await slow.backend.get('/subscription', { websiteId: 'acme-bikes' })
    expect([status, body.payment, body.isChargeMissing]).toEqual([200, { standing: 'paid' }, false])
  })

  it('holds up no price and no other page once it answers again', async () => {
    slow.sandbox.platform.addFault({ kind: 'delay', delayMs: 600_000, route: 'payments.standing', count: 1 })
    const page = () => slow.backend.get('/subscription', { websiteId: 'acme-bikes' })
    await page()
    const price = slow.backend.post('/quotes', { websiteId: 'acme-bikes', packageId: slow.packageId('Pro') })
    expect((await Promise.all([price, page()])).map(({ status }) => status)).toEqual([200, 200])
  })
})
