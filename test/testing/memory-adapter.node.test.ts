import { describe, expect, it } from 'vitest'
import { planChoice } from '../../src/contract/plan-choice.ts'
import {
  abandonChange,
  createQuote,
  getChange,
  getDashboardUrl,
  getSubscription,
  listPackages,
  listWebsites,
  startChange,
} from '../../src/contract/routes.ts'
import { packageFixture } from '../../src/testing/fixtures.ts'
import { createMemoryAdapter, type MemoryAdapter } from '../../src/testing/memory-adapter.ts'
import { memoryStates } from '../../src/testing/memory-states.ts'

const websiteId = 'acme-bikes'
const choose = (adapter: MemoryAdapter, packageId: string, idempotencyKey = 'key-of-the-test') =>
  adapter.call(startChange, { websiteId, idempotencyKey, intent: { kind: 'choose', packageId } })
const chooseQuoted = async (adapter: MemoryAdapter, packageId: string) => {
  const quote = await adapter.call(createQuote, { websiteId, packageId })
  const amountMinor = quote.dueToday.kind === 'nothing' ? 0 : quote.dueToday.amount.amountMinor
  return adapter.call(startChange, {
    websiteId,
    idempotencyKey: 'key-of-the-test',
    intent: { kind: 'choose', packageId },
    quote: { id: quote.id, amountMinor },
  })
}
const look = (adapter: MemoryAdapter, changeId: string) => adapter.call(getChange, { websiteId, changeId })
const read = (adapter: MemoryAdapter) => adapter.call(getSubscription, { websiteId })

describe('the scripted adapter', () => {
  it.each(memoryStates.filter((state) => !['loading', 'error', 'unknown_website'].includes(state)))(
    'answers every read in the state %s, in the shapes of the contract',
    async (state) => {
      const adapter = createMemoryAdapter({ state })
      const view = await read(adapter)
      const { packages } = await adapter.call(listPackages, { websiteId })
      await adapter.call(listWebsites, {})
      await adapter.call(getDashboardUrl, { websiteId })
      const options = { mayChange: true, isChangeOpen: false }
      const choices = packages.map((shown) => planChoice(view.subscription, shown, new Date(), options).kind)
      expect(choices).toHaveLength(packages.length)
    },
  )

  it('applies what is chosen, and the next read shows it', async () => {
    const adapter = createMemoryAdapter()
    const change = await choose(adapter, 'pro-monthly')
    expect(change.state).toBe('applying')
    expect((await read(adapter)).openChange).toMatchObject({ id: change.id })
    expect(await look(adapter, change.id)).toMatchObject({ state: 'applied' })
    expect(await read(adapter)).toMatchObject({
      openChange: null,
      subscription: { status: 'active', plan: { packageId: 'pro-monthly' } },
      usage: { kind: 'limited', used: 0, limit: 60_000 },
    })
  })

  it('plans a downgrade, and drops it again', async () => {
    const adapter = createMemoryAdapter({ state: 'heavy_use' })
    await look(adapter, (await choose(adapter, 'basic-monthly')).id)
    expect((await read(adapter)).subscription).toMatchObject({
      plan: { packageId: 'pro-monthly' },
      planned: { packageId: 'basic-monthly' },
    })
    const kept = await adapter.call(startChange, {
      websiteId,
      idempotencyKey: 'another-key',
      intent: { kind: 'keep' },
    })
    await look(adapter, kept.id)
    expect((await read(adapter)).subscription).toMatchObject({ plan: { packageId: 'pro-monthly' }, planned: null })
  })

  it('makes one change of one key, and of two clicks', async () => {
    const adapter = createMemoryAdapter({ state: 'settling' })
    const first = await choose(adapter, 'pro-monthly')
    expect(await choose(adapter, 'pro-monthly')).toEqual(first)
    expect(await choose(adapter, 'business-monthly', 'another-key')).toEqual(first)
  })

  it('waits for the payment, and can be let go of before it', async () => {
    const adapter = createMemoryAdapter({ state: 'redirect' })
    const change = await chooseQuoted(adapter, 'pro-monthly')
    expect(change).toMatchObject({ state: 'awaiting_payment', payment: { kind: 'redirect' } })
    expect(await look(adapter, change.id)).toMatchObject({ state: 'awaiting_payment' })
    adapter.pay()
    const late = await adapter.call(abandonChange, { websiteId, changeId: change.id })
    expect(late.state).toBe('paid')

    const other = createMemoryAdapter({ state: 'redirect' })
    const unpaid = await chooseQuoted(other, 'pro-monthly')
    expect(await other.call(abandonChange, { websiteId, changeId: unpaid.id })).toMatchObject({ state: 'abandoned' })
    expect((await read(other)).openChange).toBeNull()
  })

  it('keeps a change that was declined as it ended, whoever reads it later', async () => {
    const adapter = createMemoryAdapter({ state: 'redirect' })
    const { id } = await chooseQuoted(adapter, 'pro-monthly')
    adapter.pay('declined')
    expect(await look(adapter, id)).toMatchObject({ state: 'failed' })
    expect(await look(adapter, id)).toMatchObject({ state: 'failed' })
  })

  it('refuses an outdated quote with a dearer one', async () => {
    const adapter = createMemoryAdapter({ state: 'quote_refused' })
    const { dueToday } = await adapter.call(createQuote, { websiteId, packageId: 'pro-monthly' })
    const shown = dueToday.kind === 'nothing' ? 0 : dueToday.amount.amountMinor
    await expect(choose(adapter, 'pro-monthly')).rejects.toMatchObject({
      code: 'quote_outdated',
      details: { dueToday: { amount: { amountMinor: shown + 150 } } },
    })
    expect((await choose(adapter, 'pro-monthly')).state).toBe('applying')
  })

  it('shows the old plan as long as it is told to lag', async () => {
    const adapter = createMemoryAdapter({ laggingReads: 1 })
    await look(adapter, (await choose(adapter, 'pro-monthly')).id)
    const [stale, fresh] = [await read(adapter), await read(adapter)]
    expect([stale, fresh].map(({ subscription }) => 'plan' in subscription && subscription.plan.name)).toEqual([
      'Basic',
      'Pro',
    ])
  })

  it('changes nothing for a viewer', async () => {
    await expect(choose(createMemoryAdapter({ state: 'viewer' }), 'pro-monthly')).rejects.toMatchObject({
      code: 'forbidden',
    })
  })

  it('holds a call for ever, until it is aborted or released', async () => {
    const adapter = createMemoryAdapter({ state: 'loading' })
    const stop = new AbortController()
    const aborted = adapter.call(listWebsites, {}, { signal: stop.signal })
    stop.abort(new Error('No longer wanted.'))
    await expect(aborted).rejects.toThrow('No longer wanted.')

    const released = read(adapter)
    adapter.release()
    expect((await released).may).toContain('plan')
  })

  it('keeps what the state says of a fact that is undefined', async () => {
    const adapter = createMemoryAdapter({ state: 'viewer', view: { may: undefined, websiteId: 'acme-books' } })
    adapter.script({ view: { holder: undefined } })
    expect(await adapter.call(getSubscription, { websiteId: 'acme-books' })).toMatchObject({
      may: ['look'],
      holder: 'website',
    })
    expect(packageFixture({ name: undefined, limit: 5 })).toMatchObject({ name: 'Basic', limit: 5 })
  })

  it('fails where it is told to, and stops failing', async () => {
    const adapter = createMemoryAdapter({ state: 'error' })
    await expect(read(adapter)).rejects.toMatchObject({ code: 'unreachable', retryable: true })
    adapter.script({ failures: {} })
    expect((await read(adapter)).websiteId).toBe(websiteId)
    expect(adapter.calls.map(({ route }) => route)).toEqual(['getSubscription', 'getSubscription'])
  })
})
