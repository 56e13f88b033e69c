import { randomUUID } from 'node:crypto'
import { endOfPeriod } from '../platform/periods.ts'
import type { MoneyEffect, Payment, Price, ProviderEvent, ProviderEventType, Subscription } from './provider-state.ts'

/** The provider says no; `status` is what its API answers. */
export class ProviderRefusal extends Error {
  override readonly name = 'ProviderRefusal'
  readonly status: 402 | 404 | 409
  readonly code: string

  constructor(status: 402 | 404 | 409, code: string, message: string) {
    super(message)
    this.status = status
    this.code = code
  }
}

/**
 * The charges that renew when the business clock reaches the end of a period. Every call is a whole: it happens, or it does not.
 */
export class RecurringCharges {
  /** What moved money, or a promise of it. */
  readonly effects: MoneyEffect[] = []
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

  /** Another price from the end of the period on; one of zero ends the charge there. Nothing to charge: nothing to do. */
  schedule(account: string, to: Price): void {
    this.#change(account, 'scheduled', (found) => ({ ...found, scheduled: to, renews: true }))
  }

  unschedule(account: string): void {
    this.#change(account, 'unscheduled', (found) => ({ ...found, scheduled: null }))
  }

  cancel(account: string): void {
    this.#change(account, 'canceled', (found) => ({ ...found, renews: false, scheduled: null }))
  }

  resume(account: string): void {
    this.#change(account, 'resumed', (found) => ({ ...found, renews: true }))
  }

  /** At once, letting go of what is unpaid. */
  end(account: string): void {
    const found = this.#subscriptions.get(account)
    if (!found) return
    this.#subscriptions.delete(account)
    this.note('ended', found, 0, null)
  }

  /** What somebody does in the provider's own pages, so that the merchant hears of it. */
  byHand(account: string, action: 'cancel' | 'resume' | 'end'): void {
    const found = this.#subscriptions.get(account)
    if (!found) throw new ProviderRefusal(404, 'no_subscription', 'nothing is charged for this account')
    this[action](account)
    this.say(action === 'end' ? 'subscription.ended' : 'subscription.changed', found)
  }

  /** Whether the card of an account works; a card that works again pays what is overdue. */
  setCard(account: string, card: 'good' | 'failing'): void {
    const found = this.#subscriptions.get(account)
    if (!found) throw new ProviderRefusal(404, 'no_subscription', 'nothing is charged for this account')
    const { overdueInvoiceId, overdueMinor } = found
    const isPaying = card === 'good' && overdueInvoiceId !== null
    const next = { ...found, card, ...(isPaying && { overdueInvoiceId: null, overdueMinor: 0 }) }
    this.#subscriptions.set(account, next)
    if (!isPaying) return
    this.note('renewed', next, overdueMinor, null)
    this.say('subscription.renewed', next, { invoiceId: overdueInvoiceId })
  }

  /** Renews or ends what has come to the end of its period. */
  settleDue(): void {
    for (const { account } of this.#subscriptions.values()) this.#renewUntilNow(account)
  }

  reset(): void {
    this.#subscriptions.clear()
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
      id: `evt_${randomUUID()}`,
      type,
      createdAt: new Date().toISOString(),
      data: { paymentId: null, chargeId: null, invoiceId: null, ...data, metadata },
    })
  }

  #change(account: string, kind: MoneyEffect['kind'], change: (found: Subscription) => Subscription): void {
    const found = this.#subscriptions.get(account)
    if (!found) return
    const next = change(found)
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
    const invoiceId = `in_${randomUUID()}`
    const usedCredit = Math.min(found.creditMinor, price.amountMinor)
    const amountMinor = price.amountMinor - usedCredit
    const isPaid = found.card === 'good' || amountMinor === 0
    const next: Subscription = {
      ...found,
      price,
      scheduled: null,
      periodEndsAt: endOfPeriod(new Date(found.periodEndsAt), price.interval).toISOString(),
      creditMinor: found.creditMinor - usedCredit,
      ...(!isPaid && { overdueInvoiceId: invoiceId, overdueMinor: amountMinor }),
    }
    this.#subscriptions.set(found.account, next)
    if (isPaid) this.note('renewed', next, amountMinor, null)
    this.say(isPaid ? 'subscription.renewed' : 'subscription.renewal_failed', next, { invoiceId })
  }
}
