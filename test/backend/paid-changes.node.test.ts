import { describe, expect, it } from 'vitest'
import type { PageOutcome } from '../../packages/sandbox/src/core/payments/provider.ts'
import { byJane, eventually, page, paid, type Reply, runningBackend } from './partner-backend.ts'
import { payingCustomer } from './paying-customer.ts'

const running = runningBackend('website', paid)
const account = 'default/acme/website:acme-bikes'

const upgrade = () => running.choose('acme-bikes', running.packageId('Pro'))
const paymentId = (change: Reply) => new URL(change.body.payment.url as string).pathname.split('/').pop()!
const press = (change: Reply, outcome: PageOutcome) =>
  fetch(change.body.payment.url as string, {
    method: 'POST',
    body: new URLSearchParams({ outcome }),
    redirect: 'manual',
  })
const read = (change: Reply) =>
  running.backend.get('/change', { websiteId: 'acme-bikes', changeId: change.body.id as string })
const settled = (change: Reply, ...states: string[]) =>
  eventually(
    () => read(change),
    ({ body }) => states.includes(body.state as string),
  )
const money = (kind: string) => running.payments.provider.effects.filter((effect) => effect.kind === kind)
const kinds = () =>
  running
    .effects()
    .filter(({ cause }) => cause === 'call')
    .map(({ kind }) => kind)

describe('an upgrade that is paid first', () => {
  it('waits on the provider’s page, and is applied once it is paid', async () => {
    const change = await upgrade()
    expect(change.body, change.text).toMatchObject({ state: 'awaiting_payment', payment: { kind: 'redirect' } })
    expect(new URL(change.body.payment.url as string).origin).toBe(running.payments.apiUrl)
    expect(running.website('acme-bikes').packageName).toBe('Basic')
    const back = await press(change, 'pay')
    expect(back.status).toBe(303)
    expect(back.headers.get('location')).toBe(`${page}/`)
    await settled(change, 'applied')
    expect(running.website('acme-bikes').packageName).toBe('Pro')
    expect(kinds()).toEqual(['subscription.upgraded'])
    expect(money('charged')).toMatchObject([{ amountMinor: change.body.due.amountMinor }])
    expect(running.payments.provider.subscription(account)).toMatchObject({
      price: { amountMinor: 2499 },
      renews: true,
    })
  })

  it('charges what was quoted, to the cent', async () => {
    const { backend, packageId } = running
    const first = await running.choose('acme-bikes', packageId('Advanced'))
    await press(first, 'pay')
    await settled(first, 'applied')
    const quote = await backend.post('/quotes', { websiteId: 'acme-bikes', packageId: packageId('Pro') })
    const { lines, dueToday } = quote.body
    const sum = lines.reduce(
      (total: number, { amount }: { amount: { amountMinor: number } }) => total + amount.amountMinor,
      0,
    )
    expect(dueToday).toEqual({ kind: 'pay_now', amount: { amountMinor: sum, currency: 'EUR' }, leavesPage: true })
    expect(sum).toBeLessThan(2499)
    const change = await upgrade()
    await press(change, 'pay')
    expect(money('charged').at(-1)).toMatchObject({ amountMinor: sum, key: change.body.id })
  })

  it('is found again by another tab, and by whoever asks with the same wish', async () => {
    const { backend, packageId } = running
    const change = await upgrade()
    const view = await backend.get('/subscription', { websiteId: 'acme-bikes' })
    expect(view.body.openChange).toEqual(change.body)
    const intent = { kind: 'choose', packageId: packageId('Pro') }
    const again = await backend.post('/changes', { websiteId: 'acme-bikes', idempotencyKey: 'another-tab', intent })
    expect(again.body).toMatchObject({ id: change.body.id, state: 'awaiting_payment' })
    const other = await backend.post('/quotes', { websiteId: 'acme-bikes', packageId: packageId('Business') })
    expect(other).toMatchObject({
      status: 409,
      body: { error: { code: 'change_open', details: { id: change.body.id } } },
    })
    const cancel = { websiteId: 'acme-bikes', idempotencyKey: 'a-third-tab', intent: { kind: 'cancel' } }
    expect((await backend.post('/changes', cancel)).body.error).toMatchObject({ code: 'change_open' })
    expect(running.payments.provider.payments()).toHaveLength(1)
  })

  it('asks the bank and goes on, or stays payable when the customer refuses', async () => {
    const change = await upgrade()
    expect(await (await press(change, 'ask_bank')).text()).toContain('Your bank asks for your consent')
    expect(await (await press(change, 'refuse')).text()).toContain('not given your consent')
    expect((await read(change)).body.state).toBe('awaiting_payment')
    await press(change, 'ask_bank')
    await press(change, 'approve')
    await settled(change, 'applied')
  })

  it('fails when the card is declined for good, and another one can begin', async () => {
    const change = await upgrade()
    for (let tries = 0; tries < 3; tries++) await press(change, 'decline')
    expect((await settled(change, 'failed')).body.reason).toBe('declined')
    expect(kinds()).toEqual([])
    expect(money('charged')).toEqual([])
    expect((await upgrade()).body.state).toBe('awaiting_payment')
  })

  it('is let go of on the payment page', async () => {
    const change = await upgrade()
    await press(change, 'close')
    await settled(change, 'abandoned')
    expect((await running.backend.get('/subscription', { websiteId: 'acme-bikes' })).body.openChange).toBeNull()
  })

  it('is let go of by the customer, and can then not be paid any more', async () => {
    const change = await upgrade()
    const gone = await running.backend.post('/changes/abandon', { websiteId: 'acme-bikes', changeId: change.body.id })
    expect(gone.body, gone.text).toMatchObject({ state: 'abandoned' })
    await press(change, 'pay')
    expect(money('charged')).toEqual([])
  })

  it('goes on when it was paid just before it was let go of', async () => {
    running.payments.webhooks.weather = { lost: 10 }
    const change = await upgrade()
    await press(change, 'pay')
    const kept = await running.backend.post('/changes/abandon', { websiteId: 'acme-bikes', changeId: change.body.id })
    expect(kept.body.state, kept.text).toBe('applied')
    expect(running.website('acme-bikes').packageName).toBe('Pro')
  })

  it('is applied once when it is paid twice, and the second charge is given back', async () => {
    const change = await upgrade()
    await press(change, 'pay_twice')
    await settled(change, 'applied')
    expect(money('charged')).toHaveLength(2)
    await eventually(
      () => money('refunded'),
      ({ length }) => length === 1,
    )
    expect(kinds()).toEqual(['subscription.upgraded'])
    expect(running.payments.provider.payment(paymentId(change)).status).toBe('paid')
    expect(running.payments.provider.subscription(account)).toMatchObject({ price: { amountMinor: 2499 } })
  })

  it.each([
    ['lost', { lost: 10 }],
    ['repeated', { copies: 4 }],
    ['late and out of order', { copies: 3, delayMs: 400, shuffled: true }],
  ])('is applied once when the news is %s', async (_how, weather) => {
    running.payments.webhooks.weather = weather
    const change = await upgrade()
    await press(change, 'pay')
    await settled(change, 'applied')
    await eventually(
      () => running.payments.webhooks.pending,
      (pending) => pending === 0,
    )
    expect(kinds()).toEqual(['subscription.upgraded'])
    expect(money('refunded')).toEqual([])
  })

  it('ends when nobody pays in time', async () => {
    const { backend } = running
    await backend.stop()
    const { startBackend } = await import('./partner-backend.ts')
    const impatient = await startBackend(running.sandbox, 'website', {
      ...paid(running.sandbox),
      timing: { ...paid(running.sandbox).timing, paymentWindowMs: 600 },
    })
    const quote = await impatient.post('/quotes', { websiteId: 'acme-bikes', packageId: running.packageId('Pro') })
    const change = await impatient.post('/changes', {
      websiteId: 'acme-bikes',
      idempotencyKey: 'never-paid',
      intent: { kind: 'choose', packageId: running.packageId('Pro') },
      quote: { id: quote.body.id, amountMinor: quote.body.dueToday.amount.amountMinor },
    })
    const ended = await eventually(
      () => impatient.get('/change', { websiteId: 'acme-bikes', changeId: change.body.id }),
      ({ body }) => body.state === 'abandoned',
    )
    expect(ended.body.state).toBe('abandoned')
    expect(running.payments.provider.payments()).toMatchObject([{ status: 'closed' }])
    await impatient.stop()
  })
})

describe('what was paid', () => {
  it.each([
    ['answers 500 before its effect', { kind: 'status', status: 500 }, 2],
    ['answers 500 after its effect', { kind: 'status', status: 500, effect: 'before' }, 1],
    ['hangs up before its effect', { kind: 'drop' }, 2],
    ['hangs up after its effect', { kind: 'drop', effect: 'before' }, 1],
    ['hangs up, and takes effect later', { kind: 'drop', effect: 'late', lateMs: 700 }, 1],
    ['answers with a page of HTML', { kind: 'html', effect: 'before' }, 1],
  ] as const)('is applied once when the platform %s', async (_how, fault, calls) => {
    const change = await upgrade()
    running.sandbox.platform.addFault({ ...fault, route: 'websiteSubscriptions.upgrade' })
    await press(change, 'pay')
    await settled(change, 'applied')
    expect(kinds()).toEqual(['subscription.upgraded'])
    expect(running.sandbox.platform.calls({ operation: 'websiteSubscriptions.upgrade' })).toHaveLength(calls)
    expect(running.website('acme-bikes').packageName).toBe('Pro')
    expect(money('refunded')).toEqual([])
  })

  it('is applied once when reads lag behind', async () => {
    running.sandbox.platform.setBehaviour({ readLagMs: 500 })
    const change = await upgrade()
    running.sandbox.platform.addFault({ kind: 'drop', effect: 'before', route: 'websiteSubscriptions.upgrade' })
    await press(change, 'pay')
    await settled(change, 'applied')
    expect(kinds()).toEqual(['subscription.upgraded'])
  })

  it('and cannot be applied goes to a person, who gives the money back', async () => {
    const { backend, sandbox, packageId } = running
    const change = await upgrade()
    sandbox.platform.changePlan({ intpWebsiteId: 'acme-bikes', packageId: packageId('Business') })
    await press(change, 'pay')
    const stuck = await settled(change, 'needs_attention')
    expect(stuck.body).toMatchObject({ reason: 'changed_elsewhere', reference: /^[0-9A-F]{8}$/ })
    expect(backend.events).toContainEqual(
      expect.objectContaining({ type: 'change.escalated', changeId: change.body.id, state: 'needs_attention' }),
    )
    const view = await backend.get('/subscription', { websiteId: 'acme-bikes' })
    expect(view.body.openChange.state).toBe('needs_attention')
    expect(await backend.handler.changes.resolve(change.body.id as string, 'refund', byJane)).toMatchObject({
      outcome: 'as_decided',
      change: { state: 'refunded' },
    })
    expect(money('refunded')).toMatchObject([{ amountMinor: change.body.due.amountMinor }])
    expect(running.payments.provider.subscription(account)).toBeNull()
    expect(kinds()).toEqual([])
    await expect(backend.handler.changes.resolve(change.body.id as string, 'refund', byJane)).rejects.toMatchObject({
      code: 'conflict',
    })
    expect(money('refunded')).toHaveLength(1)
  })

  it('after its period has ended goes back whole: the quote counted on that period', async () => {
    const { sandbox, backend } = running
    await backend.post('/changes', {
      websiteId: 'acme-bikes',
      idempotencyKey: 'renewal-off',
      intent: { kind: 'cancel' },
    })
    const change = await upgrade()
    sandbox.platform.moveClock({ months: 1 })
    await press(change, 'pay')
    expect((await settled(change, 'refunded')).body).toMatchObject({ reason: 'period_ended' })
    expect(running.website('acme-bikes')).toMatchObject({ packageName: 'Free', status: 'active' })
    expect(money('refunded')).toMatchObject([{ amountMinor: change.body.due.amountMinor }])
  })
})

describe('where a call may take half a second', () => {
  const hasty = runningBackend('website', (sandbox) => ({
    ...paid(sandbox),
    timing: { ...paid(sandbox).timing, callTimeoutMs: 500 },
  }))
  const acme = payingCustomer(hasty)

  it('what was paid is applied once when the platform answers after that', async () => {
    const change = await acme.begin('Pro')
    hasty.sandbox.platform.addFault({ kind: 'delay', delayMs: 700, route: 'websiteSubscriptions.upgrade' })
    await acme.press(change, 'pay')
    await acme.settled(change, 'applied')
    expect(acme.website().packageName).toBe('Pro')
    expect(hasty.effects('subscription.upgraded')).toHaveLength(1)
    expect(acme.money('refunded')).toEqual([])
  })
})

describe('where a person is called soon', () => {
  const impatient = runningBackend('website', (sandbox) => ({
    ...paid(sandbox),
    timing: { ...paid(sandbox).timing, giveUpMs: 300 },
  }))
  const acme = payingCustomer(impatient)

  it('what was paid and not applied goes to one, who lets it be tried again', async () => {
    const { backend, sandbox } = impatient
    const change = await acme.begin('Pro')
    sandbox.platform.addFault({ kind: 'status', status: 503, route: 'websiteSubscriptions.upgrade', count: 1_000 })
    await acme.press(change, 'pay')
    await acme.settled(change, 'needs_attention')
    sandbox.platform.clearFaults()
    const again = await backend.handler.changes.resolve(change.body.id as string, 'retry', byJane)
    expect(again).toMatchObject({ outcome: 'as_decided', change: { state: 'applied' } })
    expect(impatient.effects('subscription.upgraded')).toHaveLength(1)
  })
})
