import { PaymentRefusedError } from 'react-3as/server'
import type { BilledPeriod, Money, PaymentOrder, PaymentOutcome, Payments } from 'react-3as/server'

// A skeleton: an invoicing system of the partner's own, where each change has an invoice that is paid before the change is
// applied, and each period gets another one. The system speaks through `handler.billing.report`, so it needs no webhook.
// It counts no price of its own, plans no charge, carries no credit over, and has neither a portal nor documents. A start that
// arrives after its `void` finds the invoice that was withdrawn in its place.

export interface Invoice {
  id: string
  status: 'open' | 'paid' | 'void' | 'refunded'
  amount: Money
  payUrl: string
}

/** What is asked of the system. The same key is the same invoice, or the same credit note. */
export interface InvoicingSystem {
  create(invoice: {
    key: string
    customerId: string
    text: string
    amount: Money
    returnUrl?: string
  }): Promise<Invoice>
  find(id: string): Promise<Invoice | null>
  findByKey(key: string): Promise<Invoice | null>
  /** `paid` when it was paid meanwhile. */
  cancel(id: string): Promise<Invoice['status']>
  credit(note: { key: string; invoiceId: string; amount: Money }): Promise<'written' | 'too_much'>
  isOnHold(customerId: string): Promise<boolean>
}

export function invoicedBeforehand(system: InvoicingSystem): Payments {
  const textOf = ({ to, websiteId }: PaymentOrder) => `${to.name ?? to.id} for ${websiteId}`

  function outcomeOf(invoice: Invoice): PaymentOutcome {
    const paymentRef = invoice.id
    switch (invoice.status) {
      case 'open':
        return { state: 'pending', paymentRef, step: { kind: 'redirect', url: invoice.payUrl } }
      case 'paid':
        return { state: 'paid', paymentRef, charges: [{ id: invoice.id, isReturned: false }] }
      case 'refunded':
        return { state: 'returned', paymentRef }
      case 'void':
        return { state: 'abandoned', paymentRef }
      default:
        return invoice.status satisfies never
    }
  }

  async function giveBack(key: string, invoiceId: string, amount?: Money) {
    const invoice = await system.find(invoiceId)
    if (!invoice) throw new PaymentRefusedError('There is no such invoice.')
    if (invoice.status === 'refunded') return { state: 'done' } as const
    const written = await system.credit({ key, invoiceId, amount: amount ?? invoice.amount })
    if (written === 'too_much') return { state: 'refused', message: 'No more than was paid can be credited.' } as const
    return { state: 'done' } as const
  }

  return {
    name: 'invoicedBeforehand',
    declares: {
      preview: 'none',
      unpaidChange: 'held',
      recurring: 'partner',
      schedules: false,
      giveBack: 'at_once',
      seller: 'partner',
      news: 'none',
      settles: 'days',
      currencies: 'any',
    },
    leftOverCredit: 'carried',
    needsReturnUrl: true,
    async mayStart({ customerId }) {
      return (await system.isOnHold(customerId)) ? 'account_on_hold' : 'yes'
    },
    async period(period: BilledPeriod) {
      if (period.kind === 'fell' || !period.amount) return
      const text = `${period.package?.name ?? 'Analytics'} from ${period.periodStart.slice(0, 10)}`
      await system.create({ key: period.key, customerId: period.customerId, text, amount: period.amount })
    },
    collect: {
      async start(order) {
        const { changeId, customerId, due, returnUrls } = order
        // Nothing to pay needs no invoice; one that was withdrawn before it was made must not be made later.
        const known = await system.findByKey(changeId)
        if (known && known.amount.amountMinor !== due.amountMinor) throw new PaymentRefusedError('Another amount.')
        if (!known && due.amountMinor === 0) return { state: 'paid', paymentRef: changeId, charges: [] }
        const returnUrl = returnUrls ? { returnUrl: returnUrls.success } : {}
        const wanted = { key: changeId, customerId, text: textOf(order), amount: due, ...returnUrl }
        return outcomeOf(known ?? (await system.create(wanted)))
      },
      async read({ changeId, due }, paymentRef) {
        const found = (await system.find(paymentRef)) ?? (await system.findByKey(changeId))
        if (found) return outcomeOf(found)
        if (due.amountMinor === 0) return { state: 'paid', paymentRef, charges: [] }
        throw new PaymentRefusedError('There is no such invoice.')
      },
      async void(order, paymentRef) {
        const { changeId, customerId, due } = order
        const known = (paymentRef && (await system.find(paymentRef))) || (await system.findByKey(changeId))
        // Made in order to be withdrawn: a start that comes late finds it.
        const wanted = { key: changeId, customerId, text: textOf(order), amount: due }
        const { id } = known || (await system.create(wanted))
        const status = await system.cancel(id)
        return status === 'paid' || status === 'refunded' ? 'paid' : 'voided'
      },
    },
    giveBack: {
      payment: (_order, paymentRef) => giveBack(paymentRef, paymentRef),
      charge: (chargeId) => giveBack(chargeId, chargeId),
      part: ({ reversalId, chargeIds: [invoiceId = ''], amount }) => giveBack(reversalId, invoiceId, amount),
    },
  }
}
