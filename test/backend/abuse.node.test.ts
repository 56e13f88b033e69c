import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { systemChange } from '../../src/backend/ledger/system-change.ts'
import { memoryStore } from '../../src/backend/stores/memory-store.ts'
import { VisitorAnalytics } from '../../src/sdk/visitor-analytics.ts'
import { demoIntps } from '../../packages/sandbox/src/core/demo.ts'
import { as, page, paid, runningBackend, startBackend } from './partner-backend.ts'

const running = runningBackend('website', paid)
const globex = as('globex')

const quote = (websiteId: string, packageId: string, headers = as('acme')) =>
  running.backend.post('/quotes', { websiteId, packageId }, headers)
const start = (
  websiteId: string,
  packageId: string,
  shown: { id: string; amountMinor: number } | null,
  key: string = crypto.randomUUID(),
  headers = as('acme'),
) =>
  running.backend.post(
    '/changes',
    { websiteId, idempotencyKey: key, intent: { kind: 'choose', packageId }, quote: shown },
    headers,
  )
const shownOf = (body: { id: string; dueToday: { kind: string; amount?: { amountMinor: number } } }) => ({
  id: body.id,
  amountMinor: body.dueToday.amount?.amountMinor ?? 0,
})
const nothingHappened = () => {
  const changed = running.effects().filter(({ cause, kind }) => cause === 'call' && kind.startsWith('subscription'))
  expect(changed).toEqual([])
  expect(running.payments.provider.payments()).toEqual([])
}

describe('a price', () => {
  it.each([
    ['less', -1],
    ['nothing', Number.NEGATIVE_INFINITY],
    ['more', 1],
  ])('of %s than quoted is refused with a new quote', async (_what, by) => {
    const { body } = await quote('acme-bikes', running.packageId('Pro'))
    const { id, amountMinor } = shownOf(body)
    const forced = await start('acme-bikes', running.packageId('Pro'), {
      id,
      amountMinor: Math.max(0, amountMinor + by),
    })
    expect(forced).toMatchObject({ status: 409, body: { error: { code: 'quote_outdated' } } })
    expect(forced.body.error.details).toMatchObject({ kind: 'upgrade', dueToday: { amount: { amountMinor } } })
    expect(forced.body.error.details.id).not.toBe(id)
    nothingHappened()
  })

  it('that is no amount is no request', async () => {
    const { body } = await quote('acme-bikes', running.packageId('Pro'))
    for (const amountMinor of [-1, 0.5, '1', null]) {
      const reply = await start('acme-bikes', running.packageId('Pro'), {
        id: body.id,
        amountMinor: amountMinor as number,
      })
      expect(reply.status).toBe(400)
    }
  })

  it('that was never shown is not agreed to', async () => {
    for (const shown of [null, { id: 'made-up', amountMinor: 0 }]) {
      const reply = await start('acme-bikes', running.packageId('Pro'), shown)
      expect(reply.body.error).toMatchObject({ code: 'quote_outdated', details: { to: { name: 'Pro' } } })
    }
    nothingHappened()
  })
})

describe('a quote', () => {
  it('buys nothing else: no other package, no other website, nothing for somebody else', async () => {
    const cheap = shownOf((await quote('acme-bikes', running.packageId('Advanced'))).body)
    const other = await start('acme-bikes', running.packageId('Business'), cheap)
    expect(other.body.error.code).toBe('quote_outdated')
    const elsewhere = await start('acme-garden', running.packageId('Advanced'), cheap)
    expect(elsewhere.body.error.code).toBe('quote_outdated')
    const theirs = await start('globex-lamps', running.packageId('Business'), cheap, crypto.randomUUID(), globex)
    expect(theirs.body.error.code).toBe('quote_outdated')
    nothingHappened()
  })

  it('of one website buys nothing for a twin that stands exactly as it does', async () => {
    const { sandbox, packageId } = running
    sandbox.platform.moveClock({ stopped: true })
    const threeAs = new VisitorAnalytics({
      intp: demoIntps.website,
      apiUrl: sandbox.apiUrl,
      dashboardUrl: sandbox.dashboardUrl,
    })
    const twins = ['acme-twin-1', 'acme-twin-2'] as const
    for (const id of twins) {
      const website = { id, domain: `${id}.test`, package: { id: packageId('Basic') } }
      await threeAs.websites.create({ website, intpc: { id: 'acme' } })
    }
    const shown = shownOf((await quote(twins[0], packageId('Pro'))).body)
    const reply = await start(twins[1], packageId('Pro'), shown)
    expect(reply.body.error?.code, reply.text).toBe('quote_outdated')
    expect(running.payments.provider.payments()).toEqual([])
  })

  it('is used once', async () => {
    const shown = shownOf((await quote('acme-bikes', running.packageId('Pro'))).body)
    const first = await start('acme-bikes', running.packageId('Pro'), shown)
    expect(first.body.state).toBe('awaiting_payment')
    await running.backend.post('/changes/abandon', { websiteId: 'acme-bikes', changeId: first.body.id })
    const second = await start('acme-bikes', running.packageId('Pro'), shown)
    expect(second.body.error).toMatchObject({ code: 'quote_outdated', details: { to: { name: 'Pro' } } })
    expect(running.payments.provider.payments()).toHaveLength(1)
  })

  it('is used by one of two who come at once', async () => {
    const shown = shownOf((await quote('acme-bikes', running.packageId('Pro'))).body)
    const replies = await Promise.all(
      Array.from({ length: 6 }, () => start('acme-bikes', running.packageId('Pro'), shown)),
    )
    const ids = new Set(replies.filter(({ status }) => status === 200).map(({ body }) => body.id as string))
    expect(ids.size, replies.map(({ text }) => text).join('\n')).toBe(1)
    expect(running.payments.provider.payments()).toHaveLength(1)
  })

  it('is void when the plan has changed, or its ten minutes are over', async () => {
    const stale = shownOf((await quote('acme-bikes', running.packageId('Pro'))).body)
    running.sandbox.platform.changePlan({ intpWebsiteId: 'acme-bikes', packageId: running.packageId('Advanced') })
    const reply = await start('acme-bikes', running.packageId('Pro'), stale)
    expect(reply.body.error).toMatchObject({ code: 'quote_outdated', details: { from: { name: 'Advanced' } } })
    const old = shownOf((await quote('acme-bikes', running.packageId('Pro'))).body)
    running.sandbox.platform.moveClock({ minutes: 11 })
    expect((await start('acme-bikes', running.packageId('Pro'), old)).body.error.code).toBe('quote_outdated')
    nothingHappened()
  })

  it('is limited in number, for each customer by itself', async () => {
    const { packageId } = running
    const backend = await startBackend(running.sandbox, 'website', { quotesPerCustomer: 3 })
    const ask = (websiteId: string, headers = as('acme')) =>
      backend.post('/quotes', { websiteId, packageId: packageId('Business') }, headers)
    for (let count = 0; count < 3; count++) expect((await ask('acme-bikes')).status).toBe(200)
    expect(await ask('acme-books')).toMatchObject({ status: 429, body: { error: { code: 'rate_limited' } } })
    expect((await ask('globex-lamps', globex)).status).toBe(200)
    await backend.stop()
  })

  it('beyond that number, and one that is refused each time, costs no call of the platform', async () => {
    const backend = await startBackend(running.sandbox, 'website', { quotesPerCustomer: 3 })
    const { packageName } = running.website('acme-bikes')
    const ask = () => backend.post('/quotes', { websiteId: 'acme-bikes', packageId: running.packageId(packageName) })
    for (let count = 0; count < 3; count++) expect((await ask()).status).toBe(422)
    const calls = running.sandbox.platform.calls().length
    for (let count = 0; count < 10; count++) expect((await ask()).status).toBe(429)
    expect(running.sandbox.platform.calls()).toHaveLength(calls)
    await backend.stop()
  })

  it('is not used up by those who may not ask for one', async () => {
    const { packageId } = running
    const backend = await startBackend(running.sandbox, 'website', { quotesPerCustomer: 3 })
    const ask = (websiteId: string, headers = as('acme')) =>
      backend.post('/quotes', { websiteId, packageId: packageId('Business') }, headers)
    for (let count = 0; count < 4; count++) {
      expect((await ask('acme-bikes', as('acme', 'viewer'))).status).toBe(403)
      expect((await ask('globex-lamps')).status).toBe(404)
    }
    expect((await ask('acme-bikes')).status).toBe(200)
    await backend.stop()
  })
})

describe('a package', () => {
  const threeAs = () =>
    new VisitorAnalytics({
      intp: demoIntps.website,
      apiUrl: running.sandbox.apiUrl,
      dashboardUrl: running.sandbox.dashboardUrl,
    })

  it('that is offered to somebody else only is not there', async () => {
    const special = await threeAs().packages.create({
      name: 'Lamps special',
      touchpoints: 90_000,
      price: 1,
      currency: 'EUR',
      period: 'monthly',
      visibility: 'restricted',
    })
    await threeAs().package(special.id).assign('globex-lamps')
    expect(await quote('globex-lamps', special.id, globex)).toMatchObject({ status: 200 })
    expect(await quote('acme-bikes', special.id)).toMatchObject({ status: 404, body: { error: { code: 'not_found' } } })
    const reply = await start('acme-bikes', special.id, { id: 'made-up', amountMinor: 100 })
    expect(reply).toMatchObject({ status: 404 })
    const list = await running.backend.get('/packages', { websiteId: 'acme-bikes' })
    expect(list.text).not.toContain(special.id)
    nothingHappened()
  })

  it('of the trial cannot be picked, nor one of another partner', async () => {
    const trial = (await threeAs().packages.list()).find(({ name }) => name === 'unlimited_30_day_free_trial')!
    const theirs = (
      await new VisitorAnalytics({
        intp: demoIntps.pool,
        apiUrl: running.sandbox.apiUrl,
        dashboardUrl: running.sandbox.dashboardUrl,
      }).packages.list()
    ).find(({ name }) => name === 'Pro')!
    for (const { id } of [trial, theirs]) {
      expect((await quote('acme-bikes', id)).status).toBe(404)
      expect((await start('acme-bikes', id, null)).status).toBe(404)
    }
    nothingHappened()
  })

  it('is never begun as a trial, whatever is asked for', async () => {
    const { body } = await quote('acme-garden', running.packageId('Pro'))
    const bought = await running.backend.post('/changes', {
      websiteId: 'acme-garden',
      idempotencyKey: 'a-second-trial',
      intent: { kind: 'choose', packageId: running.packageId('Pro'), trial: true },
      trial: true,
      quote: shownOf(body),
    })
    expect(bought.body).toMatchObject({ state: 'awaiting_payment', due: { amountMinor: 2499 } })
  })
})

describe('an idempotency key', () => {
  it('of another customer is a key like any other: it finds nothing and stops nothing', async () => {
    const shown = shownOf((await quote('acme-bikes', running.packageId('Pro'))).body)
    const mine = await start('acme-bikes', running.packageId('Pro'), shown, 'a-shared-key')
    const theirQuote = shownOf((await quote('globex-lamps', running.packageId('Business'), globex)).body)
    const theirs = await start('globex-lamps', running.packageId('Business'), theirQuote, 'a-shared-key', globex)
    expect(theirs.status).toBe(200)
    expect(theirs.body.id).not.toBe(mine.body.id)
    const probe = await running.backend.post(
      '/changes',
      { websiteId: 'acme-bikes', idempotencyKey: 'a-shared-key', intent: { kind: 'cancel' } },
      globex,
    )
    expect(probe.status).toBe(404)
  })

  it('finds its change again, and no second one, long after', async () => {
    const cancel = { websiteId: 'acme-bikes', idempotencyKey: 'kept-for-ever', intent: { kind: 'cancel' } }
    const first = await running.backend.post('/changes', cancel)
    await running.backend.post('/changes', { ...cancel, idempotencyKey: 'another-one', intent: { kind: 'resume' } })
    running.sandbox.platform.moveClock({ years: 1 })
    const again = await running.backend.post('/changes', cancel)
    expect(again.body).toEqual(first.body)
    expect(running.website('acme-bikes').status).toBe('active')
  })

  it('has a length', async () => {
    for (const idempotencyKey of ['', 'short', 'x'.repeat(201)]) {
      const reply = await running.backend.post('/changes', {
        websiteId: 'acme-bikes',
        idempotencyKey,
        intent: { kind: 'cancel' },
      })
      expect(reply.status).toBe(400)
    }
  })
})

describe('a change', () => {
  it('of somebody else is not there: not to read, and not to let go of', async () => {
    const shown = shownOf((await quote('acme-bikes', running.packageId('Pro'))).body)
    const { body } = await start('acme-bikes', running.packageId('Pro'), shown)
    const ids = { websiteId: 'globex-lamps', changeId: body.id as string }
    const [read, nobodys] = await Promise.all([
      running.backend.get('/change', ids, globex),
      running.backend.get('/change', { ...ids, changeId: 'no-such-change' }, globex),
    ])
    expect(read.status).toBe(404)
    expect(read.body).toEqual(nobodys.body)
    expect((await running.backend.post('/changes/abandon', ids, globex)).status).toBe(404)
    const other = { websiteId: 'acme-books', changeId: body.id as string }
    expect((await running.backend.get('/change', other)).status).toBe(404)
    expect((await running.backend.get('/change', { ...other, websiteId: 'acme-bikes' })).body.state).toBe(
      'awaiting_payment',
    )
  })

  it('that waits for its payment is shown to the owner’s manager, and to nobody who only looks', async () => {
    const { apiUrl, dashboardUrl } = running.sandbox
    const threeAs = new VisitorAnalytics({ intp: demoIntps.website, apiUrl, dashboardUrl })
    await threeAs.website('acme-bikes').addContributor({ intpCustomerId: 'globex', role: 'editor' })
    const shown = shownOf((await quote('acme-bikes', running.packageId('Pro'))).body)
    const { body } = await start('acme-bikes', running.packageId('Pro'), shown)
    const view = (headers?: Record<string, string>) =>
      running.backend.get('/subscription', { websiteId: 'acme-bikes' }, headers)
    expect((await view()).body.openChange).toMatchObject({ id: body.id, state: 'awaiting_payment' })
    for (const headers of [as('acme', 'viewer'), as('acme', 'viewer', 'acme-viewer'), globex]) {
      expect((await view(headers)).body).toMatchObject({ may: ['look'], openChange: null })
    }
  })

  it('of the provider’s or the clock’s making is none of a customer’s', async () => {
    const store = memoryStore()
    const backend = await startBackend(running.sandbox, 'website', { store })
    const about = {
      target: 'website:acme-bikes',
      customerId: 'acme',
      websiteId: 'acme-bikes',
      holder: 'website',
    } as const
    const added = await store.addChange({
      ...systemChange({ action: 'align', cause: 'news', seen: null }, about, 'evt_1', () => crypto.randomUUID()),
      state: 'applied',
      wakeInMs: null,
    })
    const changeId = added.kind === 'added' ? added.change.id : ''
    expect((await backend.get('/change', { websiteId: 'acme-bikes', changeId })).status).toBe(404)
    await backend.stop()
  })
})

describe('the way back from the payment page', () => {
  const returnUrl = () => running.payments.provider.payments().at(-1)!.returnUrl

  it('leads to publicUrl, whatever a request says', async () => {
    const headers = {
      ...as('acme'),
      'x-forwarded-host': 'evil.example',
      'x-forwarded-proto': 'https',
      referer: 'https://evil.example/',
    }
    const { body } = await running.backend.post(
      '/quotes',
      { websiteId: 'acme-bikes', packageId: running.packageId('Pro'), returnUrl: 'https://evil.example' },
      headers,
    )
    const change = await running.backend.post(
      '/changes',
      {
        websiteId: 'acme-bikes',
        idempotencyKey: 'back-to-where',
        intent: { kind: 'choose', packageId: running.packageId('Pro') },
        quote: shownOf(body),
        returnUrl: 'https://evil.example',
      },
      headers,
    )
    expect(change.body.state).toBe('awaiting_payment')
    expect(returnUrl()).toBe(`${page}/`)
  })

  it.each([
    ['/shops/1?tab=plan', `${page}/shops/1?tab=plan`],
    ['//evil.example/', `${page}/`],
    ['https://evil.example/', `${page}/`],
    ['javascript:alert(1)', `${page}/`],
  ])('goes to the partner’s own path %s, and never to another origin', async (path, expected) => {
    const backend = await startBackend(running.sandbox, 'website', { ...paid(running.sandbox), returnPath: () => path })
    const shown = await backend.post('/quotes', { websiteId: 'acme-bikes', packageId: running.packageId('Pro') })
    await backend.post('/changes', {
      websiteId: 'acme-bikes',
      idempotencyKey: 'back-to-a-path',
      intent: { kind: 'choose', packageId: running.packageId('Pro') },
      quote: shownOf(shown.body),
    })
    await backend.stop()
    expect(returnUrl()).toBe(expected)
  })

  it('must be known where a provider sends customers away', () => {
    return expect(
      startBackend(running.sandbox, 'website', { ...paid(running.sandbox), publicUrl: undefined }),
    ).rejects.toThrow(/publicUrl is missing/)
  })
})

describe('whatever a customer sends', () => {
  it('pays no less, reaches nobody else, and breaks nothing', async () => {
    const ids = fc.constantFrom('acme-bikes', 'acme-books', 'acme-garden', 'globex-lamps', 'nowhere')
    const step = fc.oneof(
      fc.record({
        do: fc.constant('buy' as const),
        websiteId: ids,
        name: fc.constantFrom('Free', 'Basic', 'Pro'),
        by: fc.integer({ min: -900, max: 0 }),
      }),
      fc.record({
        do: fc.constant('turn' as const),
        websiteId: ids,
        kind: fc.constantFrom('cancel', 'resume', 'keep'),
      }),
    )
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 6 }), async (steps) => {
        running.sandbox.platform.reset()
        running.payments.provider.reset()
        const before = running.website('globex-lamps')
        for (const each of steps) {
          if (each.do === 'turn') {
            const body = { websiteId: each.websiteId, idempotencyKey: crypto.randomUUID(), intent: { kind: each.kind } }
            expect((await running.backend.post('/changes', body)).status).toBeLessThan(500)
            continue
          }
          const shown = await quote(each.websiteId, running.packageId(each.name))
          expect(shown.status).toBeLessThan(500)
          if (shown.status !== 200) continue
          const { id, amountMinor } = shownOf(shown.body)
          const asked = Math.max(0, amountMinor + each.by)
          const reply = await start(each.websiteId, running.packageId(each.name), { id, amountMinor: asked })
          expect(reply.status).toBeLessThan(500)
          if (reply.status === 200 && reply.body.state === 'awaiting_payment') {
            expect(reply.body.due.amountMinor).toBe(amountMinor)
            await running.backend.post('/changes/abandon', { websiteId: each.websiteId, changeId: reply.body.id })
          }
        }
        expect(running.website('globex-lamps')).toEqual(before)
      }),
      { numRuns: 25 },
    )
  }, 60_000)
})
