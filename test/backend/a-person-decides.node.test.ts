import { describe, expect, it } from 'vitest'
import { PaymentRefusedError } from '../../src/backend/payments/payment-errors.ts'
import { byJane, eventually, type Reply, runningBackend } from './partner-backend.ts'
import { paidRestlessly, payingCustomer, restless } from './paying-customer.ts'
import { withCalls } from './scripted-payments.ts'

/** What the provider refuses for good in this test. */
let refused = new Set<'read' | 'void' | 'refund'>()
const noSuchPayment = () => Promise.reject(new PaymentRefusedError('no such payment'))
const running = runningBackend('website', (sandbox) => {
  refused = new Set()
  const options = paidRestlessly(sandbox)
  const payments = options.payments!
  const { collect, giveBack } = payments
  const refusing = withCalls(payments, {
    collect: {
      read: (...asked) => (refused.has('read') ? noSuchPayment() : collect!.read(...asked)),
      void: (...asked) => (refused.has('void') ? noSuchPayment() : collect!.void(...asked)),
    },
    giveBack: {
      payment: (...asked) => (refused.has('refund') ? noSuchPayment() : giveBack!.payment(...asked)),
    },
  })
  return { ...options, payments: refusing, timing: { ...restless, giveUpMs: restless.graceMs } }
})
const acme = payingCustomer(running)
const fail = (route: string) => running.sandbox.platform.addFault({ kind: 'status', status: 503, route, count: 1_000 })
const resolve = (change: Reply, decision: 'retry' | 'refund' | 'close') =>
  running.backend.handler.changes.resolve(change.body.id as string, decision, byJane)
/** Takes a call whose answer is lost, and goes out of reach once it has come. */
const loseTrackOf = async (operation: string, effect: 'none' | 'before', begin: () => Promise<unknown>) => {
  running.sandbox.platform.addFault({ kind: 'drop', effect, route: operation })
  const begun = begin()
  await eventually(
    () => running.sandbox.platform.calls({ operation }).length,
    (times) => times > 0,
  )
  fail('websites.*')
  await eventually(
    () => running.backend.events,
    (events) => events.some((event) => event.type === 'change.escalated'),
  )
  running.sandbox.platform.clearFaults()
  return begun
}

describe('a plan that was bought, with the answer lost and the platform out of reach', () => {
  const buy = async () => {
    const change = await acme.begin('Pro')
    await loseTrackOf('websiteSubscriptions.upgrade', 'before', () => acme.press(change, 'pay'))
    return change
  }

  it('is not returned when a person asks for it: a last look shows that it is there', async () => {
    const change = await buy()
    expect(await resolve(change, 'refund')).toMatchObject({ outcome: 'already_applied', change: { state: 'applied' } })
    expect(acme.money('refunded')).toEqual([])
    expect(acme.website().packageName).toBe('Pro')
    expect(acme.charge()).toMatchObject({ price: { amountMinor: 2499 }, renews: true })
  })

  it('is not bought again when a person asks for another try', async () => {
    const change = await buy()
    expect(await resolve(change, 'retry')).toMatchObject({ change: { state: 'applied' } })
    expect(running.effects('subscription.upgraded')).toHaveLength(1)
  })
})

describe('renewal that was being turned off when the platform went out of reach', () => {
  const turnOff = async (effect: 'none' | 'before') => {
    await acme.buy('Pro')
    return (await loseTrackOf('websiteSubscriptions.cancel', effect, () => acme.turn('cancel'))) as Reply
  }

  it('stays off on both sides where the platform has done it, though a person wants it taken back', async () => {
    const change = await turnOff('before')
    expect(await resolve(change, 'refund')).toMatchObject({ outcome: 'already_applied', change: { state: 'applied' } })
    expect(acme.website().status).toBe('canceled')
    expect(acme.charge()?.renews).toBe(false)
  })

  it('is on again on both sides where it was done half, once a person wants it taken back', async () => {
    const change = await turnOff('none')
    expect(acme.charge()?.renews).toBe(false)
    expect(await resolve(change, 'refund')).toMatchObject({ outcome: 'as_decided', change: { state: 'refused' } })
    expect(acme.charge()?.renews).toBe(true)
    expect(acme.website().status).toBe('active')
  })
})

describe('a payment that the provider does not know any more', () => {
  it('goes to a person, who closes it, and the customer can choose again', async () => {
    const change = await acme.begin('Pro')
    refused.add('read')
    expect((await acme.settled(change, 'needs_attention')).body.reason).toBe('provider_refused')
    expect(await resolve(change, 'close')).toMatchObject({ outcome: 'as_decided', change: { state: 'closed' } })
    refused.clear()
    expect((await acme.view()).openChange).toBeNull()
    await acme.begin('Advanced')
  })

  it('goes to a person as well when the customer drops it', async () => {
    const change = await acme.begin('Pro')
    refused.add('read').add('void')
    const dropped = await running.backend.post('/changes/abandon', {
      websiteId: 'acme-bikes',
      changeId: change.body.id,
    })
    expect(dropped.body, dropped.text).toMatchObject({ state: 'needs_attention', reason: 'provider_refused' })
  })

  it('is returned by hand there, and closed here after the provider refused to return it', async () => {
    const change = await acme.begin('Pro')
    running.sandbox.platform.addFault({ kind: 'status', status: 400, route: '*.upgrade' })
    await acme.press(change, 'pay')
    await acme.settled(change, 'needs_attention')
    refused.add('refund')
    await resolve(change, 'refund')
    expect((await acme.settled(change, 'needs_attention')).body.reason).toBe('refund_failed')
    expect(await resolve(change, 'close')).toMatchObject({ change: { state: 'closed', reason: 'settled_by_partner' } })
    expect((await acme.view()).openChange).toBeNull()
  })
})

describe('a change that waits for a person', () => {
  it('does not keep the plan’s renewal from following its charge', async () => {
    await acme.buy('Advanced')
    const change = await acme.begin('Pro')
    running.sandbox.platform.addFault({ kind: 'status', status: 400, route: '*.upgrade' })
    await acme.press(change, 'pay')
    await acme.settled(change, 'needs_attention')
    running.payments.provider.byHand(acme.account, 'end')
    await eventually(acme.website, ({ status }) => status === 'canceled')
    expect((await acme.read(change)).body.state).toBe('needs_attention')
  })
})
