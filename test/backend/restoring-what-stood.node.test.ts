import { describe, expect, it } from 'vitest'
import { byJane, eventually, runningBackend } from './partner-backend.ts'
import { paidRestlessly, payingCustomer } from './paying-customer.ts'

const running = runningBackend('website', paidRestlessly)
const acme = payingCustomer(running)
const provider = () => running.payments.provider
const sent = (operation: string) =>
  eventually(
    () => running.sandbox.platform.calls({ operation }).length,
    (times) => times > 0,
  )

describe('a smaller plan that the platform does not take', () => {
  it('leaves renewal off, where it was turned off on both sides meanwhile', async () => {
    await acme.buy('Pro')
    running.sandbox.platform.addFault({ kind: 'drop', route: '*.downgrade' })
    const answer = acme.choose('Basic')
    await sent('websiteSubscriptions.downgrade')
    running.sandbox.platform.changePlan({ intpWebsiteId: 'acme-bikes', status: 'canceled' })
    provider().byHand(acme.account, 'cancel')
    expect((await answer).body).toMatchObject({ state: 'refused', reason: 'changed_elsewhere' })
    await acme.newsIsThrough()
    await acme.told('align')
    expect(acme.charge()).toMatchObject({ renews: false, scheduled: null })
    expect(acme.website().status).toBe('canceled')
    expect(acme.money('resumed')).toEqual([])
  })

  it('leaves the smaller plan that was planned before', async () => {
    await acme.buy('Business')
    await acme.choose('Advanced')
    running.sandbox.platform.addFault({ kind: 'status', status: 400, route: '*.downgrade' })
    expect((await acme.choose('Basic')).body).toMatchObject({ state: 'refused', reason: 'platform_refused' })
    expect(acme.charge()?.scheduled).toMatchObject({ amountMinor: 1499 })
    expect(acme.website().plannedDowngradePackageName).toBe('Advanced')
  })
})

describe('turning renewal off', () => {
  it('that the platform does not take leaves the charge as it was', async () => {
    await acme.buy('Pro')
    running.sandbox.platform.addFault({ kind: 'status', status: 400, route: 'websiteSubscriptions.cancel' })
    expect((await acme.turn('cancel')).body).toMatchObject({ state: 'refused', reason: 'platform_refused' })
    expect(acme.charge()).toMatchObject({ renews: true })
    expect(acme.website().status).toBe('active')
  })

  it('stays off where it was turned on and off in the provider’s own pages meanwhile, with the news of it lost', async () => {
    await acme.buy('Pro')
    running.payments.webhooks.weather = { lost: 100 }
    running.sandbox.platform.addFault({ kind: 'drop', route: 'websiteSubscriptions.cancel' })
    running.sandbox.platform.addFault({ kind: 'status', status: 400, route: 'websiteSubscriptions.cancel' })
    const answer = acme.turn('cancel')
    await sent('websiteSubscriptions.cancel')
    provider().byHand(acme.account, 'resume')
    provider().byHand(acme.account, 'cancel')
    expect((await answer).body).toMatchObject({ state: 'refused', reason: 'platform_refused' })
    await eventually(acme.website, ({ status }) => status === 'canceled')
    expect(acme.charge()).toMatchObject({ renews: false })
  })
})

describe('a planned smaller plan that is being dropped', () => {
  const sidesAre = (planned: string | null, scheduled: number | null) =>
    eventually(
      () => [acme.website(), acme.charge()] as const,
      ([website, charge]) =>
        website.status === 'active' &&
        (website.plannedDowngradePackageName ?? null) === planned &&
        charge?.renews === true &&
        (charge.scheduled?.amountMinor ?? null) === scheduled,
    )

  it('stays planned, and renewal stays on, where the platform stops half way', async () => {
    await acme.buy('Pro')
    await acme.choose('Basic')
    running.sandbox.platform.addFault({ kind: 'status', status: 400, route: 'websiteSubscriptions.resume' })
    expect((await acme.turn('keep')).body).toMatchObject({ state: 'refused', reason: 'platform_refused' })
    await sidesAre('Basic', 799)
  })

  it('goes to a person where the platform stays half way, who has it taken back', async () => {
    await acme.buy('Pro')
    await acme.choose('Basic')
    running.sandbox.platform.addFault({
      kind: 'status',
      status: 400,
      route: 'websiteSubscriptions.resume',
      count: 1_000,
    })
    const change = await acme.turn('keep')
    await acme.settled(change, 'needs_attention')
    expect(acme.charge()?.renews).toBe(true)
    running.sandbox.platform.clearFaults()
    await running.backend.handler.changes.resolve(change.body.id as string, 'refund', byJane)
    await sidesAre('Basic', 799)
  })
})
