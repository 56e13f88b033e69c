import type { Reading } from '../platform/platform.ts'
import type { GiveBackFacts } from './change-facts.ts'

type TakenBack = Pick<GiveBackFacts, 'boughtPackageId' | 'periodEndsAt'>

const dayMs = 86_400_000

/** False where another plan runs than the one that is being taken back: it was bought since, or chosen by another hand. */
export function isTakenBack({ boughtPackageId }: TakenBack, { subscription }: Reading): boolean {
  const runs = subscription.status === 'none' ? null : subscription.plan.packageId
  return (boughtPackageId ?? null) === null || boughtPackageId === runs
}

/** True when a period has begun since that was paid for by itself. */
export function hasRenewed({ periodEndsAt }: TakenBack, { subscription }: Reading): boolean {
  const endsAt = subscription.status === 'active' || subscription.status === 'ending' ? subscription.endsAt : null
  return endsAt !== null && periodEndsAt !== null && Date.parse(endsAt) - Date.parse(periodEndsAt) > dayMs
}
