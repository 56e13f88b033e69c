import { alignment, seenIn } from './alignment.ts'
import { isPaid, isPurchase, patched, type FactsPatch, type Seen } from './change-facts.ts'
import { changeStates } from './change-states.ts'
import type { ChangeRow } from './change-row.ts'
import type { Hold } from './hold.ts'
import type { LedgerParts } from './ledger-parts.ts'
import { pauseAfter, type NextStep } from './next-step.ts'
import { subjectOf, systemChange } from './system-change.ts'
import { awaitMoneyOf } from './unpaid-renewal.ts'
import type { World } from './verdict-shape.ts'
import { watchOccasion } from './watch-row.ts'
import { readWorld } from './world.ts'

/**
 * Makes sure that a subscription is watched, and looked at within that time. News gets lost, and the provider's pages and
 * other hands change things without any. So each subscription that something is charged for has a watch: a row at its end
 * that wakes now and then, compares both sides, and starts what brings them together.
 */
export async function keepWatch(parts: LedgerParts, hold: Hold, change: ChangeRow, wakeInMs: number): Promise<void> {
  if (parts.payments.collects !== 'now') return
  const seen = seenBy(change)
  const wanted = systemChange({ action: 'watch', seen }, subjectOf(change), watchOccasion, parts.runtime.newId)
  const added = await parts.store.addChange({ ...wanted, state: 'applied', wakeInMs })
  if (added.kind !== 'same_key') return
  const { wakeAt, facts } = added.change
  const known = facts.action === 'watch' ? facts.seen : null
  const isNew = seen !== null && (known?.charge !== seen.charge || known.renewal !== seen.renewal)
  const isLater = wakeAt === null || wakeAt > hold.now() + wakeInMs
  if (!isLater && !isNew) return
  const kept = { ...added.change, facts: isNew ? patched(facts, { seen }) : facts }
  await hold.save(kept, sleeping(kept, wakeInMs))
}

/** What is known of both sides right after a plan was bought. */
const chargedOnly: Seen = { charge: 'renews', renewal: 'on', isApart: false }

/** What a change that was applied leaves behind on both sides. */
function seenBy({ state, facts }: ChangeRow): Seen | null {
  if (state !== 'applied') return null
  if (facts.action === 'align') return facts.seen
  const isCharged = isPurchase(facts) && isPaid(facts) && facts.quote.to.price.amountMinor > 0
  return isCharged ? chargedOnly : null
}

function sleeping({ state, facts }: ChangeRow, wakeInMs: number | null) {
  return {
    state,
    facts,
    wakeInMs,
    hasEnded: !changeStates[state].isOpen,
    raisesTurn: false,
    call: { kind: 'none' },
    clearsWish: false,
    paidBy: null,
  } as const
}

/** One look at both sides, without any news. */
export async function sweep(parts: LedgerParts, hold: Hold, watch: ChangeRow): Promise<NextStep> {
  const notYetMs = Math.max(hold.quietForMs(), hold.stalenessMs())
  if (notYetMs > 0) return { wakeInMs: notYetMs }
  const { facts } = watch
  if (facts.action !== 'watch') throw new Error('Only a watch sweeps.')
  try {
    const read = await readWorld(parts, watch, true)
    if (read.kind !== 'read') return await endCharge(parts, watch, read.kind)
    return await compare(parts, hold, watch, read.world)
  } catch (error) {
    parts.emit({ type: 'trouble', changeId: watch.id, doing: 'comparing platform and provider', error })
    return { wakeInMs: Math.min(parts.timing.sweepMs, pauseAfter(hold.now() - (watch.wakeAt ?? hold.now())) * 10) }
  }
}

async function compare(parts: LedgerParts, hold: Hold, watch: ChangeRow, world: World): Promise<NextStep> {
  const { facts } = watch
  const seen = facts.action === 'watch' ? facts.seen : null
  const due = world.standing?.due ?? null
  const { newId } = parts.runtime
  if (due?.kind === 'overdue') await awaitMoneyOf(parts, subjectOf(watch), due.invoiceId)
  if (alignment({ cause: 'sweep', seen }, world).kind !== 'done') {
    const isBeingAligned = hold.claim.changes.some(
      (change) => change.facts.action === 'align' && changeStates[change.state].isOpen,
    )
    const align = systemChange(
      { action: 'align', cause: 'sweep', seen },
      subjectOf(watch),
      `turn-${hold.claim.turn}`,
      newId,
    )
    if (!isBeingAligned) await parts.store.addChange(align)
    return { wakeInMs: nextSweepMs(parts, world) }
  }
  const isUnknownHere = seen === null && !world.standing?.recurring
  if (isUnknownHere) return { wakeInMs: nextSweepMs(parts, world) }
  const isApart = tellApart(parts, watch, world, seen?.isApart ?? false)
  const patch: FactsPatch = { seen: seenIn(world, isApart) }
  return { facts: patch, wakeInMs: nextSweepMs(parts, world) }
}

/** The website is not this customer's any more: nobody pays for it in this customer's name. */
async function endCharge(
  parts: LedgerParts,
  watch: ChangeRow,
  reason: 'website_gone' | 'owner_changed',
): Promise<NextStep> {
  const { target, customerId } = watch
  const { recurring, due } = await parts.payments.standing({ target, customerId })
  if (!recurring && !due) return { wakeInMs: null }
  const what = `${recurring?.periodEndsAt ?? ''}/${due?.invoiceId ?? ''}`
  const end = systemChange({ action: 'end_charge', reason }, subjectOf(watch), what, parts.runtime.newId)
  await parts.store.addChange(end)
  return { wakeInMs: parts.timing.sweepMs }
}

const dayMs = 86_400_000

/** Tells the partner, once, when a change that was applied late makes charge and delivery renew on different days. */
function tellApart(parts: LedgerParts, watch: ChangeRow, world: World, wasApart: boolean): boolean {
  const { subscription } = world.reading
  const recurring = world.standing?.recurring
  if (subscription.status !== 'active' || !recurring?.renews || subscription.endsAt === null) return false
  const isApart = Math.abs(Date.parse(subscription.endsAt) - Date.parse(recurring.periodEndsAt)) > dayMs
  if (isApart && !wasApart) {
    parts.emit({
      type: 'periods_apart',
      changeId: watch.id,
      deliveredUntil: subscription.endsAt,
      chargedUntil: recurring.periodEndsAt,
    })
  }
  return isApart
}

const marginMs = 900_000

/** On a schedule, and once shortly before and once shortly after each period's end. */
function nextSweepMs({ timing, now }: LedgerParts, { reading: { subscription }, standing }: World): number {
  const ends = [standing?.recurring?.periodEndsAt, 'endsAt' in subscription ? subscription.endsAt : null]
  const lefts = ends.flatMap((end) => (end ? [Date.parse(end) - now().getTime()] : []))
  const waits = lefts
    .map((left) => (left > marginMs ? left - marginMs : left + marginMs))
    .filter((wait) => wait > 60_000)
  return Math.min(timing.sweepMs, ...waits)
}
