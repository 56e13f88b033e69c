import type { Payments } from '../../backend/payments/payments.ts'
import type { ConformanceCheck } from '../check.ts'
import { equal } from '../assert.ts'
import { balanceChecks } from './balances.ts'
import { called } from './called.ts'
import { collectingChecks } from './collecting.ts'
import { declaresWhatItHas } from './declaring.ts'
import { givingBackChecks } from './giving-back.ts'
import { capabilitiesOf, type PaymentsFeature, type PaymentsUnderTest } from './payments-under-test.ts'
import { renewingChecks } from './renewing.ts'

export interface PaymentsConformanceOptions {
  /** Some of these payments, for what they declare and have. Nothing of them is called. */
  of: Payments
  /** Opens payments on an account at the provider on which nothing has happened yet. Once for each check. */
  makePayments: () => PaymentsUnderTest | Promise<PaymentsUnderTest>
  /** What the provider does not have, or cannot be played: its checks are left out. */
  without?: readonly PaymentsFeature[] | undefined
}

/**
 * What `Payments` have to get right: that an order is one however often it is sent, that money which came in is neither
 * forgotten nor taken twice, and that what is said of a customer is that customer's. Only what is declared is checked. The
 * checks are about `acme` and its website `bikes`.
 *
 * @example
 * it.each(paymentsConformance({ of: payments, makePayments: openTestAccount, without: ['disputes'] }))(
 *   '$name',
 *   ({ run }) => run(),
 * )
 */
export function paymentsConformance({
  of,
  makePayments,
  without = [],
}: PaymentsConformanceOptions): ConformanceCheck[] {
  const has = capabilitiesOf(of)
  for (const feature of features) if (!without.includes(feature)) has.add(feature)
  const checks = [...collectingChecks, ...renewingChecks, ...balanceChecks, ...givingBackChecks]
  const declaring: ConformanceCheck = {
    name: 'what is declared can be called, and what is not declared is not there',
    run: () => opened(makePayments, ({ payments }) => declaresWhatItHas(payments)),
  }
  const calling = checks
    .filter(({ needs }) => needs.every((need) => has.has(need)))
    .map(({ name, run }) => ({
      name,
      run: () =>
        opened(makePayments, (under) => {
          equal(under.payments.declares, of.declares, 'What is declared')
          return run({
            payments: called(under.payments),
            press: (paymentRef, act) => under.press?.(paymentRef, act),
            setCard: (card) => under.setCard?.(card),
            passMonth: () => under.passMonth?.(),
            approve: () => under.approve?.(),
            dispute: (outcome) => under.dispute?.(outcome),
          })
        }),
    }))
  return [declaring, ...calling]
}

const features: readonly PaymentsFeature[] = ['renewals', 'disputes', 'balance', 'paid_twice']

async function opened(
  makePayments: PaymentsConformanceOptions['makePayments'],
  check: (under: PaymentsUnderTest) => Promise<void> | void,
): Promise<void> {
  const under = await makePayments()
  try {
    await check(under)
  } finally {
    await under.stop?.()
  }
}
