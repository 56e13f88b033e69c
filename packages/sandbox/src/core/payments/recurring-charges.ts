import { endOfPeriod } from '../platform/periods.ts'
import { Balances } from './balances.ts'
import { Invoices } from './invoices.ts'
import { ProviderRefusal } from './provider-refusal.ts'
import type {
  Card,
  DisputeOutcome,
  Invoice,
  MoneyEffect,
  Payment,
  Price,
  ProviderEvent,
  ProviderEventType,
  Subscription,
} from './provider-state.ts'

/**
 * The charges that renew when the business clock reaches the end of a period. Every call is a whole: it happens, or it does not.
 */
export class RecurringCharges {
  /** What moved money, or a promise of it. */
  readonly effects: MoneyEffect[] = []
  readonly invoices = new Invoices()
  readonly balances = new Balances()
  readonly #subscriptions = new Map<string, Subscription>()
  readonly #now: () => Date
  readonly #tell: (event: ProviderEvent) => void

  constructor(options: { now: () => Date; tell: (event: ProviderEvent) => void }) {
    this.#now = options.now
    this.#tell = options.tell
  }

  subscription(account: string): Subscription | null {
    return this.#subscriptions.get(account) ?? null
  }

  subscriptions(): readonly Subscription[] {
    return [...this.#subscriptions.values()]
  }

  /** Charges an account from the end of its running period on, as if that had been paid before this began. */
  begin(wanted: Omit<Subscription, 'scheduled' | 'renews' | 'renewalSetBy' | 'card' | 'setBy'>): void {
    const begun: Subscription = {
      ...wanted,
      scheduled: null,
      renews: true,
      renewalSetBy: null,
      card: 'good',
      setBy: '',
    }
    this.#subscriptions.set(begun.account, begun)
    this.note('set', begun, begun.price.amountMinor, null)
  }

  /**
   * Another price from the end of the period on; one of zero ends the charge there. Only for a charge that renews, and
   * where nothing is charged, only one of zero.
   */
  schedule(account: string, to: Price): void {
    const found = this.#subscriptions.get(account)
    if (!found && to.amountMinor === 0) return
    if (!found) throw nothingCharged(409)
    if (!found.renews) throw new ProviderRefusal(409, 'not_renewing', 'this charge does not renew')
    this.#change(account, 'scheduled', { scheduled: to })
  }

  unschedule(account: string): void {
    this.#change(account, 'unscheduled', { scheduled: null })
  }

  /** @param by the merchant's key of the call; `null` for a person in the provider's own pages. */
  cancel(account: string, by: string | null = null): void {
    this.#change(account, 'canceled', { ...this.#turned(account, false, by), scheduled: null })
  }

  /** @param by as above. */
  resume(account: string, by: string | null = null): void {
    if (!this.#subscriptions.has(account)) throw nothingCharged(409)
    this.#change(account, 'resumed', this.#turned(account, true, by))
  }

  /** Ends the charge immediately and writes off what is unpaid; given an invoice, only while that one is unpaid, and was not paid and claimed back. */
  end(account: string, unpaidInvoiceId: string | null = null): void {
    const invoice = unpaidInvoiceId === null ? null : this.invoices.find(unpaidInvoiceId)
    if (unpaidInvoiceId !== null && invoice?.account !== account) throw noInvoice()
    if (invoice?.status === 'paid' || invoice?.status === 'disputed')
      throw new ProviderRefusal(409, 'paid', 'this invoice has been paid')
    for (const unpaid of this.invoices.unpaidOf(account)) {
      unpaid.status = 'written_off'
      this.note('written_off', unpaid, unpaid.amountMinor, null)
    }
    const found = this.#subscriptions.get(account)
    if (!found) return
    this.#subscriptions.delete(account)
    this.note('ended', found, 0, null)
  }

  /** What another hand does in the provider's own pages, so that the merchant hears of it. */
  byHand(account: string, action: 'cancel' | 'resume' | 'end' | 'unschedule' | 'schedule', to?: Price): void {
    const found = this.#subscriptions.get(account)
    if (!found) throw nothingCharged(404)
    if (action !== 'schedule') this[action](account)
    else if (to) this.schedule(account, to)
    this.say(action === 'end' ? 'subscription.ended' : 'subscription.changed', found)
  }

  /** Whether the card of an account works. One that works again pays what is unpaid; one that fails declines what is open. */
  setCard(account: string, card: Card): void {
    const found = this.#subscriptions.get(account)
    const unpaid = this.invoices.unpaidOf(account)
    if (!found && unpaid.length === 0) throw nothingCharged(404)
    if (found) this.#subscriptions.set(account, { ...found, card })
    for (const invoice of unpaid) {
      if (card === 'good' && invoice.status !== 'disputed') this.payInvoice(invoice)
      if (card === 'failing' && invoice.status === 'open') this.#declineInvoice(invoice)
    }
  }

  /** The customer claims the last renewal back at the bank. A dispute that the merchant loses leaves it unpaid. */
  dispute(account: string, outcome: DisputeOutcome): void {
    const invoice = this.invoices.lastOf(account, outcome === 'opened' ? 'paid' : 'disputed')
    if (!invoice) throw noInvoice()
    this.say('charge.disputed', invoice, { chargeId: invoice.id, invoiceId: invoice.id, dispute: outcome })
    switch (outcome) {
      case 'opened':
        invoice.status = 'disputed'
        this.note('disputed', invoice, invoice.amountMinor, null)
        break
      case 'won':
        invoice.status = 'paid'
        break
      case 'lost':
        this.#declineInvoice(invoice)
        break
      default:
        throw new Error(`unknown outcome ${String(outcome satisfies never)}`)
    }
  }

  payInvoice(invoice: Invoice): void {
    if (invoice.status === 'paid' || invoice.status === 'written_off') return
    Object.assign(invoice, { status: 'paid', wasPaid: true })
    this.note('renewed', invoice, invoice.amountMinor, null, invoice.id)
    this.say('subscription.renewed', invoice, { invoiceId: invoice.id })
  }

  /** Renews or ends what has come to the end of its period. */
  settleDue(): void {
    for (const { account } of this.#subscriptions.values()) this.#renewUntilNow(account)
  }

  reset(): void {
    this.#subscriptions.clear()
    this.invoices.clear()
    this.balances.clear()
    this.effects.length = 0
  }

  protected now(): Date {
    return this.#now()
  }

  /** Puts another charge in the place of an account's, or none. */
  protected put(account: string, next: Subscription | null): void {
    if (next) this.#subscriptions.set(account, next)
    else this.#subscriptions.delete(account)
  }

  protected note(
    kind: MoneyEffect['kind'],
    { account }: { account: string },
    amountMinor: number,
    payment: Payment | null,
    chargeId: string | null = null,
  ): void {
    const { length } = this.effects
    const at = this.#now().toISOString()
    this.effects.push({ seq: length + 1, at, kind, account, amountMinor, key: payment?.key ?? null, chargeId })
  }

  protected say(
    type: ProviderEventType,
    { metadata }: Pick<Subscription, 'metadata'>,
    data: Partial<ProviderEvent['data']> = {},
  ): void {
    this.#tell({
      id: `evt_${crypto.randomUUID()}`,
      type,
      createdAt: new Date().toISOString(),
      data: { paymentId: null, chargeId: null, invoiceId: null, returned: null, dispute: null, ...data, metadata },
    })
  }

  /** Who finds renewal as it is to be has not turned it. */
  #turned(account: string, renews: boolean, renewalSetBy: string | null): Partial<Subscription> {
    return this.#subscriptions.get(account)?.renews === renews ? {} : { renews, renewalSetBy }
  }

  #declineInvoice(invoice: Invoice): void {
    invoice.status = 'overdue'
    this.say('subscription.renewal_failed', invoice, { invoiceId: invoice.id })
  }

  #change(account: string, kind: MoneyEffect['kind'], change: Partial<Subscription>): void {
    const found = this.#subscriptions.get(account)
    if (!found) return
    const next = { ...found, ...change }
    if (JSON.stringify(next) === JSON.stringify(found)) return
    this.#subscriptions.set(account, next)
    this.note(kind, next, 0, null)
  }

  #renewUntilNow(account: string): void {
    for (;;) {
      const found = this.#subscriptions.get(account)
      if (!found || found.periodEndsAt > this.#now().toISOString()) return
      const price = found.scheduled ?? found.price
      if (!found.renews || price.amountMinor === 0) {
        this.#subscriptions.delete(account)
        this.note('ended', found, 0, null)
        this.say('subscription.ended', found)
        return
      }
      this.#renew(found, price)
    }
  }

  #renew(found: Subscription, price: Price): void {
    const used = this.balances.use(found.customer, price)
    const invoice: Invoice = {
      id: `in_${crypto.randomUUID()}`,
      account: found.account,
      merchant: found.merchant,
      description: found.description,
      amountMinor: price.amountMinor - used,
      currency: price.currency,
      wasPaid: false,
      status: 'open',
      metadata: found.metadata,
    }
    this.invoices.add(invoice)
    this.#subscriptions.set(found.account, {
      ...found,
      price,
      scheduled: null,
      periodEndsAt: endOfPeriod(new Date(found.periodEndsAt), price.interval).toISOString(),
    })
    if (found.card === 'good' || invoice.amountMinor === 0) this.payInvoice(invoice)
    else if (found.card === 'failing') this.#declineInvoice(invoice)
  }
}

function nothingCharged(status: 404 | 409): ProviderRefusal {
  return new ProviderRefusal(status, 'no_subscription', 'nothing is charged for this account')
}

function noInvoice(): ProviderRefusal {
  return new ProviderRefusal(404, 'no_invoice', 'there is no such invoice of this account')
}
