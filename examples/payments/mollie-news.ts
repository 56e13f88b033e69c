import { SequenceType, type Payment } from '@mollie/api-client'
import { readMarks, type PaymentEvent } from 'react-3as/server'
import { minorOf } from './amounts.ts'

/** What Mollie says of a payment, asked by its id. */
export function eventsOf(instance: string, payment: Payment): PaymentEvent[] {
  const marks = readMarks(instance, payment.metadata)
  if (!marks) return [{ type: 'foreign.received' }]
  const { changeId, ...about } = marks
  const isRenewal = payment.sequenceType === SequenceType.recurring
  if (payment.status === 'paid') {
    const event = {
      chargeId: payment.id,
      // Renewals carry the marks of the change that has begun the subscription, and are not paid for it.
      changeId: isRenewal ? null : changeId,
      amount: { amountMinor: minorOf(payment.amount.value), currency: payment.amount.currency },
      periodEndsAt: null,
    }
    if (isReturned(payment)) return [{ type: 'charge.returned', ...event, ...about }]
    if (isRenewal) return [{ type: 'renewal.paid', invoiceId: payment.id, ...about }]
    return [{ type: 'payment.paid', changeId, chargeId: payment.id }]
  }
  if (payment.status === 'open' || payment.status === 'pending') return []
  if (isRenewal) return [{ type: 'renewal.failed', invoiceId: payment.id, ...about }]
  return [{ type: payment.status === 'failed' ? 'payment.failed' : 'payment.abandoned', changeId }]
}

export const isReturned = ({ amount, amountRefunded, amountChargedBack }: Payment): boolean =>
  minorOf(amountRefunded?.value) + minorOf(amountChargedBack?.value) >= minorOf(amount.value)
