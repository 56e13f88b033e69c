import { beforeEach, describe, expect, it } from 'vitest'
import { memoryStore } from '../../src/backend/stores/memory-store.ts'
import { InvoicingSystem } from './invoicing-system.ts'
import { giveBikesTo } from './give-website.ts'
import { byJane, eventually, runningBackend, startBackend } from './partner-backend.ts'
import { payingCustomer, restless } from './paying-customer.ts'

let books = new InvoicingSystem()
let store = memoryStore()
const running = runningBackend('website', () => {
  books = new InvoicingSystem()
  store = memoryStore()
  return { payments: books.payments(), timing: restless, store }
})
const acme = payingCustomer(running)
const target = 'website:acme-bikes'
const service = () => books.services.get(target)
const billing = () => running.backend.handler.billing
const report = (kind: 'paid' | 'overdue' | 'disputed' | 'written_off', invoiceId = 'in-1') =>
  billing().report({ target, invoiceId, kind })
const settled = (state: string) =>
  eventually(
    () => running.backend.handler.changes.list({ state: state as never }),
    ({ changes }) => changes.some(({ lane }) => lane === 'system'),
  )
const standing = () => acme.view().then(({ payment }) => payment.standing as string)
const choose = async (name: string) => {
  const change = await acme.choose(name)
  expect(change.body, change.text).toMatchObject({ state: 'applied' })
}
const invoices = (count: number) =>
  eventually(
    () => books.invoices,
    (written) => written.length >= count,
  )
const moveOn = (by: { months?: number; days?: number; hours?: number }) => running.sandbox.platform.moveClock(by)
/** A period is looked at for the first time shortly after the plan was bought. */
const followed = () =>
  eventually(
    async () => (await running.backend.handler.recover(), await watchedPeriod()),
    (period) => period !== null,
  )
const watch = () => store.findChange({ key: 'watch:always', lane: 'system', target, customerId: 'acme' })
const watchedPeriod = async () => {
  const found = await watch()
  return found?.facts.action === 'watch' ? (found.facts.period ?? null) : null
}

describe('a year with a partner that bills by itself', () => {
  it('is on its invoices to the cent, period by period, whatever happens in it', async () => {
    await choose('Pro')
    expect(service()).toMatchObject({ status: 'running', packageId: running.packageId('Pro') })
    await followed()

    // Two renewals; the answer to the first is lost, and it is on one invoice all the same.
    books.failures = 1
    for (const count of [2, 3]) {
      moveOn({ months: 1, hours: 1 })
      await invoices(count)
    }

    // The third invoice is not paid at first.
    await report('overdue')
    books.suspend(target)
    await eventually(standing, (now) => now === 'overdue')
    expect((await acme.quote('Advanced')).body).toMatchObject({ error: { details: { reason: 'payment_due' } } })
    await report('paid')
    books.unsuspend(target)
    await eventually(standing, (now) => now === 'paid')

    // A smaller plan, from the next period on.
    await choose('Advanced')
    moveOn({ months: 1, hours: 1 })
    await invoices(4)
    expect(service()).toMatchObject({ packageId: running.packageId('Advanced') })

    // Nothing runs for half a year, and each of its periods is billed.
    await running.backend.stop()
    moveOn({ months: 6, hours: 1 })
    const again = await startBackend(running.sandbox, 'website', {
      payments: books.payments(),
      timing: restless,
      store,
    })
    await invoices(10)

    // The last one is never paid.
    for (const count of [11, 12]) {
      moveOn({ months: 1, hours: 1 })
      await invoices(count)
    }
    await again.handler.billing.report({ target, invoiceId: 'in-12', kind: 'written_off' })
    await eventually(acme.website, ({ status }) => status === 'canceled')
    moveOn({ months: 1, hours: 1 })
    await eventually(service, (found) => found?.status === 'terminated')
    await again.stop()

    const monthly = { Pro: 2499, Advanced: books.invoices[3]!.amountMinor }
    expect(monthly.Advanced).toBeLessThan(monthly.Pro)
    expect(books.invoices.slice(1).map(({ amountMinor }) => amountMinor)).toEqual([
      monthly.Pro,
      monthly.Pro,
      ...Array.from({ length: 9 }, () => monthly.Advanced),
    ])
    const periods = books.invoices.slice(1).map(({ period }) => period!.slice(0, 7))
    expect(new Set(periods).size).toBe(periods.length)
    expect(books.log).toEqual([
      'create',
      'renew',
      'renew',
      'suspend',
      'unsuspend',
      'change',
      ...Array.from({ length: 8 }, () => 'renew'),
      'terminate',
    ])
  })
})

describe('an invoice that is reported as overdue', () => {
  beforeEach(async () => {
    await choose('Pro')
    await report('overdue')
    await eventually(standing, (now) => now === 'overdue')
  })

  it('ends the plan when its grace is over', async () => {
    expect((await acme.view()).payment).toMatchObject({ amount: { amountMinor: 2499 }, deadline: expect.any(String) })
    moveOn({ days: 15 })
    await eventually(acme.website, ({ status }) => status === 'canceled')
    expect(await standing()).toBe('paid')
  })

  it('ends nothing once it is reported as paid, and can be reported twice', async () => {
    await report('overdue')
    await report('paid')
    await report('paid')
    await eventually(standing, (now) => now === 'paid')
    moveOn({ days: 15 })
    await running.backend.handler.recover()
    expect(acme.website().status).toBe('active')
    const { changes } = await running.backend.handler.changes.list({ websiteId: 'acme-bikes' })
    expect(changes.map(({ action }) => action)).not.toContain('end_unpaid')
  })

  it('is for a person to decide once the customer contests it', async () => {
    await report('disputed')
    await eventually(standing, (now) => now === 'disputed')
    moveOn({ days: 15 })
    const { changes } = await settled('needs_attention')
    expect(changes).toMatchObject([{ action: 'await_renewal', change: { reason: 'renewal_unpaid' } }])
    expect(acme.website().status).toBe('active')
    await running.backend.handler.changes.resolve(changes[0]!.id, 'close', byJane)
  })

  it('ends the plan at once when it is written off', async () => {
    await report('written_off')
    await eventually(acme.website, ({ status }) => status === 'canceled')
  })

  it('gives no credit for the period that was written off', async () => {
    const kinds = async () => {
      const { body, text } = await acme.quote('Business')
      return body.lines?.map(({ kind }: { kind: string }) => kind) ?? text
    }
    await report('written_off')
    await eventually(acme.website, ({ status }) => status === 'canceled')
    expect(await kinds()).toEqual(['plan'])
  })
})

describe('an invoice that a person has let be, written off once its period is over', () => {
  it.each(['monthly', 'yearly'] as const)('ends nothing of the period that was paid since: %s', async (interval) => {
    const change = await acme.choose('Pro', interval)
    expect(change.body, change.text).toMatchObject({ state: 'applied' })
    await followed()
    await report('disputed')
    await eventually(standing, (now) => now === 'disputed')
    moveOn({ days: 15 })
    const { changes } = await settled('needs_attention')
    await running.backend.handler.changes.resolve(changes[0]!.id, 'close', byJane)
    await eventually(standing, (now) => now === 'paid')
    moveOn({ months: interval === 'yearly' ? 12 : 1, hours: 1 })
    await invoices(2)
    await report('paid', 'in-2')
    await report('written_off')
    await running.backend.handler.recover()
    expect(acme.website().status).toBe('active')
    expect((await acme.view()).subscription).toMatchObject({ status: 'active' })
    const { body } = await acme.quote('Business', interval)
    expect(body.lines).toMatchObject([{ kind: 'plan' }, { kind: 'credit' }])
  })
})

describe('a report', () => {
  it('of a plan that was bought a moment ago is about that, however late the platform shows it', async () => {
    running.sandbox.platform.setBehaviour({ readLagMs: restless.readLagMs })
    await choose('Pro')
    await report('overdue')
    const due = await eventually(acme.view, ({ payment }) => payment.standing === 'overdue')
    expect(due.payment).toMatchObject({ amount: { amountMinor: 2499 } })
  })

  it('is about a website of that customer, and about what subscriptions belong to', async () => {
    const wrong = (about: 'website:nothing' | 'customer:acme') =>
      billing().report({ target: about, invoiceId: 'in-1', kind: 'overdue' })
    const ofGlobex = { target, customerId: 'globex', invoiceId: 'in-1', kind: 'overdue' } as const
    await expect(billing().report(ofGlobex)).rejects.toMatchObject({ code: 'not_found' })
    await expect(wrong('website:nothing')).rejects.toMatchObject({ code: 'not_found' })
    await expect(wrong('customer:acme')).rejects.toMatchObject({ code: 'invalid_request' })
  })
})

describe('an account that the partner has put on hold', () => {
  it('starts nothing new, and the customer reads why; what runs goes on', async () => {
    books.isOnHold = true
    const change = await acme.choose('Pro')
    expect(change.body, change.text).toMatchObject({ state: 'refused', reason: 'account_on_hold' })
    expect(running.effects('subscription.upgraded')).toEqual([])
    expect(books.invoices).toEqual([])
    // What was sold in another way is not billed from then on because the customer has asked for more.
    expect(await watch()).toBeNull()
    expect((await acme.turn('cancel')).body).toMatchObject({ state: 'applied' })
    books.isOnHold = false
    await choose('Pro')
  })
})

describe('a plan that was not bought through the kit', () => {
  it('is on the invoices once the partner asks for it to be followed', async () => {
    await billing().follow(target)
    await followed()
    moveOn({ months: 1, hours: 1 })
    await invoices(1)
    expect(books.log).toEqual(['renew'])
  })

  it('is followed for whom the platform’s reads show once they are up to date: its website may have just come to them', async () => {
    const asked = performance.now()
    await billing().follow(target)
    expect(performance.now() - asked).toBeGreaterThanOrEqual(restless.readLagMs)
  })

  it('is on them again when its website has been another customer’s in between', async () => {
    await billing().follow(target)
    await followed()
    giveBikesTo(running.sandbox.platform, 'globex')
    await eventually(
      async () => (await running.backend.handler.recover(), await watch()),
      (found) => found?.wakeAt === null,
    )
    giveBikesTo(running.sandbox.platform, 'acme')
    await billing().follow(target)
    await followed()
    moveOn({ months: 1, hours: 1 })
    await invoices(1)
    expect(books.log.at(-1)).toBe('renew')
  })
})
