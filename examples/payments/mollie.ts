import { MollieApiError, SequenceType, createMollieClient, type Payment, type Subscription } from '@mollie/api-client'
import {
  PaymentRefusedError,
  WebhookRefusedError,
  marksOf,
  readMarks,
  type Money,
  type PaymentOrder,
  type PaymentOutcome,
  type Payments,
  type ProviderMemory,
  type ReadMemory,
} from 'react-3as/server'
import { amountOf, minorOf, nextPeriod } from './amounts.ts'
import { eventsOf, isReturned } from './mollie-news.ts'
import { refundOnce, startedFor } from './mollie-once.ts'

// A skeleton: it type-checks against Mollie's client, and has not seen a real account. Mollie signs no webhooks and says no
// price beforehand: the kit counts, and Mollie charges a mandate on a schedule of its own. It has no schedules of changes, so a
// smaller plan is refused, no portal, and a charge that was canceled does not come back. Left out: documents, disputes, parts
// that go back by hand, and stopping a start that arrives after its `void`: what is paid for that is returned, once Mollie has
// told.

interface MollieOptions {
  apiKey: string
  /** `<publicUrl><basePath>/payments/webhook` */
  webhookUrl: string
  /** Tells installations on one account apart. */
  instance: string
}

export function molliePayments({ apiKey, webhookUrl, instance }: MollieOptions): Payments {
  const mollie = createMollieClient({ apiKey })

  /** One for each customer of the partner: made under a key, and found by its id from then on. */
  async function customerOf({ customerId, contact }: PaymentOrder, memory: ProviderMemory): Promise<string> {
    const known = (await memory.read()).customer.id
    if (known) return known
    // Another process does not know the contact, and the same key has to come with the same words.
    const metadata = { instance, customerId }
    const { id } = await mollie.customers.create({ metadata, idempotencyKey: `${instance}:${customerId}` })
    const who = { ...(contact?.email && { email: contact.email }), ...(contact?.name && { name: contact.name }) }
    if (who.email || who.name) await mollie.customers.update(id, who)
    memory.keep({ customer: { id } })
    return id
  }

  async function chargeOf(memory: ReadMemory): Promise<Subscription | null> {
    const { customer, subscription } = await memory.read()
    if (!customer.id || !subscription.id) return null
    return mollie.customerSubscriptions.get(subscription.id, { customerId: customer.id })
  }

  /** After the first payment, the charges that follow. The one of before ends: its rest was credited. */
  async function renew(order: PaymentOrder, startDate: string, memory: ProviderMemory): Promise<void> {
    const before = await chargeOf(memory)
    if (before && readMarks(instance, before.metadata)?.changeId === order.changeId) return
    const customerId = await customerOf(order, memory)
    const made = await mollie.customerSubscriptions.create({
      customerId,
      amount: amountOf(order.to.price),
      interval: order.to.interval === 'yearly' ? '12 months' : '1 month',
      startDate: startDate.slice(0, 10),
      description: titleOf(order),
      webhookUrl,
      metadata: { ...marksOf(instance, order), packageId: order.to.id },
      idempotencyKey: `${order.changeId}:subscription`,
    } as Parameters<typeof mollie.customerSubscriptions.create>[0])
    memory.keep({ subscription: { id: made.id } })
    if (before?.status === 'active') await mollie.customerSubscriptions.cancel(before.id, { customerId })
  }

  async function outcomeOf(order: PaymentOrder, payment: Payment, memory: ProviderMemory): Promise<PaymentOutcome> {
    const paymentRef = payment.id
    switch (payment.status) {
      case 'paid':
        if (isReturned(payment)) return { state: 'returned', paymentRef }
        await renew(order, nextPeriod(payment.paidAt ?? payment.createdAt, order.to.interval), memory)
        return { state: 'paid', paymentRef, charges: [{ id: payment.id, isReturned: false }] }
      case 'open': {
        const url = payment.getCheckoutUrl()
        return { state: 'pending', paymentRef, step: url ? { kind: 'redirect', url } : { kind: 'wait' } }
      }
      case 'pending':
      case 'authorized':
        return { state: 'pending', paymentRef, step: { kind: 'wait' } }
      case 'failed':
        return { state: 'failed', paymentRef, message: 'Declined.' }
      default:
        return { state: 'abandoned', paymentRef }
    }
  }

  const begun = async (order: PaymentOrder, memory: ProviderMemory) =>
    startedFor(mollie, instance, { changeId: order.changeId, customerId: await customerOf(order, memory) })

  const all = (paymentId: string) => ({ reversalId: paymentId, paymentId })

  return {
    name: 'mollie',
    declares: {
      preview: 'none',
      unpaidChange: 'held',
      recurring: 'provider',
      schedules: false, // An amount can be changed, and not planned to be.
      giveBack: 'at_once',
      seller: 'partner',
      news: 'id_only',
      settles: 'days',
      currencies: ['EUR'],
    },
    leftOverCredit: 'lost',
    needsReturnUrl: true,
    collect: {
      async start(order, memory) {
        if (order.due.amountMinor === 0) throw new PaymentRefusedError('Mollie takes no payment of nothing.')
        const started = await begun(order, memory)
        if (started) return outcomeOf(order, started, memory)
        const payment = await mollie.payments.create({
          amount: amountOf(order.due),
          customerId: await customerOf(order, memory),
          sequenceType: SequenceType.first,
          description: titleOf(order),
          redirectUrl: order.returnUrls?.success ?? '',
          cancelUrl: order.returnUrls?.cancel ?? '',
          webhookUrl,
          metadata: marksOf(instance, order),
          idempotencyKey: order.changeId,
        })
        return outcomeOf(order, payment, memory)
      },
      read: async (order, paymentRef, memory) => outcomeOf(order, await mollie.payments.get(paymentRef), memory),
      async void(order, paymentRef, memory) {
        // A start whose answer was lost may have made one that can be paid.
        const payment = paymentRef === null ? await begun(order, memory) : await mollie.payments.get(paymentRef)
        if (!payment) return 'voided'
        if (payment.isCancelable) await mollie.payments.cancel(payment.id)
        return payment.status === 'paid' ? 'paid' : 'voided'
      },
    },
    recurring: {
      // It ends immediately there. The period that was paid runs on the platform.
      async cancel(_order, memory) {
        const charge = await chargeOf(memory)
        const customerId = (await memory.read()).customer.id ?? ''
        if (charge?.status === 'active') await mollie.customerSubscriptions.cancel(charge.id, { customerId })
      },
      async resume(_order, memory) {
        if ((await chargeOf(memory))?.status === 'active') return
        throw new PaymentRefusedError('A charge that was canceled at Mollie does not come back.')
      },
      async end({ unpaidInvoiceId }, memory) {
        if (unpaidInvoiceId !== null && (await mollie.payments.get(unpaidInvoiceId)).status === 'paid') return 'paid'
        const charge = await chargeOf(memory)
        const customerId = (await memory.read()).customer.id ?? ''
        if (charge?.status === 'active') await mollie.customerSubscriptions.cancel(charge.id, { customerId })
        return 'ended'
      },
    },
    giveBack: {
      payment: (_order, paymentRef, memory) => refundOnce(mollie, memory, all(paymentRef)),
      charge: (chargeId, memory) => refundOnce(mollie, memory, all(chargeId)),
      part: ({ reversalId, chargeIds: [paymentId = ''], amount: part }, memory) =>
        refundOnce(mollie, memory, { reversalId, paymentId, part }),
    },
    reads: {
      async standing(_about, memory) {
        const charge = await chargeOf(memory)
        if (charge?.status !== 'active') return { recurring: null, due: null, balance: null }
        const customerId = (await memory.read()).customer.id ?? ''
        const [last] = await mollie.subscriptionPayments.page({ customerId, subscriptionId: charge.id, limit: 1 })
        const { packageId = '' } = charge.metadata as { packageId?: string }
        const price: Money = { amountMinor: minorOf(charge.amount.value), currency: charge.amount.currency }
        const recurring = { renews: true, packageId, price, scheduledPackageId: null }
        const due = { invoiceId: last?.id ?? '', amount: price, deadline: null, payUrl: null }
        return {
          recurring: { ...recurring, periodEndsAt: `${charge.nextPaymentDate ?? charge.startDate}T00:00:00.000Z` },
          due: last?.status === 'failed' ? { ...due, kind: 'overdue' } : null,
          balance: null,
        }
      },
    },
    news: {
      // Anybody can send one: only what may be the id of a payment is asked about.
      idIn: (body) => /^tr_\w{1,60}$/.exec(new URLSearchParams(body).get('id') ?? '')?.[0] ?? null,
      about: async (id) => eventsOf(instance, await mollie.payments.get(id).catch(unknownPayment)),
    },
  }
}

function unknownPayment(error: unknown): never {
  if (error instanceof MollieApiError && error.statusCode === 404) throw new WebhookRefusedError('No such payment.')
  throw error
}

const titleOf = ({ to, target }: PaymentOrder) => `${to.name ?? to.id}, ${target}`
