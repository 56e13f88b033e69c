import { endOfPeriod } from '../platform/periods.ts'
import type { Charge, NewPayment, Payment, Subscription } from './provider-state.ts'
import { ProviderRefusal } from './provider-refusal.ts'
import { RecurringCharges } from './recurring-charges.ts'

/** What the customer does on the payment page. */
export type PageOutcome = 'pay' | 'pay_twice' | 'decline' | 'ask_bank' | 'close' | 'approve' | 'refuse'

/** A card is given up after so many tries. */
const mostDeclines = 3

/**
 * The sandbox's payment provider: payments that a customer makes on its page, and charges that renew when the business
 * clock reaches the end of a period. Every call is a whole: it happens, or it does not.
 */
export class PaymentProvider extends RecurringCharges {
  readonly #payments = new Map<string, Payment>()
  readonly #byKey = new Map<string, Payment>()
  /** The merchant's keys of the refunds of a part. */
  readonly #givenBack = new Set<string>()
  /** Keys that were withdrawn before anything came for them: a call that arrives late must not begin what has ended. */
  readonly #voidedKeys = new Set<string>()

  /** Starts a payment. Nothing due is paid immediately. */
  create(wanted: NewPayment): Payment {
    const known = this.#byKey.get(wanted.key)
    if (known) {
      if (JSON.stringify(parametersOf(known)) === JSON.stringify(parametersOf(wanted))) return known
      throw new ProviderRefusal(409, 'key_reused', 'this key belongs to another payment')
    }
    const isVoided = this.#voidedKeys.has(wanted.key)
    if (!isVoided) this.balances.take(wanted.customer, balanceUsed(wanted))
    const payment: Payment = {
      ...wanted,
      id: `pay_${crypto.randomUUID()}`,
      clientSecret: `secret_${crypto.randomUUID()}`,
      status: isVoided ? 'closed' : 'open',
      isAskingBank: false,
      declines: 0,
      charges: [],
      expiresAt: Date.now() + wanted.expiresInSeconds * 1000,
      before: null,
    }
    this.#payments.set(payment.id, payment)
    this.#byKey.set(payment.key, payment)
    if (payment.status === 'open' && payment.amountMinor === 0) this.#settle(payment)
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

  /** Withdraws what is not paid, also what has not come yet. */
  void(key: string): void {
    const payment = this.#byKey.get(key)
    const wasPaid = payment?.status === 'paid' || payment?.status === 'refunded'
    if (wasPaid) throw new ProviderRefusal(409, 'paid', 'this payment has been paid')
    if (payment?.status === 'open') this.#close(payment)
    if (!payment) this.#voidedKeys.add(key)
  }

  /** Gives back all of a payment, and puts the recurring charge back to what it was, as far as that still runs. */
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
    if (!payment || !charge) throw noCharge()
    this.#giveBack(payment, charge)
    if (payment.charges.every(({ isRefunded }) => isRefunded)) this.#undo(payment)
  }

  /** Gives back a part of what was paid for a payment, and leaves the recurring charge as it is. */
  giveBack({ key, paymentKey, amountMinor }: { key: string; paymentKey: string; amountMinor: number }): void {
    if (this.#givenBack.has(key)) return
    const payment = this.#byKey.get(paymentKey)
    const [charge] = payment?.charges.filter(({ isRefunded }) => !isRefunded) ?? []
    if (!payment || !charge) throw new ProviderRefusal(409, 'not_paid', 'this payment has not been paid')
    const returned = this.#returnedOf(charge.id)
    if (returned + amountMinor > charge.amountMinor) throw tooMuch()
    this.#givenBack.add(key)
    charge.isRefunded = returned + amountMinor === charge.amountMinor
    this.note('refunded', payment, amountMinor, payment, charge.id)
  }

  /**
   * Money that goes back without a call of the merchant: the bank claims it, or a person returns it in the provider's own pages.
   * It is the last that an account has paid, and the recurring charge goes on.
   */
  returnByHand(account: string, amountMinor?: number): void {
    const paid = this.effects.findLast(
      (effect) => effect.account === account && (effect.kind === 'charged' || effect.kind === 'renewed'),
    )
    const payment = this.payments().find(({ charges }) => charges.some(({ id }) => id === paid?.chargeId)) ?? null
    const about = payment ?? this.invoices.find(paid?.chargeId ?? '')
    if (!paid || !about) throw noCharge()
    const chargeId = about === payment ? paid.chargeId : about.id
    const returned = this.#returnedOf(chargeId)
    const amount = amountMinor ?? paid.amountMinor - returned
    if (amount === 0 || returned + amount > paid.amountMinor) throw tooMuch()
    const charge = payment?.charges.find(({ id }) => id === chargeId)
    if (charge) charge.isRefunded = returned + amount === charge.amountMinor
    this.note('refunded', about, amount, payment, chargeId)
    const periodEndsAt = this.subscription(account)?.periodEndsAt ?? null
    this.say('charge.returned', about, {
      paymentId: payment?.id ?? null,
      chargeId,
      invoiceId: payment ? null : about.id,
      returned: { amountMinor: returned + amount, currency: about.currency, periodEndsAt },
    })
  }

  /** What has fallen due by now: ends of periods in business time, and payments that were not made in real time. */
  override settleDue(): void {
    for (const payment of this.#payments.values()) {
      if (payment.status === 'open' && payment.expiresAt <= Date.now()) this.#close(payment)
    }
    super.settleDue()
  }

  override reset(): void {
    super.reset()
    this.#payments.clear()
    this.#byKey.clear()
    this.#voidedKeys.clear()
    this.#givenBack.clear()
  }

  #pay(payment: Payment): void {
    this.#settle(payment)
    this.#charge(payment)
  }

  #settle(payment: Payment): void {
    payment.status = 'paid'
    payment.isAskingBank = false
    const { account, customer, recurring, merchant, description, metadata } = payment
    payment.before = this.subscription(account)
    this.balances.add(customer, creditOf(payment))
    if (recurring.amountMinor === 0) {
      this.put(account, null)
      return
    }
    const next: Subscription = {
      account,
      customer,
      price: recurring,
      scheduled: null,
      renews: true,
      renewalSetBy: null,
      periodEndsAt: endOfPeriod(this.now(), recurring.interval).toISOString(),
      card: 'good',
      setBy: payment.id,
      merchant,
      description,
      metadata,
    }
    this.put(account, next)
    this.note('set', next, recurring.amountMinor, payment)
  }

  #charge(payment: Payment): void {
    const charge: Charge = { id: `ch_${crypto.randomUUID()}`, amountMinor: payment.amountMinor, isRefunded: false }
    payment.charges.push(charge)
    this.note('charged', payment, charge.amountMinor, payment, charge.id)
    this.say('payment.paid', payment, { paymentId: payment.id, chargeId: charge.id })
  }

  #decline(payment: Payment): void {
    payment.isAskingBank = false
    payment.declines += 1
    if (payment.declines < mostDeclines) return
    payment.status = 'failed'
    this.balances.add(payment.customer, balanceUsed(payment))
    this.say('payment.failed', payment, { paymentId: payment.id })
  }

  #close(payment: Payment): void {
    payment.status = 'closed'
    payment.isAskingBank = false
    this.balances.add(payment.customer, balanceUsed(payment))
    this.say('payment.closed', payment, { paymentId: payment.id })
  }

  #giveBack(payment: Payment, charge: Charge): void {
    if (charge.isRefunded) return
    charge.isRefunded = true
    this.note('refunded', payment, charge.amountMinor - this.#returnedOf(charge.id), payment, charge.id)
  }

  #returnedOf(chargeId: string | null): number {
    return this.effects.reduce(
      (sum, effect) => sum + (effect.kind === 'refunded' && effect.chargeId === chargeId ? effect.amountMinor : 0),
      0,
    )
  }

  #undo(payment: Payment): void {
    if (payment.status === 'refunded') return
    payment.status = 'refunded'
    const credit = creditOf(payment)
    this.balances.add(payment.customer, balanceUsed(payment))
    this.balances.add(payment.customer, { ...credit, amountMinor: -credit.amountMinor })
    const current = this.subscription(payment.account)
    if (current?.setBy === payment.id) this.put(payment.account, putBack(payment.before, current, this.now()))
  }
}

/**
 * What was charged before `current`. Not when its period is over, since it would charge anew for what was not asked for any
 * more; and renewal that was turned off meanwhile stays off.
 */
function putBack(before: Subscription | null, current: Subscription, now: Date): Subscription | null {
  if (!before || Date.parse(before.periodEndsAt) <= now.getTime()) return null
  const { renews, renewalSetBy } = current
  return renews ? before : { ...before, renews, renewalSetBy, scheduled: null }
}

function noCharge(): ProviderRefusal {
  return new ProviderRefusal(404, 'no_charge', 'there is no such charge')
}

function tooMuch(): ProviderRefusal {
  return new ProviderRefusal(409, 'too_much', 'more than was paid cannot be given back')
}

function balanceUsed({ balanceUsedMinor, currency }: NewPayment) {
  return { amountMinor: balanceUsedMinor, currency }
}

function creditOf({ creditMinor, currency }: NewPayment) {
  return { amountMinor: creditMinor, currency }
}

function parametersOf(payment: NewPayment): unknown {
  const { key, account, customer, amountMinor, currency, recurring, balanceUsedMinor, creditMinor, metadata } = payment
  return [key, account, customer, amountMinor, currency, recurring, balanceUsedMinor, creditMinor, metadata]
}
