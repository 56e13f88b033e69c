import { describe, expect, it } from 'vitest'
import { demoIntps } from '../../packages/sandbox/src/core/demo.ts'
import { VisitorAnalytics } from '../../src/sdk/visitor-analytics.ts'
import { byJane, eventually, type Reply, runningBackend } from './partner-backend.ts'
import { giveBikesTo } from './give-website.ts'
import { paidRestlessly, payingCustomer } from './paying-customer.ts'
import { withCalls } from './scripted-payments.ts'

let losesVoids = false
const running = runningBackend('website', (sandbox) => {
  losesVoids = false
  const options = paidRestlessly(sandbox)
  const payments = options.payments!
  return {
    ...options,
    payments: withCalls(payments, {
      collect: { void: async (...asked) => (losesVoids ? 'voided' : payments.collect!.void(...asked)) },
    }),
  }
})
const acme = payingCustomer(running)
const globex = payingCustomer(running, 'globex')

const platform = () => {
  const { apiUrl, dashboardUrl } = running.sandbox
  return new VisitorAnalytics({ intp: demoIntps.website, apiUrl, dashboardUrl })
}

const move = () => giveBikesTo(running.sandbox.platform, 'globex')

/**
 * The website is deleted, and another customer makes one with the same id. Nobody looks in between, when there is none: what is
 * done then is another test's question.
 */
const makeAgain = async () => {
  const route = 'websites.getByIntpWebsiteId'
  running.sandbox.platform.addFault({ kind: 'status', status: 503, route, count: 1_000 })
  await platform().website('acme-bikes').delete()
  await platform().websites.create({
    website: { id: 'acme-bikes', domain: 'bikes.globex.test', package: { id: running.packageId('Basic') } },
    intpc: { id: 'globex' },
  })
  running.sandbox.platform.clearFaults()
}
const ways = [
  ['moved', move],
  ['deleted and made again', makeAgain],
] as const

const ended = (change: Reply) =>
  eventually(
    () => running.backend.events.find((event) => 'action' in event && event.changeId === change.body.id),
    (event) => event !== undefined,
  )

describe.each(ways)('a website that comes to another customer (%s)', (_way, giveToGlobex) => {
  it('shows that customer nothing of a change that the first one has left unpaid, and ends it', async () => {
    const change = await acme.begin('Pro')
    await giveToGlobex()
    const seen = JSON.stringify([
      await globex.view(),
      (await globex.quote('Pro')).body,
      (await globex.read(change)).body,
    ])
    const [payment] = running.payments.provider.payments()
    for (const secret of [change.body.id as string, payment!.id, payment!.clientSecret])
      expect(seen).not.toContain(secret)
    await globex.buy('Advanced')
    expect(await ended(change)).toMatchObject({ state: 'abandoned', reason: 'owner_changed' })
    expect(running.payments.provider.payment(payment!.id).status).toBe('closed')
    expect(acme.money('charged')).toEqual([])
  })

  it('is not given what the first one has paid for: that goes to a person, and blocks nobody', async () => {
    const change = await acme.begin('Pro')
    running.sandbox.platform.addFault({ kind: 'drop', route: '*.upgrade' })
    await acme.press(change, 'pay')
    await eventually(
      () => running.sandbox.platform.calls({ operation: 'websiteSubscriptions.upgrade' }).length,
      (times) => times === 1,
    )
    await giveToGlobex()
    expect(await ended(change)).toMatchObject({ state: 'needs_attention', reason: 'owner_changed' })
    expect(globex.website().packageName).toBe('Basic')
    await globex.buy('Advanced')
    const resolved = await running.backend.handler.changes.resolve(change.body.id as string, 'refund', byJane)
    expect(resolved).toMatchObject({ outcome: 'as_decided', change: { state: 'refunded' } })
    expect(acme.money('refunded')).toHaveLength(1)
    expect(globex.website().packageName).toBe('Advanced')
  })

  it('is not charged to the first one any more, and the partner hears of it', async () => {
    await acme.buy('Pro')
    await giveToGlobex()
    await eventually(acme.charge, (charge) => charge === null)
    expect(await acme.told('end_charge')).toMatchObject({ reason: 'owner_changed' })
    running.sandbox.platform.moveClock({ months: 2 })
    running.payments.provider.settleDue()
    expect(acme.money('renewed')).toEqual([])
  })

  it('gives the first one its money back when it pays late', async () => {
    const change = await acme.begin('Pro')
    losesVoids = true
    await giveToGlobex()
    await globex.quote('Advanced')
    await ended(change)
    await acme.press(change, 'pay')
    await eventually(
      () => acme.money('refunded').length,
      (times) => times === 1,
    )
    await acme.told('refund_stray')
    expect(acme.charge()).toBeNull()
  })
})

describe('a website that is moved with its plan', () => {
  it('keeps the plan to the end of its period: nobody has agreed to pay for another one, and the partner hears of it', async () => {
    await acme.buy('Pro')
    move()
    await eventually(globex.website, ({ status }) => status === 'canceled')
    await acme.told('align')
    expect(globex.website().packageName).toBe('Pro')
    running.sandbox.platform.moveClock({ months: 1 })
    await eventually(globex.website, ({ packageName }) => packageName === 'Free')
  })

  it('goes on with the plan that the new owner has bought meanwhile', async () => {
    await acme.buy('Pro')
    move()
    await globex.buy('Business')
    await eventually(acme.charge, (charge) => charge === null)
    await acme.told('end_charge')
    running.sandbox.platform.moveClock({ months: 1 })
    running.payments.provider.settleDue()
    await globex.newsIsThrough()
    expect(globex.website()).toMatchObject({ status: 'active', packageName: 'Business' })
    expect(globex.money('renewed')).toHaveLength(1)
  })
})

describe('a website that is deleted while a charge runs', () => {
  it('is charged no more', async () => {
    await acme.buy('Pro')
    await platform().website('acme-bikes').delete()
    await eventually(acme.charge, (charge) => charge === null)
    expect(await acme.told('end_charge')).toMatchObject({ reason: 'website_gone' })
  })

  it('and made again while that charge cannot be ended, keeps the charge of the plan that is bought then', async () => {
    await acme.buy('Pro')
    running.sandbox.platform.addFault({ kind: 'status', status: 503, route: 'payments.end', count: 10_000 })
    await platform().website('acme-bikes').delete()
    await eventually(
      () => running.sandbox.platform.calls({ operation: 'payments.end' }).length,
      (times) => times > 0,
    )
    await platform().websites.create({
      website: { id: 'acme-bikes', domain: 'bikes.acme.test', package: { id: running.packageId('Basic') } },
      intpc: { id: 'acme' },
    })
    await acme.buy('Business')
    running.sandbox.platform.clearFaults()
    expect(await acme.told('end_charge', 'abandoned')).toMatchObject({ reason: 'changed_elsewhere' })
    expect(acme.charge()).toMatchObject({ renews: true, price: { amountMinor: 4999 } })
  })
})
