import { runningPeriod } from '../../contract/periods.ts'
import type { Reading } from '../platform/platform.ts'
import type { GiveBackFacts } from './change-facts.ts'

type TakenBack = Pick<GiveBackFacts, 'boughtPackageId' | 'periodEndsAt'>

const dayMs = 86_400_000

/**
 * False where another plan runs than the one that is being taken back: it was chosen by another hand, or bought since, as the
 * same one is that is bought again for a website that was made again within the day.
 */
export function isTakenBack(what: TakenBack, reading: Reading): boolean {
  const { subscription } = reading
  const runs = subscription.status === 'none' ? null : subscription.plan.packageId
  const isSamePlan = (what.boughtPackageId ?? null) === null || what.boughtPackageId === runs
  return isSamePlan && !isBoughtAgain(what, reading)
}

/** True in the first period of a plan that is not the one that was paid for. Another hand may have moved the end of that. */
function isBoughtAgain({ periodEndsAt }: TakenBack, { subscription, lastPackageChangeAt }: Reading): boolean {
  const period = runningPeriod(subscription, [lastPackageChangeAt])
  if (period === null || periodEndsAt === null || lastPackageChangeAt === null) return false
  return period.start === Date.parse(lastPackageChangeAt) && period.end !== Date.parse(periodEndsAt)
}

/** True when a period has begun since that was paid for by itself. */
export function hasRenewed({ periodEndsAt }: TakenBack, { subscription }: Reading): boolean {
  const endsAt = subscription.status === 'active' || subscription.status === 'ending' ? subscription.endsAt : null
  return endsAt !== null && periodEndsAt !== null && Date.parse(endsAt) - Date.parse(periodEndsAt) > dayMs
}
