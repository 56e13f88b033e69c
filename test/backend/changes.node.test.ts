import { describe, expect, it } from 'vitest'
import { subscriptionChangeSchema } from '../../src/contract/subscription-change.ts'
import { quoteSchema } from '../../src/contract/quote.ts'
import { subscriptionViewSchema } from '../../src/contract/subscription.ts'
import { runningBackend } from './partner-backend.ts'

const running = runningBackend()

describe('an upgrade', () => {
  it('is quoted, applied at once, and stands on the platform', async () => {
    const { backend, packageId, choose } = running
    const quote = await backend.post('/quotes', { websiteId: 'acme-bikes', packageId: packageId('Pro') })
    expect(quote.status, quote.text).toBe(200)
    expect(quoteSchema.parse(quote.body)).toMatchObject({
      kind: 'upgrade',
      effectiveAt: 'now',
      from: { name: 'Basic' },
      to: { name: 'Pro', price: { amountMinor: 2499, currency: 'EUR' } },
      resetsUsage: true,
    })
    const change = await choose('acme-bikes', packageId('Pro'))
    expect(change.status, change.text).toBe(200)
    expect(subscriptionChangeSchema.parse(change.body)).toMatchObject({ state: 'applied' })
    expect(running.website('acme-bikes')).toMatchObject({ packageName: 'Pro', status: 'active' })
    const view = await backend.get('/subscription', { websiteId: 'acme-bikes' })
    expect(subscriptionViewSchema.parse(view.body)).toMatchObject({
      role: 'manager',
      holder: 'website',
      subscription: { status: 'active', plan: { name: 'Pro', limit: 60_000 } },
      openChange: null,
    })
  })

  it('is one change for one key, and one effect', async () => {
    const { packageId, choose, backend } = running
    const key = crypto.randomUUID()
    const first = await choose('acme-bikes', packageId('Pro'), key)
    expect(first.body.state, first.text).toBe('applied')
    const effects = running.effects('subscription.upgraded')
    expect(effects).toHaveLength(1)
    const other = await backend.post('/changes', {
      websiteId: 'acme-bikes',
      idempotencyKey: key,
      intent: { kind: 'cancel' },
    })
    expect(other).toMatchObject({ status: 409, body: { error: { code: 'conflict' } } })
  })
})
