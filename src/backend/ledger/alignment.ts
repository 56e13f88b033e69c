import { compareLimits, type Package } from '../../contract/package.ts'
import type { Reading } from '../platform/platform.ts'
import type { FactsOf, Seen } from './change-facts.ts'
import { untilDeliveredMs } from './between-periods.ts'
import type { Verdict, World } from './verdict-shape.ts'

const aligned: Verdict = { kind: 'done' }

/**
 * What brings the platform's renewal and the recurring charge together. Delivery is the platform's word and money the
 * provider's; where they differ, what is done never charges for less than is delivered, and delivers nothing for
 * nothing. Only renewal that was turned on at the provider, and seen off there before, is turned on on the platform.
 */
export function alignment(
  { cause, seen }: Pick<FactsOf<'align' | 'watch'>, 'seen'> & { cause: FactsOf<'align'>['cause'] },
  world: World,
): Verdict {
  const {
    reading: { subscription },
    packages,
    standing,
  } = world
  const recurring = standing?.recurring ?? null
  const chargeOn = recurring?.renews ? bill('cancel') : aligned
  if (subscription.status !== 'active' && subscription.status !== 'ending') return chargeOn
  if (isFree(subscription.plan))
    return recurring && recurring.packageId !== subscription.plan.packageId ? chargeOn : aligned
  if (subscription.trial) return aligned
  // A plan that was never charged here was sold in another way, and is not this provider's business.
  const wasNeverCharged = recurring === null && cause === 'sweep' && seen === null
  if (wasNeverCharged) return aligned
  if (!recurring?.renews) {
    return subscription.status === 'ending' ? aligned : onceDelivered(world, send('cancel'))
  }
  if (subscription.status === 'ending') {
    const wasResumedThere = cause === 'news' && seen?.charge !== 'renews'
    return wasResumedThere ? send('resume') : bill('cancel')
  }
  const planned = subscription.planned?.packageId ?? null
  const { packageId } = recurring
  // To go on with the same plan does not change it.
  const scheduled = recurring.scheduledPackageId === packageId ? null : recurring.scheduledPackageId
  const delivered = subscription.plan.packageId
  if (packageId !== delivered) {
    // One side's period has ended a little before the other's.
    const isOnItsWay = scheduled === delivered || planned === packageId
    return isOnItsWay ? aligned : { kind: 'no', reason: 'charge_mismatch' }
  }
  if (scheduled === planned) return aligned
  if (planned !== null) return bill('schedule', planned)
  const isSmaller = isSmallerThan(delivered, scheduled, packages)
  return isSmaller ? onceDelivered(world, send('downgrade', scheduled)) : { kind: 'no', reason: 'charge_mismatch' }
}

/** What ends the running plan with its period waits while the next one has been charged and not begun. */
function onceDelivered(world: World, verdict: Verdict): Verdict {
  const forMs = untilDeliveredMs(world)
  return forMs > 0 ? { kind: 'wait', forMs } : verdict
}

function isSmallerThan(delivered: string, scheduled: string | null, packages: readonly Package[]): boolean {
  const from = packages.find(({ id }) => id === delivered)
  const to = packages.find(({ id }) => id === scheduled)
  return from !== undefined && to !== undefined && compareLimits(to.limit, from.limit) < 0
}

/** What a sweep remembers of both sides. */
export function seenIn({ reading, standing }: World, isApart: boolean): Seen {
  const { subscription, createdAt } = reading
  const recurring = standing?.recurring ?? null
  const uncharged = recurring === null ? pricedIn(reading) : null
  return {
    ...(uncharged && { uncharged }),
    charge: recurring === null ? 'none' : recurring.renews ? 'renews' : 'ends',
    renewal: subscription.status === 'active' ? 'on' : 'off',
    isApart,
    madeAt: createdAt,
  }
}

/** The priced plan that runs, whichever of its periods that is; `null` when none does. */
export function pricedIn({
  subscription,
  lastPackageChangeAt: changedAt,
}: Reading): NonNullable<Seen['uncharged']> | null {
  const isOn = subscription.status === 'active' || subscription.status === 'ending'
  return isOn && !isFree(subscription.plan) ? { packageId: subscription.plan.packageId, changedAt } : null
}

export function isFree({ price }: { price: { amountMinor: number } | null }): boolean {
  return price?.amountMinor === 0
}

function send(call: 'cancel' | 'resume' | 'downgrade', packageId: string | null = null): Verdict {
  return { kind: 'send', call, packageId }
}

function bill(call: 'cancel' | 'schedule', packageId: string | null = null): Verdict {
  return { kind: 'bill', call, packageId }
}
