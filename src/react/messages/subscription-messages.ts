import type { PanelAction, PanelState } from '../subscription/panel-state.ts'

/** What the sentence about a subscription may speak of; what is not known is `null` and is left out. */
export interface SentenceFacts {
  state: Exclude<PanelState, 'running'>
  name: string
  /** The day it renews, falls or ends. */
  day: string | null
  /** What is charged on that day. */
  amount: string | null
  daysLeft: number | null
  /** What the free plan holds, which a canceled one and a trial fall to; `null` when there is none on the list. */
  fallsTo: 'no_tracking' | 'free' | null
  /** The plan that takes over. */
  planned: string
}

/** Texts of `SubscriptionPanel`. */
export interface SubscriptionMessages {
  loading: string
  failed: string
  retry: string
  sentence: (facts: SentenceFacts) => string
  pool: string
  facts: Record<'plan' | 'price' | 'limit' | 'used', string>
  touchpoints: (facts: { count: string }) => string
  actions: Record<Exclude<PanelAction, 'keep'>, string>
  working: string
  noRight: string
  platformManaged: string
  turnOffTitle: string
  turnOffText: (facts: { name: string; day: string | null; fallsTo: SentenceFacts['fallsTo'] }) => string
  turnOffPlanned: (facts: { planned: string }) => string
  keepRenewing: string
  turnOff: string
  notChanged: string
}

const fallsToText = {
  no_tracking: ' After that, nothing is recorded any more.',
  free: ' After that, the free plan applies.',
}

export const englishSubscription: SubscriptionMessages = {
  loading: 'Loading your plan',
  failed: 'Your plan could not be loaded.',
  retry: 'Try again',
  sentence: ({ state, name, day, amount, daysLeft, fallsTo, planned }) => {
    const after = fallsTo ? fallsToText[fallsTo] : ''
    const left = daysLeft === null ? '' : ` ${daysLeft === 1 ? '1 day is' : `${daysLeft} days are`} left.`
    return {
      none: 'This website has no plan yet.',
      inactive: `${name} is switched off. Your data is kept, and nothing new is recorded.`,
      renewing: `${name} is being renewed.`,
      trial: `Your free trial ends${day ? ` on ${day}` : ' soon'}.${left}${after}`,
      package_trial: `Your trial of ${name} ends${day ? ` on ${day}` : ' soon'}.${amount ? ` It then goes on for ${amount}.` : ''}`,
      canceled: `${name} runs until ${day ?? 'the end of the period'}.${after}`,
      planned: `${name} runs until ${day ?? 'the end of the period'}. Then ${planned} takes over.`,
      free: `You are on ${name}. Nothing is recorded.`,
      active: day ? `${name} renews on ${day}${amount ? ` for ${amount}` : ''}.` : `You are on ${name}.`,
    }[state]
  },
  pool: 'One plan for all your websites.',
  facts: { plan: 'Plan', price: 'Price', limit: 'Limit', used: 'Used by this website' },
  touchpoints: ({ count }) => `${count} touchpoints`,
  actions: {
    renewal_on: 'Turn auto-renewal back on',
    choose: 'Choose a plan',
    change: 'Change plan',
    restart: 'Restart',
    renewal_off: 'Turn off auto-renewal…',
    refresh: 'Refresh',
    continue: 'Continue',
    discard: 'Discard this change',
  },
  working: 'One moment…',
  noRight: 'Only the owner of this website can change its plan.',
  platformManaged: 'Change the plan inside the dashboard.',
  turnOffTitle: 'Turn off auto-renewal?',
  turnOffText: ({ name, day, fallsTo }) =>
    `${name} runs until ${day ?? 'the end of the period'} and does not renew.${fallsTo ? fallsToText[fallsTo] : ''}`,
  turnOffPlanned: ({ planned }) => `The switch to ${planned} that was planned is dropped, and does not come back.`,
  keepRenewing: 'Keep renewing',
  turnOff: 'Turn off auto-renewal',
  notChanged: 'Nobody answered in time. Try again: a change is never made twice.',
}
