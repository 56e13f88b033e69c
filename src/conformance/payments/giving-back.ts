import type { Money } from '../../contract/money.ts'
import { assert, equal, matches } from '../assert.ts'
import { bikes, order, price, usual } from './example-orders.ts'
import type { PaymentsCheck, PaymentsUnderTest } from './payments-under-test.ts'
import { refuses } from './refuses.ts'

/** A payment that was made, and what gives a part of it back. */
async function paid(under: PaymentsUnderTest) {
  const { payments } = under
  const { paymentRef } = await payments.start(order('c1'))
  await under.press(paymentRef, 'pay')
  const outcome = await payments.read(order('c1'), paymentRef)
  assert(outcome.kind === 'paid', `It is ${outcome.kind}, after it was paid.`)
  const chargeIds = outcome.charges.map(({ id }) => id)
  const giveBack = async (reversalId: string, amountMinor: number) => {
    assert('giveBack' in payments, "There is no giveBack: leave it out with `without: ['give_back']`.")
    const amount: Money = { ...price, amountMinor }
    await payments.giveBack?.({ ...bikes, websiteId: 'bikes', reversalId, changeId: 'c1', chargeIds, amount })
  }
  return { giveBack, read: () => payments.read(order('c1'), paymentRef) }
}

export const givingBackChecks: readonly PaymentsCheck[] = [
  {
    name: 'a part that is given back goes back once for one decision, and leaves what is charged as it is',
    needs: 'give_back',
    async run(under) {
      const { giveBack, read } = await paid(under)
      const half = Math.ceil(price.amountMinor / 2)
      await giveBack('r1', half)
      await giveBack('r1', half)
      // Had it gone back twice, there would be nothing left of it.
      await giveBack('r2', price.amountMinor - half)
      equal((await read()).kind, 'paid', 'The payment')
      const { recurring } = await under.payments.standing(bikes)
      matches(recurring, { renews: true, packageId: usual, price }, 'What is charged')
    },
  },
  {
    name: 'more than was paid is not given back',
    needs: 'give_back',
    async run(under) {
      const { giveBack } = await paid(under)
      await refuses(giveBack('r1', price.amountMinor + 1))
      await giveBack('r2', price.amountMinor)
      await refuses(giveBack('r3', 1))
    },
  },
]
