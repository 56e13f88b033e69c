import type Stripe from 'stripe'
import { readMarks, type PaymentEvent } from 'react-3as/server'
import { idOf } from './stripe-standing.ts'

/** What an event is about, asked of Stripe anew. */
export async function eventsOf(stripe: Stripe, instance: string, event: Stripe.Event): Promise<PaymentEvent[]> {
  const { object } = event.data
  if (object.object !== 'invoice') {
    const marks = 'metadata' in object ? readMarks(instance, object.metadata) : null
    return [marks ? { type: 'recurring.changed', eventId: event.id, ...marks } : { type: 'foreign.received' }]
  }
  const invoice = await stripe.invoices.retrieve(object.id ?? '', { expand: ['payments'] })
  const marks = readMarks(instance, invoice.parent?.subscription_details?.metadata)
  if (!marks) return [{ type: 'foreign.received' }]
  const { changeId, ...about } = marks
  const isPaid = invoice.status === 'paid'
  if (invoice.billing_reason === 'subscription_cycle') {
    return [{ type: isPaid ? 'renewal.paid' : 'renewal.failed', invoiceId: invoice.id, ...about }]
  }
  if (!isPaid) return []
  // Also what a start has collected that arrived after its change had ended: the ledger returns that.
  const intents = (invoice.payments?.data ?? []).flatMap(({ payment }) => idOf(payment.payment_intent) || [])
  return intents.map((chargeId) => ({ type: 'payment.paid', changeId, chargeId }))
}
