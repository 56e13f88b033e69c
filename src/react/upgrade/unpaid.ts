import type { SubscriptionChange } from '../../contract/subscription-change.ts'

/** Whether a change waits for a payment. */
export function isUnpaid(change: SubscriptionChange | null): boolean {
  return change?.state === 'awaiting_payment' && change.payment.kind !== 'wait'
}
