import { Environment, Paddle, type Subscription, type Transaction } from '@paddle/paddle-node-sdk'
import { PaymentRefusedError, WebhookRefusedError, marksOf, readMarks } from 'react-3as/server'
import type { PaymentOrder, PaymentOutcome, Payments, ReadMemory } from 'react-3as/server'
import type { ProviderMemory } from 'react-3as/server'
import { refundOnce, startedFor } from './paddle-once.ts'
import { eventsOf, standingOf } from './paddle-reading.ts'

// A skeleton: it type-checks against Paddle's client, and has not seen a real account. Paddle is the seller: it owes the tax,
// writes the invoices and approves each refund. There are no idempotency keys: what a call has made is found by its mark.
// Left out: previews (`subscriptions.previewUpdate`), what is owed (`standing.due`), credit that is left over, documents,
// chargebacks and money returned by hand, and stopping a start that arrives after its `void`.

interface PaddleOptions {
  apiKey: string
  webhookSecret: string
  instance: string
  isSandbox?: boolean
  priceOf: (packageId: string) => string
  packageOf: (priceId: string) => string
}

export function paddlePayments(options: PaddleOptions): Payments {
  const { apiKey, webhookSecret, instance, isSandbox = false, priceOf, packageOf } = options
  const paddle = new Paddle(apiKey, { environment: isSandbox ? Environment.sandbox : Environment.production })

  async function subscriptionOf(memory: ReadMemory): Promise<Subscription | null> {
    const { id } = (await memory.read()).subscription
    const found = id ? await paddle.subscriptions.get(id) : null
    return found && found.status !== 'canceled' ? found : null
  }

  async function begun({ changeId }: PaymentOrder, memory: ReadMemory): Promise<Transaction | null> {
    const known = (await memory.read()).subscription[`transaction:${changeId}`]
    if (known) return paddle.transactions.get(known, { include: ['adjustment'] })
    return startedFor(paddle, instance, { changeId, now: await subscriptionOf(memory) })
  }

  async function purchase(order: PaymentOrder, memory: ProviderMemory): Promise<Transaction> {
    const { customer } = await memory.read()
    const made = await paddle.transactions.create({
      items: [{ priceId: priceOf(order.to.id), quantity: 1 }],
      ...(customer.id && { customerId: customer.id }),
      customData: marksOf(instance, order),
      checkout: { url: order.returnUrls?.success ?? null },
    })
    memory.keep({ subscription: { [`transaction:${order.changeId}`]: made.id } })
    return made
  }

  async function change(order: PaymentOrder, before: Subscription): Promise<Transaction> {
    const now = await paddle.subscriptions.update(before.id, {
      items: [{ priceId: priceOf(order.to.id), quantity: 1 }],
      prorationBillingMode: 'prorated_immediately',
      onPaymentFailure: 'prevent_change',
      customData: { ...marksOf(instance, order), before: before.items[0]?.price.id ?? '' },
    })
    const billed = await startedFor(paddle, instance, { changeId: order.changeId, now })
    if (!billed) throw new Error('The change is not there.')
    return billed
  }

  /** What became of what was ordered. */
  function outcomeOf(transaction: Transaction, { to }: PaymentOrder): PaymentOutcome {
    const isForIt = transaction.items.some(({ price }) => price?.id === priceOf(to.id))
    if (isForIt) return stateOf(transaction)
    return { state: 'failed', paymentRef: transaction.id, message: 'The transaction is for another price.' }
  }

  function stateOf({ id, status, checkout, payments, adjustments }: Transaction): PaymentOutcome {
    const refunded = (adjustments ?? []).some(
      ({ action, items, status: state }) =>
        action === 'refund' && state === 'approved' && items.every(({ type }) => type === 'full'),
    )
    switch (status) {
      case 'paid':
      case 'completed':
        if (refunded) return { state: 'returned', paymentRef: id }
        return { state: 'paid', paymentRef: id, charges: [{ id, isReturned: false }] }
      case 'canceled':
        return { state: 'abandoned', paymentRef: id }
      case 'past_due':
        return { state: 'failed', paymentRef: id, message: payments[0]?.errorCode ?? 'Declined.' }
      default: {
        const url = checkout?.url
        return { state: 'pending', paymentRef: id, step: url ? { kind: 'redirect', url } : { kind: 'wait' } }
      }
    }
  }

  const setItem = async (now: Subscription, priceId: string, customData: Record<string, unknown>) => {
    const items = [{ priceId, quantity: 1 }]
    await paddle.subscriptions.update(now.id, { items, prorationBillingMode: 'do_not_bill', customData })
  }

  const all = (transactionId: string) => ({ reversalId: transactionId, transactionId })

  return {
    name: 'paddle',
    declares: {
      preview: 'none', // With `subscriptions.previewUpdate`: `exact`.
      unpaidChange: 'held',
      recurring: 'provider',
      schedules: true,
      giveBack: 'on_approval',
      seller: 'provider',
      news: 'signed',
      settles: 'at_once',
      currencies: ['EUR', 'USD'],
    },
    leftOverCredit: 'carried',
    needsReturnUrl: true,
    collect: {
      async start(order, memory) {
        const started = await begun(order, memory)
        if (started) return outcomeOf(started, order)
        const now = await subscriptionOf(memory)
        return outcomeOf(await (now ? change(order, now) : purchase(order, memory)), order)
      },
      async read(order, ref, memory) {
        const transaction = await paddle.transactions.get(ref, { include: ['adjustment'] })
        const { subscriptionId, customerId } = transaction
        if (subscriptionId) memory.keep({ subscription: { id: subscriptionId } })
        if (customerId) memory.keep({ customer: { id: customerId } })
        return outcomeOf(transaction, order)
      },
      async void(order, ref, memory) {
        // A start whose answer was lost may have charged a saved card.
        const started = ref === null ? await begun(order, memory) : await paddle.transactions.get(ref)
        if (!started) return 'voided'
        const { state } = stateOf(started)
        if (state === 'paid' || state === 'returned') return 'paid'
        if (state === 'pending') await paddle.transactions.update(started.id, { status: 'canceled' })
        return 'voided'
      },
    },
    recurring: {
      async cancel(_order, memory) {
        const now = await subscriptionOf(memory)
        if (!now) throw new PaymentRefusedError('There is no subscription.')
        await paddle.subscriptions.cancel(now.id, { effectiveFrom: 'next_billing_period' })
      },
      async resume(_order, memory) {
        const now = await subscriptionOf(memory)
        if (!now) throw new PaymentRefusedError('There is no subscription.')
        if (now.scheduledChange) await paddle.subscriptions.update(now.id, { scheduledChange: null })
      },
      async schedule({ to }, memory) {
        const now = await subscriptionOf(memory)
        if (!now || now.scheduledChange) throw new PaymentRefusedError('There is nothing that renews.')
        const before = now.items[0]?.price.id ?? ''
        await setItem(now, priceOf(to.packageId), { ...now.customData, before, scheduled: to.packageId })
      },
      async unschedule(_order, memory) {
        const now = await subscriptionOf(memory)
        const { before, ...marks } = (now?.customData ?? {}) as Record<string, string>
        if (now && marks.scheduled && before) await setItem(now, before, { ...marks, scheduled: '' })
      },
      async end({ unpaidInvoiceId }, memory) {
        const owed = unpaidInvoiceId === null ? null : await paddle.transactions.get(unpaidInvoiceId)
        if (owed && stateOf(owed).state === 'paid') return 'paid'
        const now = await subscriptionOf(memory)
        if (now) await paddle.subscriptions.cancel(now.id, { effectiveFrom: 'immediately' })
        return 'ended'
      },
    },
    giveBack: {
      payment: (_order, ref, memory) => refundOnce(paddle, memory, all(ref)),
      charge: (chargeId, memory) => refundOnce(paddle, memory, all(chargeId)),
      part: ({ reversalId, chargeIds: [transactionId = ''], amount: part }, memory) =>
        refundOnce(paddle, memory, { reversalId, transactionId, part }),
    },
    reads: {
      standing: async (_about, memory) => standingOf(await subscriptionOf(memory), packageOf),
      async portalLink(_about, memory) {
        const { customer, subscription } = await memory.read()
        const session = await paddle.customerPortalSessions.create(customer.id ?? '', [subscription.id ?? ''])
        return session.urls.general.overview
      },
    },
    news: {
      async receive({ headers, readBody }) {
        const signature = headers.get('paddle-signature')
        if (!signature) throw new WebhookRefusedError('There is no signature.')
        const body = new TextDecoder().decode(await readBody())
        const event = await paddle.webhooks.unmarshal(body, webhookSecret, signature).catch((cause: unknown) => {
          throw new WebhookRefusedError('The signature is wrong.', { cause })
        })
        return eventsOf(instance, event)
      },
    },
  }
}
