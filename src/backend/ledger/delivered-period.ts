import { runningPeriod } from '../../contract/periods.ts'
import { isPurchase } from './change-facts.ts'
import type { ChangeRow } from './change-row.ts'
import type { LedgerParts } from './ledger-parts.ts'
import type { SubscriptionOf } from './platform-subscription.ts'

const dayMs = 86_400_000

/**
 * The end of the period that was paid for, as the platform has it: credit is counted by that. The provider's begins with the
 * payment and the platform's later, so ends that are less than half a period apart are of the same one. Where the provider does not say
 * which one it was, it is taken to be the one that runs: that gives too little credit rather than credit for what has gone back.
 */
export async function deliveredUntil(
  { subscription }: LedgerParts,
  of: SubscriptionOf,
  charged: string | null,
): Promise<string | null> {
  const read = await subscription.read(of)
  if (read.kind !== 'read') return charged
  const { subscription: running, lastPackageChangeAt } = read.reading
  const period = runningPeriod(running, [lastPackageChangeAt])
  if (period === null) return charged
  const isSame = charged === null || Math.abs(Date.parse(charged) - period.end) < (period.end - period.start) / 2
  return isSame ? new Date(period.end).toISOString() : charged
}

/**
 * The end of the period that a purchase has begun, as the platform has it. `null` once that was renewed, and where something
 * else runs or was bought since.
 */
export async function periodBegunBy(
  { subscription, store }: LedgerParts,
  { id, target, customerId, startedAt, facts }: ChangeRow,
): Promise<string | null> {
  if (!isPurchase(facts)) return null
  const read = await subscription.read(facts)
  if (read.kind !== 'read') return null
  const { subscription: running, lastPackageChangeAt } = read.reading
  const period = runningPeriod(running, [lastPackageChangeAt])
  const isOn = (running.status === 'active' || running.status === 'ending') && !running.trial
  if (!period || !isOn || running.plan.packageId !== facts.packageId) return null
  const isRenewed = lastPackageChangeAt !== null && period.start - Date.parse(lastPackageChangeAt) > dayMs
  if (isRenewed) return null
  const of = facts.holder === 'website' ? { websiteId: facts.websiteId } : { customerId }
  const since = await store.listChanges({ of, state: 'applied', since: startedAt, after: null, most: mostLater })
  const isLast = !since.some((later) => later.id !== id && later.target === target && isPurchase(later.facts))
  return isLast ? new Date(period.end).toISOString() : null
}

/** A customer starts no more changes than that in a period, and the newest come first. */
const mostLater = 200
