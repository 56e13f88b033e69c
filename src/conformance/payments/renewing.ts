import type { OutstandingPayment } from '../../backend/payments/payment-order.ts'
import { assert, equal, matches } from '../assert.ts'
import { bikes, free, price, recurring, smaller } from './example-orders.ts'
import type { PaymentsCheck, Opened } from './payments-under-test.ts'
import { refuses } from './refuses.ts'

export const renewingChecks: readonly PaymentsCheck[] = [
  {
    name: 'a recurring charge is planned to become smaller only while it renews, and the plan turns no renewal on',
    needs: ['collect', 'recurring', 'schedules'],
    run: async ({ payments }) => {
      await payments.collect.start(free('c1'))
      await payments.recurring.cancel(recurring)
      await refuses(payments.recurring.schedule({ ...recurring, to: smaller }))
      await payments.recurring.unschedule(recurring)
      matches((await payments.reads.standing(bikes)).recurring, { renews: false, scheduledPackageId: null })
    },
  },
  {
    name: 'a recurring charge is planned to become smaller, and that is dropped again',
    needs: ['collect', 'recurring', 'schedules'],
    run: async ({ payments }) => {
      await payments.collect.start(free('c1'))
      await payments.recurring.schedule({ ...recurring, to: smaller })
      equal((await payments.reads.standing(bikes)).recurring?.scheduledPackageId, smaller.packageId)
      await payments.recurring.unschedule(recurring)
      matches((await payments.reads.standing(bikes)).recurring, { renews: true, scheduledPackageId: null })
    },
  },
  {
    name: 'renewal is turned off and on, however often that is asked for',
    needs: ['collect', 'recurring'],
    run: async ({ payments }) => {
      await payments.collect.start(free('c1'))
      for (const renews of [false, false, true, true]) {
        await (renews ? payments.recurring.resume(recurring) : payments.recurring.cancel(recurring))
        equal((await payments.reads.standing(bikes)).recurring?.renews, renews, 'Whether it renews')
      }
    },
  },
  {
    name: 'renewal is not turned on without a recurring charge',
    needs: ['collect', 'recurring'],
    run: ({ payments }) => refuses(payments.recurring.resume(recurring)),
  },
  {
    name: 'a recurring charge ends immediately when it is asked to, however often',
    needs: ['collect', 'recurring'],
    run: async ({ payments }) => {
      await payments.collect.start(free('c1'))
      equal(await payments.recurring.end({ ...recurring, unpaidInvoiceId: null }), 'ended')
      equal(await payments.recurring.end({ ...recurring, unpaidInvoiceId: null }), 'ended')
      matches(await payments.reads.standing(bikes), { recurring: null, due: null })
    },
  },
  {
    name: 'a recurring charge ends with its period when it was turned off, and renews when it was turned on again',
    needs: ['collect', 'recurring', 'renewals'],
    run: async (under) => {
      const { payments } = under
      await payments.collect.start(free('c1'))
      await payments.recurring.cancel(recurring)
      await payments.recurring.resume(recurring)
      await under.passMonth?.()
      matches((await payments.reads.standing(bikes)).recurring, { renews: true })
      await payments.recurring.cancel(recurring)
      await under.passMonth?.()
      equal((await payments.reads.standing(bikes)).recurring, null)
    },
  },
  ...(
    [
      ['slow', 'open'],
      ['failing', 'overdue'],
    ] as const
  ).map(([card, kind]): PaymentsCheck => ({
    name: `a renewal with a ${card} card is outstanding: ${kind}`,
    needs: ['collect', 'recurring', 'renewals'],
    run: async (under) => {
      const due = await renewed(under, card)
      matches(due, { kind, amount: price }, 'What is due')
      saysOfBefore(due, false)
    },
  })),
  {
    name: 'a renewal with a good card is paid',
    needs: ['collect', 'recurring', 'renewals'],
    run: async (under) => equal(await renewed(under, 'good'), null, 'What is due'),
  },
  {
    name: 'a renewal stays outstanding when the charge is turned off and its period ends',
    needs: ['collect', 'recurring', 'renewals'],
    run: async (under) => {
      const due = await renewed(under, 'failing')
      await under.payments.recurring.cancel(recurring)
      await under.passMonth?.()
      matches(await under.payments.reads.standing(bikes), { recurring: null, due: { invoiceId: due?.invoiceId } })
    },
  },
  {
    name: 'a renewal that is not paid is written off with its charge',
    needs: ['collect', 'recurring', 'renewals'],
    run: async (under) => {
      const due = await renewed(under, 'failing')
      assert(due, 'The renewal should be due.')
      equal(await under.payments.recurring.end({ ...recurring, unpaidInvoiceId: due.invoiceId }), 'ended')
      matches(await under.payments.reads.standing(bikes), { recurring: null, due: null })
    },
  },
  {
    name: 'a renewal that was paid in the meantime ends nothing',
    needs: ['collect', 'recurring', 'renewals'],
    run: async (under) => {
      const due = await renewed(under, 'failing')
      assert(due, 'The renewal should be due.')
      await under.setCard?.('good')
      equal(await under.payments.recurring.end({ ...recurring, unpaidInvoiceId: due.invoiceId }), 'paid')
      matches((await under.payments.reads.standing(bikes)).recurring, { renews: true })
    },
  },
  {
    name: 'a renewal that is disputed is due until the dispute is won',
    needs: ['collect', 'recurring', 'disputes'],
    run: async (under) => {
      await renewed(under, 'good')
      await under.dispute?.('opened')
      equal((await under.payments.reads.standing(bikes)).due?.kind, 'disputed', 'What is due')
      await under.dispute?.('won')
      equal((await under.payments.reads.standing(bikes)).due, null, 'What is due')
    },
  },
  {
    name: 'a renewal is overdue when a dispute of it is lost',
    needs: ['collect', 'recurring', 'disputes'],
    run: async (under) => {
      await renewed(under, 'good')
      await under.dispute?.('opened')
      await under.dispute?.('lost')
      const { due } = await under.payments.reads.standing(bikes)
      equal(due?.kind, 'overdue', 'What is due')
      saysOfBefore(due, true)
    },
  },
]

function saysOfBefore(due: OutstandingPayment | null, wasPaid: boolean): void {
  if (due?.wasPaid !== undefined) equal(due.wasPaid, wasPaid, 'Whether it had been paid')
}

async function renewed(
  { payments, setCard, passMonth }: Opened,
  card: 'good' | 'failing' | 'slow',
): Promise<OutstandingPayment | null> {
  await payments.collect.start(free('c1'))
  await setCard?.(card)
  await passMonth?.()
  return (await payments.reads.standing(bikes)).due
}
