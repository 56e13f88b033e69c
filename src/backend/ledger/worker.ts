import { LeaseLostError, type Claim } from '../stores/store.ts'
import { changeStates } from './change-states.ts'
import type { ChangeRow, SystemAction } from './change-row.ts'
import { holdOf, type Hold } from './hold.ts'
import type { LedgerParts } from './ledger-parts.ts'
import { settleChange } from './settle.ts'

/** Actions that call the platform for the provider or the clock, and give way to what a customer has paid for. */
const givesWay: ReadonlySet<string> = new Set<SystemAction>(['end_unpaid', 'mirror_billing'])

/** How long a system change waits before it looks again whether the customer's change is through. */
const giveWayMs = 2_000

/**
 * Takes hold of one subscription, the one asked for or any that is due, and settles what can be settled of it.
 * False when there was nothing to take hold of.
 */
export async function workOnce(parts: LedgerParts, target?: string): Promise<boolean> {
  const { store, timing } = parts
  const owner = parts.runtime.newId()
  const claim = await store.claim({ owner, leaseMs: timing.leaseMs, ...(target !== undefined && { target }) })
  if (!claim) return false
  const hold = holdOf(store, claim, timing, parts.runtime)
  try {
    await settleAll(parts, hold, claim)
  } catch (error) {
    if (!(error instanceof LeaseLostError)) parts.emit({ type: 'trouble', changeId: null, doing: 'settling', error })
  } finally {
    await store.release(hold.claim).catch((error: unknown) => {
      parts.emit({ type: 'trouble', changeId: null, doing: 'releasing a subscription', error })
    })
  }
  return true
}

/** The customer's change first: what the provider caused waits for it, or makes it let go while it is unpaid. */
async function settleAll(parts: LedgerParts, hold: Hold, { changes }: Claim): Promise<void> {
  const isWanted = changes.some((change) => isDue(change, hold) && givesWay.has(change.facts.action))
  let open: ChangeRow | undefined
  for (const change of changes.filter(({ lane }) => lane === 'customer')) {
    const settled = await settleCustomers(parts, hold, change, isWanted)
    if (changeStates[settled.state].isOpen) open = settled
  }
  for (const change of changes.filter(({ lane }) => lane === 'system')) {
    if (!isDue(change, hold)) continue
    if (open && givesWay.has(change.facts.action)) await putOff(parts, hold, change)
    else await settleOrPutOff(parts, hold, change)
  }
}

async function settleCustomers(
  parts: LedgerParts,
  hold: Hold,
  found: ChangeRow,
  isInTheWay: boolean,
): Promise<ChangeRow> {
  let change = found
  if (isInTheWay && change.state === 'awaiting_payment' && change.wish === null) {
    const noted = await parts.store.noteChange(change.id, { wish: 'abandon' })
    if (noted.kind !== 'unknown') change = noted.change
  }
  return isDue(change, hold) ? settleOrPutOff(parts, hold, change) : change
}

/** A mistake in one change must not keep the worker from the others, nor bring it back at once. */
async function settleOrPutOff(parts: LedgerParts, hold: Hold, change: ChangeRow): Promise<ChangeRow> {
  try {
    return await settleChange(parts, hold, change)
  } catch (error) {
    if (error instanceof LeaseLostError) throw error
    parts.emit({ type: 'trouble', changeId: change.id, doing: 'settling', error })
    const now = (await parts.store.findChange({ id: change.id })) ?? change
    return putOff(parts, hold, now, 5_000)
  }
}

async function putOff(parts: LedgerParts, hold: Hold, change: ChangeRow, wakeInMs = giveWayMs): Promise<ChangeRow> {
  const { id, notes, state, facts } = change
  const hasEnded = !changeStates[state].isOpen
  const saved = await parts.store.saveChange(hold.claim, id, notes, {
    state,
    facts,
    wakeInMs,
    hasEnded,
    raisesTurn: false,
    call: { kind: 'none' },
    clearsWish: false,
    paidBy: null,
  })
  return saved.change
}

function isDue({ wakeAt }: ChangeRow, hold: Hold): boolean {
  return wakeAt !== null && wakeAt <= hold.now()
}
