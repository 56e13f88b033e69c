import type { Money } from '../../contract/money.ts'
import type { GiveBackFacts, UnpaidPeriod } from './change-facts.ts'
import type { LedgerParts } from './ledger-parts.ts'
import type { Store } from './store.ts'
import { systemChange, type Subject } from './system-change.ts'
import { isPaidByNow, reportedOf } from './unpaid-renewal.ts'

type About = Pick<Subject, 'target' | 'customerId'>

/** How much has gone back in all of one charge, or of what was paid for one change. */
interface Returned {
  of: string
  amount: Money
}

/** What goes back of one period comes in so few parts; more of them are a mistake. */
const mostParts = 50

/**
 * Remembers how much has gone back, for the end of a period or another occasion. Each charge or change counts once, with the
 * largest amount that was reported for it.
 *
 * @returns false when that is known already.
 */
export async function rememberReturned(
  { store, runtime }: Pick<LedgerParts, 'store' | 'runtime'>,
  subject: Subject,
  occasion: string,
  { of, amount }: Returned,
): Promise<boolean> {
  for (let part = 1; part <= mostParts; part++) {
    const cause = { action: 'returned', of, amount } as const
    const wanted = systemChange(cause, subject, occasionOf(occasion, part), runtime.newId)
    const added = await store.addChange({ ...wanted, state: 'applied', wakeInMs: null })
    if (added.kind === 'added') return true
    if (added.kind !== 'same_key') throw new Error('It has no quote and no limit.')
    const { facts } = added.change
    const isKnown = facts.action === 'returned' && facts.of === of && facts.amount.amountMinor >= amount.amountMinor
    if (isKnown) return false
  }
  return false
}

/** How much has gone back by another hand of one charge, and of what was paid by it for a change. */
export async function goneBackOf(
  store: Store,
  about: About,
  { chargeId, of }: { chargeId: string; of: string },
): Promise<number> {
  const parts = await partsOf(store, about, chargeOccasion(chargeId))
  return Math.max(0, ...parts.filter((part) => part.of === of).map(({ amount }) => amount.amountMinor))
}

/** Under which the news of a charge is remembered, whichever period it was for. */
export function chargeOccasion(chargeId: string): string {
  return `charge/${chargeId}`
}

/** What has gone back of what was paid for the period that ends then. */
export async function returnedOf(store: Store, about: About, periodEndsAt: string): Promise<Money | null> {
  // The open rows first: one that ends in between has written down before what has gone back.
  const live = await store.liveOf(about.target)
  const written = await partsOf(store, about, momentOf(periodEndsAt))
  const parts = (await Promise.all(written.map((part) => unlessTakenBack(store, about, part, periodEndsAt)))).flat()
  for (const { facts, customerId } of live) {
    // A person has decided on it already, and it has not gone back yet.
    const isGoingBack = facts.action === 'give_back' || facts.action === 'give_back_and_end'
    if (!isGoingBack || customerId !== about.customerId || facts.periodEndsAt === null) continue
    if (momentOf(facts.periodEndsAt) === momentOf(periodEndsAt)) parts.push(inAllBy(facts))
  }
  return inAll(parts)
}

const invoicePrefix = 'invoice/'

/**
 * Where the partner bills by itself, what was agreed counts as received. Of the period of an invoice that was given up nothing
 * was: that is written down, so that it gives no credit for the plan that is chosen next.
 */
export async function rememberWrittenOff(
  parts: Pick<LedgerParts, 'store' | 'runtime'>,
  subject: Subject,
  invoiceId: string,
  unpaid: Pick<UnpaidPeriod, 'price' | 'endsAt'>,
): Promise<void> {
  const { price, endsAt } = unpaid
  if (price === null || endsAt === null) return
  await rememberReturned(parts, subject, momentOf(endsAt), { of: invoicePrefix + invoiceId, amount: price })
}

/**
 * What is written off may be paid after all, or turn out to be another period's. Unpaid once more after that, it is the same
 * money.
 */
async function unlessTakenBack(store: Store, about: About, part: Returned, periodEndsAt: string): Promise<Returned[]> {
  const invoiceId = await writtenOffIn(store, part)
  if (invoiceId === null) return [part]
  const { unpaid } = await reportedOf(store, about, invoiceId)
  const isOthers = typeof unpaid?.endsAt === 'string' && momentOf(unpaid.endsAt) !== momentOf(periodEndsAt)
  if (isOthers || (await isPaidByNow(store, about, invoiceId))) return []
  return [{ ...part, of: invoicePrefix + invoiceId }]
}

async function writtenOffIn(store: Store, { of }: Returned): Promise<string | null> {
  if (of.startsWith(invoicePrefix)) return of.slice(invoicePrefix.length)
  // Rows of before name the change that has ended the plan.
  const by = await store.findChange({ id: of })
  return by?.facts.action === 'end_unpaid' ? by.facts.invoiceId : null
}

/** How much has gone back of what was paid for a change, once what a person has decided on has gone back too. */
export function inAllBy({ of, amount, goneBefore = 0 }: GiveBackFacts): Returned {
  return { of, amount: { ...amount, amountMinor: amount.amountMinor + goneBefore } }
}

async function partsOf(store: Store, { target, customerId }: About, occasion: string): Promise<Returned[]> {
  const parts: Returned[] = []
  for (let part = 1; part <= mostParts; part++) {
    const key = `returned:${occasionOf(occasion, part)}`
    const found = await store.findChange({ key, lane: 'system', target, customerId })
    if (found?.facts.action !== 'returned') break
    parts.push(found.facts)
  }
  return parts
}

function inAll(parts: readonly Returned[]): Money | null {
  const [first] = parts
  if (!first) return null
  const most = new Map<string, number>()
  for (const { of, amount } of parts) most.set(of, Math.max(most.get(of) ?? 0, amount.amountMinor))
  return { ...first.amount, amountMinor: [...most.values()].reduce((sum, amountMinor) => sum + amountMinor, 0) }
}

function occasionOf(occasion: string, part: number): string {
  return part === 1 ? occasion : `${occasion}/${part}`
}

/** A moment as one text, however it was written. */
export function momentOf(instant: string): string {
  return new Date(instant).toISOString()
}
