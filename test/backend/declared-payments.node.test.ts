import { describe, expect, it } from 'vitest'
import { planChoice } from '../../src/contract/plan-choice.ts'
import { beforeOf } from '../../src/backend/ledger/verdict.ts'
import type { PaymentDocument, Payments } from '../../src/backend/payments/payments.ts'
import type { Reading } from '../../src/backend/platform/platform.ts'
import { sandboxPayments } from '../../packages/sandbox/src/merchant/sandbox-payments.ts'
import type { Sandbox } from '../../packages/sandbox/src/node/start.ts'
import { paid, runningBackend } from './partner-backend.ts'
import { payingCustomer } from './paying-customer.ts'
import { basic, onBasic, onPlan, pro, scriptedLedger } from './scripted-ledger.ts'
import { scriptedPayments } from './scripted-payments.ts'

const document: PaymentDocument = {
  id: 'in_1',
  type: 'invoice',
  number: '2026-117',
  issuedAt: '2026-11-27T00:00:00.000Z',
  amount: basic.price,
  url: null,
}

/** The sandbox's provider, which collects dollars only and can plan nothing, and lists documents. */
function limited(sandbox: Sandbox): Payments {
  const payments = sandboxPayments({ apiUrl: sandbox.payments!.apiUrl })
  const recurring = { ...payments.recurring!, schedule: undefined, unschedule: undefined }
  const reads = { ...payments.reads, documents: async () => [document] }
  const declares = { ...payments.declares, schedules: false, currencies: ['USD'] }
  return { ...payments, recurring, reads, declares } as Payments
}

const running = runningBackend('website', (sandbox) => ({ ...paid(sandbox), payments: limited(sandbox) }))
const acme = payingCustomer(running)

describe('a provider that declares what it cannot do', () => {
  it('is offered no package in a currency that it does not collect', async () => {
    const { body } = await running.backend.get('/packages', { websiteId: 'acme-bikes' })
    const prices = (body.packages as { price: { amountMinor: number; currency: string } }[]).map(({ price }) => price)
    expect(prices.filter(({ amountMinor, currency }) => amountMinor > 0 && currency !== 'USD')).toEqual([])
    expect((await acme.quote('Pro')).status).toBe(404)
  })

  it('says to the page that no smaller plan can be planned', async () => {
    expect(await acme.view()).toMatchObject({ refusesDowngrades: true })
  })

  it('is asked for documents, and for no page that it does not have', async () => {
    const { payments } = running.backend.handler
    expect(await payments.documents('website:acme-bikes')).toEqual([document])
    await expect(payments.portalLink('website:acme-bikes', 'https://shop.example')).rejects.toMatchObject({
      code: 'not_supported',
    })
    await expect(payments.documents('website:none')).rejects.toMatchObject({ code: 'not_found' })
  })
})

it('a smaller plan cannot be chosen where no smaller charge can be planned', () => {
  const { subscription } = onPlan(pro)
  const options = { mayChange: true, isChangeOpen: false }
  const choose = (refusesDowngrades: boolean) =>
    planChoice(subscription, basic, new Date('2026-12-01'), { ...options, refusesDowngrades })
  expect(choose(true)).toEqual({ kind: 'unavailable', reason: 'not_schedulable' })
  expect(choose(false).kind).toBe('downgrade')
})

describe('a provider that collects, for a partner that bills the periods', () => {
  /** What was called, with a payment that is made at once. */
  function collectingOnce(other: Pick<Payments, 'mayStart'> = {}) {
    const calls: string[] = []
    const ledger = scriptedLedger({
      platform: {
        read: async () => ({ kind: 'read', reading: onBasic(), packages: [basic, pro] }),
        send: async (call) => (calls.push(call), { kind: 'done' }),
      },
    })
    const { payments } = ledger.parts
    const charges = [{ id: 'ch_1', isReturned: false }]
    ledger.parts.payments = {
      ...payments,
      declares: { ...payments.declares, unpaidChange: 'held' },
      collect: {
        start: async () => (calls.push('start'), { state: 'paid', paymentRef: 'p1', charges }),
        read: async () => ({ state: 'paid', paymentRef: 'p1', charges }),
        void: async () => (calls.push('void'), 'voided'),
      },
      ...other,
    } as Payments
    /** What is done last has to show before it is gone on. */
    const work = async () => {
      for (let times = 0; times < 3; times++) {
        await ledger.work()
        ledger.pass(ledger.parts.timing.readLagMs)
      }
    }
    const buy = (): Promise<string> => {
      const wanted = ledger.upgradeToPro({ lastLook: 'done' })
      return ledger.add({ ...wanted, state: 'awaiting_payment' })
    }
    return { ...ledger, work, buy, calls }
  }

  it('collects before the plan changes', async () => {
    const { buy, work, find, calls } = collectingOnce()
    const id = await buy()
    await work()
    expect(calls).toEqual(['start', 'upgrade'])
    expect((await find(id)).state).toBe('applied')
  })

  it('collects nothing from a customer whose account is on hold', async () => {
    const { buy, work, find, calls } = collectingOnce({ mayStart: () => 'account_on_hold' })
    const id = await buy()
    await work()
    expect(await find(id)).toMatchObject({ state: 'refused', facts: { reason: 'account_on_hold' } })
    expect(calls).toEqual([])
  })

  it('collects nothing before it is known whether the account is on hold', async () => {
    let isDown = true
    const mayStart = async () => {
      if (isDown) throw new Error('503')
      return 'yes' as const
    }
    const { buy, work, find, calls } = collectingOnce({ mayStart })
    const id = await buy()
    await work()
    expect(calls).toEqual([])
    isDown = false
    await work()
    expect((await find(id)).state).toBe('applied')
  })

  it('delivers what was paid for, also where the account is put on hold afterwards', async () => {
    const ledger = collectingOnce({
      mayStart: () => (ledger.calls.includes('start') ? 'account_on_hold' : 'yes'),
    })
    const id = await ledger.buy()
    await ledger.work()
    expect(await ledger.find(id)).toMatchObject({ state: 'applied', facts: { reason: null } })
    expect(ledger.calls).toEqual(['start', 'upgrade'])
  })

  it('is asked nothing when renewal is turned off', async () => {
    const { add, customers, work, find, calls } = collectingOnce()
    const id = await add(customers({ action: 'cancel' }))
    await work()
    expect(calls).toEqual(['cancel'])
    expect((await find(id)).state).toBe('applied')
  })
})

describe('a provider that can plan no smaller charge', () => {
  it('lets a smaller plan be dropped that was planned on the platform by another hand', async () => {
    let reading: Reading = { ...onPlan(pro), nextPackageId: basic.id }
    const before = beforeOf(reading)
    const ledger = scriptedLedger({
      platform: {
        read: async () => ({ kind: 'read', reading, packages: [basic, pro] }),
        send: async (call) => {
          reading = onPlan(pro, call === 'cancel' ? 'ending' : 'active')
          return { kind: 'done' }
        },
      },
    })
    const charge = { renews: true, packageId: pro.id, price: pro.price, periodEndsAt: '2026-12-24T00:00:00.000Z' }
    const recurring = { ...charge, scheduledPackageId: null }
    const calls = {
      ...ledger.provider,
      collects: 'now' as const,
      standing: async () => ({ recurring, due: null, balance: null }),
    }
    const payments = scriptedPayments({ ...calls, declares: { schedules: false } })
    const unplanned = { ...payments.recurring, schedule: undefined, unschedule: undefined }
    ledger.parts.payments = { ...payments, recurring: unplanned } as Payments
    const id = await ledger.add(ledger.customers({ action: 'keep', before }))
    for (let looks = 0; looks < 50 && (await ledger.find(id)).state === 'applying'; looks++) {
      await ledger.work()
      ledger.pass((await ledger.wakesInMs(id)) ?? 0)
    }
    expect((await ledger.find(id)).state).toBe('applied')
  })
})
