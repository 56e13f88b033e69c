import type { RecurringCharge } from '../payments/payment-order.ts'
import type { NewChange, Store } from './store.ts'
import type { OwnInvoice } from './change-facts.ts'
import type { ChangeRow } from './change-row.ts'
import { changeStates } from './change-states.ts'
import type { LedgerParts } from './ledger-parts.ts'
import { systemChange, type Subject } from './system-change.ts'

/** One invoice is not paid, claimed back and paid again more often than that only by mistake. */
const mostTimes = 20

/** A paid invoice that the customer claims back at the bank is unpaid once more: each time has a row of its own. */
function occasionOf(invoiceId: string, time: number): string {
  return time === 1 ? invoiceId : `${invoiceId}/${time}`
}

/** True for a row that waits for an invoice which had been paid before. */
export function isClaimedBack({ key, facts }: ChangeRow): boolean {
  return facts.action === 'await_renewal' && key.startsWith(`await_renewal:${facts.invoiceId}/`)
}

/**
 * Remembers that an invoice was paid, and wakes the row that waits for it. Claimed back later on it is unpaid once more, which
 * is not the same as never paid: by then another period may be running, and be paid for.
 *
 * @returns true when a row had been there before.
 */
export async function rememberPaid(parts: LedgerParts, subject: Subject, invoiceId: string): Promise<boolean> {
  const { store, runtime } = parts
  const graceEndsAt = parts.now().toISOString()
  const cause = { action: 'await_renewal', invoiceId, graceEndsAt, remembered: { kind: 'not_read' } } as const
  const paid = systemChange(cause, subject, invoiceId, runtime.newId)
  const added = await store.addChange({ ...paid, state: 'applied', wakeInMs: null })
  if (added.kind !== 'same_key') return false
  const waiting = (await lastUnpaidOf(store, subject, invoiceId)) ?? added.change
  await store.noteChange(waiting.id, { payment: 'paid', chargeId: invoiceId })
  // The end of its charge may be failing: claimed back and lost until it succeeds, the invoice is a debt of its own.
  const ending = await endingFor(store, subject, invoiceId)
  if (ending) await store.noteChange(ending.id, { payment: 'paid', chargeId: invoiceId })
  return true
}

/** Waits for the money of an invoice that the provider calls overdue, unless a row does so already. */
export async function awaitMoneyOf(
  parts: LedgerParts,
  subject: Subject,
  invoiceId: string,
  recurring: RecurringCharge | null,
  own: OwnInvoice = {},
): Promise<void> {
  const graceEndsAt = new Date(parts.now().getTime() + parts.timing.renewalGraceMs).toISOString()
  for (let time = 1; time <= mostTimes; time++) {
    const occasion = occasionOf(invoiceId, time)
    const unpaid = unpaidChange(parts, subject, { invoiceId, graceEndsAt, recurring, own, occasion })
    const added = await parts.store.addChange(unpaid)
    if (added.kind !== 'same_key') return
    const { state, paymentNews } = added.change
    // One that is before a person stays there when it is paid, and may come to be overdue once more meanwhile.
    const isPaid = state === 'applied' || (changeStates[state].isOpen && paymentNews === 'paid')
    const isSettled = isPaid || (state === 'failed' && (await wasPaidAfterAll(parts, subject, invoiceId)))
    if (!isSettled) return
  }
}

interface Unpaid {
  invoiceId: string
  graceEndsAt: string
  recurring: RecurringCharge | null
  own: OwnInvoice
  occasion: string
}

function unpaidChange(
  { runtime }: LedgerParts,
  subject: Subject,
  { invoiceId, graceEndsAt, recurring, own, occasion }: Unpaid,
): NewChange {
  const remembered = { kind: 'read', recurring } as const
  const cause = { action: 'await_renewal', invoiceId, graceEndsAt, remembered, ...own } as const
  return systemChange(cause, subject, occasion, runtime.newId)
}

/**
 * Waits for an invoice that the customer contests, as for one that was paid and claimed back: at the end of the grace a
 * person decides. An earlier row that waits for the same invoice gives way to it.
 */
export async function contest(parts: LedgerParts, subject: Subject, invoiceId: string, own: OwnInvoice): Promise<void> {
  const last = await lastUnpaidOf(parts.store, subject, invoiceId)
  const isContested =
    last !== null && isClaimedBack(last) && changeStates[last.state].isOpen && last.paymentNews === null
  if (isContested) return
  await rememberPaid(parts, subject, invoiceId)
  const graceEndsAt = new Date(parts.now().getTime() + parts.timing.renewalGraceMs).toISOString()
  for (let time = 2; time <= mostTimes; time++) {
    const occasion = occasionOf(invoiceId, time)
    const contested = unpaidChange(parts, subject, { invoiceId, graceEndsAt, recurring: null, own, occasion })
    if ((await parts.store.addChange(contested)).kind !== 'same_key') return
  }
}

/** True when its subscription was to be ended for it, and was not. */
async function wasPaidAfterAll({ store }: LedgerParts, subject: Subject, invoiceId: string): Promise<boolean> {
  const ending = await endingFor(store, subject, invoiceId)
  // The end may be failing still: it will not be carried out any more.
  const isGivenUp = ending !== null && changeStates[ending.state].isOpen && ending.paymentNews === 'paid'
  return isGivenUp || ending?.state === 'abandoned'
}

/** The row that ends, or has ended, a subscription for an invoice that stayed unpaid. */
function endingFor(store: Store, { target, customerId }: Subject, invoiceId: string): Promise<ChangeRow | null> {
  return store.findChange({ key: `end_unpaid:${invoiceId}`, lane: 'system', target, customerId })
}

/** The row that waits for an invoice, or waited for it last; `null` when none has. */
export async function lastUnpaidOf(
  store: Store,
  { target, customerId }: Pick<Subject, 'target' | 'customerId'>,
  invoiceId: string,
): Promise<ChangeRow | null> {
  let last: ChangeRow | null = null
  for (let time = 1; time <= mostTimes; time++) {
    const key = `await_renewal:${occasionOf(invoiceId, time)}`
    const found = await store.findChange({ key, lane: 'system', target, customerId })
    if (!found) return last
    last = found
  }
  return last
}
