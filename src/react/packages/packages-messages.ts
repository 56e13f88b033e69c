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
  /** Of the current plan: true when a switch is planned, so that it ends instead of being renewed. */
  isEnding: boolean
}

/** A word for what is counted, in every form that a number may ask for: one text, or a function of the number. */
export type CountedUnit = string | ((count: TouchpointLimit) => string)

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
  /** After the amount of a card: what it is paid for. */
  period: Record<BillingInterval, string>
  saveUpTo: (facts: { percent: string }) => string
  /** What is counted, in every text that counts it: your own word for it goes here. */
  unit: CountedUnit
  /** `unit` is the form of the word that goes with the number, here and in every other text. */
  limit: (facts: { limit: TouchpointLimit; count: string; unit: string }) => string
  /** How much of the plan is used so far. */
  used: (facts: { count: string; unit: string }) => string
  /** The question that `unitMeaning` answers. */
  unitQuestion: string
  unitMeaning: string
  recommended: string
  currentPlan: string
  /** A plan together with how it is billed. */
  planInInterval: (facts: { name: string; interval: BillingInterval }) => string
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
  period: { monthly: 'a month', yearly: 'a year' },
  saveUpTo: ({ percent }) => `Save up to ${percent}`,
  unit: (count) => (count === 1 ? 'touchpoint' : 'touchpoints'),
  limit: ({ limit, count, unit }) =>
    limit === 'unlimited' ? `Unlimited ${unit}` : limit === 0 ? 'Records nothing' : `${count} ${unit}`,
  used: ({ count, unit }) => `You have used ${count} ${unit} in this period.`,
  unitQuestion: 'What is a touchpoint?',
  unitMeaning:
    'A touchpoint is a page view or a tracked event. Once a plan’s touchpoints are used up, recording stops.',
  recommended: 'Recommended',
  currentPlan: 'Current plan',
  planInInterval: ({ name, interval }) => `${name}, ${interval}`,
  trial: 'Free trial',
  yourPlan: ({ name, limit }) => `Your plan: ${name}${limit ? `, ${limit}` : ''}`,
  consequence: ({ kind, interval, day, isFree, isReplacing, isEnding }) =>
    ({
      current: day ? `${isEnding ? 'Runs until' : 'Renews on'} ${day}` : 'Your plan',
      planned: day ? `Planned for ${day}` : 'Planned',
      start: 'Start today',
      restart: 'Restart today',
      upgrade: isFree ? 'Switch today' : 'Upgrade today',
      switch_interval: `Change to ${interval} billing`,
      resume: 'Turn auto-renewal back on',
      downgrade: `Switch on ${day}${isReplacing ? ' instead' : ''}`,
    })[kind],
  keep: ({ name }) => `Keep ${name}`,
  reasons: {
    no_right: 'Only the owner of this website can change its plan.',
    change_running: 'Your change is in progress.',
    same_limit: 'Records as much as your plan',
    ending: 'Turn auto-renewal on first to switch to a smaller plan',
    renewal_off: 'Turn auto-renewal on first to change your plan',
    deactivated: 'A plan that was switched off cannot be started again here.',
    unknown_plan: 'Cannot be compared with your plan',
    after_trial: 'Your plan after the trial',
    payment_due: 'A payment for your plan is outstanding.',
    charge_missing: 'Can be chosen once your plan has ended',
    not_schedulable: 'Can be chosen once your plan has ended',
    being_renewed: 'Your plan is being renewed',
    platform_managed: 'Change the plan inside the dashboard.',
  },
  paymentDue: ({ amount, day }) =>
    `A payment of ${amount} is outstanding${day ? `, due by ${day}` : ''}. Once it is made, you can change your plan.`,
  payNow: ({ amount }) => `Pay ${amount}`,
  cleared: ({ name }) => `${name} is not offered this way. Nothing is chosen now.`,
}
