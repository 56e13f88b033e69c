import { PaymentRefusedError } from '../payments/payment-errors.ts'
import type { GivenBack, PaymentOutcome, Standing } from '../payments/payment-order.ts'
import type { AboutCharge } from '../payments/payments.ts'
import type { ChangeRow } from './change-row.ts'
import type { LedgerParts } from './ledger-parts.ts'
import { orderOf } from './payment-order.ts'

/** What collects, for one change. The same order again is the same payment. */
interface Collecting {
  start(): Promise<PaymentOutcome>
  read(paymentRef: string): Promise<PaymentOutcome>
  void(paymentRef: string | null): Promise<'voided' | 'paid'>
}

/** Only asked for a purchase that waits for its money, which there is none of where nothing collects. */
export function collectOf(parts: LedgerParts, change: ChangeRow): Collecting {
  const { collect, name } = parts.payments
  if (!collect) throw new Error(`${name} does not collect.`)
  const order = orderOf(parts, change)
  const memory = parts.memories.of(change)
  return {
    start: () => collect.start(order, memory),
    read: (paymentRef) => collect.read(order, paymentRef, memory),
    void: (paymentRef) => collect.void(order, paymentRef, memory),
  }
}

/** What gives back, for one change or what belongs to none. */
interface GivingBack {
  payment(paymentRef: string): Promise<GivenBack>
  charge(chargeId: string): Promise<GivenBack>
}

/** @throws PaymentRefusedError where money is given back by hand: that puts it before a person. */
export function giveBackOf(parts: LedgerParts, change: ChangeRow): GivingBack {
  const { giveBack, name } = parts.payments
  if (!giveBack)
    throw new PaymentRefusedError(`${name} gives nothing back by a call: it has to be done in its own pages.`)
  const memory = parts.memories.of(change)
  return {
    payment: (paymentRef) => giveBack.payment(orderOf(parts, change), paymentRef, memory),
    charge: (chargeId) => giveBack.charge(chargeId, memory),
  }
}

const nothing: Standing = { recurring: null, due: null, balance: null }

/** What the provider charges for a subscription: nothing where the partner bills the periods. */
export async function standingAt({ payments, memories }: LedgerParts, about: AboutCharge): Promise<Standing> {
  const { recurring, reads } = payments
  if (!recurring) return nothing
  const { target, customerId } = about
  return reads.standing({ target, customerId }, memories.of(about))
}
