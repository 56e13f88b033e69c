import type { ChangeReason } from '../../contract/change-reason.ts'
import type { Package } from '../../contract/package.ts'
import { planChoice } from '../../contract/plan-choice.ts'
import type { Reading } from '../platform/platform.ts'
import type { PlatformCall, PlatformGoal } from './action-steps.ts'
import { alignment } from './alignment.ts'
import { untilBothBegunMs, untilDeliveredMs } from './between-periods.ts'
import {
  countsOnCredit,
  isPurchase,
  type Before,
  type ChangeFacts,
  type FactsOf,
  type Purchase,
  type RenewalFacts,
} from './change-facts.ts'
import { hasRenewed, isTakenBack } from './taken-back.ts'
import type { Verdict, World } from './verdict-shape.ts'

/** What is to be done for a goal, given what stands now: pure, so that it is the same after any crash. */
export function verdictOn(goal: PlatformGoal, facts: ChangeFacts, world: World): Verdict {
  switch (goal) {
    case 'package':
      return isPurchase(facts) ? onPackage(facts, world) : notOfThis(goal)
    case 'planned':
      return facts.action === 'downgrade' ? onPlanned(facts, world) : notOfThis(goal)
    case 'renewal_off':
      return 'before' in facts ? onRenewalOff(facts, world) : notOfThis(goal)
    case 'renewal_on':
      if (facts.action === 'keep') return onKeptRenewal(facts, world)
      return 'before' in facts ? onRenewalOn(facts, world) : notOfThis(goal)
    case 'renewal_stopped':
      return facts.action === 'stop_renewal' ? onRenewalStopped(facts, world) : notOfThis(goal)
    case 'plan_kept':
      return 'before' in facts ? onPlanKept(facts, world) : notOfThis(goal)
    case 'unpaid_ended':
      return onUnpaidEnded(facts, world)
    case 'aligned':
      return facts.action === 'align' ? alignment(facts, world) : notOfThis(goal)
    default:
      return goal satisfies never
  }
}

/** A mistake in the table of steps. */
function notOfThis(goal: PlatformGoal): never {
  throw new Error(`This change has no goal ${goal}.`)
}

const done: Verdict = { kind: 'done' }
const send = (call: PlatformCall, packageId: string | null = null): Verdict => ({ kind: 'send', call, packageId })
const no = (reason: ChangeReason): Verdict => ({ kind: 'no', reason })

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
  const runs = subscription.status !== 'ended'
  return {
    status: subscription.status,
    packageId: subscription.plan.packageId,
    plannedPackageId: nextPackageId,
    inTrial: runs && subscription.trial !== null,
    endsAt: runs ? subscription.endsAt : null,
    lastPackageChangeAt,
  }
}

function onPackage(facts: Purchase, world: World): Verdict {
  const { reading, packages, isPaymentDue, now, allowsIntervalSwitch } = world
  const { before, packageId, quote, attempts } = facts
  const after = beforeOf(reading)
  if (isRunning(after) && after.packageId === packageId && !after.inTrial) {
    const wasOther = before.packageId !== packageId || before.status === 'ended' || before.inTrial
    const isNew = wasOther || after.lastPackageChangeAt !== before.lastPackageChangeAt
    // What stands without a call of this change was bought by another one.
    if (isNew) return attempts > 0 ? done : no('changed_elsewhere')
  }
  // A quote counts on its period: what is left of it, and what was paid for it.
  if (isPaymentDue && countsOnCredit(facts)) return no('payment_due')
  if (hasPeriodEnded(facts, after, world)) return no('period_ended')
  if (hasComeBack(before, after)) return no('changed_elsewhere')
  // Whether renewal is on or off does not matter: this turns it on.
  const isRenewalOnly = isRunning(before) && isRunning(after) && after.packageId === before.packageId
  if (!isRenewalOnly && !isAsExpected(before, after, packages)) return no('changed_elsewhere')
  const choice = planChoice(reading.subscription, quote.to, now, {
    mayChange: true,
    isChangeOpen: false,
    isAgreed: true,
    allowsIntervalSwitch,
  })
  const isUpgrade = ['start', 'restart', 'upgrade', 'switch_interval'].includes(choice.kind)
  return isUpgrade ? send('upgrade', packageId) : no('not_allowed')
}

/** True where another plan has run meanwhile, that was not begun here: what was paid for may have been delivered by it. */
function hasComeBack(before: Before, after: Before): boolean {
  const { packageId, lastPackageChangeAt } = after
  // A package that was never changed before has no such moment.
  const wasChanged = lastPackageChangeAt !== null && lastPackageChangeAt !== before.lastPackageChangeAt
  return before.packageId !== null && packageId === before.packageId && wasChanged
}

/** True for what takes the place of a priced period. A free plan has no period to count on. */
export function replacesPeriod({ before, quote }: Purchase): boolean {
  return isRunning(before) && !before.inTrial && before.endsAt !== null && !isFree(quote.from?.price ?? null)
}

/**
 * True when the priced period that was running when the quote was made is over, or the next one has been charged: that would
 * be paid for and never run.
 */
function hasPeriodEnded(facts: Purchase, after: Before, world: World): boolean {
  const isOver = after.endsAt !== facts.before.endsAt || untilOtherDeliveredMs(world, facts.packageId) > 0
  return replacesPeriod(facts) && isOver
}

/** How long until the platform begins a period that has been charged already, of any other plan than that one. */
function untilOtherDeliveredMs(world: World, packageId: string): number {
  return world.standing?.recurring?.packageId === packageId ? 0 : untilDeliveredMs(world)
}

function onPlanned(facts: FactsOf<'downgrade'>, world: World): Verdict {
  const { before, packageId, quote } = facts
  const { reading, packages, now, allowsIntervalSwitch } = world
  const after = beforeOf(reading)
  if (after.status === 'active' && !after.inTrial && after.plannedPackageId === packageId) return done
  // Its day came while it was under way.
  if (after.status === 'active' && after.packageId === packageId) return done
  if (!isAsExpected(before, after, packages)) return no('changed_elsewhere')
  const choice = planChoice(reading.subscription, quote.to, now, {
    mayChange: true,
    isChangeOpen: false,
    isAgreed: true,
    allowsIntervalSwitch,
  })
  if (choice.kind === 'unavailable' && choice.reason === 'being_renewed') return no('period_ended')
  if (choice.kind !== 'downgrade') return no('not_allowed')
  const forMs = untilOtherDeliveredMs(world, packageId)
  return forMs > 0 ? { kind: 'wait', forMs } : send('downgrade', packageId)
}

type WithBefore = Extract<ChangeFacts, { before: Before }>

function onRenewalOff(facts: WithBefore, world: World): Verdict {
  const { before } = facts
  const { reading, packages, standing } = world
  const { subscription } = reading
  const after = beforeOf(reading)
  const isFallen = hasFallen(before, after, packages)
  const isOnFree = subscription.status === 'active' && isFree(subscription.plan.price)
  if (after.status === 'ending' || (isFallen && isOnFree)) return done
  if (after.status !== 'active') return no('plan_ended')
  if (after.packageId !== before.packageId && !isFallen) return no('changed_elsewhere')
  // This change has turned it off at the provider, and it was turned on again in the provider's own pages.
  if (facts.step > 0 && standing?.recurring?.renews) return no('changed_elsewhere')
  const isUntouched = facts.step === 0 && facts.attempts === 0
  const forMs = Math.max(untilDeliveredMs(world), isUntouched ? untilBothBegunMs(world) : 0)
  return forMs > 0 ? { kind: 'wait', forMs } : send('cancel')
}

/** Only for the plan that is being taken back: what was bought since renews, and so does a period that has begun since. */
function onRenewalStopped(facts: FactsOf<'stop_renewal'>, world: World): Verdict {
  const { reading, standing } = world
  const { subscription } = reading
  if (subscription.status !== 'active' && subscription.status !== 'ending') return done
  if (subscription.trial || !isTakenBack(facts, reading)) return no('changed_elsewhere')
  if (hasRenewed(facts, reading)) return no('period_ended')
  if (subscription.status === 'ending') return done
  // It was turned on again since this change has turned it off at the provider.
  if (facts.step > 0 && standing?.recurring?.renews) return no('changed_elsewhere')
  const isUntouched = facts.step === 0 && facts.attempts === 0
  const forMs = Math.max(untilDeliveredMs(world), isUntouched ? untilBothBegunMs(world) : 0)
  return forMs > 0 ? { kind: 'wait', forMs } : send('cancel')
}

function onRenewalOn({ before }: WithBefore, { reading, packages, standing, isPaymentDue }: World): Verdict {
  const after = beforeOf(reading)
  const { subscription } = reading
  if (after.status === 'active' && after.packageId === before.packageId) return done
  if (after.status !== 'ending') return no('plan_ended')
  if (!isAsExpected(before, after, packages)) return no('changed_elsewhere')
  const costs = subscription.status === 'ending' && !subscription.trial && !isFree(subscription.plan.price)
  if (standing && costs && standing.recurring === null) return no('charge_missing')
  return isPaymentDue ? no('payment_due') : send('resume')
}

/**
 * The platform has no call that drops a planned downgrade; `cancel` and then `resume` clears it. Between the two the plan
 * reads as ending, and the way is forward. Not confirmed by the platform, so it stands here and nowhere else.
 */
function onPlanKept({ before, attempts }: WithBefore, { reading, packages }: World): Verdict {
  const after = beforeOf(reading)
  if (after.packageId !== before.packageId) return no('changed_elsewhere')
  if (after.status === 'ending') return attempts > 0 ? send('resume') : no('changed_elsewhere')
  if (after.status === 'active' && after.plannedPackageId === null) return done
  return isAsExpected(before, after, packages) ? send('cancel') : no('changed_elsewhere')
}

/**
 * Puts back renewal that dropping a plan has certainly turned off. What another hand may have turned off, here or at the
 * provider, stays off.
 */
function onKeptRenewal(
  { before, hasTurnedOff }: Pick<RenewalFacts, 'before' | 'hasTurnedOff'>,
  { reading, standing }: World,
): Verdict {
  const after = beforeOf(reading)
  if (after.status !== 'ending' || !hasTurnedOff) return done
  if (after.packageId !== before.packageId) return no('changed_elsewhere')
  return standing && !standing.recurring?.renews ? done : send('resume')
}

/** A pool is never deactivated: that deletes the customer. A yearly website is, or it would be given the year. */
function onUnpaidEnded(facts: ChangeFacts, { reading, standing }: World): Verdict {
  // The unpaid charge was ended by the step before: what is charged now was bought since.
  if (standing?.recurring) return done
  const { subscription } = reading
  if (subscription.status !== 'active' && subscription.status !== 'ending') return done
  if (isFree(subscription.plan.price) || subscription.trial) return done
  if (facts.action === 'give_back_and_end' && !isTakenBack(facts, reading)) return done
  if (facts.action === 'end_unpaid' && wasBoughtSince(facts, reading)) return done
  const isUnpaid = facts.action !== 'end_unpaid' || isUnpaidPlan(facts, reading)
  if (facts.holder === 'website' && subscription.plan.interval === 'yearly' && isUnpaid) return send('deactivate')
  return subscription.status === 'ending' ? done : send('cancel')
}

const minuteMs = 60_000
const hourMs = 60 * minuteMs
/** Both are the platform's word, as whole seconds or finer. */
const sameEndMs = 1_000

/** True for a plan that the partner's own invoicing has billed after it had reported the unpaid one, and not for one that was planned before. */
function wasBoughtSince({ unpaid }: FactsOf<'end_unpaid'>, { lastPackageChangeAt }: Reading): boolean {
  if (unpaid === undefined) return false
  if (unpaid === null) return true
  if (lastPackageChangeAt === null) return false
  const begunAt = Date.parse(lastPackageChangeAt)
  const afterItsEndMs = unpaid.endsAt === null ? Infinity : begunAt - Date.parse(unpaid.endsAt)
  const wasPlanned = afterItsEndMs > -minuteMs && afterItsEndMs < hourMs
  return begunAt > Date.parse(unpaid.reportedAt) && !wasPlanned
}

const halfAYearMs = 183 * 86_400_000

/** False where another plan or period runs than the unpaid one: that was paid for, and ends by itself. */
function isUnpaidPlan(
  { packageId, graceEndsAt, periodEndsAt, unpaid }: FactsOf<'end_unpaid'>,
  { subscription, lastPackageChangeAt }: Reading,
): boolean {
  // Charge and delivery may renew months apart: the unpaid year is then the one that most of the running year lies in.
  const endsAt = subscription.status === 'active' || subscription.status === 'ending' ? subscription.endsAt : null
  // Another period was billed by itself.
  const isOther = endsAt && unpaid?.endsAt && Math.abs(Date.parse(endsAt) - Date.parse(unpaid.endsAt)) > sameEndMs
  if (isOther) return false
  if (endsAt && periodEndsAt && Date.parse(periodEndsAt) - Date.parse(endsAt) > halfAYearMs) return false
  // A person may decide long after the grace, when the same package has been bought anew.
  if (graceEndsAt && lastPackageChangeAt && Date.parse(lastPackageChangeAt) > Date.parse(graceEndsAt)) return false
  const runs = subscription.status === 'none' ? null : subscription.plan.packageId
  // Rows of before this was kept have none.
  return (packageId ?? null) === null || packageId === runs
}

function isRunning({ status }: Before): boolean {
  return status === 'active' || status === 'ending'
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
  const couldFall = before.status === 'ending' || before.inTrial
  return couldFall && isFree(packages.find(({ id }) => id === after.packageId)?.price ?? null)
}
