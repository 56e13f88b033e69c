import type Stripe from 'stripe'
import { readMarks, type PaymentEvent } from 'react-3as/server'

/** What an event is about, asked of Stripe anew. */
export async function eventsOf(stripe: Stripe, instance: string, event: Stripe.Event): Promise<PaymentEvent[]> {
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
