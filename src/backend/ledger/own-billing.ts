import type { Money } from '../../contract/money.ts'
import type { OutstandingPayment } from '../payments/payment-order.ts'
import type { Store } from './store.ts'
import { changeStates } from './change-states.ts'
import type { LedgerParts } from './ledger-parts.ts'
import type { Subject } from './system-change.ts'
import { awaitMoneyOf, contest, isClaimedBack, lastUnpaidOf, rememberPaid } from './unpaid-renewal.ts'

/** What the partner's own invoicing says of one invoice. */
export type ReportedInvoice = { invoiceId: string } & (
  | { kind: 'paid' | 'written_off' }
  | { kind: 'overdue' | 'disputed'; amount: Money; payUrl: string | null }
)

/** Writes down what the partner's own invoicing says, in the rows that a provider's news is written in. */
export async function noteInvoice(parts: LedgerParts, subject: Subject, invoice: ReportedInvoice): Promise<void> {
  const { store } = parts
  const { invoiceId, kind } = invoice
  switch (kind) {
    case 'paid':
      await rememberPaid(parts, subject, invoiceId)
      return
    case 'overdue':
      return awaitMoneyOf(parts, subject, invoiceId, null, invoice)
    case 'disputed':
      return contest(parts, subject, invoiceId, invoice)
    case 'written_off': {
      await awaitMoneyOf(parts, subject, invoiceId, null)
      const waiting = await lastUnpaidOf(store, subject, invoiceId)
      if (waiting) await store.noteChange(waiting.id, { payment: 'abandoned', chargeId: null })
      return
    }
    default:
      return kind satisfies never
  }
}

/** What a customer owes for a subscription, as the partner's own invoicing has reported it: the oldest of it. */
export async function reportedDue(
  store: Store,
  { target, customerId }: Pick<Subject, 'target' | 'customerId'>,
): Promise<OutstandingPayment | null> {
  for (const change of await store.liveOf(target)) {
    const { facts, state, paymentNews } = change
    if (change.customerId !== customerId || !changeStates[state].isOpen || paymentNews !== null) continue
    if (facts.action !== 'await_renewal' || !facts.reported) continue
    const kind = isClaimedBack(change) ? 'disputed' : 'overdue'
    const { amount, payUrl } = facts.reported
    return { invoiceId: facts.invoiceId, kind, amount, deadline: kind === 'overdue' ? facts.graceEndsAt : null, payUrl }
  }
  return null
}
