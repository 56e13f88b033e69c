import { describe, expect, it } from 'vitest'
import { invoiced } from '../../src/backend/payments/invoiced.ts'
import type { Payments } from '../../src/backend/payments/payments.ts'
import { runConformance } from '../../src/conformance/check.ts'
import { paymentsConformance } from '../../src/conformance/payments/payments-conformance.ts'
import { modelProvider, sandboxProvider } from '../simulation/models/providers.ts'

describe('sandboxPayments', () => {
  it.each(paymentsConformance({ collects: 'now', makePayments: sandboxProvider }))('$name', ({ run }) => run())
})

describe('the simulator’s model of a provider', () => {
  const checks = paymentsConformance({ collects: 'now', makePayments: modelProvider, without: ['give_back'] })
  // News reaches a history without a network.
  it.each(checks.filter(({ name }) => !name.startsWith('news')))('$name', ({ run }) => run())
})

describe('invoiced', () => {
  const checks = paymentsConformance({ collects: 'on_invoice', makePayments: () => invoiced() })
  it.each(checks)('$name', ({ run }) => run())
})

/** Each breaks one promise; what follows are the checks that must see it. */
const flaws: Record<string, [(payments: Payments) => Partial<Payments>, RegExp]> = {
  'starts a payment with every call': [
    (payments) => ({ start: (order) => payments.start({ ...order, changeId: crypto.randomUUID() }) }),
    /one for one change/,
  ],
  'withdraws what is paid': [() => ({ void: async () => 'voided' }), /paid cannot be withdrawn/],
  'shows one customer what another is charged': [
    (payments) => ({ standing: (about) => payments.standing({ ...about, customerId: 'acme' }) }),
    /another customer/,
  ],
  'forgets the second charge': [
    (payments) => ({
      async read(order, ref) {
        const outcome = await payments.read(order, ref)
        return outcome.kind === 'paid' ? { ...outcome, charges: outcome.charges.slice(0, 1) } : outcome
      },
    }),
    /paid twice/,
  ],
  'gives back with every call': [
    (payments) => ({ giveBack: (part) => payments.giveBack?.({ ...part, reversalId: crypto.randomUUID() }) }),
    /goes back once/,
  ],
  'believes any news': [() => ({ receive: async () => [] }), /without a signature/],
  'uses a balance that is not there': [
    (payments) => ({ start: (order) => payments.start({ ...order, balanceUsed: null }) }),
    /balance is used once/,
  ],
}

describe('the suite for payments sees some that', () => {
  it.each(Object.entries(flaws))('%s', async (_name, [flaw, seenBy]) => {
    const makePayments = async () => {
      const provider = await sandboxProvider()
      return { ...provider, payments: { ...provider.payments, ...flaw(provider.payments) } }
    }
    const checks = paymentsConformance({ collects: 'now', makePayments }).filter(({ name }) => seenBy.test(name))
    const results = await runConformance(checks)
    expect(results.map(({ outcome }) => outcome)).toContain('failed')
  })
})
