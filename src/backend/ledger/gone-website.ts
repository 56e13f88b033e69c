import type { ChangeRow } from './change-row.ts'
import type { Hold } from './hold.ts'
import type { LedgerParts } from './ledger-parts.ts'

/** So far apart two looks have to agree; less than the look before the end of a period comes ahead of that. */
const surelyGoneMs = 600_000

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
