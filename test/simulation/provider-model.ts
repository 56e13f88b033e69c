import { addMonths } from '../../packages/sandbox/src/core/platform/periods.ts'
import type { GiveBackOrder } from '../../src/backend/payments/payment-order.ts'
import { nameOf } from './catalogue.ts'
import { keyOf, ProviderRefusal, RecurringModel, type Price, type Recurring } from './recurring-model.ts'
import { money } from './story.ts'

interface Charge {
  id: string
  cents: number
  isReturned: boolean
}

/** What the merchant asks to be paid. The key is the change that it is for: the same key is the same payment. */
export interface NewPayment {
  key: string
  target: string
  customerId: string
  websiteId: string
  cents: number
  to: Price
  /** How much of the customer's balance it uses; refused when less is there. */
  balanceUsed: number
  /** Kept for the customer when it is paid. */
  credit: number
}

export interface Payment extends NewPayment {
  id: string
  secret: string
  status: 'open' | 'paid' | 'failed' | 'closed' | 'refunded'
  declines: number
  charges: Charge[]
  /** In business time. */
  expiresAt: number
  /** What was charged before, to be put back by a refund. */
  before: Recurring | null
}

/** The payment provider: payments on its page, beside the charges that renew. Every call is a whole: it happens, or it does not. */
export class ProviderModel extends RecurringModel {
  readonly payments = new Map<string, Payment>()
  readonly #byKey = new Map<string, Payment>()
  readonly #voided = new Set<string>()

  start(wanted: NewPayment, paysAtOnce: boolean): Payment {
    const known = this.#byKey.get(wanted.key)
    if (known) {
      if (known.cents === wanted.cents && known.to.packageId === wanted.to.packageId) return known
      throw new ProviderRefusal('key_reused')
    }
    const { ids, clock, story } = this.world
    const isVoided = this.#voided.has(wanted.key)
    if (wanted.balanceUsed > Math.max(0, this.balanceOf(wanted.customerId)))
      throw new ProviderRefusal('balance_changed')
    if (!isVoided) this.hold(wanted, -wanted.balanceUsed)
    const payment: Payment = {
      ...wanted,
      id: ids.next('payment', wanted.customerId),
      secret: ids.next('secret', wanted.customerId),
      status: isVoided ? 'closed' : 'open',
      declines: 0,
      charges: [],
      expiresAt: clock.now + 60 * 60_000,
      before: null,
    }
    this.payments.set(payment.id, payment)
    this.#byKey.set(payment.key, payment)
    const what = `payment of ${money(payment.cents)} begins for ${payment.target} (${nameOf(payment.to.packageId)})`
    story.tell('provider', what)
    if (isVoided) return payment
    if (payment.cents === 0) this.#settle(payment)
    else if (paysAtOnce && this.of(payment)?.card === 'good') this.#pay(payment)
    return payment
  }

  payment(id: string): Payment {
    const found = this.payments.get(id)
    if (!found) throw new ProviderRefusal('no_payment')
    return found
  }

  paymentOf(key: string): Payment | undefined {
    return this.#byKey.get(key)
  }

  /** What the customer does on the payment page. What has ended stays as it is. */
  press(id: string, what: 'pay' | 'pay_twice' | 'decline' | 'close'): void {
    const payment = this.payment(id)
    if (payment.status !== 'open') return
    switch (what) {
      case 'pay':
      case 'pay_twice':
        this.#pay(payment)
        if (what === 'pay_twice') this.#charge(payment)
        break
      case 'decline':
        payment.declines += 1
        if (payment.declines < 3) return
        payment.status = 'failed'
        this.hold(payment, payment.balanceUsed)
        this.world.news({ type: 'payment.failed', changeId: payment.key })
        break
      case 'close':
        this.#close(payment)
        break
      default:
        what satisfies never
    }
  }

  /** What nobody has paid in time. */
  expireDue(): void {
    for (const payment of this.payments.values()) {
      if (payment.status === 'open' && payment.expiresAt <= this.world.clock.now) this.#close(payment)
    }
  }

  void(key: string): void {
    const payment = this.#byKey.get(key)
    if (payment?.status === 'paid' || payment?.status === 'refunded') throw new ProviderRefusal('paid')
    if (payment?.status === 'open') this.#close(payment)
    if (!payment) this.#voided.add(key)
  }

  /** Gives back all of a payment, and puts the recurring charge back to what it was. */
  refund(id: string): void {
    const payment = this.payment(id)
    if (payment.status === 'refunded') return
    if (payment.status !== 'paid') throw new ProviderRefusal('not_paid')
    for (const charge of payment.charges) this.#giveBack(payment, charge)
    this.#undo(payment)
  }

  /** Gives back one charge; the last one of its payment takes with it what it set up. */
  refundCharge(chargeId: string): void {
    const payment = [...this.payments.values()].find(({ charges }) => charges.some(({ id }) => id === chargeId))
    const charge = payment?.charges.find(({ id }) => id === chargeId)
    if (!payment || !charge) throw new ProviderRefusal('no_charge')
    this.#giveBack(payment, charge)
    if (payment.charges.every(({ isReturned }) => isReturned)) this.#undo(payment)
  }

  /** Gives back a part of a payment once for one decision, and leaves the recurring charge as it is. */
  giveBackPart(order: GiveBackOrder): void {
    const payment = this.#byKey.get(order.changeId)
    const charged = payment?.charges.find(({ isReturned }) => !isReturned)
    if (!charged || charged.cents < order.amount.amountMinor) throw new ProviderRefusal('not_paid')
    this.world.reversals.goesBack(order)
  }

  #pay(payment: Payment): void {
    this.#settle(payment)
    this.#charge(payment)
  }

  #settle(payment: Payment): void {
    const { clock, story } = this.world
    const { target, customerId, websiteId, to, credit } = payment
    const found = this.of(payment)
    payment.status = 'paid'
    payment.before = found ?? null
    this.world.onSettled(payment, found)
    this.hold(payment, credit)
    if (to.cents === 0) {
      this.recurring.delete(keyOf(payment))
      return
    }
    this.recurring.set(keyOf(payment), {
      target,
      customerId,
      websiteId,
      price: to,
      scheduled: null,
      renews: true,
      renewalSetBy: null,
      periodEndsAt: addMonths(clock.date, to.interval === 'yearly' ? 12 : 1).getTime(),
      card: 'good',
      setBy: payment.id,
    })
    story.tell('provider', `${target} charges ${nameOf(to.packageId)} from now on`)
  }

  #charge(payment: Payment): void {
    const { books, ids, story } = this.world
    const charge: Charge = { id: ids.next('charge', payment.customerId), cents: payment.cents, isReturned: false }
    payment.charges.push(charge)
    if (payment.charges.length > 1) this.world.flag(payment.target, 'paid twice')
    books.post(payment.customerId, payment.target, 'received', 'owed', charge.cents)
    story.tell('provider', `${payment.target} charged ${money(charge.cents)}`)
    this.world.news({ type: 'payment.paid', changeId: payment.key, chargeId: charge.id })
  }

  #close(payment: Payment): void {
    payment.status = 'closed'
    this.hold(payment, payment.balanceUsed)
    this.world.story.tell('provider', `${payment.target} payment closed`)
    this.world.news({ type: 'payment.abandoned', changeId: payment.key })
  }

  #giveBack(payment: Payment, charge: Charge): void {
    if (charge.isReturned) return
    charge.isReturned = true
    this.world.books.post(payment.customerId, payment.target, 'owed', 'returned', charge.cents)
    this.world.story.tell('provider', `${payment.target} returned ${money(charge.cents)}`)
    this.world.onReturned(payment)
  }

  #undo(payment: Payment): void {
    if (payment.status === 'refunded') return
    payment.status = 'refunded'
    this.world.platform.isNotBought(payment, payment.to.packageId)
    // Below zero when the credit was used elsewhere meanwhile: later credit then goes there first.
    this.hold(payment, payment.balanceUsed - payment.credit)
    const current = this.of(payment)
    if (current?.setBy !== payment.id) return
    const { before } = payment
    // What would be charged the moment it is back is not put back, and what was turned off meanwhile stays off.
    if (!before || before.periodEndsAt <= this.world.clock.now) this.recurring.delete(keyOf(payment))
    else if (current.renews) this.recurring.set(keyOf(payment), before)
    else {
      const { renewalSetBy } = current
      this.recurring.set(keyOf(payment), { ...before, renews: false, renewalSetBy, scheduled: null })
    }
  }
}
