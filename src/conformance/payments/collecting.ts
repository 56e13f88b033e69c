import { assert, equal, matches, rejection, shown } from '../assert.ts'
import { bikes, free, larger, order, price, usual } from './example-orders.ts'
import { givesBack } from './gives-back.ts'
import type { PaymentsCheck, Opened } from './payments-under-test.ts'
import { refuses } from './refuses.ts'

export const collectingChecks: readonly PaymentsCheck[] = [
  {
    name: 'a payment is one for one change, however often it is started, and another amount is refused',
    needs: ['collect'],
    run: async ({ payments }) => {
      const first = await payments.collect.start(order('c1'))
      equal(await payments.collect.start(order('c1')), first)
      await refuses(payments.collect.start(order('c1', { due: { ...price, amountMinor: 1 } })))
    },
  },
  {
    name: 'a payment that waits tells the customer what to do',
    needs: ['collect', 'recurring'],
    run: async ({ payments }) => {
      const outcome = await payments.collect.start(order('c1'))
      assert(outcome.state === 'pending', `It is ${outcome.state}, before anyone has paid.`)
      assert(['redirect', 'confirm', 'wait'].includes(outcome.step.kind), 'There is no step to take.')
      equal((await payments.reads.standing(bikes)).recurring, null, 'What is charged before it is paid')
    },
  },
  {
    name: 'a payment that was made is read as paid, and its charge renews',
    needs: ['collect', 'recurring'],
    run: async (under) => {
      const ref = await begun(under, 'c1')
      await under.press(ref, 'pay')
      const outcome = await under.payments.collect.read(order('c1'), ref)
      equal(outcome.state === 'paid' ? outcome.charges.length : outcome.state, 1, 'How many charges there are')
      const { recurring, due } = await under.payments.reads.standing(bikes)
      matches({ recurring, due }, { recurring: { renews: true, packageId: usual, price }, due: null }, 'The standing')
    },
  },
  {
    name: 'a payment of nothing is settled immediately, and sets what is charged from then on',
    needs: ['collect', 'recurring'],
    run: async ({ payments }) => {
      matches(await payments.collect.start(free('c1')), { state: 'paid', charges: [] })
      matches(await payments.reads.standing(bikes), { recurring: { renews: true, packageId: usual }, due: null })
    },
  },
  {
    name: 'a payment that was withdrawn cannot begin any more, also when its start comes late',
    needs: ['collect', 'recurring'],
    run: async ({ payments }) => {
      equal(await payments.collect.void(order('c1'), null), 'voided')
      equal((await payments.collect.start(free('c1'))).state, 'abandoned')
      equal((await payments.reads.standing(bikes)).recurring, null)
    },
  },
  {
    name: 'a payment that is paid cannot be withdrawn',
    needs: ['collect'],
    run: async (under) => {
      const ref = await begun(under, 'c1')
      await under.press(ref, 'pay')
      equal(await under.payments.collect.void(order('c1'), ref), 'paid')
    },
  },
  {
    name: 'a payment that has gone back cannot be withdrawn either: it was paid',
    needs: ['collect', 'give_back'],
    run: async (under) => {
      const { payments } = under
      const ref = await begun(under, 'c1')
      await under.press(ref, 'pay')
      await givesBack(under, () => payments.giveBack.payment(order('c1'), ref))
      equal(await payments.collect.void(order('c1'), null), 'paid')
      equal((await payments.collect.start(order('c1'))).state, 'returned')
    },
  },
  {
    name: 'a payment whose start was not heard is looked for when it is withdrawn: it is paid, or cannot be paid any more',
    needs: ['collect'],
    run: async (under) => {
      const { payments } = under
      const { paymentRef: paid } = await payments.unheard.start(order('c1'))
      await under.press(paid, 'pay')
      equal(await payments.collect.void(order('c1'), null), 'paid')
      const { paymentRef: unpaid } = await payments.unheard.start(order('c2', {}, larger))
      equal(await payments.collect.void(order('c2', {}, larger), null), 'voided')
      equal((await payments.collect.read(order('c2', {}, larger), unpaid)).state, 'abandoned')
    },
  },
  {
    name: 'a payment that the customer closes is abandoned, and charges nothing',
    needs: ['collect', 'recurring'],
    run: async (under) => {
      const ref = await begun(under, 'c1')
      await under.press(ref, 'close')
      equal((await under.payments.collect.read(order('c1'), ref)).state, 'abandoned')
      equal((await under.payments.reads.standing(bikes)).recurring, null)
    },
  },
  {
    name: 'a payment that is declined is not paid',
    needs: ['collect'],
    run: async (under) => {
      const ref = await begun(under, 'c1')
      await under.press(ref, 'decline')
      const { state } = await under.payments.collect.read(order('c1'), ref)
      assert(state === 'pending' || state === 'failed', `It is ${state}.`)
    },
  },
  {
    name: 'a payment that was paid twice answers with both charges, and with what was returned of them',
    needs: ['collect', 'give_back', 'paid_twice'],
    run: async (under) => {
      const { payments } = under
      const ref = await begun(under, 'c1')
      await under.press(ref, 'pay_twice')
      const read = async () => {
        const outcome = await payments.collect.read(order('c1'), ref)
        return outcome.state === 'paid' ? outcome.charges : outcome.state
      }
      const [first, second] = (await read()) as readonly { id: string }[]
      assert(first && second, 'There should be two charges.')
      await givesBack(under, () => payments.giveBack.charge(second.id))
      await givesBack(under, () => payments.giveBack.charge(second.id))
      equal(await read(), [
        { id: first.id, isReturned: false },
        { id: second.id, isReturned: true },
      ])
      await givesBack(under, () => payments.giveBack.charge(first.id))
      equal(await read(), 'returned')
    },
  },
  {
    name: 'a refund gives back all of it, once, with what was charged before put back',
    needs: ['collect', 'recurring', 'give_back', 'paid_twice'],
    run: async (under) => {
      const { payments } = under
      await under.press(await begun(under, 'c1'), 'pay')
      const second = await begun(under, 'c2', larger)
      await under.press(second, 'pay_twice')
      equal((await payments.reads.standing(bikes)).recurring?.packageId, larger)
      await givesBack(under, () => payments.giveBack.payment(order('c2', {}, larger), second))
      await givesBack(under, () => payments.giveBack.payment(order('c2', {}, larger), second))
      equal((await payments.collect.read(order('c2', {}, larger), second)).state, 'returned')
      equal((await payments.reads.standing(bikes)).recurring?.packageId, usual)
    },
  },
  {
    name: 'the standing of another customer and of another website is another one',
    needs: ['collect', 'recurring'],
    run: async ({ payments }) => {
      await payments.collect.start(free('c1'))
      const empty = { recurring: null, due: null, balance: null }
      equal(await payments.reads.standing({ ...bikes, customerId: 'globex' }), empty, 'The standing of globex')
      equal(
        (await payments.reads.standing({ ...bikes, target: 'website:books' })).recurring,
        null,
        'What books is charged',
      )
    },
  },
  {
    name: 'news without a signature is refused before its body is read',
    needs: ['signed_news'],
    run: async ({ payments }) => {
      let isRead = false
      const readBody = async () => {
        isRead = true
        return new TextEncoder().encode('{"type":"payment.paid"}')
      }
      const news = payments.news.receive({ headers: new Headers(), receivedAt: Date.now(), readBody })
      const error = await rejection(news, 'News without a signature')
      const isRefused = error instanceof Error && error.name === 'WebhookRefusedError'
      assert(isRefused, `It should be refused with a WebhookRefusedError, and failed with ${shown(error)}.`)
      assert(!isRead, 'The body was read, although there is no signature to check it by.')
    },
  },
  {
    name: 'news names an id and nothing else, and an id that the provider does not know says nothing',
    needs: ['id_news'],
    run: async ({ payments: { lookUp } }) => {
      equal(lookUp.idIn(''), null, 'The id of an empty body')
      const events = await lookUp.about('no-such-id').catch((error: unknown) => {
        const isRefused = error instanceof Error && error.name === 'WebhookRefusedError'
        assert(isRefused, `It should be refused with a WebhookRefusedError, and failed with ${shown(error)}.`)
        return []
      })
      assert(
        events.every(({ type }) => type === 'foreign.received'),
        `An id that is not known says ${shown(events)}.`,
      )
    },
  },
]

async function begun({ payments }: Opened, changeId: string, packageId?: string): Promise<string> {
  return (await payments.collect.start(order(changeId, {}, packageId))).paymentRef
}
