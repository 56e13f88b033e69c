import { describe, expect, it } from 'vitest'
import { demoIntps } from '../../packages/sandbox/src/core/demo.ts'
import { VisitorAnalytics } from '../../src/sdk/visitor-analytics.ts'
import { eventually, paid, runningBackend } from './partner-backend.ts'
import { paidRestlessly, payingCustomer } from './paying-customer.ts'

const running = runningBackend('website', paid)
const account = 'default/acme/website:acme-bikes'
const provider = () => running.payments.provider
const subscription = () => running.backend.get('/subscription', { websiteId: 'acme-bikes' })

async function buy(): Promise<void> {
  const change = await running.choose('acme-bikes', running.packageId('Pro'))
  provider().press(provider().payments().at(-1)!.id, 'pay')
  const ids = { websiteId: 'acme-bikes', changeId: change.body.id as string }
  await eventually(
    () => running.backend.get('/change', ids),
    ({ body }) => body.state === 'applied',
  )
}

describe('a website that is removed', () => {
  it('is deleted once its recurring charge has ended', async () => {
    await buy()
    expect(provider().subscription(account)).not.toBeNull()
    await running.backend.handler.removeWebsite('acme-bikes')
    expect(provider().subscription(account)).toBeNull()
    expect((await subscription()).status).toBe(404)
  })

  it('takes an unpaid payment with it', async () => {
    const change = await running.choose('acme-bikes', running.packageId('Pro'))
    expect(change.body.state).toBe('awaiting_payment')
    await running.backend.handler.removeWebsite('acme-bikes')
    expect(provider().payments().at(-1)).toMatchObject({ status: 'closed' })
  })

  it('has to be there', async () => {
    await expect(running.backend.handler.removeWebsite('no-such-site')).rejects.toMatchObject({ code: 'not_found' })
  })
})

describe('a website whose charge cannot be ended in time', () => {
  const hasty = runningBackend('website', (sandbox) => ({
    ...paid(sandbox),
    timing: { ...paid(sandbox).timing, answerWithinMs: 3_000 },
  }))
  const acme = payingCustomer(hasty)

  it('stays, and the call can be repeated', async () => {
    await acme.buy('Pro')
    hasty.sandbox.platform.addFault({ kind: 'status', status: 503, route: 'payments.end', count: 100 })
    await expect(hasty.backend.handler.removeWebsite('acme-bikes')).rejects.toMatchObject({ retryable: true })
    expect((await acme.view()).subscription).toMatchObject({ status: 'active' })
    hasty.sandbox.platform.clearFaults()
    await eventually(
      () => hasty.backend.handler.removeWebsite('acme-bikes').catch((error: Error) => error.message),
      (failure) => failure === undefined,
    )
    expect(acme.charge()).toBeNull()
  })
})

describe('a customer with a pool', () => {
  const pool = runningBackend('pool', paidRestlessly)
  const websites = ['acme-bikes', 'acme-books']
  const charge = () => pool.payments.provider.subscription('default/acme/customer:acme')

  async function buyPro(): Promise<void> {
    const change = await pool.choose('acme-bikes', pool.packageId('Pro'))
    pool.payments.provider.press(pool.payments.provider.payments().at(-1)!.id, 'pay')
    const ids = { websiteId: 'acme-bikes', changeId: change.body.id as string }
    await eventually(
      () => pool.backend.get('/change', ids),
      ({ body }) => body.state === 'applied',
    )
    for (const websiteId of websites) await pool.backend.handler.removeWebsite(websiteId)
  }

  /** What a look without any website has asked the platform: the customer itself. */
  const looks = () => pool.sandbox.platform.calls({ operation: 'intpcs.getByIntpCustomerId' }).length

  it('goes on paying for it without a website, and has it again with the next one', async () => {
    await buyPro()
    await eventually(looks, (times) => times > 3)
    expect(charge()).toMatchObject({ renews: true })
    const website = { id: 'acme-bikes', domain: 'bikes.acme.test' }
    const { apiUrl, dashboardUrl } = pool.sandbox
    const threeAs = new VisitorAnalytics({ intp: demoIntps.pool, apiUrl, dashboardUrl })
    await threeAs.websites.create({ website, intpc: { id: 'acme' } })
    expect(pool.website('acme-bikes')).toMatchObject({ status: 'active', packageName: 'Pro' })
    expect(charge()).toMatchObject({ renews: true })
  })

  it('is removed without a website too, once nothing is charged for the pool', async () => {
    await buyPro()
    await pool.backend.handler.removeCustomer('acme')
    expect(charge()).toBeNull()
  })
})

describe('a customer that is removed', () => {
  it('is deleted with all websites once nothing is charged for any of them', async () => {
    await buy()
    await running.backend.handler.removeCustomer('acme')
    expect(provider().subscription(account)).toBeNull()
    expect((await subscription()).status).toBe(404)
  })
})
