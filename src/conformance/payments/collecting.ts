import { assert, equal, matches, rejection, shown } from '../assert.ts'
import { bikes, free, larger, order, price, usual } from './example-orders.ts'
import type { PaymentsCheck, PaymentsUnderTest } from './payments-under-test.ts'
import { refuses } from './refuses.ts'

export const collectingChecks: readonly PaymentsCheck[] = [
  {
    name: 'a payment is one for one change, however often it is started, and another amount is refused',
    run: async ({ payments }) => {
      const first = await payments.start(order('c1'))
      equal(await payments.start(order('c1')), first)
      await refuses(payments.start(order('c1', { due: { ...price, amountMinor: 1 } })))
    },
  },
  {
    name: 'a payment that waits tells the customer what to do',
    run: async ({ payments }) => {
      const outcome = await payments.start(order('c1'))
      assert(outcome.kind === 'pending', `It is ${outcome.kind}, before anyone has paid.`)
      assert(['redirect', 'confirm', 'wait'].includes(outcome.step.kind), 'There is no step to take.')
      equal((await payments.standing(bikes)).recurring, null, 'What is charged before it is paid')
    },
  },
  {
    name: 'a payment that was made is read as paid, and its charge renews',
    run: async (under) => {
      const ref = await begun(under, 'c1')
      await under.press(ref, 'pay')
      const outcome = await under.payments.read(order('c1'), ref)
      equal(outcome.kind === 'paid' ? outcome.charges.length : outcome.kind, 1, 'How many charges there are')
      const { recurring, due } = await under.payments.standing(bikes)
      matches({ recurring, due }, { recurring: { renews: true, packageId: usual, price }, due: null }, 'The standing')
    },
  },
  {
    name: 'a payment of nothing is settled immediately, and sets what is charged from then on',
    run: async ({ payments }) => {
      matches(await payments.start(free('c1')), { kind: 'paid', charges: [] })
      matches(await payments.standing(bikes), { recurring: { renews: true, packageId: usual }, due: null })
    },
  },
  {
    name: 'a payment that was withdrawn cannot begin any more, also when its start comes late',
    run: async ({ payments }) => {
      equal(await payments.void(order('c1'), null), 'voided')
      equal((await payments.start(free('c1'))).kind, 'abandoned')
      equal((await payments.standing(bikes)).recurring, null)
    },
  },
  {
    name: 'a payment that is paid cannot be withdrawn',
    run: async (under) => {
      const ref = await begun(under, 'c1')
      await under.press(ref, 'pay')
      equal(await under.payments.void(order('c1'), ref), 'paid')
    },
  },
  {
    name: 'a payment that the customer closes is abandoned, and charges nothing',
    run: async (under) => {
      const ref = await begun(under, 'c1')
      await under.press(ref, 'close')
      equal((await under.payments.read(order('c1'), ref)).kind, 'abandoned')
      equal((await under.payments.standing(bikes)).recurring, null)
    },
  },
  {
    name: 'a payment that is declined is not paid',
    run: async (under) => {
      const ref = await begun(under, 'c1')
      await under.press(ref, 'decline')
      const { kind } = await under.payments.read(order('c1'), ref)
      assert(kind === 'pending' || kind === 'failed', `It is ${kind}.`)
    },
  },
  {
    name: 'a payment that was paid twice answers with both charges, and with what was returned of them',
    run: async (under) => {
      const { payments } = under
      const ref = await begun(under, 'c1')
      await under.press(ref, 'pay_twice')
      const read = async () => {
        const outcome = await payments.read(order('c1'), ref)
        return outcome.kind === 'paid' ? outcome.charges : outcome.kind
      }
      const [first, second] = (await read()) as readonly { id: string }[]
      assert(first && second, 'There should be two charges.')
      await payments.refundCharge(second.id)
      await payments.refundCharge(second.id)
      equal(await read(), [
        { id: first.id, isReturned: false },
        { id: second.id, isReturned: true },
      ])
      await payments.refundCharge(first.id)
      equal(await read(), 'returned')
    },
  },
  {
    name: 'a refund gives back all of it, once, with what was charged before put back',
    run: async (under) => {
      const { payments } = under
      await under.press(await begun(under, 'c1'), 'pay')
      const second = await begun(under, 'c2', larger)
      await under.press(second, 'pay_twice')
      equal((await payments.standing(bikes)).recurring?.packageId, larger)
      await payments.refund(order('c2', {}, larger), second)
      await payments.refund(order('c2', {}, larger), second)
      equal((await payments.read(order('c2', {}, larger), second)).kind, 'returned')
      equal((await payments.standing(bikes)).recurring?.packageId, usual)
    },
  },
  {
    name: 'the standing of another customer and of another website is another one',
    run: async ({ payments }) => {
      await payments.start(free('c1'))
      const empty = { recurring: null, due: null, balance: null }
      equal(await payments.standing({ ...bikes, customerId: 'globex' }), empty, 'The standing of globex')
      equal((await payments.standing({ ...bikes, target: 'website:books' })).recurring, null, 'What books is charged')
    },
  },
  {
    name: 'news without a signature is refused before its body is read',
    run: async ({ payments }) => {
      let isRead = false
      const readBody = async () => {
        isRead = true
        return new TextEncoder().encode('{"type":"payment.paid"}')
      }
      const news = payments.receive?.({ headers: new Headers(), receivedAt: Date.now(), readBody })
      if (!news) return
      const error = await rejection(news, 'News without a signature')
      const isRefused = error instanceof Error && error.name === 'WebhookRefusedError'
      assert(isRefused, `It should be refused with a WebhookRefusedError, and failed with ${shown(error)}.`)
      assert(!isRead, 'The body was read, although there is no signature to check it by.')
    },
  },
]

async function begun({ payments }: PaymentsUnderTest, changeId: string, packageId?: string): Promise<string> {
  return (await payments.start(order(changeId, {}, packageId))).paymentRef
}
