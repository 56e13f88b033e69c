import type { AppliedChange, Payments } from './payments.ts'

export interface InvoicedOptions {
  /**
   * Called after a change has been applied, so that the partner can bill it. It may be called more than once for one change
   * (after a crash, or when it threw): `changeId` tells. A hook that throws is called again later.
   */
  onApplied?: (applied: AppliedChange) => Promise<void> | void
  /** What becomes of credit that exceeds today's price: on the partner's next invoice, or gone. @defaultValue 'carried' */
  leftOverCredit?: 'carried' | 'lost'
}

/**
 * Nothing is collected by the kit: the partner puts what was agreed on its own invoice. Chosen by name, because a change is
 * then applied before anything is paid.
 *
 * @example payments: invoiced({ onApplied: ({ changeId, customerId, quote }) => invoices.add(changeId, customerId, quote) })
 */
export function invoiced({ onApplied, leftOverCredit = 'carried' }: InvoicedOptions = {}): Payments {
  const nothing = async () => {}
  return {
    name: 'invoiced',
    collects: 'on_invoice',
    leftOverCredit,
    needsReturnUrl: false,
    start: async ({ changeId }) => ({ kind: 'paid', paymentRef: changeId, charges: [] }),
    read: async (_order, paymentRef) => ({ kind: 'paid', paymentRef, charges: [] }),
    void: async () => 'voided',
    refund: nothing,
    refundCharge: nothing,
    schedule: nothing,
    cancel: nothing,
    resume: nothing,
    unschedule: nothing,
    end: async () => 'ended',
    standing: async () => ({ recurring: null, due: null, balance: null }),
    ...(onApplied && { applied: onApplied }),
  }
}
