import type { OutstandingPayment, RecurringCharge } from '../payments/payment-order.ts'
import { standingAt } from './capabilities.ts'
import type { Remembered } from './change-facts.ts'
import type { ChangeRow } from './change-row.ts'
import type { Hold } from './hold.ts'
import type { LedgerParts } from './ledger-parts.ts'
import { LeaseLostError } from './store.ts'
import { attention, type NextStep } from './next-step.ts'
import { subjectOf, systemChange } from './system-change.ts'
import { isBehind, isClaimedBack, occasionIn } from './unpaid-renewal.ts'

const notRead: Remembered = { kind: 'not_read' }

/** A period that is delivered and not paid: it waits for the money, and its subscription is ended when the grace is over. */
export async function awaitRenewal(parts: LedgerParts, hold: Hold, change: ChangeRow): Promise<NextStep> {
  const { facts } = change
  if (facts.action !== 'await_renewal') throw new Error('Only an unpaid renewal waits for its money.')
  if (change.paymentNews === 'paid') return { state: 'applied', wakeInMs: null, raisesTurn: true }
  // What the partner's own invoicing has written off has no grace left.
  const isOver = Date.parse(facts.graceEndsAt) <= parts.now().getTime() || change.paymentNews === 'abandoned'
  const remembered = facts.remembered ?? notRead
  if (!isOver && remembered.kind === 'read') return { wakeInMs: parts.timing.paymentPollMs }
  try {
    const { due, recurring } = await standingOf(parts, change)
    if (!isOver) return { facts: { remembered: { kind: 'read', recurring } }, wakeInMs: parts.timing.paymentPollMs }
    const { invoiceId, graceEndsAt, reported, unpaid } = facts
    // News that never came must not end what was paid. Behind an older invoice this one may be unpaid as well: the provider looks
    // at it when the charge is ended for it.
    const isOpen = due !== null && (due.invoiceId === invoiceId || (await isBehind(parts.store, change, due.invoiceId)))
    if (!isOpen) return { state: 'applied', wakeInMs: null, raisesTurn: true }
    // What was claimed back may be an earlier period's: whether the paid one ends for it is a person's decision. By writing it
    // off the partner has decided.
    const wasPaid = isClaimedBack(change) || (due.invoiceId === invoiceId && due.wasPaid === true)
    if (wasPaid && change.paymentNews !== 'abandoned') return attention(change, 'renewal_unpaid')
    const charged = remembered.kind === 'read' ? remembered.recurring : recurring
    const plan = charged ? { packageId: charged.packageId, periodEndsAt: charged.periodEndsAt } : { packageId: null }
    const own = { ...(reported && { reported }), ...(unpaid !== undefined && { unpaid }) }
    const cause = { action: 'end_unpaid', invoiceId, graceEndsAt, ...plan, ...own } as const
    // Whoever has stalled since it was claimed does not know what has been reported to others meanwhile.
    await hold.lastsFor(0)
    const added = await parts.store.addChange(
      systemChange(cause, subjectOf(change), occasionIn(change), parts.runtime.newId),
    )
    // Whoever reports it as paid writes that down first, and then looks for the end: one of the two sees the other.
    if ((await parts.store.findChange({ id: change.id }))?.paymentNews === 'paid') {
      if ('change' in added) await parts.store.noteChange(added.change.id, { payment: 'paid', chargeId: invoiceId })
      return { state: 'applied', wakeInMs: null, raisesTurn: true }
    }
    return { state: 'failed', facts: { reason: 'renewal_unpaid' }, wakeInMs: null }
  } catch (error) {
    if (error instanceof LeaseLostError) throw error
    const operation = isOver ? 'ending an unpaid subscription' : 'looking at an unpaid subscription'
    parts.emit({ type: 'attempt.failed', changeId: change.id, operation, error })
    if (!isOver) return { wakeInMs: parts.timing.paymentPollMs }
    const triedSince = facts.triedSince ?? hold.now()
    if (hold.now() - triedSince > parts.timing.giveUpMs) return attention(change, 'provider_unreadable')
    return { facts: { triedSince }, wakeInMs: parts.timing.paymentPollMs }
  }
}

type Due = Pick<OutstandingPayment, 'invoiceId' | 'wasPaid'>

/** What the partner's own invoicing has reported counts until it says otherwise, since no provider can be asked. */
async function standingOf(
  parts: LedgerParts,
  { facts, target, customerId, paymentNews }: ChangeRow,
): Promise<{ due: Due | null; recurring: RecurringCharge | null }> {
  const isReported = facts.action === 'await_renewal' && (facts.reported !== undefined || paymentNews === 'abandoned')
  return isReported
    ? { due: { invoiceId: facts.invoiceId }, recurring: null }
    : standingAt(parts, { target, customerId })
}
