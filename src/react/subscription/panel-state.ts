import type { SubscriptionView } from '../../contract/subscription.ts'
import { isUnpaid } from '../upgrade/unpaid.ts'

/** What there is to say of a subscription. First match wins, in this order. */
export type PanelState =
  /** A change is under way. */
  | 'running'
  | 'none'
  | 'ended'
  /** The end date has passed, and what came of it is not known yet. */
  | 'renewing'
  | 'trial'
  | 'package_trial'
  | 'ending'
  | 'planned'
  /** A plan that records nothing. */
  | 'free'
  | 'active'

export function panelState({ subscription, openChange }: SubscriptionView, now: Date): PanelState {
  if (openChange) return 'running'
  if (subscription.status === 'none' || subscription.status === 'ended') return subscription.status
  const { trial, endsAt, plan } = subscription
  if (endsAt !== null && Date.parse(endsAt) <= now.getTime()) return 'renewing'
  if (trial) return trial.kind === 'unlimited' ? 'trial' : 'package_trial'
  if (subscription.status === 'ending') return 'ending'
  if (subscription.planned) return 'planned'
  return plan.limit === 0 ? 'free' : 'active'
}

/** What can be done about it, most wanted first. */
export type PanelAction =
  | 'keep'
  | 'renewal_on'
  | 'choose'
  | 'change'
  | 'restart'
  | 'renewal_off'
  | 'refresh'
  | 'continue'
  | 'discard'

const actions: Record<PanelState, readonly PanelAction[]> = {
  running: ['continue'],
  none: ['choose'],
  ended: ['restart'],
  renewing: ['refresh'],
  trial: ['choose'],
  package_trial: ['change', 'renewal_off'],
  ending: ['renewal_on', 'change'],
  planned: ['keep', 'change', 'renewal_off'],
  free: ['choose'],
  active: ['change', 'renewal_off'],
}

/** Nothing for a viewer, and nothing where the platform sells by itself. */
export function panelActions(view: SubscriptionView, state: PanelState): readonly PanelAction[] {
  const { may, billingMode, subscription, openChange } = view
  if (!may.includes('plan') || billingMode === 'platform_managed') return state === 'renewing' ? ['refresh'] : []
  // A person at the partner decides; there is nothing to go on with.
  if (openChange?.state === 'needs_attention') return []
  if (isUnpaid(openChange)) return ['continue', 'discard']
  // Whoever does not want to pay may still let the plan end.
  if (view.payment.standing !== 'paid')
    return actions[state].filter((action) => action === 'renewal_off' || action === 'refresh')
  const price = subscription.status === 'none' ? null : subscription.plan.price
  // What costs nothing does not renew in any way that matters.
  return actions[state].filter((action) => {
    if (action === 'renewal_off') return price?.amountMinor !== 0
    if (action === 'restart') return !view.refusesUpgrades
    return action !== 'renewal_on' || !view.isChargeMissing
  })
}
