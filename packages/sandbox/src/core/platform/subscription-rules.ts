import { addDays, addMonths, billingInterval, endOfPeriod, TRIAL_DAYS } from './periods.ts'
import type { Package, Subscription } from './state.ts'

/** What a rule says about a call: the subscription afterwards, the same again, or no. */
export type Outcome =
  | { kind: 'changed'; next: Subscription; effect: SubscriptionEffect }
  | { kind: 'unchanged' }
  | { kind: 'refused'; code: string; message: string }

export type SubscriptionEffect =
  | 'subscription.upgraded'
  | 'subscription.trial_started'
  | 'subscription.downgrade_planned'
  | 'subscription.canceled'
  | 'subscription.resumed'
  | 'subscription.deactivated'
  | 'subscription.renewed'
  | 'subscription.downgraded'
  | 'subscription.fell_to_free'
  | 'subscription.changed_elsewhere'

const trialPackageNames = new Set(['unlimited_30_day_free_trial', 'unlimited_free_trial'])

/** Packages that only the platform hands out. */
export function isTrialPackage(pkg: Package): boolean {
  return trialPackageNames.has(pkg.name)
}

/** Order of limits: 0 < any number < -1 (unlimited). */
export function limitOf(pkg: Package): number {
  return pkg.touchpoints === -1 ? Number.POSITIVE_INFINITY : pkg.touchpoints
}

/** What the vendor's own tests show of the platform now, or what it has announced: see docs/sandbox.md for each difference. */
export type PlatformRules = 'today' | 'announced'

/** Whether `target` may be reached by an upgrade. The unlimited trial compares as the Free package it falls back to. */
function isMore(subscription: Subscription, current: Package, free: Package, target: Package): boolean {
  if (subscription.status === 'inactive') return true
  if (isTrialPackage(current)) return limitOf(target) > limitOf(free)
  // Choosing the package whose trial is running ends the trial.
  if (subscription.inTrial) return limitOf(target) >= limitOf(current)
  return limitOf(target) > limitOf(current)
}

function isLess(current: Package, free: Package, target: Package, rules: PlatformRules): boolean {
  const compared = isTrialPackage(current) ? free : current
  if (rules === 'today' && target.id !== compared.id) return limitOf(target) <= limitOf(compared)
  return limitOf(target) < limitOf(compared)
}

/** At once: a new period of the new package starts now, and a planned downgrade is dropped. */
export function upgrade(
  subscription: Subscription,
  packages: { current: Package; free: Package; target: Package },
  isTrial: boolean,
  now: Date,
  rules: PlatformRules = 'announced',
): Outcome {
  const { current, free, target } = packages
  if (rules === 'today' && subscription.status === 'inactive') {
    return refused('SUBSCRIPTION_INACTIVE', 'the subscription is inactive')
  }
  if (rules === 'today' && subscription.status === 'canceled' && subscription.type === 'intpc') {
    return refused('SUBSCRIPTION_CANCELED', 'the subscription is canceled')
  }
  if (isTrialPackage(target)) return refused('PACKAGE_NOT_AVAILABLE', 'a trial package cannot be chosen')
  if (isTrial && subscription.hadTrial) return refused('TRIAL_ALREADY_USED', 'the trial has already been used')
  if (!isMore(subscription, current, free, target)) {
    return refused('UPGRADE_NOT_ALLOWED', 'the new package must have more touchpoints than the current one')
  }
  const end = (isTrial ? addDays(now, TRIAL_DAYS) : endOfPeriod(now, target.period)).toISOString()
  return changed(isTrial ? 'subscription.trial_started' : 'subscription.upgraded', {
    ...subscription,
    status: 'active',
    packageId: target.id,
    plannedPackageId: null,
    inTrial: isTrial,
    hadTrial: subscription.hadTrial || isTrial,
    consumed: {},
    expiresAt: end,
    lastPackageChangeAt: now.toISOString(),
  })
}

/** For the end of the running period; nothing else changes until then. */
export function downgrade(
  subscription: Subscription,
  packages: { current: Package; free: Package; target: Package },
  rules: PlatformRules = 'announced',
): Outcome {
  const { current, free, target } = packages
  if (subscription.status === 'inactive') return refused('SUBSCRIPTION_INACTIVE', 'the subscription is inactive')
  if (subscription.status === 'canceled') return refused('SUBSCRIPTION_CANCELED', 'the subscription is canceled')
  if (isTrialPackage(target)) return refused('PACKAGE_NOT_AVAILABLE', 'a trial package cannot be chosen')
  if (!isLess(current, free, target, rules)) {
    return refused('DOWNGRADE_NOT_ALLOWED', 'the new package must have fewer touchpoints than the current one')
  }
  if (subscription.plannedPackageId === target.id) return { kind: 'unchanged' }
  return changed('subscription.downgrade_planned', { ...subscription, plannedPackageId: target.id })
}

/** Turns auto-renewal off: at the end of the period the subscription falls to Free. */
export function cancel(subscription: Subscription, free: Package): Outcome {
  if (subscription.status === 'inactive') return refused('SUBSCRIPTION_INACTIVE', 'the subscription is inactive')
  if (subscription.status === 'canceled') return { kind: 'unchanged' }
  return changed('subscription.canceled', { ...subscription, status: 'canceled', plannedPackageId: free.id })
}

export function resume(subscription: Subscription): Outcome {
  if (subscription.status !== 'canceled') {
    return refused('SUBSCRIPTION_NOT_CANCELED', 'only a canceled subscription can be resumed')
  }
  return changed('subscription.resumed', { ...subscription, status: 'active', plannedPackageId: null })
}

export function deactivate(subscription: Subscription): Outcome {
  if (subscription.status === 'inactive') return { kind: 'unchanged' }
  return changed('subscription.deactivated', { ...subscription, status: 'inactive', plannedPackageId: null })
}

/** When something next happens to a subscription by itself, or null. */
export function nextDue(subscription: Subscription): string | null {
  return subscription.status === 'inactive' ? null : subscription.expiresAt
}

/**
 * What happens at the end of a period: the trial falls to Free, a planned downgrade takes effect (a canceled one has Free
 * planned), anything else renews. The next period starts where this one ended.
 */
export function fallDue(
  subscription: Subscription,
  packages: { current: Package; free: Package; planned: Package | null },
): { next: Subscription; effect: SubscriptionEffect } {
  const at = subscription.expiresAt
  const { current, free } = packages
  const planned = isTrialPackage(current) ? free : packages.planned
  const pkg = planned ?? current
  const end = endOfPeriod(new Date(at), pkg.period).toISOString()
  const next: Subscription = {
    ...subscription,
    status: 'active',
    packageId: pkg.id,
    plannedPackageId: null,
    inTrial: false,
    consumed: {},
    expiresAt: end,
    lastPackageChangeAt: planned ? at : subscription.lastPackageChangeAt,
  }
  if (!planned) return { next, effect: 'subscription.renewed' }
  return { next, effect: planned.id === free.id ? 'subscription.fell_to_free' : 'subscription.downgraded' }
}

/** The unused part of the running period's price, in minor units: what `proRate: true` credits. */
export function unusedCreditMinor(subscription: Subscription, current: Package, now: Date): number {
  if (subscription.inTrial || subscription.status === 'inactive') return 0
  const end = Date.parse(subscription.expiresAt)
  const months = billingInterval(current.period) === 'yearly' ? 12 : 1
  const start = addMonths(new Date(end), -months)
  const share = Math.min(1, Math.max(0, (end - now.getTime()) / (end - start.getTime())))
  return Math.floor(Math.round(current.price * 100) * share)
}

function changed(effect: SubscriptionEffect, next: Subscription): Outcome {
  return { kind: 'changed', next, effect }
}

function refused(code: string, message: string): Outcome {
  return { kind: 'refused', code, message }
}
