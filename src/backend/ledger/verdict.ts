import type { ChangeReason } from '../../contract/change-reason.ts'
import type { Package } from '../../contract/package.ts'
import { planChoice } from '../../contract/plan-choice.ts'
import type { Standing } from '../payments/payments.ts'
import type { Reading } from '../platform.ts'
import type { PlatformCall, PlatformGoal } from './action-steps.ts'
import type { Before, ChangeFacts } from './change-row.ts'

/** What a reading of the platform says about a step. */
export type Verdict =
  /** The goal stands. */
  | { kind: 'done' }
  /** It does not, and this call is the way to it. */
  | { kind: 'send'; call: PlatformCall }
  /** It does not, and no call may be made. */
  | { kind: 'no'; reason: ChangeReason }

export interface VerdictFacts {
  facts: ChangeFacts
  reading: Reading
  /** Packages by which the reading's plan is known. */
  packages: readonly Package[]
  /** Business time. */
  now: Date
  allowsIntervalSwitch: boolean
  /** What the provider charges; asked only where a goal depends on it. */
  standing?: Standing
}

/** What is to do for a goal, given what stands on the platform now: pure, so that it is the same after any crash. */
export function verdictOn(goal: PlatformGoal, facts: VerdictFacts): Verdict {
  switch (goal) {
    case 'package':
      return onPackage(facts)
    case 'planned':
      return onPlanned(facts)
    case 'renewal_off':
      return onRenewalOff(facts)
    case 'renewal_on':
      return onRenewalOn(facts)
    case 'plan_kept':
      return onPlanKept(facts)
    case 'unpaid_ended':
      return onUnpaidEnded(facts)
    case 'mirrored':
      return onMirrored(facts)
    default:
      return goal satisfies never
  }
}

const done: Verdict = { kind: 'done' }
const send = (call: PlatformCall): Verdict => ({ kind: 'send', call })
const no = (reason: ChangeReason): Verdict => ({ kind: 'no', reason })
const changedElsewhere = no('changed_elsewhere')

/** What a later reading is compared with. */
export function beforeOf({ subscription, nextPackageId, lastPackageChangeAt }: Reading): Before {
  if (subscription.status === 'none') {
    return {
      status: 'none',
      packageId: null,
      plannedPackageId: null,
      inTrial: false,
      endsAt: null,
      lastPackageChangeAt,
    }
  }
  const runs = subscription.status !== 'inactive'
  return {
    status: subscription.status,
    packageId: subscription.plan.packageId,
    plannedPackageId: nextPackageId,
    inTrial: runs && subscription.trial !== null,
    endsAt: runs ? subscription.endsAt : null,
    lastPackageChangeAt,
  }
}

function onPackage({ facts, reading, packages, now, allowsIntervalSwitch }: VerdictFacts): Verdict {
  const { before, packageId, quote } = facts
  const after = beforeOf(reading)
  if (isRunning(after) && after.packageId === packageId && !after.inTrial) {
    const wasOther = before.packageId !== packageId || before.status === 'inactive' || before.inTrial
    if (wasOther || after.lastPackageChangeAt !== before.lastPackageChangeAt) return done
  }
  // Whether renewal is on or off does not matter: this turns it on.
  const isRenewalOnly = isRunning(before) && isRunning(after) && after.packageId === before.packageId
  if (!isRenewalOnly && !isAsExpected(before, after, packages)) return changedElsewhere
  const target = quote?.to ?? packages.find(({ id }) => id === packageId)
  if (!target) return no('not_offered')
  const choice = planChoice(reading.subscription, target, now, {
    mayChange: true,
    isChangeOpen: false,
    isAgreed: true,
    allowsIntervalSwitch,
  })
  const isUpgrade = ['start', 'restart', 'upgrade', 'switch_interval'].includes(choice.kind)
  return isUpgrade ? send('upgrade') : no('not_allowed')
}

function onPlanned({ facts, reading, packages, now, allowsIntervalSwitch }: VerdictFacts): Verdict {
  const { before, packageId, quote } = facts
  const after = beforeOf(reading)
  if (after.status === 'active' && !after.inTrial && after.plannedPackageId === packageId) return done
  // Its day came while it was under way.
  if (after.status === 'active' && after.packageId === packageId) return done
  if (!isAsExpected(before, after, packages)) return changedElsewhere
  const target = quote?.to ?? packages.find(({ id }) => id === packageId)
  if (!target) return no('not_offered')
  const choice = planChoice(reading.subscription, target, now, {
    mayChange: true,
    isChangeOpen: false,
    isAgreed: true,
    allowsIntervalSwitch,
  })
  return choice.kind === 'downgrade' ? send('downgrade') : no('not_allowed')
}

function onRenewalOff({ facts: { before }, reading, packages }: VerdictFacts): Verdict {
  const after = beforeOf(reading)
  if (after.status === 'canceled' || hasFallen(before, after, packages)) return done
  if (after.status !== 'active') return no('plan_ended')
  return isAsExpected(before, after, packages) ? send('cancel') : changedElsewhere
}

function onRenewalOn({ facts: { before }, reading, packages }: VerdictFacts): Verdict {
  const after = beforeOf(reading)
  if (after.status === 'active' && after.packageId === before.packageId) return done
  if (after.status === 'canceled') return isAsExpected(before, after, packages) ? send('resume') : changedElsewhere
  return no('plan_ended')
}

/**
 * The platform has no call that drops a planned downgrade; `cancel` and then `resume` clears it. Between the two the plan
 * reads as canceled, and the way is forward. Not confirmed by the platform, so it stands here and nowhere else.
 */
function onPlanKept({ facts: { before }, reading, packages }: VerdictFacts): Verdict {
  const after = beforeOf(reading)
  if (after.packageId !== before.packageId) return no('changed_elsewhere')
  if (after.status === 'canceled') return send('resume')
  if (after.status === 'active' && after.plannedPackageId === null) return done
  return isAsExpected(before, after, packages) ? send('cancel') : changedElsewhere
}

/** Nobody's pool is deactivated: that deletes the customer. A yearly website is, or it would be given the year. */
function onUnpaidEnded({ facts, reading }: VerdictFacts): Verdict {
  const { subscription } = reading
  if (subscription.status !== 'active' && subscription.status !== 'canceled') return done
  if (isFree(subscription.plan.price) || subscription.trial) return done
  if (facts.holder === 'website' && subscription.plan.interval === 'yearly') return send('deactivate')
  return subscription.status === 'canceled' ? done : send('cancel')
}

function onMirrored({ reading, standing }: VerdictFacts): Verdict {
  const { subscription } = reading
  if (subscription.status !== 'active' && subscription.status !== 'canceled') return done
  if (subscription.trial || isFree(subscription.plan.price)) return done
  const recurring = standing?.recurring
  if (!recurring?.renews) return subscription.status === 'canceled' ? done : send('cancel')
  if (recurring.packageId !== subscription.plan.packageId) {
    return no('charge_mismatch')
  }
  return subscription.status === 'canceled' ? send('resume') : done
}

function isRunning({ status }: Before): boolean {
  return status === 'active' || status === 'canceled'
}

function isFree(price: { amountMinor: number } | null): boolean {
  return price?.amountMinor === 0
}

/** As it stood when the intent was written, or as time alone has made it since. */
function isAsExpected(before: Before, after: Before, packages: readonly Package[]): boolean {
  const isSame =
    after.packageId === before.packageId && after.status === before.status && after.inTrial === before.inTrial
  return isSame || hasFallen(before, after, packages)
}

/** A planned downgrade, a cancellation or a trial reached its day. */
function hasFallen(before: Before, after: Before, packages: readonly Package[]): boolean {
  if (after.status !== 'active' || after.inTrial || after.packageId === before.packageId) return false
  if (after.packageId !== null && after.packageId === before.plannedPackageId) return true
  const couldFall = before.status === 'canceled' || before.inTrial
  return couldFall && isFree(packages.find(({ id }) => id === after.packageId)?.price ?? null)
}
