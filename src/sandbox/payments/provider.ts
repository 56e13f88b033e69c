import { randomUUID } from 'node:crypto'
import { endOfPeriod } from '../platform/periods.ts'
import type {
  Charge,
  MoneyEffect,
  NewPayment,
  Payment,
  Price,
  ProviderEvent,
  ProviderEventType,
  Subscription,
} from './provider-state.ts'

/** What the customer does on the payment page. */
export type PageOutcome = 'pay' | 'pay_twice' | 'decline' | 'ask_bank' | 'close' | 'approve' | 'refuse'

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

/** A card is given up after so many tries. */
const mostDeclines = 3

/**
 * The sandbox's payment provider: payments that a customer makes on its page, and charges that renew when the business
 * clock reaches the end of a period. Every call is a whole: it happens, or it does not.
 */
export class PaymentProvider {
  readonly effects: MoneyEffect[] = []
  readonly #payments = new Map<string, Payment>()
  readonly #byKey = new Map<string, Payment>()
  /** Keys that were let go of before anything came for them: a call that arrives late must not begin what has ended. */
  readonly #voidedKeys = new Set<string>()
  readonly #subscriptions = new Map<string, Subscription>()
  readonly #now: () => Date
  readonly #tell: (event: ProviderEvent) => void

  constructor(options: { now: () => Date; tell: (event: ProviderEvent) => void }) {
    this.#now = options.now
    this.#tell = options.tell
  }

  /** Starts a payment. Nothing due is paid at once. */
  create(wanted: NewPayment): Payment {
    const known = this.#byKey.get(wanted.key)
    if (known) {
      if (JSON.stringify(parametersOf(known)) === JSON.stringify(parametersOf(wanted))) return known
      throw new ProviderRefusal(409, 'key_reused', 'this key belongs to another payment')
    }
    const payment: Payment = {
      ...wanted,
      id: `pay_${randomUUID()}`,
      clientSecret: `secret_${randomUUID()}`,
      status: 'open',
      isAskingBank: false,
      declines: 0,
      charges: [],
      expiresAt: Date.now() + wanted.expiresInSeconds * 1000,
      before: null,
    }
    this.#payments.set(payment.id, payment)
    this.#byKey.set(payment.key, payment)
    if (this.#voidedKeys.has(payment.key)) payment.status = 'closed'
    else if (payment.amountMinor === 0) this.#settle(payment)
    return payment
  }

  payment(id: string): Payment {
    const found = this.#payments.get(id)
    if (!found) throw new ProviderRefusal(404, 'no_payment', 'there is no such payment')
    return found
  }

  paymentOf(clientSecret: string): Payment {
    const found = [...this.#payments.values()].find((payment) => payment.clientSecret === clientSecret)
    if (!found) throw new ProviderRefusal(404, 'no_payment', 'there is no such payment')
    return found
  }

  payments(): readonly Payment[] {
    return [...this.#payments.values()]
  }

  /** What the customer presses. What has ended stays as it is. */
  press(id: string, outcome: PageOutcome): Payment {
    const payment = this.payment(id)
    if (payment.status !== 'open') return payment
    switch (outcome) {
      case 'pay':
      case 'approve':
        this.#pay(payment)
        break
      case 'pay_twice':
        this.#pay(payment)
        this.#charge(payment)
        break
      case 'ask_bank':
        payment.isAskingBank = true
        break
      case 'refuse':
      case 'decline':
        this.#decline(payment)
        break
      case 'close':
        this.#close(payment)
        break
      default:
        throw new Error(`unknown outcome ${String(outcome satisfies never)}`)
    }
    return payment
  }

  /** Lets go of what is not paid, also of what has not come yet. */
  void(key: string): void {
    const payment = this.#byKey.get(key)
    if (payment?.status === 'paid') throw new ProviderRefusal(409, 'paid', 'this payment has been paid')
    if (payment?.status === 'open') this.#close(payment)
    if (!payment) this.#voidedKeys.add(key)
  }

  /** Gives back all of a payment, and puts the recurring charge back to what it was. */
  refund(payment: Payment): Payment {
    if (payment.status === 'refunded') return payment
    if (payment.status !== 'paid') throw new ProviderRefusal(409, 'not_paid', 'this payment has not been paid')
    for (const charge of payment.charges) this.#giveBack(payment, charge)
    this.#undo(payment)
    return payment
  }

  /** Gives back one charge; the last one of its payment takes with it what it set up. */
  refundCharge(chargeId: string): void {
    const payment = this.payments().find(({ charges }) => charges.some(({ id }) => id === chargeId))
    const charge = payment?.charges.find(({ id }) => id === chargeId)
    if (!payment || !charge) throw new ProviderRefusal(404, 'no_charge', 'there is no such charge')
    this.#giveBack(payment, charge)
    if (payment.charges.every(({ isRefunded }) => isRefunded)) this.#undo(payment)
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
    this.#note('ended', found, 0, null)
  }

  /** What somebody does in the provider's own pages, so that the merchant hears of it. */
  byHand(account: string, action: 'cancel' | 'resume' | 'end'): void {
    const found = this.#subscriptions.get(account)
    if (!found) throw new ProviderRefusal(404, 'no_subscription', 'nothing is charged for this account')
    this[action](account)
    this.#say(action === 'end' ? 'subscription.ended' : 'subscription.changed', found)
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
    this.#note('renewed', next, overdueMinor, null)
    this.#say('subscription.renewed', next, { invoiceId: overdueInvoiceId })
  }

  /** What has fallen due by now: ends of periods in business time, and payments that nobody made in real time. */
  settleDue(): void {
    for (const payment of this.#payments.values()) {
      if (payment.status === 'open' && payment.expiresAt <= Date.now()) this.#close(payment)
    }
    for (const { account } of this.#subscriptions.values()) this.#renewUntilNow(account)
  }

  reset(): void {
    this.#payments.clear()
    this.#byKey.clear()
    this.#voidedKeys.clear()
    this.#subscriptions.clear()
    this.effects.length = 0
  }

  #pay(payment: Payment): void {
    this.#settle(payment)
    this.#charge(payment)
  }

  #settle(payment: Payment): void {
    payment.status = 'paid'
    payment.isAskingBank = false
    const { account, recurring, creditMinor, metadata } = payment
    const found = this.#subscriptions.get(account) ?? null
    payment.before = found
    if (recurring.amountMinor === 0) {
      this.#subscriptions.delete(account)
      return
    }
    const next: Subscription = {
      account,
      price: recurring,
      scheduled: null,
      renews: true,
      periodEndsAt: endOfPeriod(this.#now(), recurring.interval).toISOString(),
      creditMinor: (found?.creditMinor ?? 0) + creditMinor,
      card: 'good',
      overdueInvoiceId: null,
      overdueMinor: 0,
      setBy: payment.id,
      metadata,
    }
    this.#subscriptions.set(account, next)
    this.#note('set', next, recurring.amountMinor, payment)
  }

  #charge(payment: Payment): void {
    const charge: Charge = { id: `ch_${randomUUID()}`, amountMinor: payment.amountMinor, isRefunded: false }
    payment.charges.push(charge)
    this.#note('charged', payment, charge.amountMinor, payment, charge.id)
    this.#say('payment.paid', payment, { paymentId: payment.id, chargeId: charge.id })
  }

  #decline(payment: Payment): void {
    payment.isAskingBank = false
    payment.declines += 1
    if (payment.declines < mostDeclines) return
    payment.status = 'failed'
    this.#say('payment.failed', payment, { paymentId: payment.id })
  }

  #close(payment: Payment): void {
    payment.status = 'closed'
    payment.isAskingBank = false
    this.#say('payment.closed', payment, { paymentId: payment.id })
  }

  #giveBack(payment: Payment, charge: Charge): void {
    if (charge.isRefunded) return
    charge.isRefunded = true
    this.#note('refunded', payment, charge.amountMinor, payment, charge.id)
  }

  #undo(payment: Payment): void {
    payment.status = 'refunded'
    if (this.#subscriptions.get(payment.account)?.setBy !== payment.id) return
    if (payment.before) this.#subscriptions.set(payment.account, payment.before)
    else this.#subscriptions.delete(payment.account)
  }

  #change(account: string, kind: MoneyEffect['kind'], change: (found: Subscription) => Subscription): void {
    const found = this.#subscriptions.get(account)
    if (!found) return
    const next = change(found)
    if (JSON.stringify(next) === JSON.stringify(found)) return
    this.#subscriptions.set(account, next)
    this.#note(kind, next, 0, null)
  }

  #renewUntilNow(account: string): void {
    for (;;) {
      const found = this.#subscriptions.get(account)
      if (!found || found.periodEndsAt > this.#now().toISOString()) return
      const price = found.scheduled ?? found.price
      if (!found.renews || price.amountMinor === 0) {
        this.#subscriptions.delete(account)
        this.#note('ended', found, 0, null)
        this.#say('subscription.ended', found)
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
    if (isPaid) this.#note('renewed', next, amountMinor, null)
    this.#say(isPaid ? 'subscription.renewed' : 'subscription.renewal_failed', next, { invoiceId })
  }

  #note(
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

  #say(
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
}

function parametersOf({ key, account, amountMinor, currency, recurring, creditMinor, metadata }: NewPayment): unknown {
  return [key, account, amountMinor, currency, recurring, creditMinor, metadata]
}
