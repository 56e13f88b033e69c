import type { ActiveSubscription } from '../../contract/subscription.ts'
import type { RecurringCharge } from '../payments/payment-order.ts'
import type { World } from './verdict-shape.ts'

/** A charge and its delivery begin their periods apart by as long as the change took; what is later than this is for a person. */
const mostMs = 3_600_000
const dayMs = 86_400_000
/** How long the platform may take to begin a period that is due. */
const lateMs = 600_000

/**
 * How long until the platform begins a period that has been charged already. Renewal that is turned off before that would end
 * the plan with the period before, and the customer would have paid for nothing.
 */
export function untilDeliveredMs({
  reading: { subscription },
  standing,
  now,
}: Pick<World, 'reading' | 'standing' | 'now'>): number {
  const endsAt = subscription.status === 'active' ? subscription.endsAt : null
  const recurring = standing?.recurring
  if (!endsAt || !recurring) return 0
  const left = Date.parse(endsAt) - now.getTime()
  const isCharged = Date.parse(recurring.periodEndsAt) - Date.parse(endsAt) > dayMs
  return isCharged && left < mostMs && left > -lateMs ? Math.max(0, left) + 1_000 : 0
}

/** What two calls one after the other take on a good day, and more. */
const bothCallsMs = 60_000

/**
 * How long until both sides have begun the next period, where one of them begins it within the minute or has begun it already.
 * Renewal that is turned off at the provider before that, and on the platform after it, would leave a period that is delivered
 * and never charged.
 */
export function untilBothBegunMs({ reading: { subscription }, standing, now }: World): number {
  const recurring = standing?.recurring
  if (subscription.status !== 'active' || subscription.endsAt === null || !recurring?.renews) return 0
  if (!isChargeOf(subscription, recurring)) return 0
  const [delivered, charged] = [subscription.endsAt, recurring.periodEndsAt].map(
    (end) => Date.parse(end) - now.getTime(),
  )
  const isDelivered = delivered! - charged! > dayMs && charged! < mostMs
  const waits = [delivered!, charged!].filter((left) => left > 0 && left <= (isDelivered ? mostMs : bothCallsMs))
  return waits.length === 0 ? 0 : Math.max(...waits) + 1_000
}

/** A trial, or the plan of a website that was made again under the same id, does not wait for the charge of what was there before. */
function isChargeOf({ plan, trial }: ActiveSubscription, { packageId, scheduledPackageId }: RecurringCharge): boolean {
  return trial === null && [packageId, scheduledPackageId].includes(plan.packageId)
}
