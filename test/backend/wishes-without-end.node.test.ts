import { describe, expect, it } from 'vitest'
import { as, runningBackend } from './partner-backend.ts'
import { payingCustomer } from './paying-customer.ts'

const running = runningBackend('website', { changesPerCustomer: 4 })
const acme = payingCustomer(running)

describe('a customer who clicks without end', () => {
  it.each(['resume', 'keep'] as const)('leaves nothing behind with wishes that change nothing: %s', async (kind) => {
    for (let times = 0; times < 10; times++) {
      const change = await acme.turn(kind)
      expect(change.body, change.text).toMatchObject({ state: 'applied' })
      expect((await acme.read(change)).status).toBe(404)
    }
    expect((await acme.turn('cancel')).body.state).toBe('applied')
  })

  it('is told to wait after very many wishes, also of those that change nothing', async () => {
    const statuses = []
    for (let times = 0; times < 70; times++) statuses.push((await acme.turn('resume')).status)
    expect(statuses).toEqual([...Array.from({ length: 64 }, () => 200), ...Array.from({ length: 6 }, () => 429)])
  })

  it('is told to wait after some changes, and holds up nobody else', async () => {
    for (const kind of ['cancel', 'resume', 'cancel', 'resume'] as const) await acme.turn(kind)
    const calls = running.sandbox.platform.calls({ operation: 'websiteSubscriptions.cancel' }).length
    expect((await acme.turn('cancel')).body.error).toMatchObject({ code: 'rate_limited', retryable: true })
    expect(running.sandbox.platform.calls({ operation: 'websiteSubscriptions.cancel' })).toHaveLength(calls)
    const other = await running.backend.post(
      '/changes',
      { websiteId: 'globex-lamps', idempotencyKey: 'another-customer', intent: { kind: 'cancel' } },
      as('globex'),
    )
    expect(other.body, other.text).toMatchObject({ state: 'applied' })
  })
})
