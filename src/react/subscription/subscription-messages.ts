/** What a sentence about a subscription may be for. */
export type SubscriptionSentence =
  | 'none'
  | 'ended'
  | 'renewing'
  | 'trial'
  | 'package_trial'
  | 'ending'
  | 'planned'
  | 'free'
  | 'active'

/** What a button of the panel may be for, besides keeping a plan, whose button names it. */
export type PanelButton =
  | 'renewal_on'
  | 'renewal_off'
  | 'choose'
  | 'change'
  | 'restart'
  | 'refresh'
  | 'continue'
  | 'discard'

/** What the sentence about a subscription may speak of; what is not known is `null` and is left out. */
export interface SentenceFacts {
  state: SubscriptionSentence
  name: string
  /** The day it renews, falls or ends. */
  day: string | null
  /** What is charged on that day. */
  amount: string | null
  daysLeft: number | null
  /** The same with its unit, as the locale writes it: “12 days”. */
  days: string
  /** What the free plan holds, which an ending one and a trial fall to; `null` when there is none on the list. */
  fallsTo: 'no_tracking' | 'free' | null
  /** The plan that takes over. */
  planned: string
  /** True where a change waits for its payment. */
  isUnpaid: boolean
}

/** Texts of `SubscriptionPanel`. */
export interface SubscriptionMessages {
  loading: string
  failed: string
  retry: string
  sentence: (facts: SentenceFacts) => string
  pool: string
  /** The chip beside the name of the plan, in a word or two; `due` for a payment that is outstanding. */
  status: (
    facts: Pick<SentenceFacts, 'day' | 'daysLeft' | 'days' | 'isUnpaid'> & {
      state: SubscriptionSentence | 'running' | 'due' | 'reached'
    },
  ) => string
  /** What is used of a limit; `unit` goes with the limit. The numbers come between Unicode isolates. */
  usedOf: (facts: { used: string; limit: string; unit: string }) => string
  usedSoFar: (facts: { used: string; unit: string }) => string
  /** Of a pool: what this website used of it. */
  usedByWebsite: (facts: { used: string; unit: string }) => string
  resets: (facts: { day: string }) => string
  /** Less than a quarter of the limit is left. */
  usageLow: string
  usageReached: (facts: { day: string | null }) => string
  actions: Record<PanelButton, string>
  working: string
  noRight: string
  platformManaged: string
  turnOffTitle: string
  turnOffText: (facts: { name: string; day: string | null; fallsTo: SentenceFacts['fallsTo'] }) => string
  turnOffPlanned: (facts: { planned: string }) => string
  keepRenewing: string
  turnOff: string
  notChanged: string
  /** A payment arrived and the change did not: `reference` is what to quote. */
  needsAttention: (facts: { reference: string }) => string
  /** The name of the bar that shows the usage. */
  meter: string
}

const fallsToText = {
  no_tracking: ' After that, nothing is recorded.',
  free: ' After that, the free plan applies.',
}

export const englishSubscription: SubscriptionMessages = {
  loading: 'Loading your plan',
  failed: 'Your plan could not be loaded.',
  retry: 'Try again',
  sentence: ({ state, name, day, amount, fallsTo, planned }) => {
    const after = fallsTo ? fallsToText[fallsTo] : ''
    const until = `Runs until ${day ?? 'the end of the period'}.`
    return {
      none: 'This website has no plan yet.',
      ended: 'Your data is kept, and nothing new is recorded.',
      renewing: 'Your plan is being renewed.',
      trial: `Ends${day ? ` on ${day}` : ' soon'}.${after}`,
      package_trial: `Ends${day ? ` on ${day}` : ' soon'}.${amount ? ` It then goes on for ${amount}.` : ''}`,
      ending: until + after,
      planned: `${until} Then ${planned} takes over.`,
      free: 'Nothing is recorded.',
      active: day ? `Renews on ${day}${amount ? ` for ${amount}` : ''}.` : `You are on ${name}.`,
    }[state]
  },
  pool: 'One plan for all your websites.',
  status: ({ state, day, daysLeft, days, isUnpaid }) =>
    ({
      running: isUnpaid ? 'Not paid yet' : 'Changing',
      none: 'No plan',
      ended: 'Switched off',
      renewing: 'Renewing',
      trial: daysLeft === null ? 'Trial' : `${days} left`,
      package_trial: 'Trial',
      ending: day ? `Ends ${day}` : 'Ends soon',
      planned: day ? `Changes ${day}` : 'Changes soon',
      free: 'Active',
      active: 'Active',
      due: 'Payment due',
      reached: 'Limit reached',
    })[state],
  usedOf: ({ used, limit, unit }) => `${used} of ${limit} ${unit}`,
  usedSoFar: ({ used, unit }) => `${used} ${unit} so far`,
  usedByWebsite: ({ used, unit }) => `${used} ${unit} used by this website`,
  resets: ({ day }) => `Resets on ${day}`,
  usageLow: 'Less than a quarter is left.',
  usageReached: ({ day }) =>
    `The limit is reached, and recording has stopped. It starts again ${day ? `on ${day}` : 'with the next period'}, or as soon as you upgrade.`,
  actions: {
    renewal_on: 'Turn auto-renewal back on',
    choose: 'Choose a plan',
    change: 'Change plan',
    restart: 'Restart',
    renewal_off: 'Turn off auto-renewal…',
    refresh: 'Refresh',
    continue: 'See progress',
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
  notChanged: 'We got no answer. Try again: nothing is done twice.',
  needsAttention: ({ reference }) =>
    `Your payment arrived, but the change did not go through. You do not need to pay again: we will put it right. If you ask us about it, quote this reference: ${reference}`,
  meter: 'Used of the limit',
}
