import { patched, resumedStep, type Seen } from './change-facts.ts'
import type { ChangeRow } from './change-row.ts'
import { changeStates } from './change-states.ts'
import type { Hold } from './hold.ts'
import { lookAgain } from './look-again.ts'
import type { LedgerParts } from './ledger-parts.ts'
import { beforeAPerson, subjectOf, systemChange } from './system-change.ts'
import type { Verdict } from './verdict-shape.ts'

/** What a look has found to be done so that both sides agree. */
export type Missing = Exclude<Verdict, { kind: 'done' | 'wait' }>

/** How long the platform may go on showing what stood before a call that it has accepted. */
const lateMs = 600_000
/** So often, in the time between two looks, the same is called for that the platform accepts and does not show. */
const mostCalls = 2
/** Looks may be closer together than the calls, which have to be found all the same. */
const leastCountedMs = 4 * lateMs

/**
 * Begins what brings platform and provider together. What is before a person is in the way of the same, of another entry for a
 * person, and of nothing else that can be done.
 *
 * @returns how long it is too early for that; `null` where it is not.
 */
export async function startAlignment(
  parts: LedgerParts,
  hold: Hold,
  watch: ChangeRow,
  missing: Missing,
  seen: Seen | null,
): Promise<number | null> {
  const { claim } = hold
  const aligns = claim.changes.filter(
    ({ facts, state, customerId }) =>
      facts.action === 'align' && changeStates[state].isOpen && customerId === watch.customerId,
  )
  if (aligns.some(({ state }) => state !== 'needs_attention')) return null
  const same = aligns.find((align) => isFor(missing, align))
  if (same) {
    if (missing.kind !== 'no' && mayWorkNow(parts, hold, same)) await tryOnceMore(hold, same)
    return null
  }
  if (aligns.length > 0 && missing.kind === 'no') return null
  const accepted = missing.kind === 'send' ? await acceptedOf(parts, hold, watch, missing) : []
  const notYetMs = Math.max(0, ...accepted.map((endedAt) => endedAt + lateMs - hold.now()))
  if (notYetMs > 0) return notYetMs
  // By the time too: the same may have to be done again within a turn, where another hand has done it in between.
  const align = systemChange(
    { action: 'align', cause: 'sweep', seen },
    subjectOf(watch),
    `turn-${claim.turn}/${nameOf(missing)}/${hold.now()}`,
    parts.runtime.newId,
  )
  await parts.store.addChange(accepted.length < mostCalls ? align : beforeAPerson(align, 'not_carried_out'))
  return null
}

/** It was given up without an answer, or before the subscription was changed, some hours ago. Both sides have just been read. */
function mayWorkNow({ timing }: LedgerParts, hold: Hold, { key, facts, wish }: ChangeRow): boolean {
  const { reason, waiting, triedSince, attempts } = facts
  const isUnanswered = reason === 'platform_unreadable' || (reason === 'not_carried_out' && attempts > 0)
  const isOfBefore = !key.startsWith(`align:turn-${hold.claim.turn}/`)
  if (waiting === null || wish !== null || !(isUnanswered || isOfBefore)) return false
  return hold.now() - Math.max(waiting.since, triedSince ?? 0) >= timing.sweepMs
}

/** Since when it waits for a person stays in its row, so that a retry that fails as well is not reported as something new. */
async function tryOnceMore(hold: Hold, align: ChangeRow): Promise<void> {
  const facts = patched(align.facts, { ...resumedStep, reason: null, foreignText: null, reference: null })
  // What a person has decided since the subscription was claimed is carried out, and not this.
  await hold.save(align, { ...lookAgain({ state: 'applying', facts }, 0), unlessNoted: true })
}

/** When the platform has accepted the same call, in the time between two looks. */
async function acceptedOf(
  { store, timing }: LedgerParts,
  hold: Hold,
  { target, customerId, facts }: ChangeRow,
  missing: Missing,
): Promise<number[]> {
  const of = facts.holder === 'website' ? { websiteId: facts.websiteId } : { customerId }
  const since = hold.now() - Math.max(timing.sweepMs, leastCountedMs)
  const applied = await store.listChanges({ of, state: 'applied', since: 0, after: null, most: mostApplied })
  return applied.flatMap((change) => {
    const isSame = change.target === target && change.customerId === customerId && isFor(missing, change)
    // Not by when it was begun: what is tried again is older.
    return isSame && change.endedAt !== null && change.endedAt >= since ? [change.endedAt] : []
  })
}

/** No more changes of a subscription are applied while these calls are made, and the newest come first. */
const mostApplied = 200

/** Whichever turn it was begun in, and also in rows of before, whose keys end with the name. */
function isFor(missing: Missing, { key, facts }: ChangeRow): boolean {
  const isSweeps = facts.action === 'align' && facts.cause === 'sweep'
  return isSweeps && `${key.slice(key.indexOf('/'))}/`.startsWith(`/${nameOf(missing)}/`)
}

function nameOf(missing: Missing): string {
  return missing.kind === 'no' ? missing.reason : `${missing.kind}-${missing.call}-${missing.packageId ?? ''}`
}
