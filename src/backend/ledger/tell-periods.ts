import { LeaseLostError } from './store.ts'
import { begunSince, seenPeriod, type BegunPeriod } from './begun-periods.ts'
import type { SeenPeriod } from './seen-period.ts'
import type { ChangeRow } from './change-row.ts'
import type { Hold } from './hold.ts'
import type { LedgerParts } from './ledger-parts.ts'
import { pauseAfter, type NextStep } from './next-step.ts'
import type { World } from './verdict-shape.ts'
import { readWorld } from './world.ts'

const hourMs = 3_600_000

/**
 * One look at a subscription that the partner bills by itself: tells what has begun since the last one. What was told is
 * written down afterwards, so that a crash in between tells it again, under the same key.
 */
export async function tellPeriods(
  parts: LedgerParts,
  hold: Hold,
  watch: ChangeRow,
  nextLookMs: (world: World) => number,
): Promise<NextStep> {
  const { facts } = watch
  if (facts.action !== 'watch') throw new Error('Only a watch looks at periods.')
  const seen = facts.period ?? null
  const elapsed = hold.now() - (facts.triedSince ?? hold.now())
  try {
    const read = await readWorld(parts, watch, false)
    if (read.kind !== 'read') {
      const end = parts.now().toISOString()
      if (seen) await tell(parts, watch, seen, { kind: 'fell', startsAt: end, endsAt: null, plan: null }, seen.endsAt)
      return { facts: { period: null, triedSince: null }, wakeInMs: null }
    }
    const { reading, packages, now } = read.world
    for (const begun of seen ? begunSince(seen, reading, now) : []) {
      await tell(parts, watch, seen!, begun, begun.startsAt)
    }
    return { facts: { period: seenPeriod(reading, packages), triedSince: null }, wakeInMs: nextLookMs(read.world) }
  } catch (error) {
    // Another worker holds the subscription by now, and looks itself.
    if (error instanceof LeaseLostError) throw error
    parts.emit({ type: 'attempt.failed', changeId: watch.id, operation: 'telling the partner of a period', error })
    const triedSince = facts.triedSince ?? hold.now()
    if (elapsed <= parts.timing.tellForMs) return { facts: { triedSince }, wakeInMs: pauseAfter(elapsed) }
    parts.emit({ type: 'notification.refused', changeId: watch.id, sinceMs: elapsed })
    return { facts: { triedSince }, wakeInMs: hourMs }
  }
}

/** The key is made of what is written down only afterwards: it is the same however often the period is told. */
async function tell(
  { payments }: LedgerParts,
  { target, customerId, facts }: ChangeRow,
  seen: SeenPeriod,
  { kind, startsAt, endsAt, plan }: BegunPeriod,
  occasion: string,
): Promise<void> {
  await payments.period?.({
    kind,
    key: `${customerId}/${target}/${kind === 'fell' ? seen.endsAt : occasion}/${kind}`,
    target,
    customerId,
    websiteId: facts.websiteId,
    periodStart: startsAt,
    periodEnd: endsAt,
    package: plan,
    amount: plan?.price ?? null,
  })
}
