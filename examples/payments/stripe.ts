import Stripe from 'stripe'
import { PaymentRefusedError, WebhookRefusedError, marksOf, readMarks } from 'react-3as/server'
import type { GivenBack, PaymentEvent, PaymentOrder, PaymentOutcome, Payments } from 'react-3as/server'
import type { ProviderMemory, ReadMemory } from 'react-3as/server'
import { idOf, standingOf } from './stripe-standing.ts'

// A skeleton: it type-checks against Stripe's client, and has not seen a real account. A first plan is paid in Checkout, an
// upgrade by a pending update of the subscription. Of an event only the object's id is used: the object is read again.

interface StripeOptions {
  secretKey: string
  webhookSecrets: readonly string[]
  instance: string
  /** The price of a package, made before: a new amount is a new price. */
  priceOf: (order: PaymentOrder) => Promise<string>
  /** The package that a price is for. */
  packageOf: (priceId: string) => string
}

export function stripePayments({ secretKey, webhookSecrets, instance, priceOf, packageOf }: StripeOptions): Payments {
  const stripe = new Stripe(secretKey, { timeout: 10_000, maxNetworkRetries: 0 })

  async function customerOf(order: PaymentOrder, memory: ProviderMemory): Promise<string> {
    const known = (await memory.read()).customer.id
    if (known) return known
    const { email, name } = order.contact ?? {}
    const who = { ...(email && { email }), ...(name && { name }), metadata: { instance, customerId: order.customerId } }
    const made = await stripe.customers.create(who, { idempotencyKey: `${instance}:${order.customerId}` })
    memory.keep({ customer: { id: made.id } })
    return made.id
  }

  async function subscriptionOf(memory: ReadMemory): Promise<Stripe.Subscription | null> {
    const { id } = (await memory.read()).subscription
    const found = id ? await stripe.subscriptions.retrieve(id, { expand: ['latest_invoice'] }) : null
    return found && found.status !== 'canceled' ? found : null
  }

  async function checkout(order: PaymentOrder, memory: ProviderMemory): Promise<PaymentOutcome> {
    const metadata = marksOf(instance, order)
    const params: Stripe.Checkout.SessionCreateParams = {
      mode: 'subscription',
      customer: await customerOf(order, memory),
      client_reference_id: order.changeId,
      line_items: [{ price: await priceOf(order), quantity: 1 }],
      metadata,
      subscription_data: { metadata },
      allowed_payment_method_types: ['card', 'link'],
      adaptive_pricing: { enabled: false }, // Else the currency may be another one than was quoted.
      expires_at: Math.floor(Date.now() / 1000) + 3600,
      success_url: order.returnUrls?.success ?? '',
      cancel_url: order.returnUrls?.cancel ?? '',
      ...(order.taxed === 'added' && { automatic_tax: { enabled: true }, customer_update: { address: 'auto' } }),
    }
    const options = { idempotencyKey: `${order.changeId}:checkout` }
    return sessionOutcome(await stripe.checkout.sessions.create(params, options), memory)
  }

  async function upgrade(order: PaymentOrder, now: Stripe.Subscription): Promise<PaymentOutcome> {
    const isAnothers = now.pending_update && now.metadata.changeId !== order.changeId
    if (isAnothers) throw new PaymentRefusedError('Another change of it waits for its payment.')
    const params: Stripe.SubscriptionUpdateParams = {
      items: [{ id: now.items.data[0]?.id ?? '', price: await priceOf(order), quantity: 1 }],
      billing_cycle_anchor: { type: 'now' },
      proration_behavior: 'always_invoice',
      payment_behavior: 'pending_if_incomplete',
      cancel_at_period_end: false,
      metadata: marksOf(instance, order),
    }
    const options = { idempotencyKey: `${order.changeId}:upgrade` }
    return invoiceOutcome(idOf((await stripe.subscriptions.update(now.id, params, options)).latest_invoice))
  }

  const outcomeOf = async (ref: string, memory: ProviderMemory): Promise<PaymentOutcome> =>
    ref.startsWith('cs_') ? sessionOutcome(await stripe.checkout.sessions.retrieve(ref), memory) : invoiceOutcome(ref)

  async function sessionOutcome(session: Stripe.Checkout.Session, memory: ProviderMemory): Promise<PaymentOutcome> {
    const paymentRef = session.id
    if (session.subscription) memory.keep({ subscription: { id: idOf(session.subscription) } })
    if (session.status === 'expired') return { state: 'abandoned', paymentRef }
    // Complete is not paid: slow methods come later.
    if (session.invoice) return { ...(await invoiceOutcome(idOf(session.invoice))), paymentRef }
    return {
      state: 'pending',
      paymentRef,
      step: session.url ? { kind: 'redirect', url: session.url } : { kind: 'wait' },
    }
  }

  async function invoiceOutcome(paymentRef: string): Promise<PaymentOutcome> {
    const invoice = await stripe.invoices.retrieve(paymentRef, { expand: ['payments'] })
    const url = invoice.hosted_invoice_url
    if (invoice.status === 'open' || invoice.status === 'draft') {
      return { state: 'pending', paymentRef, step: url ? { kind: 'redirect', url } : { kind: 'wait' } }
    }
    if (invoice.status !== 'paid') return { state: 'abandoned', paymentRef }
    const intents = (invoice.payments?.data ?? []).flatMap(({ payment }) => idOf(payment.payment_intent) || [])
    const charges = await Promise.all(intents.map(async (id) => ({ id, isReturned: await isReturned(id) })))
    const areGone = charges.length > 0 && charges.every((charge) => charge.isReturned)
    return areGone ? { state: 'returned', paymentRef } : { state: 'paid', paymentRef, charges }
  }

  const isReturned = async (intent: string) => {
    const { latest_charge: charge } = await stripe.paymentIntents.retrieve(intent, { expand: ['latest_charge'] })
    return typeof charge === 'object' && charge?.refunded === true
  }

  async function refund(key: string, intent: string, amount?: number): Promise<GivenBack> {
    const what = { payment_intent: intent, ...(amount !== undefined && { amount }) }
    const { status } = await stripe.refunds.create(what, { idempotencyKey: `${key}:refund` })
    if (status === 'failed' || status === 'canceled') return { state: 'refused', message: `The refund is ${status}.` }
    return { state: status === 'succeeded' ? 'done' : 'asked' }
  }

  async function setRenewal(isOff: boolean, changeId: string, memory: ReadMemory): Promise<void> {
    const found = await subscriptionOf(memory)
    if (!found) throw new PaymentRefusedError('There is no subscription.')
    // While a schedule is there, Stripe refuses any change of the cancellation.
    if (found.schedule) await stripe.subscriptionSchedules.release(idOf(found.schedule))
    const metadata = { ...found.metadata, renewalSetBy: changeId }
    await stripe.subscriptions.update(found.id, { cancel_at_period_end: isOff, metadata })
  }

  async function eventsOf(event: Stripe.Event): Promise<PaymentEvent[]> {
    const { object } = event.data
    if (object.object !== 'invoice') {
      const marks = 'metadata' in object ? readMarks(instance, object.metadata) : null
      return [marks ? { type: 'recurring.changed', eventId: event.id, ...marks } : { type: 'foreign.received' }]
    }
    const invoice = await stripe.invoices.retrieve(object.id ?? '')
    const marks = readMarks(instance, invoice.parent?.subscription_details?.metadata)
    if (!marks) return [{ type: 'foreign.received' }]
    return [{ type: invoice.status === 'paid' ? 'renewal.paid' : 'renewal.failed', invoiceId: invoice.id, ...marks }]
  }

  return {
    name: 'stripe',
    declares: {
      preview: 'none', // With `invoices.createPreview`: `net_of_tax`.
      unpaidChange: 'held',
      recurring: 'provider',
      schedules: false, // With `subscriptionSchedules`: true.
      giveBack: 'at_once',
      seller: 'partner',
      news: 'signed',
      settles: 'at_once',
      currencies: ['EUR', 'USD', 'RON'],
    },
    leftOverCredit: 'carried',
    needsReturnUrl: true,
    collect: {
      async start(order, memory) {
        const running = await subscriptionOf(memory)
        return running ? upgrade(order, running) : checkout(order, memory)
      },
      read: (_order, ref, memory) => outcomeOf(ref, memory),
      async void(_order, ref, memory) {
        if (ref === null) return 'voided'
        const { state } = await outcomeOf(ref, memory)
        if (state !== 'pending') return state === 'paid' ? 'paid' : 'voided'
        // An invoice that is voided takes its pending update with it.
        await (ref.startsWith('cs_') ? stripe.checkout.sessions.expire(ref) : stripe.invoices.voidInvoice(ref))
        return 'voided'
      },
    },
    recurring: {
      cancel: ({ changeId }, memory) => setRenewal(true, changeId, memory),
      resume: ({ changeId }, memory) => setRenewal(false, changeId, memory),
      async end({ unpaidInvoiceId }, memory) {
        if (unpaidInvoiceId && (await stripe.invoices.retrieve(unpaidInvoiceId)).status === 'paid') return 'paid'
        const found = await subscriptionOf(memory)
        if (found) await stripe.subscriptions.cancel(found.id, { invoice_now: false, prorate: false })
        if (unpaidInvoiceId) await stripe.invoices.voidInvoice(unpaidInvoiceId)
        return 'ended'
      },
    },
    giveBack: {
      async payment(_order, ref, memory) {
        const paid = await outcomeOf(ref, memory)
        const [charge] = paid.state === 'paid' ? paid.charges : []
        return charge ? refund(charge.id, charge.id) : { state: 'done' }
      },
      charge: (chargeId) => refund(chargeId, chargeId),
      part: ({ reversalId, chargeIds: [intent = ''], amount }) => refund(reversalId, intent, amount.amountMinor),
    },
    reads: { standing: async (_about, memory) => standingOf(await subscriptionOf(memory), packageOf) },
    news: {
      async receive({ headers, readBody }) {
        const signature = headers.get('stripe-signature')
        if (!signature) throw new WebhookRefusedError('There is no signature.')
        const body = new TextDecoder().decode(await readBody())
        const check = (secret: string) => stripe.webhooks.constructEventAsync(body, signature, secret).catch(() => null)
        const [event] = (await Promise.all(webhookSecrets.map(check))).filter((found) => found !== null)
        if (!event) throw new WebhookRefusedError('The signature is wrong.')
        return eventsOf(event)
      },
    },
  }
}
