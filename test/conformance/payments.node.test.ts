import { describe, expect, it } from 'vitest'
import { sandboxPayments } from '../../packages/sandbox/src/merchant/sandbox-payments.ts'
import { invoiced } from '../../src/backend/payments/invoiced.ts'
import { called, type Called } from '../../src/conformance/payments/called.ts'
import { runConformance } from '../../src/conformance/check.ts'
import { paymentsConformance } from '../../src/conformance/payments/payments-conformance.ts'
import { withCalls, type OtherCalls } from '../backend/scripted-payments.ts'
import { modelProvider, sandboxProvider, type ApprovalMs, type Provider } from '../simulation/models/providers.ts'

const sandbox = sandboxPayments({ apiUrl: 'http://localhost:1' })

describe('sandboxPayments', () => {
  it.each(paymentsConformance({ of: sandbox, makePayments: sandboxProvider }))('$name', ({ run }) => run())
})

const minuteMs = 60_000
const models: [string, ApprovalMs, Provider][] = [
  ['at once', null, await modelProvider()],
  ['once that is approved', minuteMs, await modelProvider(minuteMs)],
]

describe.each(models)('the simulator’s model of a provider that gives back %s', (_when, approvalMs, model) => {
  const checks = paymentsConformance({ of: model.payments, makePayments: () => modelProvider(approvalMs) })
  // News reaches a history without a network, and what goes back is held against the books of each.
  const isAnothers = (name: string) => name.startsWith('news') || name.startsWith('more than was paid')
  it.each(checks.filter(({ name }) => !isAnothers(name)))('$name', ({ run }) => run())
})

describe('invoiced', () => {
  const checks = paymentsConformance({ of: invoiced(), makePayments: () => ({ payments: invoiced() }) })
  it.each(checks)('$name', ({ run }) => run())
})

/** Each breaks one promise; what follows are the checks that must see it. */
const flaws: Record<string, [(payments: Called) => OtherCalls, RegExp]> = {
  'starts a payment with every call': [
    ({ collect }) => ({
      collect: { start: (order) => collect.start({ ...order, changeId: crypto.randomUUID() }) },
    }),
    /one for one change/,
  ],
  'withdraws what is paid': [() => ({ collect: { void: async () => 'voided' } }), /paid cannot be withdrawn/],
  'withdraws a start that was not heard without looking for it': [
    ({ collect }) => ({
      collect: { void: async (order, ref) => (ref === null ? 'voided' : collect.void(order, ref)) },
    }),
    /start was not heard/,
  ],
  'shows one customer what another is charged': [
    ({ reads }) => ({ reads: { standing: (about) => reads.standing({ ...about, customerId: 'acme' }) } }),
    /another customer/,
  ],
  'forgets the second charge': [
    ({ collect }) => ({
      collect: {
        async read(order, ref) {
          const outcome = await collect.read(order, ref)
          return outcome.state === 'paid' ? { ...outcome, charges: outcome.charges.slice(0, 1) } : outcome
        },
      },
    }),
    /paid twice/,
  ],
  'gives back with every call': [
    ({ giveBack }) => ({
      giveBack: { part: (part) => giveBack.part?.({ ...part, reversalId: crypto.randomUUID() }) },
    }),
    /goes back once/,
  ],
  'knows what it gave back by its memory alone': [
    ({ giveBack }) => ({
      giveBack: {
        async part(order, memory) {
          const { [order.reversalId]: known = crypto.randomUUID() } = (await memory.read()).subscription
          memory.keep({ subscription: { [order.reversalId]: known } })
          return giveBack.part({ ...order, reversalId: known })
        },
      },
    }),
    /answer to the first call was lost/,
  ],
  'believes any news': [() => ({ news: { receive: async () => [] } }), /without a signature/],
  'uses a balance that is not there': [
    ({ collect }) => ({ collect: { start: (order) => collect.start({ ...order, balanceUsed: null }) } }),
    /balance is used once/,
  ],
}

describe('the suite for payments sees some that', () => {
  it.each(Object.entries(flaws))('%s', async (_name, [flaw, seenBy]) => {
    const makePayments = async () => {
      const provider = await sandboxProvider()
      return { ...provider, payments: withCalls(provider.payments, flaw(called(provider.payments))) }
    }
    const checks = paymentsConformance({ of: sandbox, makePayments }).filter(({ name }) => seenBy.test(name))
    const results = await runConformance(checks)
    expect(results.map(({ outcome }) => outcome)).toContain('failed')
  })
})
