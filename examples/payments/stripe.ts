import Stripe from 'stripe'
import { PaymentRefusedError, WebhookRefusedError, marksOf } from 'react-3as/server'
import type { PaymentOrder, PaymentOutcome, Payments, ProviderMemory, ReadMemory } from 'react-3as/server'
import { eventsOf } from './stripe-news.ts'
import { markOf, refundOnce, startedFor } from './stripe-once.ts'
import { idOf, standingOf } from './stripe-standing.ts'

// A skeleton: it type-checks against Stripe's client, and has not seen a real account. A first plan is paid in Checkout, an
// upgrade by a pending update of the subscription. Of an event only the object's id is used: the object is read again.
// Left out: previews, schedules (so a smaller plan is refused), credit that is left over, the portal, disputes, money returned by
// hand, and stopping an upgrade whose start arrives after its `void`. docs/payments.md has the rest, point by point.

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
    // Another process does not know the contact, and the same key has to come with the same words.
    const metadata = { instance, customerId: order.customerId }
    const { id } = await stripe.customers.create({ metadata }, { idempotencyKey: `${instance}:${order.customerId}` })
    const { email, name } = order.contact ?? {}
    if (email || name) await stripe.customers.update(id, { ...(email && { email }), ...(name && { name }) })
    memory.keep({ customer: { id } })
    return id
  }

  async function subscriptionOf(memory: ReadMemory): Promise<Stripe.Subscription | null> {
    const { id } = (await memory.read()).subscription
    const found = id ? await stripe.subscriptions.retrieve(id, { expand: ['latest_invoice'] }) : null
    return found && found.status !== 'canceled' ? found : null
  }

  async function begun(order: PaymentOrder, memory: ProviderMemory): Promise<string | null> {
    const customer = await customerOf(order, memory)
    const subscription = (await memory.read()).subscription.id
    return startedFor(stripe, markOf(instance, order.changeId), { customer, subscription })
  }

  /** What a start that arrives late finds as its own. Where a saved card is charged, nothing can be put in its place. */
  const inItsPlace = async (order: PaymentOrder, memory: ProviderMemory) =>
    (await subscriptionOf(memory)) ? null : (await checkout(order, memory)).paymentRef

  /** Without `expires_at`, which a repetition would not have the same: the ledger withdraws what is not paid in time. */
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
    // Marked first: the invoice has the marks of the subscription. Renewal that is off would be turned on once it is paid.
    await stripe.subscriptions.update(now.id, { metadata: marksOf(instance, order) })
    const params: Stripe.SubscriptionUpdateParams = {
      items: [{ id: now.items.data[0]?.id ?? '', price: await priceOf(order), quantity: 1 }],
      billing_cycle_anchor: { type: 'now' },
      proration_behavior: 'always_invoice',
      payment_behavior: 'pending_if_incomplete',
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
  const all = (intent: string) => ({ reversalId: intent, intent })

  async function setRenewal(isOff: boolean, changeId: string, memory: ReadMemory): Promise<void> {
    const found = await subscriptionOf(memory)
    if (!found) throw new PaymentRefusedError('There is no subscription.')
    // While a schedule is there, Stripe refuses any change of the cancellation.
    if (found.schedule) await stripe.subscriptionSchedules.release(idOf(found.schedule))
    const metadata = { ...found.metadata, renewalSetBy: changeId }
    await stripe.subscriptions.update(found.id, { cancel_at_period_end: isOff, metadata })
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
        const ref = await begun(order, memory)
        if (ref !== null) return outcomeOf(ref, memory)
        const running = await subscriptionOf(memory)
        return running ? upgrade(order, running) : checkout(order, memory)
      },
      read: (_order, ref, memory) => outcomeOf(ref, memory),
      async void(order, paymentRef, memory) {
        const ref = paymentRef ?? (await begun(order, memory)) ?? (await inItsPlace(order, memory))
        if (ref === null) return 'voided'
        const { state } = await outcomeOf(ref, memory)
        if (state !== 'pending') return state === 'paid' || state === 'returned' ? 'paid' : 'voided'
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
        return charge ? refundOnce(stripe, memory, all(charge.id)) : { state: 'done' }
      },
      charge: (chargeId, memory) => refundOnce(stripe, memory, all(chargeId)),
      part: ({ reversalId, chargeIds: [intent = ''], amount }, memory) =>
        refundOnce(stripe, memory, { reversalId, intent, amount: amount.amountMinor }),
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
        return eventsOf(stripe, instance, event)
      },
    },
  }
}
