import { compareLimits, type Package } from './package.ts'
import type { CurrentPlan, Subscription, SubscriptionView } from './subscription.ts'

/** Why a package on the list cannot be chosen. */
export type UnavailableReason =
  | 'no_right'
  | 'change_running'
  | 'same_limit'
  | 'ending'
  /** Auto-renewal is off, and the platform takes no upgrade of a subscription like that. */
  | 'renewal_off'
  /** The subscription was deactivated, and the platform does not bring it back. */
  | 'deactivated'
  | 'unknown_plan'
  /** The free package of no touchpoints, which the unlimited trial ends in by itself. */
  | 'after_trial'
  /** The running period is about to end, or has ended, and its renewal has not been read yet. */
  | 'being_renewed'
  /** A payment for this subscription is outstanding. */
  | 'payment_due'
  /** A provider collects, and charges nothing for this subscription: renewing it would give it away. */
  | 'charge_missing'
  /** The payment provider cannot plan a smaller charge for the end of the period. */
  | 'not_schedulable'
  | 'platform_managed'

/** What choosing a package would mean for a subscription. `effectiveAt` is `'now'` or an ISO moment. */
export type PlanChoice =
  | { kind: 'not_listed' }
  | { kind: 'current' }
  | { kind: 'planned'; effectiveAt: string | null }
  | { kind: 'start' | 'restart' | 'upgrade' | 'switch_interval' | 'resume'; effectiveAt: 'now' }
  | { kind: 'downgrade'; effectiveAt: string }
  | { kind: 'unavailable'; reason: UnavailableReason }

export interface PlanChoiceOptions {
  /** False for a viewer. */
  mayChange: boolean
  /** True while another change of this subscription is open. */
  isChangeOpen: boolean
  /** True where the partner's platform accepts the same limit in the other interval as an upgrade. Default: false. */
  allowsIntervalSwitch?: boolean
  /** True where the dashboard sells by itself. Default: false. */
  isPlatformManaged?: boolean
  /** True while a payment for this subscription is outstanding. Default: false. */
  isPaymentDue?: boolean
  /** True where a provider collects and charges nothing for this subscription. Default: false. */
  isChargeMissing?: boolean
  /** True where the platform takes no upgrade of a subscription that stands like this one. Default: false. */
  refusesUpgrades?: boolean
  /** True where the payment provider can plan no smaller charge. Default: false. */
  refusesDowngrades?: boolean | undefined
  /** End of the period that a provider has charged, where that is known. Default: `null`. */
  chargedUntil?: string | null
  /** True for a choice that was made before: a period that ends in the meantime does not stop it. Default: false. */
  isAgreed?: boolean
}

/**
 * How long before the end of a paid period nothing is chosen any more, in milliseconds: a payment that is begun then could
 * arrive in the next period.
 */
export const renewalQuietMs = 600_000

/**
 * What `planChoice` is to know of a subscription that a page has read.
 *
 * @example planChoice(view.subscription, pro, new Date(), choiceOptionsOf(view))
 */
export function choiceOptionsOf(view: SubscriptionView): PlanChoiceOptions {
  return {
    mayChange: view.may.includes('plan'),
    isChangeOpen: view.openChange !== null,
    allowsIntervalSwitch: view.allowsIntervalSwitch,
    isPlatformManaged: view.billingMode === 'platform_managed',
    isPaymentDue: view.payment.standing !== 'paid',
    isChargeMissing: view.isChargeMissing,
    refusesUpgrades: view.refusesUpgrades,
    refusesDowngrades: view.refusesDowngrades,
  }
}

const no = (reason: UnavailableReason): PlanChoice => ({ kind: 'unavailable', reason })
type AtOnce = Extract<PlanChoice, { effectiveAt: 'now' }>['kind']
const atOnce = (kind: AtOnce): PlanChoice => ({ kind, effectiveAt: 'now' })

/**
 * The one rule for what choosing a package means, used by the picker to label it and by the backend to decide what to
 * call. First match wins. Rules of the platform: `docs/reference/platform.md`, "What the subscription calls do".
 *
 * What a subscription *is* (current, planned) is answered before what the caller *may do*, so that a viewer still sees
 * which plan is theirs.
 *
 * @example planChoice(subscription, pro, new Date(), { mayChange: true, isChangeOpen: false }) // { kind: 'upgrade', effectiveAt: 'now' }
 */
export function planChoice(
  subscription: Subscription,
  chosen: Package,
  now: Date,
  options: PlanChoiceOptions,
): PlanChoice {
  if (chosen.isTrial) return { kind: 'not_listed' }
  const isSame = subscription.status !== 'none' && subscription.plan.packageId === chosen.id
  if (isSame && subscription.status === 'active') return { kind: 'current' }
  if (subscription.status === 'active' && subscription.planned?.packageId === chosen.id) {
    return { kind: 'planned', effectiveAt: subscription.endsAt }
  }
  if (!options.mayChange) return no('no_right')
  if (options.isPlatformManaged) return no('platform_managed')
  if (options.isChangeOpen) return no('change_running')
  if (options.isPaymentDue) return no('payment_due')
  if (!options.isAgreed && isBeingRenewed(subscription, now, options.chargedUntil)) return no('being_renewed')
  if (subscription.status === 'none') return atOnce('start')
  if (subscription.status === 'ended') return options.refusesUpgrades ? no('deactivated') : atOnce('restart')
  if (isSame) return lacksCharge(chosen, options) ? no('charge_missing') : atOnce('resume')
  if (subscription.trial?.kind === 'unlimited') {
    return chosen.limit === 0 ? no('after_trial') : upgraded(subscription, 'start', options)
  }
  return byLimit(subscription, chosen, now, options)
}

type RunningSubscription = Extract<Subscription, { status: 'active' | 'ending' }>

function byLimit(
  subscription: RunningSubscription,
  chosen: Package,
  now: Date,
  options: PlanChoiceOptions,
): PlanChoice {
  const { plan, trial, endsAt } = subscription
  if (plan.limit === null) return no('unknown_plan')
  const difference = compareLimits(chosen.limit, plan.limit)
  if (difference > 0) return upgraded(subscription, trial ? 'start' : 'upgrade', options)
  if (difference === 0) {
    const isSwitch = options.allowsIntervalSwitch && chosen.interval !== plan.interval
    return isSwitch ? upgraded(subscription, 'switch_interval', options) : no('same_limit')
  }
  // It is not known what the platform makes of a downgrade while auto-renewal is off; resume first.
  if (subscription.status === 'ending') return no(lacksCharge(plan, options) ? 'charge_missing' : 'ending')
  if (options.refusesDowngrades) return no('not_schedulable')
  if (endsAt === null) return no('unknown_plan')
  if (Date.parse(endsAt) <= now.getTime()) return no('being_renewed')
  return lacksCharge(chosen, options) ? no('charge_missing') : { kind: 'downgrade', effectiveAt: endsAt }
}

/** What the platform makes by an upgrade, where it takes one. */
function upgraded({ status, plan }: RunningSubscription, kind: AtOnce, options: PlanChoiceOptions): PlanChoice {
  if (status !== 'ending' || !options.refusesUpgrades) return atOnce(kind)
  return no(lacksCharge(plan, options) ? 'charge_missing' : 'renewal_off')
}

/** Why auto-renewal cannot be turned back on; `null` when it can. */
export function renewalRefusal(
  subscription: RunningSubscription,
  now: Date,
  options: PlanChoiceOptions,
): UnavailableReason | null {
  if (options.isPaymentDue) return 'payment_due'
  if (isBeingRenewed(subscription, now, options.chargedUntil)) return 'being_renewed'
  return lacksCharge(subscription.plan, options) ? 'charge_missing' : null
}

/** True from shortly before the end of a paid period until a reading shows the next one. */
export function isBeingRenewed(subscription: Subscription, now: Date, chargedUntil: string | null = null): boolean {
  if (subscription.status !== 'active' && subscription.status !== 'ending') return false
  if (subscription.plan.price?.amountMinor === 0) return false
  const ends = [subscription.endsAt, chargedUntil].filter((end) => end !== null)
  return ends.some((end) => Date.parse(end) - renewalQuietMs <= now.getTime())
}

function lacksCharge({ price }: Pick<CurrentPlan, 'price'>, { isChargeMissing }: PlanChoiceOptions): boolean {
  return isChargeMissing === true && price?.amountMinor !== 0
}

/** True when prices of the two cannot be set against each other: no credit and no saving is computed then. */
export function isOtherCurrency(subscription: Subscription, chosen: Package): boolean {
  if (subscription.status === 'none' || subscription.plan.price === null) return false
  return subscription.plan.price.currency !== chosen.price.currency
}
