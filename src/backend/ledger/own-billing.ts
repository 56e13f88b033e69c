import type { Money } from '../../contract/money.ts'
import type { OutstandingPayment } from '../payments/payment-order.ts'
import type { OwnInvoice, UnpaidPeriod } from './change-facts.ts'
import type { Store } from './store.ts'
import { changeStates } from './change-states.ts'
import type { LedgerParts } from './ledger-parts.ts'
import { rememberWrittenOff } from './returned-money.ts'
import type { Subject } from './system-change.ts'
import { awaitMoneyOf, contest, giveUp, isClaimedBack, makeWay, rememberPaid } from './unpaid-renewal.ts'

/** The period that an invoice is for. Where it is reported as unpaid for the first time, that is now. */
export type PeriodOfInvoice = Omit<UnpaidPeriod, 'reportedAt'> & Partial<Pick<UnpaidPeriod, 'reportedAt'>>

/** What the partner's own invoicing says of one invoice. */
export type ReportedInvoice = {
  invoiceId: string
  /** `null` when nothing ran that costs something. */
  unpaid: PeriodOfInvoice | null
} & (
  | { kind: 'paid' }
  | { kind: 'written_off'; amount: Money | null }
  | { kind: 'overdue' | 'disputed'; amount: Money; payUrl: string | null }
)

/** Writes down what the partner's own invoicing says, in the rows that a provider's news is written in. */
export async function noteInvoice(parts: LedgerParts, subject: Subject, invoice: ReportedInvoice): Promise<void> {
  const { invoiceId } = invoice
  if (invoice.kind === 'paid') {
    await rememberPaid(parts, subject, invoiceId)
    return
  }
  const { kind } = invoice
  const own = ownOf(parts, invoice)
  await makeWay(parts, subject, invoiceId, own)
  switch (kind) {
    case 'overdue':
      return awaitMoneyOf(parts, subject, invoiceId, null, own)
    case 'disputed':
      return contest(parts, subject, invoiceId, own)
    case 'written_off': {
      await giveUp(parts, subject, invoiceId, own)
      // Whatever becomes of its plan.
      if (own.unpaid) await rememberWrittenOff(parts, subject, invoiceId, own.unpaid)
      return
    }
    default:
      return kind satisfies never
  }
}

function ownOf({ now }: LedgerParts, invoice: Exclude<ReportedInvoice, { kind: 'paid' }>): OwnInvoice {
  const { unpaid, amount } = invoice
  const payUrl = invoice.kind === 'written_off' ? null : invoice.payUrl
  return {
    ...(amount && { reported: { amount, payUrl } }),
    unpaid: unpaid && { reportedAt: now().toISOString(), ...unpaid },
  }
}

/**
 * What a customer owes for a subscription, as the partner's own invoicing has reported it: the oldest of it. What is given up
 * is owed until its plan has ended.
 */
export async function reportedDue(
  store: Store,
  { target, customerId }: Pick<Subject, 'target' | 'customerId'>,
): Promise<OutstandingPayment | null> {
  for (const change of await store.liveOf(target)) {
    const { facts, state, paymentNews } = change
    if (change.customerId !== customerId || !changeStates[state].isOpen || paymentNews === 'paid') continue
    if ((facts.action !== 'await_renewal' && facts.action !== 'end_unpaid') || !facts.reported) continue
    const { invoiceId, graceEndsAt, reported } = facts
    const { amount, payUrl } = reported
    if (isClaimedBack(change)) return { invoiceId, kind: 'disputed', amount, deadline: null, payUrl }
    return { invoiceId, kind: 'overdue', amount, deadline: graceEndsAt ?? null, payUrl }
  }
  return null
}
