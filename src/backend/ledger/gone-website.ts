import type { ChangeRow } from './change-row.ts'
import type { Hold } from './hold.ts'
import type { LedgerParts } from './ledger-parts.ts'
import type { NextStep } from './next-step.ts'

/** So far apart two looks have to agree; less than the look before the end of a period comes ahead of that. */
const surelyGoneMs = 600_000

/** What follows from a look that found no website. */
export interface GoneLook {
  /** The first of the looks that have found none, one after the other, in the store's time. */
  goneSince: number
  /** For how long nothing is done about it yet. */
  notYetMs: number
  /** Where nothing is left to do: it is looked at until it has been gone for longer than outages last. */
  nextLookMs: number | null
}

/**
 * What a watch that finds no website does next. While the platform is rolled out or badly routed, every website may seem to be
 * gone, and what is ended because of that cannot be taken back.
 */
export function lookAgainAtGone({ timing }: Pick<LedgerParts, 'timing'>, hold: Hold, { facts }: ChangeRow): GoneLook {
  const goneSince = facts.goneSince ?? hold.now()
  const goneForMs = hold.now() - goneSince
  return {
    goneSince,
    notYetMs: Math.min(timing.sweepMs, surelyGoneMs) - goneForMs,
    nextLookMs: goneForMs < timing.sweepMs ? timing.sweepMs : null,
  }
}

/** What the system does about a website that is not there waits as long before it is given up; `null` once it has. */
export function waitForGone(parts: Pick<LedgerParts, 'timing'>, hold: Hold, change: ChangeRow): NextStep | null {
  const { goneSince, notYetMs } = lookAgainAtGone(parts, hold, change)
  // The platform has answered: the time in which it could not be read does not count any more.
  return notYetMs > 0 ? { facts: { goneSince, triedSince: null }, wakeInMs: notYetMs } : null
}
