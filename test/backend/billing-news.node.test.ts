import { describe, expect, it } from 'vitest'
import { signatureOf } from '../../packages/sandbox/src/core/payments/webhooks.ts'
import { eventually, paid, quick, runningBackend, type Reply } from './partner-backend.ts'

const day = 86_400_000
const running = runningBackend('website', (sandbox) => ({
  ...paid(sandbox),
  timing: { ...quick, paymentPollMs: 100, renewalGraceMs: 14 * day },
}))
const account = 'default/acme/website:acme-bikes'

const provider = () => running.payments.provider
const pay = async (change: Reply) => {
  expect(change.body, change.text).toMatchObject({ state: 'awaiting_payment' })
  await fetch(change.body.payment.url as string, {
    method: 'POST',
    body: new URLSearchParams({ outcome: 'pay' }),
    redirect: 'manual',
  })
}
const buy = async (name: string, period: 'monthly' | 'yearly' = 'monthly') => {
  await pay(await running.choose('acme-bikes', running.packageId(name, period)))
  await eventually(
    () => running.website('acme-bikes').packageName,
    (found) => found === name,
  )
}
const change = (kind: 'cancel' | 'resume' | 'keep') =>
  running.backend.post('/changes', {
    websiteId: 'acme-bikes',
    idempotencyKey: crypto.randomUUID(),
    intent: { kind },
  })
const money = (kind: string) => provider().effects.filter((effect) => effect.kind === kind)
const newsIsThrough = () =>
  eventually(
    () => running.payments.webhooks.pending,
    (pending) => pending === 0,
  )
const ended = (action: string) =>
  eventually(
    () => running.backend.events.find((event) => event.type === 'change.ended' && event.action === action),
    (event) => event !== undefined,
  )

const byHand = async (act: 'return' | 'dispute', body: object) => {
  const response = await fetch(`${running.payments.apiUrl}/__sandbox/${act}`, {
    method: 'POST',
    body: JSON.stringify({ account, ...body }),
  })
  expect(response.status).toBe(204)
  await newsIsThrough()
}
const heard = (type: string) => running.backend.events.filter((event) => event.type === type)

describe('money that goes back without a call of the backend', () => {
  it('is told once, ends no plan, and gives no credit any more', async () => {
    await buy('Pro')
    const [{ key: changeId, amountMinor } = {}] = money('charged')
    await byHand('return', {})
    expect(heard('charge.returned')).toEqual([
      { type: 'charge.returned', changeId, amount: { amountMinor, currency: 'EUR' } },
    ])
    expect(running.website('acme-bikes')).toMatchObject({ packageName: 'Pro', status: 'active' })
    const packageId = running.packageId('Business')
    const quote = await running.backend.post('/quotes', { websiteId: 'acme-bikes', packageId })
    expect(quote.body.lines).toMatchObject([{ kind: 'plan' }])
  })

  it('belongs to no change where a renewal had paid it', async () => {
    await buy('Pro')
    running.sandbox.platform.moveClock({ months: 1, hours: 1 })
    await eventually(
      () => money('renewed').length,
      (times) => times === 1,
    )
    await newsIsThrough()
    await byHand('return', { amountMinor: 500 })
    expect(heard('charge.returned')).toEqual([
      { type: 'charge.returned', changeId: null, amount: { amountMinor: 500, currency: 'EUR' } },
    ])
  })

  it('is claimed back at the bank: the partner hears of it, and the customer can choose nothing until the bank decides', async () => {
    await buy('Pro')
    running.sandbox.platform.moveClock({ months: 1, hours: 1 })
    await eventually(
      () => money('renewed').length,
      (times) => times === 1,
    )
    await newsIsThrough()
    const payment = async () => (await running.backend.get('/subscription', { websiteId: 'acme-bikes' })).body.payment
    await byHand('dispute', { outcome: 'opened' })
    expect(heard('charge.disputed')).toEqual([{ type: 'charge.disputed', changeId: null, state: 'opened' }])
    expect(await payment()).toMatchObject({ standing: 'disputed' })
    await byHand('dispute', { outcome: 'won' })
    expect(heard('charge.disputed')).toMatchObject([{ state: 'opened' }, { state: 'won' }])
    expect(await payment()).toEqual({ standing: 'paid' })
  })
})

describe('a recurring charge', () => {
  it('is renewed with the plan, month after month, and nothing else is called', async () => {
    await buy('Pro')
    const before = running.sandbox.platform.calls().length
    running.sandbox.platform.moveClock({ months: 3, hours: 1 })
    await eventually(
      () => money('renewed').length,
      (times) => times === 3,
    )
    await newsIsThrough()
    expect(money('renewed').map(({ amountMinor }) => amountMinor)).toEqual([2499, 2499, 2499])
    expect(running.website('acme-bikes')).toMatchObject({ packageName: 'Pro', status: 'active' })
    const calls = running.sandbox.platform.calls().slice(before)
    expect(calls.filter(({ method, operation }) => method === 'POST' && !operation.startsWith('payments'))).toEqual([])
  })

  it('becomes smaller with a planned downgrade, and stays as it is when that is dropped', async () => {
    await buy('Pro')
    await running.choose('acme-bikes', running.packageId('Basic'))
    expect(provider().subscription(account)?.scheduled).toMatchObject({ amountMinor: 799 })
    await change('keep')
    expect(provider().subscription(account)?.scheduled).toBeNull()
    await running.choose('acme-bikes', running.packageId('Basic'))
    running.sandbox.platform.moveClock({ months: 1, hours: 1 })
    await eventually(
      () => money('renewed').length,
      (times) => times === 1,
    )
    expect(money('renewed')).toMatchObject([{ amountMinor: 799 }])
    expect(running.website('acme-bikes').packageName).toBe('Basic')
  })

  it('ends with a downgrade to the free plan', async () => {
    await buy('Pro')
    await running.choose('acme-bikes', running.packageId('Free'))
    running.sandbox.platform.moveClock({ months: 1, hours: 1 })
    await eventually(
      () => provider().subscription(account),
      (found) => found === null,
    )
    await newsIsThrough()
    await ended('align')
    expect(running.website('acme-bikes')).toMatchObject({ packageName: 'Free', status: 'active' })
  })

  it('is turned off and on with the plan’s renewal', async () => {
    await buy('Pro')
    await change('cancel')
    expect(provider().subscription(account)?.renews).toBe(false)
    await change('resume')
    expect(provider().subscription(account)?.renews).toBe(true)
    await change('cancel')
    running.sandbox.platform.moveClock({ months: 1, hours: 1 })
    await eventually(
      () => provider().subscription(account),
      (found) => found === null,
    )
    expect(money('renewed')).toEqual([])
    expect(running.website('acme-bikes').packageName).toBe('Free')
  })

  it('is put back when the platform refuses what was prepared for it', async () => {
    await buy('Pro')
    running.sandbox.platform.addFault({ kind: 'status', status: 400, route: 'websiteSubscriptions.downgrade' })
    const refused = await running.choose('acme-bikes', running.packageId('Basic'))
    expect(refused.body).toMatchObject({ state: 'refused' })
    expect(provider().subscription(account)?.scheduled).toBeNull()
    expect(money('scheduled')).toHaveLength(1)
    expect(money('unscheduled')).toHaveLength(1)
  })

  it('carries the credit that a cheaper price does not use up, and uses it for the next charges', async () => {
    await buy('Pro', 'yearly')
    const quote = await running.backend.post('/quotes', {
      websiteId: 'acme-bikes',
      packageId: running.packageId('Business'),
    })
    const { leftOver, dueToday } = quote.body
    expect(dueToday).toEqual({ kind: 'nothing' })
    expect(leftOver.fate).toBe('carried')
    const free = await running.choose('acme-bikes', running.packageId('Business'))
    expect(free.body, free.text).toMatchObject({ state: 'applied', due: null })
    expect(provider().balances.of('default/acme')).toEqual([leftOver.amount])
    running.sandbox.platform.moveClock({ months: 1, hours: 1 })
    await eventually(
      () => money('renewed').length,
      (times) => times === 1,
    )
    expect(money('renewed')).toMatchObject([{ amountMinor: 0 }])
  })
})

describe('a renewal that is not paid', () => {
  const fail = async (months: number) => {
    provider().setCard(account, 'failing')
    running.sandbox.platform.moveClock({ months, hours: 1 })
    await eventually(
      () => provider().invoices.unpaidOf(account).length,
      (count) => count === 1,
    )
    await newsIsThrough()
  }

  it('leaves the plan alone while there is grace', async () => {
    await buy('Pro')
    await fail(1)
    running.sandbox.platform.moveClock({ days: 13 })
    await running.backend.handler.recover()
    expect(running.website('acme-bikes')).toMatchObject({ packageName: 'Pro', status: 'active' })
    provider().setCard(account, 'good')
    await newsIsThrough()
    await ended('await_renewal')
    running.sandbox.platform.moveClock({ days: 10 })
    await running.backend.handler.recover()
    expect(running.website('acme-bikes')).toMatchObject({ packageName: 'Pro', status: 'active' })
    expect(provider().subscription(account)).toMatchObject({ renews: true })
    expect(provider().invoices.unpaidOf(account)).toEqual([])
  })

  it('ends the charge and turns the plan’s renewal off when the grace is over', async () => {
    await buy('Pro')
    await fail(1)
    running.sandbox.platform.moveClock({ days: 15 })
    await ended('end_unpaid')
    expect(provider().subscription(account)).toBeNull()
    expect(running.website('acme-bikes')).toMatchObject({ packageName: 'Pro', status: 'canceled' })
  })

  it('takes a yearly website off at once, or it would be given a year', async () => {
    await buy('Pro', 'yearly')
    await fail(12)
    running.sandbox.platform.moveClock({ days: 15 })
    await ended('end_unpaid')
    expect(running.website('acme-bikes').status).toBe('inactive')
  })

  it('is paid after all, though the news of it never came', async () => {
    await buy('Pro')
    await fail(1)
    running.payments.webhooks.weather = { lost: 10 }
    provider().setCard(account, 'good')
    running.sandbox.platform.moveClock({ days: 15 })
    await ended('await_renewal')
    expect(running.website('acme-bikes').status).toBe('active')
  })

  it('may be told late, after it was paid, and more than once', async () => {
    await buy('Pro')
    running.payments.webhooks.weather = { copies: 3, delayMs: 300, shuffled: true }
    provider().setCard(account, 'failing')
    running.sandbox.platform.moveClock({ months: 1, hours: 1 })
    await eventually(
      () => provider().invoices.unpaidOf(account).length,
      (count) => count === 1,
    )
    provider().setCard(account, 'good')
    await newsIsThrough()
    running.sandbox.platform.moveClock({ days: 15 })
    await running.backend.handler.recover()
    expect(running.website('acme-bikes')).toMatchObject({ packageName: 'Pro', status: 'active' })
    expect(
      running.backend.events.filter((event) => event.type === 'change.ended' && event.action === 'end_unpaid'),
    ).toEqual([])
  })
})

describe('what is done in the provider’s own pages', () => {
  it('turns the plan’s renewal off and on as well', async () => {
    await buy('Pro')
    provider().byHand(account, 'cancel')
    await eventually(
      () => running.website('acme-bikes').status,
      (status) => status === 'canceled',
    )
    provider().byHand(account, 'resume')
    await eventually(
      () => running.website('acme-bikes').status,
      (status) => status === 'active',
    )
  })

  it('ends the plan’s renewal when the charge is ended', async () => {
    await buy('Pro')
    provider().byHand(account, 'end')
    await eventually(
      () => running.website('acme-bikes').status,
      (status) => status === 'canceled',
    )
    expect(running.website('acme-bikes').packageName).toBe('Pro')
  })

  it('lets go of a customer’s change that is not paid', async () => {
    await buy('Pro')
    const open = await running.choose('acme-bikes', running.packageId('Business'))
    expect(open.body.state).toBe('awaiting_payment')
    provider().byHand(account, 'cancel')
    await eventually(
      () => running.website('acme-bikes').status,
      (status) => status === 'canceled',
    )
    const after = await running.backend.get('/change', { websiteId: 'acme-bikes', changeId: open.body.id })
    expect(after.body.state).toBe('abandoned')
  })

  it('waits for one that is paid', async () => {
    await buy('Pro')
    const open = await running.choose('acme-bikes', running.packageId('Business'))
    running.sandbox.platform.addFault({ kind: 'drop', route: 'websiteSubscriptions.upgrade', count: 1 })
    await pay(open)
    provider().byHand(account, 'end')
    await eventually(
      () => running.website('acme-bikes'),
      ({ status, packageName }) => status === 'canceled' && packageName === 'Business',
    )
    const kinds = running.effects().map(({ kind }) => kind)
    expect(kinds.indexOf('subscription.canceled')).toBeGreaterThan(kinds.lastIndexOf('subscription.upgraded'))
  })
})

describe('the webhook', () => {
  const event = (changes: object = {}) =>
    JSON.stringify({
      id: 'evt_1',
      type: 'payment.paid',
      createdAt: new Date().toISOString(),
      data: {
        paymentId: 'pay_1',
        chargeId: 'ch_forged',
        invoiceId: null,
        metadata: {
          kit: 'react-3as',
          instance: 'default',
          changeId: 'c1',
          target: 'website:acme-bikes',
          customerId: 'acme',
          websiteId: 'acme-bikes',
          ...changes,
        },
      },
    })
  const sign = (body: string, secret = 'whsec_sandbox_demo', seconds?: number) => signatureOf(body, secret, seconds)
  const send = async (body: string, signing: string | null | Promise<string>) => {
    const signature = await signing
    return fetch(`${running.backend.url}/api/analytics/payments/webhook`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...(signature !== null && { 'sandbox-signature': signature }) },
      body,
    })
  }

  it.each([
    ['without a signature', () => null],
    ['with another secret’s', (body: string) => sign(body, 'whsec_guess')],
    ['with another body’s', () => sign(event({ changeId: 'c2' }))],
    [
      'with one of an hour ago',
      (body: string) => sign(body, 'whsec_sandbox_demo', Math.floor(Date.now() / 1000) - 3_600),
    ],
    [
      'with one of the future',
      (body: string) => sign(body, 'whsec_sandbox_demo', Math.floor(Date.now() / 1000) + 3_600),
    ],
    ['with nonsense', () => 't=1,v1=zz'],
  ])('%s is refused, and pays for nothing', async (_how, signature) => {
    const open = await running.choose('acme-bikes', running.packageId('Pro'))
    const body = event({ changeId: open.body.id })
    expect((await send(body, signature(body))).status).toBe(400)
    const after = await running.backend.get('/change', { websiteId: 'acme-bikes', changeId: open.body.id })
    expect(after.body.state).toBe('awaiting_payment')
  })

  it('is told again when it speaks of what is ours and not known yet', async () => {
    const body = event()
    expect((await send(body, sign(body))).status).toBe(503)
  })

  it('has nothing to say to us about what is another product’s', async () => {
    for (const changes of [{ kit: 'other' }, { instance: 'staging' }, { changeId: '' }]) {
      const body = event(changes)
      expect((await send(body, sign(body))).status).toBe(204)
    }
    for (const body of ['{}', '[]', '"x"', JSON.stringify({ id: 'evt', type: 'ping', data: { metadata: {} } })]) {
      expect((await send(body, sign(body))).status).toBe(204)
    }
    expect((await send('no json', sign('no json'))).status).toBe(400)
  })

  it('takes no more than a megabyte', async () => {
    const body = `{"a":"${'x'.repeat(1_100_000)}"}`
    expect((await send(body, sign(body))).status).toBe(413)
  })
})

describe('a partner that bills by invoice', () => {
  const invoicing = runningBackend()

  it('has no webhook', async () => {
    const response = await fetch(`${invoicing.backend.url}/api/analytics/payments/webhook`, {
      method: 'POST',
      body: '{}',
    })
    expect(response.status).toBe(404)
  })
})
