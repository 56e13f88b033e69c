import type { Payments } from '../../backend/payments/payments.ts'
import type { ConformanceCheck } from '../check.ts'
import { equal } from '../assert.ts'
import { balanceChecks } from './balances.ts'
import { collectingChecks } from './collecting.ts'
import { givingBackChecks } from './giving-back.ts'
import { invoicingChecks } from './invoicing.ts'
import type { PaymentsFeature, PaymentsUnderTest } from './payments-under-test.ts'
import { renewingChecks } from './renewing.ts'

export type PaymentsConformanceOptions =
  | {
      collects: 'now'
      /** Opens payments on an account at the provider on which nothing has happened yet. Once for each check. */
      makePayments: () => PaymentsUnderTest | Promise<PaymentsUnderTest>
      /** What the provider does not have, or cannot be played: its checks are left out. */
      without?: readonly PaymentsFeature[] | undefined
    }
  | { collects: 'on_invoice'; makePayments: () => Payments | Promise<Payments> }

/**
 * What `Payments` have to get right: that an order is one however often it is sent, that money which came in is neither
 * forgotten nor taken twice, and that what is said of a customer is that customer's. The checks are about `acme` and its
 * website `bikes`.
 *
 * @example
 * it.each(paymentsConformance({ collects: 'now', makePayments: openTestAccount, without: ['disputes'] }))(
 *   '$name',
 *   ({ run }) => run(),
 * )
 */
export function paymentsConformance(options: PaymentsConformanceOptions): ConformanceCheck[] {
  const without = new Set(options.collects === 'now' ? options.without : [])
  const checks =
    options.collects === 'now'
      ? [...collectingChecks, ...renewingChecks, ...balanceChecks, ...givingBackChecks]
      : invoicingChecks
  return checks
    .filter(({ needs }) => needs === undefined || !without.has(needs))
    .map(({ name, run }) => ({
      name,
      async run() {
        const under = await opened(options)
        try {
          equal(under.payments.collects, options.collects, 'When it collects')
          await run(under)
        } finally {
          await under.stop?.()
        }
      },
    }))
}

async function opened(options: PaymentsConformanceOptions): Promise<PaymentsUnderTest> {
  if (options.collects === 'now') return options.makePayments()
  return { payments: await options.makePayments(), press: () => {} }
}
