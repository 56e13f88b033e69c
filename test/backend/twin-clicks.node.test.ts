import { describe, expect, it } from 'vitest'
import type { AppliedChange } from '../../src/backend/payments/payment-order.ts'
import { invoiced } from '../../src/backend/payments/invoiced.ts'
import { memoryStore } from '../../src/backend/stores/memory-store.ts'
import { demoIntps } from '../../packages/sandbox/src/core/demo.ts'
import type { Sandbox } from '../../packages/sandbox/src/node/start.ts'
import { VisitorAnalytics } from '../../src/sdk/visitor-analytics.ts'
import { eventually, paid, quick, runningBackend } from './partner-backend.ts'
import { payingCustomer } from './paying-customer.ts'

/** A client of the platform whose next read of the packages can be kept waiting. */
function withSlowPackages(sandbox: Sandbox) {
  let gate: Promise<void> | null = null
  let isWaiting = false
  const threeAs = new VisitorAnalytics({
    intp: demoIntps.website,
    apiUrl: sandbox.apiUrl,
    dashboardUrl: sandbox.dashboardUrl,
    retries: 0,
    fetch: async (input, init) => {
      const waitsFor = gate
      if (waitsFor && String(input instanceof Request ? input.url : input).includes('/packages')) {
        gate = null
        isWaiting = true
        await waitsFor
      }
      return fetch(input, init)
    },
  })
  return {
    threeAs,
    /** Keeps the next read until the function that it gives is called. */
    keepNextRead() {
      let goOn = () => {}
      gate = new Promise((resolve) => {
        goOn = resolve
      })
      isWaiting = false
      return { isWaiting: () => isWaiting, goOn }
    },
  }
}

describe('of two tabs that each have a quote, the slower one', () => {
  const told: AppliedChange[] = []
  let packages: ReturnType<typeof withSlowPackages>
  const invoicing = runningBackend('website', (sandbox) => {
    told.length = 0
    packages = withSlowPackages(sandbox)
    return { threeAs: packages.threeAs, payments: invoiced({ onApplied: (applied) => void told.push(applied) }) }
  })
  const acme = payingCustomer(invoicing)

  /** Confirms two quotes: the first one stands still in its read of the packages until the second one is through. */
  const overtaken = async (slower: string, quicker: string) => {
    const [slow, other] = [await acme.quote(slower), await acme.quote(quicker)]
    const read = packages.keepNextRead()
    const first = acme.confirm(slow)
    await eventually(read.isWaiting, Boolean)
    const second = await acme.confirm(other)
    expect(second.body.state, second.text).toBe('applied')
    read.goOn()
    return first
  }

  it('finds the plan that it wanted there already: it is billed once', async () => {
    expect((await overtaken('Pro', 'Pro')).body).toMatchObject({ state: 'applied', due: null })
    expect(invoicing.effects('subscription.upgraded')).toHaveLength(1)
    expect(told).toHaveLength(1)
  })

  it('is shown what its plan costs by now', async () => {
    const refused = await overtaken('Pro', 'Advanced')
    expect(refused.body.error).toMatchObject({ code: 'quote_outdated', details: { from: { name: 'Advanced' } } })
    expect(acme.website().packageName).toBe('Advanced')
    expect(told).toHaveLength(1)
  })
})

describe('of two tabs at a payment provider, the slower one', () => {
  let packages: ReturnType<typeof withSlowPackages>
  const running = runningBackend('website', (sandbox) => {
    packages = withSlowPackages(sandbox)
    return { ...paid(sandbox), threeAs: packages.threeAs }
  })
  const acme = payingCustomer(running)

  it('is not sent to pay for the plan that the other one has bought meanwhile', async () => {
    const [slow, other] = [await acme.quote('Pro'), await acme.quote('Pro')]
    const read = packages.keepNextRead()
    const first = acme.confirm(slow)
    await eventually(read.isWaiting, Boolean)
    const second = await acme.confirm(other)
    await acme.press(second, 'pay')
    await acme.settled(second, 'applied')
    read.goOn()
    expect((await first).body).toMatchObject({ state: 'applied', due: null })
    expect(running.payments.provider.payments()).toHaveLength(1)
    expect(acme.money('charged')).toHaveLength(1)
  })
})

describe('many who ask about one waiting change', () => {
  let claims = 0
  const running = runningBackend('website', (sandbox) => {
    const store = memoryStore()
    const counted: typeof store = {
      ...store,
      claim(request) {
        if (request.target !== undefined) claims++
        return store.claim(request)
      },
    }
    return { ...paid(sandbox), store: counted, background: false, timing: { ...quick, answerWithinMs: 300 } }
  })
  const acme = payingCustomer(running)

  it('have one work on it for all of them', async () => {
    running.sandbox.platform.addFault({ kind: 'drop', route: 'payments.create', count: 1_000 })
    const change = await acme.choose('Pro')
    expect(change.body, change.text).toMatchObject({ state: 'awaiting_payment', payment: { kind: 'wait' } })
    claims = 0
    const begun = performance.now()
    await Promise.all(Array.from({ length: 40 }, () => acme.read(change)))
    const tenths = Math.ceil((performance.now() - begun) / 100)
    expect(claims).toBeLessThanOrEqual(tenths + 1)
  })
})
