import type { EventEntity, Subscription } from '@paddle/paddle-node-sdk'
import { readMarks, type PaymentEvent, type Standing } from 'react-3as/server'

/** What Paddle charges for a subscription. What is owed, its transactions would say. */
export function standingOf(found: Subscription | null, packageOf: (priceId: string) => string): Standing {
  const item = found?.items[0]
  if (!found || !item) return { recurring: null, due: null, balance: null }
  const { before, scheduled } = (found.customData ?? {}) as { before?: string; scheduled?: string }
  const { amount, currencyCode } = item.price.unitPrice
  return {
    recurring: {
      renews: found.scheduledChange?.action !== 'cancel',
      // A smaller item is billed from the next period on: until then it is the one of before that was paid.
      packageId: packageOf(scheduled && before ? before : item.price.id),
      price: { amountMinor: Number(amount), currency: currencyCode },
      scheduledPackageId: scheduled || null,
      periodEndsAt: found.currentBillingPeriod?.endsAt ?? found.nextBilledAt ?? found.createdAt,
    },
    due: null,
    balance: null,
  }
}

/**
 * True for a transaction that a page has begun, which this backend never has one do. Paddle signs the news of it with whatever
 * `customData` the page has set, and for whatever price: its marks prove nothing.
 */
export function isByPage(data: object): boolean {
  return 'origin' in data && data.origin === 'web'
}

/** Only what is ours, by the marks that Paddle hands on from a transaction to its subscription. */
export function eventsOf(instance: string, { eventId, eventType, data }: EventEntity): PaymentEvent[] {
  const marks = 'customData' in data ? readMarks(instance, data.customData) : null
  if (!marks || isByPage(data)) return [{ type: 'foreign.received' }]
  const { changeId, ...about } = marks
  const isRenewal = 'origin' in data && data.origin === 'subscription_recurring'
  switch (eventType) {
    case 'transaction.completed':
      if (isRenewal) return [{ type: 'renewal.paid', invoiceId: data.id, ...about }]
      return [{ type: 'payment.paid', changeId, chargeId: data.id }]
    case 'transaction.payment_failed':
      return isRenewal ? [{ type: 'renewal.failed', invoiceId: data.id, ...about }] : []
    case 'subscription.canceled':
      return [{ type: 'recurring.ended', eventId, ...about }]
    case 'subscription.updated':
      return [{ type: 'recurring.changed', eventId, ...about }]
    default:
      return [{ type: 'foreign.received' }]
  }
}
