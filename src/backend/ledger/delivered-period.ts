import { addIntervals, runningPeriod } from '../../contract/periods.ts'
import { boughtBy, mayHaveBegun } from './change-facts.ts'
import type { ChangeRow } from './change-row.ts'
import type { LedgerParts } from './ledger-parts.ts'
import type { SubscriptionOf } from './platform-subscription.ts'
import type { Store } from './store.ts'

const dayMs = 86_400_000

/**
 * The end of the period that was paid for, as the platform has it: credit is counted by that. The provider's begins with the
 * payment and the platform's later, so it is the period whose end is nearest. Where another plan was charged for a period that
 * ends far from that, it is none of the platform's. Where the provider does not say which one it was,
 * it is taken to be the one that runs: that gives too little credit rather than credit for what has gone back.
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
  if (period === null || !('plan' in running)) return charged
  if (charged === null) return new Date(period.end).toISOString()
  const periodsLater = Math.round((Date.parse(charged) - period.end) / (period.end - period.start))
  if (Math.abs(periodsLater) > 1) return charged
  return addIntervals(new Date(period.end), running.plan.interval, periodsLater).toISOString()
}

/**
 * The end of the period that a purchase has begun, as the platform has it. `null` once that was renewed, and where something
 * else runs or was bought since.
 */
export async function periodBegunBy({ subscription, store }: LedgerParts, change: ChangeRow): Promise<string | null> {
  const { facts } = change
  const packageId = boughtBy(facts)
  if (packageId === null) return null
  const read = await subscription.read(facts)
  if (read.kind !== 'read') return null
  const { subscription: running, lastPackageChangeAt } = read.reading
  const period = runningPeriod(running, [lastPackageChangeAt])
  const isOn = (running.status === 'active' || running.status === 'ending') && !running.trial
  if (!period || !isOn || running.plan.packageId !== packageId) return null
  const isRenewed = lastPackageChangeAt !== null && period.start - Date.parse(lastPackageChangeAt) > dayMs
  if (isRenewed) return null
  const isLast = !(await isBegunByLater(store, change, packageId))
  return isLast ? new Date(period.end).toISOString() : null
}

/** Whether a later change than this one may have begun the plan that runs. */
export async function isBegunByLater(
  store: Pick<Store, 'listChanges'>,
  { id, target, customerId, startedAt, facts }: ChangeRow,
  packageId: string,
): Promise<boolean> {
  const of = facts.holder === 'website' ? { websiteId: facts.websiteId } : { customerId }
  const since = await store.listChanges({ of, state: 'applied', since: startedAt, after: null, most: mostLater })
  return since.some((later) => later.id !== id && later.target === target && mayHaveBegun(packageId, later.facts))
}

/** A customer starts no more changes than that in a period, and the newest come first. */
const mostLater = 200
