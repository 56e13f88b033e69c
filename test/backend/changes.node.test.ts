import { describe, expect, it } from 'vitest'
import { parse } from 'zod/mini'
import type { AppliedChange } from '../../src/backend/payments/payment-order.ts'
import { invoiced } from '../../src/backend/payments/invoiced.ts'
import { quoteSchema } from '../../src/contract/quote.ts'
import { subscriptionChangeSchema } from '../../src/contract/subscription-change.ts'
import { subscriptionViewSchema } from '../../src/contract/subscription.ts'
import { as, eventually, page, quick, runningBackend, startBackend } from './partner-backend.ts'

const running = runningBackend()
const kinds = () =>
  running
    .effects()
    .filter(({ cause }) => cause === 'call')
    .map(({ kind }) => kind)
const change = (kind: 'cancel' | 'resume' | 'keep', websiteId = 'acme-bikes') =>
  running.backend.post('/changes', { websiteId, idempotencyKey: crypto.randomUUID(), intent: { kind } })
const view = async (websiteId = 'acme-bikes') =>
  parse(subscriptionViewSchema, (await running.backend.get('/subscription', { websiteId })).body)

describe('an upgrade', () => {
  it('is quoted, applied at once, and stands on the platform', async () => {
    const { backend, packageId, choose } = running
    const quote = await backend.post('/quotes', { websiteId: 'acme-bikes', packageId: packageId('Pro') })
    expect(parse(quoteSchema, quote.body)).toMatchObject({
      kind: 'upgrade',
      effectiveAt: 'now',
      from: { name: 'Basic' },
      to: { name: 'Pro', price: { amountMinor: 2499, currency: 'EUR' } },
      resetsUsage: true,
    })
    const upgraded = await choose('acme-bikes', packageId('Pro'))
    expect(parse(subscriptionChangeSchema, upgraded.body)).toMatchObject({ state: 'applied' })
    expect(running.website('acme-bikes')).toMatchObject({ packageName: 'Pro', status: 'active' })
    expect(await view()).toMatchObject({
      may: expect.arrayContaining(['look', 'plan']),
      holder: 'website',
      subscription: { status: 'active', plan: { name: 'Pro', limit: 60_000 } },
      openChange: null,
    })
  })

  it('asks the platform to pro-rate and for no trial', async () => {
    await running.choose('acme-bikes', running.packageId('Pro'))
    const [call] = running.sandbox.platform.calls({ operation: 'websiteSubscriptions.upgrade' })
    expect(call!.body).toMatchObject({ trial: false, proRate: true })
  })

  it('is one change for one key, however often and at once it is sent', async () => {
    const { backend, packageId } = running
    const quote = await backend.post('/quotes', { websiteId: 'acme-bikes', packageId: packageId('Pro') })
    const body = {
      websiteId: 'acme-bikes',
      idempotencyKey: 'one-key-for-all',
      intent: { kind: 'choose', packageId: packageId('Pro') },
      quote: { id: quote.body.id, amountMinor: quote.body.dueToday.amount.amountMinor },
    }
    const replies = await Promise.all(Array.from({ length: 8 }, () => backend.post('/changes', body)))
    expect(new Set(replies.map((reply) => reply.body.id)).size, replies[0]!.text).toBe(1)
    expect((await backend.post('/changes', body)).body).toEqual(replies[0]!.body)
    expect(kinds()).toEqual(['subscription.upgraded'])
  })

  it('is another change under the same key with another body: that is a conflict', async () => {
    const { backend } = running
    const cancel = { websiteId: 'acme-bikes', idempotencyKey: 'one-key-for-all', intent: { kind: 'cancel' } }
    expect((await backend.post('/changes', cancel)).body.state).toBe('applied')
    const reply = await backend.post('/changes', { ...cancel, intent: { kind: 'resume' } })
    expect(reply).toMatchObject({ status: 409, body: { error: { code: 'conflict' } } })
    expect(kinds()).toEqual(['subscription.canceled'])
  })

  it('to the plan that stands already is a success that calls nothing', async () => {
    const { backend, packageId, choose } = running
    await choose('acme-bikes', packageId('Pro'))
    const again = await backend.post('/changes', {
      websiteId: 'acme-bikes',
      idempotencyKey: 'a-second-click',
      intent: { kind: 'choose', packageId: packageId('Pro') },
    })
    expect(again.body).toMatchObject({ state: 'applied', due: null })
    expect(kinds()).toEqual(['subscription.upgraded'])
  })

  it('is refused by the platform for good, with its reason', async () => {
    const { sandbox, choose, packageId } = running
    sandbox.platform.addFault({
      kind: 'status',
      status: 400,
      route: 'websiteSubscriptions.upgrade',
      body: { status: 400, message: 'not while the moon is full', code: 'MOON' },
    })
    const refused = await choose('acme-bikes', packageId('Pro'))
    expect(refused.body).toMatchObject({ state: 'refused', reason: 'platform_refused' })
    expect(sandbox.platform.calls({ operation: 'websiteSubscriptions.upgrade' })).toHaveLength(1)
  })
})

describe('a downgrade', () => {
  it('is planned for the end of the period, shown, and dropped again', async () => {
    const { choose, packageId } = running
    const planned = await choose('acme-bikes', packageId('Free'))
    expect(planned.body, planned.text).toMatchObject({ state: 'applied', due: null })
    const before = await view()
    expect(before.subscription).toMatchObject({ status: 'active', plan: { name: 'Basic' }, planned: { name: 'Free' } })
    expect((await change('keep')).body).toMatchObject({ state: 'applied' })
    expect(await view()).toMatchObject({ subscription: { status: 'active', planned: null } })
    expect(running.website('acme-bikes').expiresAt).toBe(
      before.subscription.status === 'active' && before.subscription.endsAt,
    )
    expect(kinds()).toEqual(['subscription.downgrade_planned', 'subscription.canceled', 'subscription.resumed'])
  })

  it('that is being dropped never reads as ending', async () => {
    const { sandbox, choose, packageId, backend } = running
    await choose('acme-bikes', packageId('Free'))
    sandbox.platform.addFault({ kind: 'drop', route: 'websiteSubscriptions.resume' })
    const kept = change('keep')
    await eventually(
      () => running.website('acme-bikes').status,
      (status) => status === 'canceled',
    )
    expect(await view()).toMatchObject({
      subscription: { status: 'active', planned: { packageId: packageId('Free') } },
      openChange: { state: 'applying' },
    })
    const watched = await backend.get('/subscription', { websiteId: 'acme-bikes' }, as('acme', 'viewer', 'acme-viewer'))
    expect(watched.body).toMatchObject({ subscription: { status: 'active' }, openChange: null })
    expect((await kept).body.state).toBe('applied')
    expect(kinds()).toEqual(['subscription.downgrade_planned', 'subscription.canceled', 'subscription.resumed'])
    expect(backend.events.filter(({ type }) => type === 'request.failed')).toEqual([])
  })

  it('replaces the one that was planned', async () => {
    const { choose, packageId } = running
    await choose('acme-bikes', packageId('Pro'))
    await choose('acme-bikes', packageId('Basic'))
    await choose('acme-bikes', packageId('Advanced'))
    expect(running.website('acme-bikes')).toMatchObject({ packageName: 'Pro', plannedDowngradePackageName: 'Advanced' })
  })
})

describe('auto-renewal', () => {
  it('is turned off and on, and both twice without harm', async () => {
    for (const kind of ['cancel', 'cancel', 'resume', 'resume'] as const) {
      expect((await change(kind)).body.state).toBe('applied')
    }
    expect(running.website('acme-bikes').status).toBe('active')
    expect(kinds()).toEqual(['subscription.canceled', 'subscription.resumed'])
  })

  it('is turned off and on again in one breath, though the platform’s reads lag behind', async () => {
    running.sandbox.platform.setBehaviour({ readLagMs: 90 })
    for (const kind of ['cancel', 'resume', 'cancel'] as const) expect((await change(kind)).body.state).toBe('applied')
    expect(kinds()).toEqual(['subscription.canceled', 'subscription.resumed', 'subscription.canceled'])
  })

  it('is turned on by choosing the plan again, and by an upgrade', async () => {
    const { choose, packageId } = running
    await change('cancel')
    const resumed = await choose('acme-bikes', packageId('Basic'))
    expect(resumed.body, resumed.text).toMatchObject({ state: 'applied', due: null })
    await change('cancel')
    await choose('acme-bikes', packageId('Pro'))
    expect(running.website('acme-bikes')).toMatchObject({ status: 'active', packageName: 'Pro' })
    expect(kinds()).toEqual([
      'subscription.canceled',
      'subscription.resumed',
      'subscription.canceled',
      'subscription.upgraded',
    ])
  })

  it('is no longer there to be turned on when the plan has ended', async () => {
    await change('cancel')
    running.sandbox.platform.moveClock({ months: 1 })
    const reply = await change('keep')
    expect(reply.body, reply.text).toMatchObject({ state: 'applied' })
    expect((await view()).subscription).toMatchObject({ status: 'active', plan: { name: 'Free' } })
  })
})

describe('a start', () => {
  it('ends the unlimited trial', async () => {
    const { backend, choose, packageId } = running
    const quote = await backend.post('/quotes', { websiteId: 'acme-books', packageId: packageId('Basic') })
    expect(quote.body).toMatchObject({ kind: 'start', ends: ['trial'], dueToday: { amount: { amountMinor: 799 } } })
    expect((await choose('acme-books', packageId('Basic'))).body.state).toBe('applied')
    expect(running.website('acme-books')).toMatchObject({ packageName: 'Basic', inTrial: false })
  })

  it('brings a deactivated website back, also on the same plan', async () => {
    const { sandbox, choose, packageId } = running
    sandbox.platform.setBehaviour({ rules: 'announced' })
    sandbox.platform.changePlan({ intpWebsiteId: 'acme-bikes', status: 'inactive' })
    expect(await view()).toMatchObject({ subscription: { status: 'ended' } })
    expect((await choose('acme-bikes', packageId('Basic'))).body.state).toBe('applied')
    expect(running.website('acme-bikes')).toMatchObject({ packageName: 'Basic', status: 'active' })
  })

  it('of a deactivated website is refused by the platform of today, and nothing is told to the partner', async () => {
    const told: AppliedChange[] = []
    const backend = await startBackend(running.sandbox, 'website', {
      payments: invoiced({ onApplied: (applied) => void told.push(applied) }),
      timing: { ...quick, giveUpMs: 1_000 },
    })
    running.sandbox.platform.changePlan({ intpWebsiteId: 'acme-bikes', status: 'inactive' })
    const packageId = running.packageId('Basic')
    const quote = await backend.post('/quotes', { websiteId: 'acme-bikes', packageId })
    const started = await backend.post('/changes', {
      websiteId: 'acme-bikes',
      idempotencyKey: 'deactivated',
      intent: { kind: 'choose', packageId },
      quote: { id: quote.body.id, amountMinor: quote.body.dueToday.amount.amountMinor },
    })
    const done = await eventually(
      () => backend.get('/change', { websiteId: 'acme-bikes', changeId: started.body.id }),
      ({ body }) => body.state === 'refused',
    )
    await backend.stop()
    expect(done.body).toMatchObject({ state: 'refused', reason: 'not_carried_out' })
    expect(told).toEqual([])
  })
})

describe('the partner', () => {
  it('is told of what was applied, again when its hook failed, and knows the repetition by the id', async () => {
    const told: AppliedChange[] = []
    const backend = await startBackend(running.sandbox, 'website', {
      payments: invoiced({
        onApplied: (applied) => {
          told.push(applied)
          if (told.length === 1) throw new Error('the ledger of the partner is down')
        },
      }),
    })
    const quote = await backend.post('/quotes', { websiteId: 'acme-bikes', packageId: running.packageId('Pro') })
    const amount = quote.body.dueToday.amount.amountMinor as number
    const applied = await backend.post('/changes', {
      websiteId: 'acme-bikes',
      idempotencyKey: 'told-of-it',
      intent: { kind: 'choose', packageId: running.packageId('Pro') },
      quote: { id: quote.body.id, amountMinor: amount },
    })
    expect(applied.body.state).toBe('applied')
    await eventually(
      () => told.length,
      (times) => times === 2,
    )
    await backend.stop()
    expect(told[0]).toMatchObject({
      changeId: applied.body.id,
      customerId: 'acme',
      websiteId: 'acme-bikes',
      change: { state: 'applied' },
      quote: { id: quote.body.id, dueToday: { kind: 'invoiced', amount: { amountMinor: amount } } },
    })
    expect(told[1]!.changeId).toBe(told[0]!.changeId)
  })
})

describe('a change that takes long', () => {
  it('is answered with how far it is, goes on behind, and is found by asking', async () => {
    const backend = await startBackend(running.sandbox, 'website', { timing: { ...quick, answerWithinMs: 200 } })
    running.sandbox.platform.addFault({ kind: 'delay', delayMs: 700, route: 'websiteSubscriptions.cancel' })
    const started = await backend.post('/changes', {
      websiteId: 'acme-bikes',
      idempotencyKey: 'slow-platform',
      intent: { kind: 'cancel' },
    })
    expect(started.body).toMatchObject({ state: 'applying', collection: 'not_needed' })
    const done = await eventually(
      () => backend.get('/change', { websiteId: 'acme-bikes', changeId: started.body.id }),
      ({ body }) => body.state === 'applied',
    )
    await backend.stop()
    expect(done.body.id).toBe(started.body.id)
  })
})

describe('where the platform sells by itself', () => {
  const managed = runningBackend('platformManaged')

  it('nothing is sold here, and the frame may', async () => {
    const { backend, packageId } = managed
    const quote = await backend.post('/quotes', { websiteId: 'acme-bikes', packageId: packageId('Pro') })
    expect(quote).toMatchObject({ status: 501, body: { error: { code: 'not_supported' } } })
    const cancel = { websiteId: 'acme-bikes', idempotencyKey: 'not-for-sale', intent: { kind: 'cancel' } }
    expect((await backend.post('/changes', cancel)).status).toBe(501)
    const subscription = await backend.get('/subscription', { websiteId: 'acme-bikes' })
    expect(subscription.body).toMatchObject({ billingMode: 'platform_managed' })
    const { body } = await backend.get('/dashboard-url', { websiteId: 'acme-bikes' })
    expect(new URL(body.url as string).searchParams.get('allowUpgrade')).toBe('true')
  })
})

describe('a pool', () => {
  const pool = runningBackend('pool')

  it('is upgraded for all websites of its customer, and planned down and kept', async () => {
    const { backend, packageId, choose } = pool
    const upgraded = await choose('acme-bikes', packageId('Pro'))
    expect(upgraded.body, upgraded.text).toMatchObject({ state: 'applied' })
    for (const id of ['acme-bikes', 'acme-books']) expect(pool.website(id).packageName).toBe('Pro')
    const read = await backend.get('/subscription', { websiteId: 'acme-books' })
    expect(parse(subscriptionViewSchema, read.body)).toMatchObject({
      holder: 'customer',
      subscription: { plan: { limit: 60_000 } },
      usage: { kind: 'pool_share' },
    })
    await choose('acme-books', packageId('Basic'))
    expect(pool.website('acme-bikes').plannedDowngradePackageName).toBe('Basic')
    await backend.post('/changes', {
      websiteId: 'acme-bikes',
      idempotencyKey: 'keep-the-pool',
      intent: { kind: 'keep' },
    })
    expect(pool.website('acme-books').plannedDowngradePackageName ?? null).toBeNull()
  })

  it('has one open change, from whichever of its websites', async () => {
    const { sandbox, backend } = pool
    sandbox.platform.addFault({ kind: 'drop', route: 'intpcSubscriptions.cancel' })
    const ask = (websiteId: string, kind: string) =>
      backend.post('/changes', { websiteId, idempotencyKey: crypto.randomUUID(), intent: { kind } })
    const first = ask('acme-bikes', 'cancel')
    await eventually(
      () => backend.get('/subscription', { websiteId: 'acme-books' }),
      ({ body }) => body.openChange?.state === 'applying',
    )
    expect((await ask('acme-books', 'resume')).body.error).toMatchObject({ code: 'change_open' })
    const same = await ask('acme-books', 'cancel')
    expect(same.body.id).toBe((await first).body.id)
  })
})

describe('the page’s address', () => {
  it('is the one configured, whoever asks', async () => {
    const reply = await running.backend.get(
      '/websites',
      {},
      {
        'x-test-session': JSON.stringify({ customerId: 'acme', role: 'manager' }),
        origin: page,
        'x-forwarded-host': 'evil.example',
      },
    )
    expect(reply.headers.get('access-control-allow-origin')).toBe(page)
    expect(reply.headers.get('vary')).toMatch(/origin/i)
    expect(reply.headers.get('cache-control')).toMatch(/private/)
  })
})
