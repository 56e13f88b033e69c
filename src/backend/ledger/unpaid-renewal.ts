import type { RecurringCharge } from '../payments/payment-order.ts'
import type { NewChange, Store } from './store.ts'
import type { OwnInvoice } from './change-facts.ts'
import type { ChangeRow } from './change-row.ts'
import { changeStates } from './change-states.ts'
import type { LedgerParts } from './ledger-parts.ts'
import { systemChange, type Subject } from './system-change.ts'

/** One invoice is not paid, claimed back and paid again more often than that only by mistake. */
const mostTimes = 20

const prefix = 'await_renewal:'

/**
 * A paid invoice that the customer claims back at the bank is unpaid once more: each time has a row of its own. The number of an
 * invoice that looks like such a later time is written in another way.
 */
function occasionOf(invoiceId: string, time: number): string {
  return /\/\d+$/.test(invoiceId) ? JSON.stringify([invoiceId, time]) : plainOccasion(invoiceId, time)
}

/** As it was written for every invoice in rows of before. */
function plainOccasion(invoiceId: string, time: number): string {
  return time === 1 ? invoiceId : `${invoiceId}/${time}`
}

/** Under which an invoice is waited for that is unpaid for the first time. */
export function firstOccasionOf(invoiceId: string): string {
  return occasionOf(invoiceId, 1)
}

/** True for a row that waits for an invoice which had been paid before. */
export function isClaimedBack({ key, facts }: ChangeRow): boolean {
  if (facts.action !== 'await_renewal') return false
  const { invoiceId } = facts
  const isLater = key.startsWith(`${prefix}${JSON.stringify([invoiceId]).slice(0, -1)},`)
  return key.startsWith(`${prefix}${invoiceId}/`) || (isLater && key !== prefix + firstOccasionOf(invoiceId))
}

/** For which time a row waits: its plan is ended under the same name, once for each. */
export function occasionIn({ key }: ChangeRow): string {
  return key.slice(prefix.length)
}

/**
 * Remembers that an invoice was paid, and wakes the row that waits for it. Claimed back later on it is unpaid once more, which
 * is not the same as never paid: by then another period may be running, and be paid for.
 *
 * @returns true when a row had been there before.
 */
export async function rememberPaid(parts: LedgerParts, subject: Subject, invoiceId: string): Promise<boolean> {
  const { store } = parts
  let last = await lastTimeOf(store, subject, invoiceId)
  if (!last) {
    const added = await store.addChange(paidChange(parts, subject, invoiceId, 1))
    if (added.kind !== 'same_key') return false
    last = { time: 1, row: added.change }
  }
  const noted = await store.noteChange(last.row.id, { payment: 'paid', chargeId: invoiceId })
  const row = noted.kind === 'unknown' ? last.row : noted.change
  // The end of its charge may be failing: claimed back and lost until it succeeds, the invoice is a debt of its own.
  const ending = await endingFor(store, row, invoiceId)
  if (ending) await store.noteChange(ending.id, { payment: 'paid', chargeId: invoiceId })
  // Its plan was ended, or a person has closed it: that it was paid all the same has to be told from never.
  const isOver = row.state === 'failed' || (row.state === 'closed' && !parts.payments.recurring)
  if (isOver && last.time < mostTimes && !(await isSettled(store, row, invoiceId))) {
    await store.addChange(paidChange(parts, subject, invoiceId, last.time + 1))
  }
  return true
}

function paidChange(parts: LedgerParts, subject: Subject, invoiceId: string, time: number): NewChange {
  const graceEndsAt = parts.now().toISOString()
  const cause = { action: 'await_renewal', invoiceId, graceEndsAt, remembered: { kind: 'not_read' } } as const
  const paid = systemChange(cause, subject, occasionOf(invoiceId, time), parts.runtime.newId)
  return { ...paid, state: 'applied', wakeInMs: null }
}

/** Waits for the money of an invoice that the provider calls overdue, unless a row does so already. */
export async function awaitMoneyOf(
  parts: LedgerParts,
  subject: Subject,
  invoiceId: string,
  recurring: RecurringCharge | null,
  own: OwnInvoice = {},
): Promise<void> {
  const isOver = (last: ChangeRow) => isSettled(parts.store, last, invoiceId)
  await awaitOnce(parts, subject, { invoiceId, recurring, own }, isOver)
}

interface Unpaid {
  invoiceId: string
  recurring: RecurringCharge | null
  own: OwnInvoice
}

/** Waits for an invoice under its next time, once what was waited for under the last one is over. */
async function awaitOnce(
  parts: LedgerParts,
  subject: Subject,
  unpaid: Unpaid,
  isOver: (last: ChangeRow) => boolean | Promise<boolean>,
): Promise<void> {
  const { store } = parts
  for (let tries = 0; tries < mostTimes; tries++) {
    const last = await lastTimeOf(store, subject, unpaid.invoiceId)
    if (last && (last.time === mostTimes || !(await isOver(last.row)))) return
    const occasion = occasionOf(unpaid.invoiceId, last ? last.time + 1 : 1)
    const added = await store.addChange(unpaidChange(parts, subject, unpaid, occasion))
    // Reported twice together, or written down by another worker: its row says.
    if (added.kind !== 'same_key') return
  }
}

function unpaidChange(
  { now, timing, runtime }: LedgerParts,
  subject: Subject,
  { invoiceId, recurring, own }: Unpaid,
  occasion: string,
): NewChange {
  const graceEndsAt = new Date(now().getTime() + timing.renewalGraceMs).toISOString()
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
  if (last && isContested(last)) return
  await rememberPaid(parts, subject, invoiceId)
  await awaitOnce(parts, subject, { invoiceId, recurring: null, own }, (row) => !isContested(row))
}

/**
 * What was done for an invoice makes way once the partner says that it is for another period: what runs may be paid. What a
 * person has closed stays closed, for the period that is named by now.
 */
export async function makeWay(parts: LedgerParts, subject: Subject, invoiceId: string, own: OwnInvoice): Promise<void> {
  const { store } = parts
  const last = await lastTimeOf(store, subject, invoiceId)
  if (!last || !isForOther(last.row, own) || (await isSettled(store, last.row, invoiceId))) return
  if (!isClosed(await underWayFor(store, last.row, invoiceId))) {
    await rememberPaid(parts, subject, invoiceId)
    return
  }
  if (last.time === mostTimes) return
  const unpaid = unpaidChange(parts, subject, { invoiceId, recurring: null, own }, occasionOf(invoiceId, last.time + 1))
  await store.addChange({ ...unpaid, state: 'closed', wakeInMs: null })
}

function isForOther({ facts }: ChangeRow, { unpaid }: OwnInvoice): boolean {
  const before = 'unpaid' in facts ? facts.unpaid : undefined
  return before !== undefined && unpaid !== undefined && before?.endsAt !== unpaid?.endsAt
}

function isContested(row: ChangeRow): boolean {
  return isClaimedBack(row) && changeStates[row.state].isOpen && row.paymentNews === null
}

/**
 * The partner has given up on an invoice: its plan ends without a grace, also where a person had let it run on before. A person
 * who lets it run on afterwards has the last word.
 */
export async function giveUp(parts: LedgerParts, subject: Subject, invoiceId: string, own: OwnInvoice): Promise<void> {
  const { store, now } = parts
  const endsAt = own.unpaid?.endsAt ?? null
  // What a person has let run on beyond the period was billed by itself.
  const isPast = endsAt !== null && Date.parse(endsAt) <= now().getTime()
  const isOver = async (last: ChangeRow) =>
    (await isSettled(store, last, invoiceId)) || (!isPast && (await isLetBe(store, last, invoiceId)))
  await awaitOnce(parts, subject, { invoiceId, recurring: null, own }, isOver)
  const last = await lastUnpaidOf(store, subject, invoiceId)
  if (!last) return
  const { id } = await underWayFor(store, last, invoiceId)
  await store.noteChange(id, { payment: 'abandoned', chargeId: null })
}

/** True where a person has closed what was to end a plan, before the partner had given up on its invoice. */
async function isLetBe(store: Store, row: ChangeRow, invoiceId: string): Promise<boolean> {
  const closed = await underWayFor(store, row, invoiceId)
  return isClosed(closed) && row.paymentNews !== 'abandoned' && closed.paymentNews !== 'abandoned'
}

/** What is, or was, under way for an invoice: the row that waits for it, and once that has waited for long enough its end. */
async function underWayFor(store: Store, row: ChangeRow, invoiceId: string): Promise<ChangeRow> {
  return (row.state === 'failed' ? await endingFor(store, row, invoiceId) : null) ?? row
}

/** Also where no worker has come by since a person has decided that. */
function isClosed({ state, wish }: ChangeRow): boolean {
  return state === 'closed' || (changeStates[state].isOpen && wish === 'close')
}

/** True when what a row has waited for was paid, so that an invoice which is unpaid by now is so once more. */
async function isSettled(store: Store, row: ChangeRow, invoiceId: string): Promise<boolean> {
  const { state, paymentNews } = row
  // One that is before a person stays there when it is paid, and may come to be overdue once more meanwhile.
  if (state === 'applied' || (changeStates[state].isOpen && paymentNews === 'paid')) return true
  // Paid before a person has closed it. An invoice that a provider collects stays closed all the same.
  if (state === 'closed') return paymentNews === 'paid' && isReported(row)
  if (state !== 'failed') return false
  const ending = await endingFor(store, row, invoiceId)
  // The end may be failing still, or have come too late: it was paid all the same.
  return ending !== null && (ending.paymentNews === 'paid' || ending.state === 'abandoned')
}

/** True for an invoice of the partner's own. */
function isReported({ facts }: ChangeRow): boolean {
  const { unpaid, reported }: OwnInvoice = 'unpaid' in facts || 'reported' in facts ? facts : {}
  return unpaid !== undefined || reported !== undefined
}

/** The row that ends, or has ended, a subscription for an invoice that stayed unpaid. */
async function endingFor(store: Store, waited: ChangeRow, invoiceId: string): Promise<ChangeRow | null> {
  const { target, customerId } = waited
  const at = (occasion: string) =>
    store.findChange({ key: `end_unpaid:${occasion}`, lane: 'system', target, customerId })
  const own = await at(occasionIn(waited))
  // In rows of before an invoice had one for all its times.
  const ending = own ?? (isClaimedBack(waited) ? await at(invoiceId) : null)
  const isOther = ending?.facts.action === 'end_unpaid' && ending.facts.invoiceId !== invoiceId
  return isOther ? null : ending
}

/**
 * Whether the partner's own invoicing has reported as paid what a subscription is to end for. Whoever has begun the end may not have
 * come to write that down there: then the row says so that has waited for the money.
 */
export async function isReportedPaid({ store, payments }: LedgerParts, ending: ChangeRow): Promise<boolean> {
  const { key, paymentNews, target, customerId } = ending
  if (paymentNews === 'paid') return true
  if (payments.recurring) return false
  const waited = key.replace(/^end_unpaid:/, prefix)
  return (await store.findChange({ key: waited, lane: 'system', target, customerId }))?.paymentNews === 'paid'
}

/** True where another invoice was waited for before: of several the provider names the oldest, and says nothing about this one. */
export async function isBehind(store: Store, waiting: ChangeRow, otherId: string): Promise<boolean> {
  const first = await timeOf(store, waiting, otherId, 1)
  return first !== null && first.startedAt < waiting.startedAt
}

/** The row that waits for an invoice, or waited for it last; `null` when none has. */
export async function lastUnpaidOf(store: Store, about: About, invoiceId: string): Promise<ChangeRow | null> {
  return (await lastTimeOf(store, about, invoiceId))?.row ?? null
}

/** What the partner's own invoicing has said of an unpaid invoice so far: the last word on its period, and on what is owed. */
export async function reportedOf(store: Store, about: About, invoiceId: string): Promise<OwnInvoice> {
  const said: OwnInvoice = {}
  for (let time = 1; time <= mostTimes; time++) {
    const row = await timeOf(store, about, invoiceId, time)
    if (row === null) break
    if (isAnothers(row, invoiceId)) continue
    const { facts } = row
    if ('unpaid' in facts && facts.unpaid !== undefined) said.unpaid = facts.unpaid
    if ('reported' in facts && facts.reported !== undefined) said.reported = facts.reported
  }
  return said
}

/** Whether what an invoice is for is paid by now, as far as is known: also where its plan was ended before that. */
export async function isPaidByNow(store: Store, about: About, invoiceId: string): Promise<boolean> {
  const row = await lastUnpaidOf(store, about, invoiceId)
  return row !== null && isSettled(store, row, invoiceId)
}

type About = Pick<Subject, 'target' | 'customerId'>

/** One time that an invoice was unpaid; `row` is an earlier one's where a row of before has taken its key for another invoice. */
interface Time {
  time: number
  row: ChangeRow
}

async function lastTimeOf(store: Store, about: About, invoiceId: string): Promise<Time | null> {
  let last: Time | null = null
  for (let time = 1; time <= mostTimes; time++) {
    const found = await timeOf(store, about, invoiceId, time)
    if (found === null) return last
    last = { time, row: last && isAnothers(found, invoiceId) ? last.row : found }
  }
  return last
}

async function timeOf(
  store: Store,
  { target, customerId }: About,
  invoiceId: string,
  time: number,
): Promise<ChangeRow | null> {
  const at = (occasion: string) => store.findChange({ key: prefix + occasion, lane: 'system', target, customerId })
  const occasion = occasionOf(invoiceId, time)
  const before = plainOccasion(invoiceId, time)
  const found = await at(occasion)
  if (found || occasion === before) return found
  const ofBefore = await at(before)
  return ofBefore && !isAnothers(ofBefore, invoiceId) ? ofBefore : null
}

function isAnothers({ facts }: ChangeRow, invoiceId: string): boolean {
  return facts.action === 'await_renewal' && facts.invoiceId !== invoiceId
}
