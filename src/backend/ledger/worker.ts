import { LeaseLostError, type Claim } from './store.ts'
import { bySystem } from './change-history.ts'
import { changeStates } from './change-states.ts'
import { patched, type SystemAction } from './change-facts.ts'
import type { ChangeRow } from './change-row.ts'
import { holdOf, type Hold } from './hold.ts'
import type { LedgerParts } from './ledger-parts.ts'
import { lookAgain } from './look-again.ts'
import { memoriesIn } from './memories.ts'
import { settleChange } from './settle.ts'

/** Actions that call the platform for the provider or the clock, and give way to what a customer has paid for. */
const givesWay: ReadonlySet<string> = new Set<SystemAction>([
  'end_unpaid',
  'align',
  'watch',
  'give_back_and_end',
  'stop_renewal',
])

/** Of these, what ends a change that is not paid yet. A look without news ends nothing. */
function withdraws({ facts }: ChangeRow): boolean {
  return facts.action === 'end_unpaid' || (facts.action === 'align' && facts.cause === 'news')
}

/** How long a system change waits, at least and at most, until the customer's change before it is looked at again. */
const giveWayMs = { least: 2_000, most: 30_000 }

/** Settles what can be settled of one subscription now. `null` when another worker holds it. */
export async function workOnce(parts: LedgerParts, target: string): Promise<Hold | null> {
  const claim = await takeHold(parts, target)
  return claim && (await settleHeld(parts, claim)).hold
}

/** Takes hold of one subscription, the one asked for or any that is due. `null` when there is none to take hold of. */
export function takeHold({ store, timing, runtime }: LedgerParts, target?: string): Promise<Claim | null> {
  return store.claim({ owner: runtime.newId(), leaseMs: timing.leaseMs, ...(target !== undefined && { target }) })
}

/** What became of a subscription that was held. */
interface Settled {
  /** For its time. */
  hold: Hold
  /** True when the store failed: the subscription is as due as before, and an immediate try would fail as well. */
  hasFailed: boolean
}

/** Settles what can be settled of a subscription that is held, and lets it go. */
export async function settleHeld(given: LedgerParts, claim: Claim): Promise<Settled> {
  const { store, timing } = given
  // What could not be written in an earlier hold may be older than what stands in the store by now.
  const parts = { ...given, memories: memoriesIn(store) }
  const hold = holdOf(store, claim, timing, parts.runtime, parts.memories)
  let hasFailed = false
  try {
    await settleAll(parts, hold, claim)
  } catch (error) {
    if (!(error instanceof LeaseLostError)) {
      hasFailed = true
      parts.emit({ type: 'attempt.failed', changeId: null, operation: 'settling', error })
    }
  } finally {
    await store.release(hold.claim).catch((error: unknown) => {
      parts.emit({ type: 'attempt.failed', changeId: null, operation: 'releasing a subscription', error })
    })
  }
  return { hold, hasFailed }
}

/**
 * The customers' changes first: what the provider caused waits for them, or withdraws them while they are unpaid. What waits
 * for a person is waited for by nothing.
 */
async function settleAll(parts: LedgerParts, hold: Hold, { changes }: Claim): Promise<void> {
  const isWanted = ({ customerId }: ChangeRow) =>
    changes.some((change) => isDue(change, hold) && withdraws(change) && change.customerId === customerId)
  // The subscription has come to another customer: the first one's change is looked at before anything is done for the second.
  const hasMoved = new Set(changes.filter(isCustomers).map(({ customerId }) => customerId)).size > 1
  /** Of the customers with a change under way, when that is looked at next. */
  const busy = new Map<string, number>()
  for (const change of changes.filter(({ lane }) => lane === 'customer')) {
    const settled = await settleCustomers(parts, hold, change, isWanted(change), hasMoved)
    if (isUnderWay(settled)) busy.set(settled.customerId, settled.wakeAt ?? hold.now())
  }
  for (const claimed of changes.filter(({ lane }) => lane === 'system')) {
    // A watch may have been told something by what was settled before it.
    const change = hold.latest(claimed)
    // Another customer is at it: whose website it is has to be looked at now.
    const isOvertaken =
      change.facts.action === 'watch' &&
      changes.some((other) => isCustomers(other) && other.customerId !== change.customerId)
    if (!isDue(change, hold) && !isOvertaken) continue
    const waitsUntil = givesWay.has(change.facts.action) ? busy.get(change.customerId) : undefined
    if (waitsUntil !== undefined) await giveWay(hold, change, waitsUntil)
    else await settleOrPutOff(parts, hold, change)
  }
}

function isCustomers(change: ChangeRow): boolean {
  return change.lane === 'customer' && isUnderWay(change)
}

function isUnderWay({ state }: ChangeRow): boolean {
  return changeStates[state].isOpen && state !== 'needs_attention'
}

async function settleCustomers(
  parts: LedgerParts,
  hold: Hold,
  found: ChangeRow,
  isInTheWay: boolean,
  hasMoved: boolean,
): Promise<ChangeRow> {
  const isUnpaid = found.state === 'awaiting_payment'
  if (isInTheWay && isUnpaid && found.wish === null) return settleOrPutOff(parts, hold, found, withdrawn)
  return isDue(found, hold) || (hasMoved && isUnpaid) ? settleOrPutOff(parts, hold, found) : found
}

async function withdrawn({ store }: LedgerParts, change: ChangeRow): Promise<ChangeRow> {
  const noted = await store.noteChange(change.id, { wish: 'abandon', by: bySystem })
  return noted.kind === 'unknown' ? change : noted.change
}

/** A mistake in one change must not keep the worker from the others, nor make it come back immediately. */
async function settleOrPutOff(
  parts: LedgerParts,
  hold: Hold,
  change: ChangeRow,
  prepare?: (parts: LedgerParts, change: ChangeRow) => Promise<ChangeRow>,
): Promise<ChangeRow> {
  try {
    return await settleChange(parts, hold, prepare ? await prepare(parts, change) : change)
  } catch (error) {
    if (error instanceof LeaseLostError) throw error
    parts.emit({ type: 'attempt.failed', changeId: change.id, operation: 'settling', error })
    const now = (await parts.store.findChange({ id: change.id })) ?? change
    // A look that fails finds neither a website nor none.
    return putOff(hold, { ...now, facts: patched(now.facts, { goneSince: null }) }, 5_000)
  }
}

/** An offer to pay is open for up to an hour, and asking every other second whether it still is would be a waste. */
function giveWay(hold: Hold, change: ChangeRow, until: number): Promise<ChangeRow> {
  const { least, most } = giveWayMs
  return putOff(hold, change, Math.min(most, Math.max(least, until - hold.now())))
}

async function putOff(hold: Hold, change: ChangeRow, wakeInMs: number): Promise<ChangeRow> {
  return hold.save(change, lookAgain(change, wakeInMs))
}

function isDue({ wakeAt }: ChangeRow, hold: Hold): boolean {
  return wakeAt !== null && wakeAt <= hold.now()
}
