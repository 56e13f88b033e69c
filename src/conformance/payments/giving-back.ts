import type { Money } from '../../contract/money.ts'
import { assert, equal, matches } from '../assert.ts'
import { bikes, order, price, usual } from './example-orders.ts'
import { givesBack, refusesToGiveBack } from './gives-back.ts'
import type { PaymentsCheck, Opened } from './payments-under-test.ts'

/** A payment that was made, and what gives a part of it back. */
async function paid(under: Opened) {
  const { payments } = under
  const { paymentRef } = await payments.collect.start(order('c1'))
  await under.press(paymentRef, 'pay')
  const outcome = await payments.collect.read(order('c1'), paymentRef)
  assert(outcome.state === 'paid', `It is ${outcome.state}, after it was paid.`)
  const chargeIds = outcome.charges.map(({ id }) => id)
  const decided = (reversalId: string, amountMinor: number) => {
    const amount: Money = { ...price, amountMinor }
    return { ...bikes, websiteId: 'bikes', reversalId, changeId: 'c1', chargeIds, amount }
  }
  const part = (reversalId: string, amountMinor: number) => () =>
    payments.giveBack.part(decided(reversalId, amountMinor))
  const unheard = (reversalId: string, amountMinor: number) => payments.unheard.part(decided(reversalId, amountMinor))
  return { part, unheard, read: () => payments.collect.read(order('c1'), paymentRef) }
}

export const givingBackChecks: readonly PaymentsCheck[] = [
  {
    name: 'a part that is given back goes back once for one decision, and leaves what is charged as it is',
    needs: ['collect', 'recurring', 'give_back_part'],
    async run(under) {
      const { part, read } = await paid(under)
      const half = Math.ceil(price.amountMinor / 2)
      await givesBack(under, part('r1', half))
      await givesBack(under, part('r1', half))
      // Had it gone back twice, there would be nothing left of it.
      await givesBack(under, part('r2', price.amountMinor - half))
      equal((await read()).state, 'paid', 'The payment')
      const { recurring } = await under.payments.reads.standing(bikes)
      matches(recurring, { renews: true, packageId: usual, price }, 'What is charged')
    },
  },
  {
    name: 'a part that is given back goes back once, also when the answer to the first call was lost',
    needs: ['collect', 'give_back_part'],
    async run(under) {
      const { part, unheard } = await paid(under)
      const half = Math.ceil(price.amountMinor / 2)
      await unheard('r1', half)
      await givesBack(under, part('r1', half))
      // Had it gone back twice, there would be nothing left of it.
      await givesBack(under, part('r2', price.amountMinor - half))
    },
  },
  {
    name: 'more than was paid is not given back',
    needs: ['collect', 'recurring', 'give_back_part'],
    async run(under) {
      const { part } = await paid(under)
      await refusesToGiveBack(part('r1', price.amountMinor + 1))
      await givesBack(under, part('r2', price.amountMinor))
      await refusesToGiveBack(part('r3', 1))
    },
  },
]
