import { describe, expect, it } from 'vitest'
import { byJane, eventually, runningBackend } from './partner-backend.ts'
import { paidRestlessly, payingCustomer } from './paying-customer.ts'

const running = runningBackend('website', paidRestlessly)
const acme = payingCustomer(running)
const provider = () => running.payments.provider
const isCanceled = ({ status }: { status: string }) => status === 'canceled'

describe('a recurring charge that is changed in the provider’s own pages, with all news of it lost', () => {
  it.each(['cancel', 'end'] as const)('and is no more (%s): the plan is not renewed either', async (action) => {
    await acme.buy('Pro')
    running.payments.webhooks.weather = { lost: 100 }
    provider().byHand(acme.account, action)
    await eventually(acme.website, isCanceled)
    running.sandbox.platform.moveClock({ months: 2 })
    expect(acme.website().packageName).toBe('Free')
    expect(acme.money('renewed')).toEqual([])
  })

  it('and loses the smaller plan that was planned: it is scheduled again', async () => {
    await acme.buy('Pro')
    await acme.choose('Basic')
    running.payments.webhooks.weather = { lost: 100 }
    provider().byHand(acme.account, 'unschedule')
    await eventually(acme.charge, (charge) => charge?.scheduled?.amountMinor === 799)
    expect(acme.website().plannedDowngradePackageName).toBe('Basic')
  })
})

describe('renewal that is turned off and on again in the provider’s own pages', () => {
  it('is off on both once the customer says so, also before the platform has heard of the last of it', async () => {
    await acme.buy('Pro')
    await acme.turn('cancel')
    running.payments.webhooks.weather = { lost: 100 }
    provider().byHand(acme.account, 'resume')
    expect((await acme.turn('cancel')).body).toMatchObject({ state: 'applied' })
    expect(acme.charge()).toMatchObject({ renews: false })
    expect(acme.website().status).toBe('canceled')
  })

  it('leaves the same plan planned on both sides', async () => {
    await acme.buy('Pro')
    await acme.choose('Basic')
    provider().byHand(acme.account, 'cancel')
    provider().byHand(acme.account, 'resume')
    await acme.newsIsThrough()
    await eventually(
      () => [acme.website().plannedDowngradePackageName ?? null, acme.charge()?.scheduled?.amountMinor ?? null],
      ([planned, scheduled]) => (planned === 'Basic' && scheduled === 799) || (planned === null && scheduled === null),
    )
    running.sandbox.platform.moveClock({ months: 1, hours: 1 })
    await eventually(
      () => acme.money('renewed').length,
      (times) => times === 1,
    )
    const isSmaller = acme.website().packageName === 'Basic'
    expect(acme.money('renewed')).toMatchObject([{ amountMinor: isSmaller ? 799 : 2499 }])
  })
})

describe('a plan that another hand changes on the platform itself', () => {
  it.each(['canceled', 'inactive'] as const)(
    'and that is %s: it is charged no more, and the partner hears of it',
    async (status) => {
      await acme.buy('Pro')
      running.sandbox.platform.changePlan({ intpWebsiteId: 'acme-bikes', status })
      await eventually(acme.charge, (charge) => charge?.renews === false)
      expect(await acme.told('align')).toMatchObject({ lane: 'system', state: 'applied' })
      expect(acme.website().status).toBe(status)
    },
  )

  it('and that this provider never charged: it is left alone', async () => {
    await acme.turn('cancel')
    running.sandbox.platform.changePlan({ intpWebsiteId: 'acme-bikes', status: 'active' })
    const asked = () => running.sandbox.platform.calls({ operation: 'payments.standing' }).length
    const before = asked()
    await eventually(asked, (times) => times > before + 3)
    expect(acme.website()).toMatchObject({ packageName: 'Basic', status: 'active' })
  })
})

describe('a paid change that a person has applied two weeks later', () => {
  it('is told to the partner with the two dates, once: it renews there and is charged here', async () => {
    await acme.buy('Advanced')
    const change = await acme.begin('Pro')
    running.sandbox.platform.addFault({ kind: 'status', status: 400, route: '*.upgrade' })
    await acme.press(change, 'pay')
    await acme.settled(change, 'needs_attention')
    running.sandbox.platform.moveClock({ days: 14 })
    await running.backend.handler.changes.resolve(change.body.id as string, 'retry', byJane)
    const told = () => running.backend.events.filter((event) => event.type === 'periods.diverged')
    await eventually(told, ({ length }) => length > 0)
    expect(told()).toEqual([
      {
        type: 'periods.diverged',
        changeId: expect.any(String),
        deliveredUntil: acme.website().expiresAt,
        chargedUntil: acme.charge()!.periodEndsAt,
      },
    ])
    expect(acme.website().packageName).toBe('Pro')
  })
})
