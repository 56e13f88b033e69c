import type { ChangeRow } from './change-row.ts'
import type { Hold } from './hold.ts'
import type { LedgerParts } from './ledger-parts.ts'
import type { NextStep } from './next-step.ts'

/** So far apart two looks have to agree; less than the look before the end of a period comes ahead of that. */
const surelyGoneMs = 600_000

/** What the system does about a website that is not there waits as long before it is given up; `null` once it has. */
export function waitForGone(
  { timing }: Pick<LedgerParts, 'timing'>,
  hold: Hold,
  { facts }: ChangeRow,
): NextStep | null {
  const triedSince = facts.triedSince ?? hold.now()
  const leftMs = triedSince + Math.min(timing.sweepMs, surelyGoneMs) - hold.now()
  return leftMs > 0 ? { facts: { triedSince }, wakeInMs: leftMs } : null
}

/**
 * What a watch that finds no website does next. While the platform is rolled out or badly routed, every website may seem to be
 * gone, and what is ended because of that cannot be taken back.
 */
export function lookAgainAtGone(
  { timing }: Pick<LedgerParts, 'timing'>,
  hold: Hold,
  { facts }: ChangeRow,
): { goneSince: number; notYetMs: number; nextLookMs: number | null } {
  const goneSince = (facts.action === 'watch' ? facts.goneSince : null) ?? hold.now()
  const goneForMs = hold.now() - goneSince
  return {
    goneSince,
    /** Until nothing is done about it. */
    notYetMs: Math.min(timing.sweepMs, surelyGoneMs) - goneForMs,
    /** Where nothing is left to do: it is looked at until it has been gone for longer than outages last. */
    nextLookMs: goneForMs < timing.sweepMs ? timing.sweepMs : null,
  }
}
