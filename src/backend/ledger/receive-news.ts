import type { SubscriptionHolder } from '../../contract/subscription.ts'
import type { PaymentEvent } from '../payments/payment-event.ts'
import type { ChangeRow } from './change-row.ts'
import { changeStates } from './change-states.ts'
import { chargeThatPaid } from './charge-that-paid.ts'
import { deliveredUntil, periodBegunBy } from './delivered-period.ts'
import { reversalKey } from './give-back-part.ts'
import { enterGoneBack } from './gone-back-early.ts'
import type { LedgerParts } from './ledger-parts.ts'
import { chargeOccasion, goneBackOf, momentOf, rememberReturned } from './returned-money.ts'
import { isLeftToAPerson, isReadWithIt, returnStrays } from './stray-charges.ts'
import { systemChange, type Subject } from './system-change.ts'
import { isUndecided, keepInMind } from './undecided-charge.ts'
import { firstOccasionOf, rememberPaid } from './unpaid-renewal.ts'
import { hasReturned, wayToReturn } from './way-to-return.ts'

/** What became of a piece of news; `target` is the subscription that has something to do now. */
export interface Received {
  isTaken: boolean
  target: string | null
}

const unknownYet: Received = { isTaken: false, target: null }
const noted = (target: string | null): Received => ({ isTaken: true, target })

/** Enters what the provider says by itself. The provider is asked before anything is done because of it. */
export async function receiveNews(
  parts: LedgerParts,
  event: PaymentEvent,
  holder: SubscriptionHolder,
): Promise<Received> {
  const { store, timing, runtime } = parts
  const { newId } = runtime
  switch (event.type) {
    case 'foreign.received':
      return noted(null)
    case 'payment.paid': {
      const news = await store.noteChange(event.changeId, { payment: 'paid', chargeId: event.chargeId })
      if (news.kind === 'unknown') return unknownYet
      if (news.kind === 'closed') await returnLate(parts, news.change, event.chargeId)
      return noted(news.change.target)
    }
    case 'payment.failed':
    case 'payment.abandoned': {
      const payment = event.type === 'payment.failed' ? 'failed' : 'abandoned'
      const news = await store.noteChange(event.changeId, { payment, chargeId: null })
      return news.kind === 'unknown' ? unknownYet : noted(news.change.target)
    }
    case 'renewal.paid': {
      const wasThere = await rememberPaid(parts, { ...event, holder }, event.invoiceId)
      return noted(wasThere ? event.target : null)
    }
    case 'renewal.failed': {
      const graceEndsAt = new Date(parts.now().getTime() + timing.renewalGraceMs).toISOString()
      const { invoiceId } = event
      const about = { ...event, holder }
      const remembered = { kind: 'not_read' } as const
      const cause = { action: 'await_renewal', invoiceId, graceEndsAt, remembered } as const
      await store.addChange(systemChange(cause, about, firstOccasionOf(invoiceId), newId))
      return noted(null)
    }
    case 'recurring.ended':
    case 'recurring.changed': {
      const about = { ...event, holder }
      await store.addChange(systemChange({ action: 'align', cause: 'news', seen: null }, about, event.eventId, newId))
      return noted(event.target)
    }
    case 'charge.returned':
      return noteReturned(parts, event, holder)
    case 'charge.disputed': {
      const { changeId, chargeId, state } = event
      const occasion = `dispute:${chargeId}/${state}`
      const align = { action: 'align', cause: 'news', seen: null } as const
      const added = await store.addChange(systemChange(align, { ...event, holder }, occasion, newId))
      if (added.kind === 'added') parts.emit({ type: 'charge.disputed', changeId, state })
      return noted(event.target)
    }
    default:
      return event satisfies never
  }
}

/** What is reported beside the charge that news has named first, or after the end. */
async function returnLate(parts: LedgerParts, change: ChangeRow, chargeId: string): Promise<void> {
  if (isUndecided(change)) return keepInMind(parts, change, chargeId)
  if (isReadWithIt(change, chargeId)) return
  await returnStrays(parts, change, [chargeId], await wayToReturn(parts, change))
}

/**
 * What a bank or a person at the provider has given back ends no plan. It gives no credit any more, and the partner is told.
 * What the ledger has given back itself comes back as news too, and is known.
 */
async function noteReturned(
  parts: LedgerParts,
  event: Extract<PaymentEvent, { type: 'charge.returned' }>,
  holder: SubscriptionHolder,
): Promise<Received> {
  const { store } = parts
  const { changeId, chargeId, amount, target, customerId } = event
  const about = { ...event, holder }
  if (changeId === null) return credited(parts, event, about, null)
  const change = await store.findChange({ id: changeId })
  if (!change) return unknownYet
  const isTheirs = change.target === target && change.customerId === customerId
  if (!isTheirs) return noted(null)
  const paidBy = chargeThatPaid(change)
  const isStray = paidBy !== null && paidBy !== chargeId && !isUndecided(change)
  if (isStray) {
    const isLeft = await isLeftToAPerson(store, change, chargeId)
    return isLeft ? told(parts, event, about) : knownToBeBack(parts, event, about, change)
  }
  if (changeStates[change.state].isOpen) return noteEarly(parts, event, about, change)
  if (change.state === 'closed') {
    const received = await told(parts, event, about)
    await enterGoneBack(parts, change)
    return received
  }
  if (change.state !== 'applied') return knownToBeBack(parts, event, about, change)
  const reversal = await store.findChange({ key: reversalKey(changeId), lane: 'system', target, customerId })
  if (!reversal || !hasReturned(reversal, amount)) return credited(parts, event, about, change)
  const { facts } = reversal
  const periodEndsAt = 'periodEndsAt' in facts ? facts.periodEndsAt : null
  if (periodEndsAt) await rememberReturned(parts, about, momentOf(periodEndsAt), { of: changeId, amount })
  return noted(null)
}

/** Of a change that is under way: its period, and which charge has paid, is known once the plan is there. */
async function noteEarly(
  parts: LedgerParts,
  event: ReturnedNews,
  about: Subject,
  change: ChangeRow,
): Promise<Received> {
  const { id, facts } = change
  const { amount } = event
  const due = 'due' in facts ? facts.due : null
  const isWhole = due === null || amount.amountMinor >= due.amountMinor
  // It may be what the ledger itself gives back.
  const isOwn = facts.direction === 'returning' && isWhole
  const received = isOwn ? await knownToBeBack(parts, event, about, change) : await told(parts, event, about)
  const now = await parts.store.findChange({ id })
  // It has ended in between, and may have looked before that was written.
  if (now?.state === 'applied' || now?.state === 'closed') await enterGoneBack(parts, now)
  return received
}

type ReturnedNews = Extract<PaymentEvent, { type: 'charge.returned' }>

/** No person is asked about what is known to have gone back. */
async function knownToBeBack(
  parts: LedgerParts,
  { chargeId, amount }: ReturnedNews,
  about: Subject,
  { id }: ChangeRow,
): Promise<Received> {
  await rememberReturned(parts, about, chargeOccasion(chargeId), { of: id, amount })
  return noted(null)
}

/** It gives no credit for its period any more. */
async function credited(
  parts: LedgerParts,
  event: ReturnedNews,
  about: Subject,
  change: ChangeRow | null,
): Promise<Received> {
  const { changeId, chargeId, amount } = event
  const returned = { of: changeId ?? chargeId, amount }
  if ((await goneBackOf(parts.store, about, { chargeId, of: returned.of })) >= amount.amountMinor) return noted(null)
  const begun = change && (await periodBegunBy(parts, change))
  const periodEndsAt = begun ?? (await deliveredUntil(parts, about, event.periodEndsAt))
  // The period first: news whose second row could not be written comes again, and is told then.
  if (periodEndsAt !== null) await rememberReturned(parts, about, momentOf(periodEndsAt), returned)
  return told(parts, event, about)
}

async function told(parts: LedgerParts, event: ReturnedNews, about: Subject): Promise<Received> {
  const { changeId, chargeId, amount } = event
  const returned = { of: changeId ?? chargeId, amount }
  const isNew = await rememberReturned(parts, about, chargeOccasion(chargeId), returned)
  if (isNew) parts.emit({ type: 'charge.returned', changeId, amount })
  return noted(about.target)
}
