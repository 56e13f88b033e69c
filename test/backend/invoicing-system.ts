import type { AppliedChange, BilledPeriod, MayStart, PaymentOrder } from '../../src/backend/payments/payment-order.ts'
import { invoiced } from '../../src/backend/payments/invoiced.ts'

interface Service {
  status: 'running' | 'suspended' | 'terminated'
  packageId: string
}

interface Invoice {
  /** What it was written for: a repeated call for the same is the same invoice. */
  occasion: string
  target: string
  amountMinor: number
  period: string | null
}

/**
 * A partner's invoicing system, as small as it can be: it has services, which it creates, suspends, changes, renews and
 * terminates, and writes an invoice for each period. It hears of the kit by the hooks of `invoiced`.
 */
export class InvoicingSystem {
  readonly services = new Map<string, Service>()
  readonly invoices: Invoice[] = []
  /** What was done to services, in order: `create`, `change`, `renew`, `suspend`, `unsuspend`, `terminate`. */
  readonly log: string[] = []
  isOnHold = false
  /** How many of the next calls fail after their work is done, as one whose answer is lost. */
  failures = 0

  readonly payments = () =>
    invoiced({
      onApplied: (applied) => this.#applied(applied),
      onPeriod: (period) => this.#period(period),
      mayStart: (order) => this.#mayStart(order),
    })

  #mayStart(_order: PaymentOrder): MayStart {
    return this.isOnHold ? 'account_on_hold' : 'yes'
  }

  #applied({ changeId, target, quote }: AppliedChange): void {
    if (quote && quote.effectiveAt === 'now') {
      const amountMinor = quote.dueToday.kind === 'nothing' ? 0 : quote.dueToday.amount.amountMinor
      if (this.#invoice({ occasion: changeId, target, amountMinor, period: null })) this.#provision(target, quote.to.id)
    }
    this.#answer()
  }

  #period({ kind, key, target, amount, periodStart, package: plan }: BilledPeriod): void {
    if (kind === 'fell') {
      if (this.services.get(target)?.status !== 'terminated') this.#set(target, 'terminate', { status: 'terminated' })
    } else if (this.#invoice({ occasion: key, target, amountMinor: amount!.amountMinor, period: periodStart })) {
      this.#set(target, kind === 'switched' ? 'change' : 'renew', { packageId: plan!.packageId })
    }
    this.#answer()
  }

  suspend(target: string): void {
    this.#set(target, 'suspend', { status: 'suspended' })
  }

  unsuspend(target: string): void {
    this.#set(target, 'unsuspend', { status: 'running' })
  }

  #provision(target: string, packageId: string): void {
    const isNew = !this.services.has(target)
    this.#set(target, isNew ? 'create' : 'change', { status: 'running', packageId })
  }

  #set(target: string, what: string, given: Partial<Service>): void {
    this.log.push(what)
    this.services.set(target, { status: 'running', packageId: '', ...this.services.get(target), ...given })
  }

  #invoice(invoice: Invoice): boolean {
    if (this.invoices.some(({ occasion }) => occasion === invoice.occasion)) return false
    this.invoices.push(invoice)
    return true
  }

  #answer(): void {
    if (this.failures === 0) return
    this.failures -= 1
    throw new Error('The invoicing system did its work, and its answer was lost.')
  }
}
