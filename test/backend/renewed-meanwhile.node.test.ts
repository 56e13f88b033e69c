import { describe, expect, it } from 'vitest'
import { eventually, runningBackend } from './partner-backend.ts'
import { paidRestlessly, payingCustomer, restless } from './paying-customer.ts'

const renew = async (running: ReturnType<typeof runningBackend>, acme: ReturnType<typeof payingCustomer>) => {
  running.sandbox.platform.moveClock({ months: 1, hours: 1 })
  await eventually(
    () => acme.money('renewed').length,
    (times) => times === 1,
  )
}

describe('a change that waits for its payment while the period is renewed', () => {
  const running = runningBackend('website', paidRestlessly)
  const acme = payingCustomer(running)

  it('is withdrawn, and what is offered then counts the fresh period', async () => {
    await acme.buy('Advanced')
    const change = await acme.begin('Business')
    await renew(running, acme)
    expect((await acme.settled(change, 'refused')).body.reason).toBe('period_ended')
    await acme.press(change, 'pay')
    expect(acme.money('charged')).toHaveLength(1)
    expect((await acme.quote('Business')).body.lines).toMatchObject([{ kind: 'plan' }, { kind: 'credit' }])
  })
})

describe('a change that is paid right after the period was renewed', () => {
  const running = runningBackend('website', (sandbox) => ({
    ...paidRestlessly(sandbox),
    // Nothing but the news of the payment wakes it.
    timing: { ...restless, paymentPollMs: 600_000, sweepMs: 600_000 },
  }))
  const acme = payingCustomer(running)

  it('gets its money back, and what was paid for the period stays', async () => {
    await acme.buy('Advanced')
    const change = await acme.begin('Business')
    await renew(running, acme)
    await acme.press(change, 'pay')
    expect((await acme.settled(change, 'refunded')).body.reason).toBe('period_ended')
    expect(acme.money('refunded')).toMatchObject([{ amountMinor: change.body.due.amountMinor }])
    expect(acme.website()).toMatchObject({ packageName: 'Advanced', status: 'active' })
    expect(acme.charge()).toMatchObject({ price: { amountMinor: 1499 }, renews: true })
  })
})

describe('in the last minutes of a paid period', () => {
  const running = runningBackend('website', (sandbox) => ({
    ...paidRestlessly(sandbox),
    timing: { ...restless, answerWithinMs: 500 },
  }))
  const acme = payingCustomer(running)
  /** So many milliseconds before the period that was paid for ends. */
  const beforeTheEnd = (milliseconds: number) => {
    const end = Date.parse(acme.charge()!.periodEndsAt)
    running.sandbox.platform.moveClock({ to: new Date(end - milliseconds).toISOString() })
  }

  it('renewal is turned off at neither side alone: the provider is asked once both have begun the next one', async () => {
    await acme.buy('Advanced')
    beforeTheEnd(30_000)
    const change = await acme.turn('cancel')
    expect(change.body).toMatchObject({ state: 'applying' })
    expect(acme.charge()).toMatchObject({ renews: true })
    expect(acme.website()).toMatchObject({ status: 'active' })
  })

  it('a planned smaller plan is not dropped, which would end the plan for a moment', async () => {
    await acme.buy('Advanced')
    await acme.choose('Basic')
    beforeTheEnd(300_000)
    const kept = await acme.turn('keep')
    expect(kept.body).toMatchObject({
      error: { code: 'refused', retryable: true, details: { reason: 'being_renewed' } },
    })
    expect(acme.website()).toMatchObject({ plannedDowngradePackageName: 'Basic' })
  })
})
