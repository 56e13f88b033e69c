import type { BillingInterval, TouchpointLimit } from '../../contract/package.ts'
import type { PlanChoice, UnavailableReason } from '../../contract/plan-choice.ts'

/** What a text about a choice may speak of. Amounts and days come formatted. */
export interface ChoiceFacts {
  kind: Exclude<PlanChoice['kind'], 'unavailable' | 'not_listed'>
  name: string
  interval: BillingInterval
  /** The day it takes effect; `null` when that is now, or unknown. */
  day: string | null
  isFree: boolean
  /** True when another switch is planned, which this one would replace. */
  isReplacing: boolean
}

/** Texts about packages: `PackagePicker`, and what the other parts say of a plan. */
export interface PackagesMessages {
  legend: string
  loading: string
  failed: string
  retry: string
  empty: string
  interval: string
  intervals: Record<BillingInterval, string>
  currency: string
  filter: string
  filtered: (facts: { shown: string; total: string }) => string
  /** Beside a plan that is sold in one interval only. */
  only: Record<BillingInterval, string>
  free: string
  price: (facts: { amount: string; interval: BillingInterval }) => string
  /** What a yearly price comes to in a month. */
  equivalent: (facts: { amount: string }) => string
  save: (facts: { percent: string }) => string
  saveUpTo: (facts: { percent: string }) => string
  limit: (facts: { limit: TouchpointLimit; count: string }) => string
  recommended: string
  /** The trial that every website starts with; the platform's own name for it is not for people. */
  trial: string
  yourPlan: (facts: { name: string; limit: string | null }) => string
  consequence: (facts: ChoiceFacts) => string
  keep: (facts: { name: string }) => string
  reasons: Record<UnavailableReason, string>
  /** A payment that is outstanding; `day` is until when it can be made. */
  paymentDue: (facts: { amount: string; day: string | null }) => string
  payNow: (facts: { amount: string }) => string
  /** Said when another interval or currency leaves nothing chosen. */
  cleared: (facts: { name: string }) => string
}

export const englishPackages: PackagesMessages = {
  legend: 'Plans',
  loading: 'Loading plans',
  failed: 'The plans could not be loaded.',
  retry: 'Try again',
  empty: 'There are no plans to choose from.',
  interval: 'Billing',
  intervals: { monthly: 'Monthly', yearly: 'Yearly' },
  currency: 'Currency',
  filter: 'Find a plan',
  filtered: ({ shown, total }) => `${shown} of ${total} plans`,
  only: { monthly: 'Monthly only', yearly: 'Yearly only' },
  free: 'Free',
  price: ({ amount, interval }) => `${amount} a ${interval === 'yearly' ? 'year' : 'month'}`,
  equivalent: ({ amount }) => `${amount} a month`,
  save: ({ percent }) => `Save ${percent}%`,
  saveUpTo: ({ percent }) => `Save up to ${percent}%`,
  limit: ({ limit, count }) =>
    limit === 'unlimited' ? 'Unlimited touchpoints' : limit === 0 ? 'No tracking' : `${count} touchpoints`,
  recommended: 'Recommended',
  trial: 'Free trial',
  yourPlan: ({ name, limit }) => `Your plan: ${name}${limit ? `, ${limit}` : ''}`,
  consequence: ({ kind, name, interval, day, isFree, isReplacing }) =>
    ({
      current: 'Your plan',
      planned: day ? `Planned for ${day}` : 'Planned',
      start: `Choose ${name}`,
      restart: `Restart with ${name}`,
      upgrade: isFree ? `Switch to ${name}` : 'Upgrade',
      switch_interval: `Change to ${interval} billing`,
      resume: `Keep ${name}`,
      downgrade: `Switch on ${day}${isReplacing ? ' instead' : ''}`,
    })[kind],
  keep: ({ name }) => `Keep ${name}`,
  reasons: {
    no_right: 'Only the owner of this website can change its plan.',
    change_running: 'A change of plan is under way.',
    same_limit: 'Holds as much as your plan',
    canceled: 'Keep your plan first, to switch to a smaller one',
    unknown_plan: 'Cannot be compared with your plan',
    after_trial: 'What your trial ends in',
    payment_due: 'A payment for your plan is outstanding.',
    charge_missing: 'Can be chosen once your plan has ended',
    being_renewed: 'Your plan is being renewed',
    platform_managed: 'Change the plan inside the dashboard.',
  },
  paymentDue: ({ amount, day }) =>
    `A payment of ${amount} is outstanding${day ? `, due by ${day}` : ''}. Once it is made, you can change your plan.`,
  payNow: ({ amount }) => `Pay ${amount}`,
  cleared: ({ name }) => `${name} is not offered this way. Nothing is chosen now.`,
}
