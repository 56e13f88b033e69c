import type { ChangeReason } from '../../contract/change-reason.ts'
import type { BillingInterval } from '../../contract/package.ts'
import type { Quote } from '../../contract/quote.ts'
import { englishFirstUpgrade, type FirstUpgradeMessages, type OutcomeFacts } from './first-upgrade-messages.ts'

/** What the button that confirms may speak of. Amounts and days come formatted. */
export interface ConfirmFacts {
  kind: Quote['kind'] | 'keep'
  /** The plan it leads to. */
  name: string
  interval: BillingInterval
  /** How what is due today is paid; `leaves`: on a page of the provider. */
  due: 'nothing' | 'invoiced' | 'pay_now' | 'leaves'
  amount: string
  /** The day it takes effect, when that is not now. */
  day: string
  isFree: boolean
  endsTrial: boolean
  /** True when another switch is planned, which this one replaces. */
  isReplacing: boolean
}

/** Texts of `UpgradeModal`. */
export interface UpgradeMessages extends FirstUpgradeMessages {
  loadingQuote: string
  quoteFailed: string
  /** On the button that waits for a price which could not be had. */
  noPrice: string
  retry: string
  /** Above the plan that runs; `day` is its last one, where it stays for a while. */
  from: (facts: { day: string | null }) => string
  /** Above the plan that is chosen; `day` is its first one, when that is not today. */
  to: (facts: { day: string | null }) => string
  costs: string
  changes: string
  /** When the change takes effect; `day` when that is not now. */
  starts: (facts: { name: string; day: string | null }) => string
  monthlyLimit: (facts: { limit: string }) => string
  credit: (facts: { name: string; percent: string }) => string
  balance: string
  /** Beside the amount that is due. */
  due: Record<Quote['dueToday']['kind'], string>
  /** Beside the amount of the next charge, which recurs. */
  nextCharge: (facts: { interval: BillingInterval; day: string; isFirst: boolean }) => string
  /** Beside the button that confirms. */
  renews: (facts: { interval: BillingInterval }) => string
  /** The price was another one when it was confirmed. */
  requoted: (facts: { was: string; is: string }) => string
  /** The offer had expired, and the new one costs the same. */
  renewedQuote: string
  usageRestarts: string
  usageAboveLimit: (facts: { used: string; name: string; limit: string; day: string | null; unit: string }) => string
  ends: Record<Quote['ends'][number], string>
  renewalOn: string
  leftOver: Record<'carried' | 'lost', (facts: { amount: string }) => string>
  balanceLeft: (facts: { amount: string }) => string
  keepReview: (facts: { name: string; planned: string; day: string | null }) => string
  confirm: (facts: ConfirmFacts) => string
  sending: string
  unanswered: string
  adapterFailed: string
  payPrompt: string
  /** The same on a page that another one frames. */
  payInTab: string
  pay: (facts: { amount: string }) => string
  payRefused: string
  discard: string
  runningSince: (facts: { name: string; ago: string }) => string
  unpaid: string
  /** Heading above the way to the payment page. */
  leaving: string
  stages: Record<'awaiting_payment' | 'paid' | 'applying' | 'applied', string>
  goesOn: string
  usually: string
  slow: string
  /** For a screen reader, when it takes longer than usual. */
  slowStage: (facts: { stage: string }) => string
  done: (facts: OutcomeFacts) => string
  /** Above the features of the plan. */
  included: (facts: { name: string }) => string
  renewsOn: (facts: { day: string; amount: string }) => string
  viewPlan: string
  backToAnalytics: string
  refused: string
  /** On a page that a page of another origin has framed. */
  framed: string
  failed: string
  abandoned: string
  refunded: string
  closed: string
  /** Why it was not made, where that helps whoever reads it. */
  reasons: { readonly [Reason in ChangeReason]?: string | undefined }
  declined: string
  needsAttention: string
  nothingToPay: string
  reference: string
  chooseAgain: string
  payAgain: string
}

export const englishUpgrade: UpgradeMessages = {
  ...englishFirstUpgrade,
  loadingQuote: 'Calculating the price…',
  noPrice: 'No price yet',
  quoteFailed: 'We could not calculate the price. Try again in a minute.',
  retry: 'Try again',
  from: ({ day }) => (day ? `Until ${day}` : 'Now'),
  to: ({ day }) => `From ${day ?? 'today'}`,
  costs: 'What it costs',
  changes: 'What changes',
  starts: ({ name, day }) =>
    day ? `You keep ${name} until ${day}, and can undo this until then.` : 'Starts right away.',
  monthlyLimit: ({ limit }) => `${limit} a month.`,
  credit: ({ name, percent }) => `Credit for the unused ${percent} of ${name}`,
  balance: 'From your balance',
  due: { nothing: 'Today', invoiced: 'On your next invoice', pay_now: 'Due today' },
  nextCharge: ({ interval, day, isFirst }) =>
    `${isFirst ? 'Every' : 'Then every'} ${interval === 'yearly' ? 'year' : 'month'} from ${day}`,
  renews: ({ interval }) => `Renews every ${interval === 'yearly' ? 'year' : 'month'} until you turn it off.`,
  requoted: ({ was, is }) => `The price has changed from ${was} to ${is}. Please confirm again.`,
  renewedQuote: 'The offer had expired. This is a new one for the same price: please confirm again.',
  usageRestarts: 'Usage starts again from 0.',
  usageAboveLimit: ({ used, name, limit, day, unit }) =>
    `You have used ${used} ${unit} in this period. ${name}: ${limit}. Anything beyond that is not recorded${day ? ` from ${day} on` : ''}.`,
  ends: {
    trial: 'Your trial ends now.',
    planned_switch: 'The switch that was planned is dropped.',
    paid_period: 'The rest of the current period ends without a credit.',
  },
  renewalOn: 'Auto-renewal is turned on again.',
  leftOver: {
    carried: ({ amount }) => `${amount} of credit is left and goes towards your next charges.`,
    lost: ({ amount }) => `${amount} of credit is not used up and is lost.`,
  },
  balanceLeft: ({ amount }) => `${amount} stays in your balance for your next charges.`,
  keepReview: ({ name, planned, day }) =>
    `The switch to ${planned} is dropped, and you keep ${name}.${day ? ` It renews on ${day}.` : ''}`,
  confirm: ({ kind, name, interval, due, amount, day, isFree, endsTrial, isReplacing }) => {
    if (kind === 'keep') return `Keep ${name}`
    if (kind === 'resume') return 'Turn auto-renewal back on'
    if (kind === 'downgrade') return `Switch to ${name}${isReplacing ? ' instead' : ''} on ${day}`
    if (due === 'leaves') return `Continue to payment · ${amount}`
    if (isFree) return 'Switch now · free'
    const verb = {
      upgrade: 'Upgrade now',
      restart: 'Restart now',
      start: endsTrial ? `End trial and start ${name}` : `Start ${name}`,
      switch_interval: `Change to ${interval} billing`,
    }[kind]
    return `${verb} · ${{ pay_now: amount, invoiced: `${amount} on your next invoice`, nothing: 'nothing to pay' }[due]}`
  },
  sending: 'One moment…',
  unanswered: 'We got no answer. Try again: you will not be charged twice.',
  adapterFailed: 'Something went wrong on this page. Try again: you will not be charged twice.',
  payPrompt: 'The payment page opens in this window and brings you back here.',
  payInTab: 'The payment page opens in a new tab. Come back here when you have paid.',
  pay: ({ amount }) => `Continue to payment · ${amount}`,
  payRefused: 'The payment page cannot be opened. Nothing has been paid.',
  discard: 'Discard this change',
  runningSince: ({ name, ago }) =>
    name ? `The change to ${name} was started ${ago}.` : `A change was started ${ago}.`,
  unpaid: 'It is not paid yet.',
  leaving: 'Taking you to the payment page',
  stages: {
    awaiting_payment: 'Waiting for your payment to be confirmed',
    paid: 'Payment received, changing your plan',
    applying: 'Changing your plan',
    applied: 'Your plan has changed and will show in a moment',
  },
  goesOn: 'You can close this window. The change goes on without it.',
  usually: 'Usually takes less than 10 seconds.',
  slow: 'This is taking longer than usual.',
  slowStage: ({ stage }) => `${stage}. This is taking longer than usual. You can close this window.`,
  done: ({ kind, name, day, limit }) =>
    ({
      choose: limit ? `${limit} a month from now on` : `${name} is active`,
      planned: `${name} starts ${day ? `on ${day}` : 'when the period ends'}. Until then nothing changes.`,
      cancel: `Auto-renewal is off.${day ? ` ${name} runs until ${day}.` : ''}`,
      resume: 'Auto-renewal is on again.',
      keep: `You keep ${name}.`,
    })[kind],
  included: ({ name }) => `With ${name}`,
  renewsOn: ({ day, amount }) => `Renews on ${day} for ${amount}.`,
  viewPlan: 'View plan',
  backToAnalytics: 'Back to analytics',
  refused: 'The change was not made, and nothing was paid.',
  framed: 'This page is shown inside another one, where a plan cannot be changed. Open it in a tab of its own.',
  failed: 'Nothing was paid, and your plan is as it was.',
  abandoned: 'The change was discarded, and nothing was paid.',
  refunded: 'Your payment for the change has been returned.',
  closed: 'We have taken care of it. Your plan shows what you have now.',
  reasons: {
    not_paid_in_time: 'It was not paid in time.',
    account_on_hold: 'Your account is on hold, so no new plan can be started. Please contact us.',
    period_ended: 'The billing period has ended, so the price has changed.',
    payment_due: 'A payment for your plan is outstanding.',
    balance_changed: 'Your balance was used in the meantime, so the price has changed.',
    changed_elsewhere: 'Your plan was changed elsewhere in the meantime.',
    owner_changed: 'This website belongs to another account now.',
    not_allowed: 'Your current plan does not allow it.',
    plan_ended: 'Your plan has ended.',
    platform_refused: 'The analytics service did not accept it.',
    provider_refused: 'The payment service did not accept it.',
  },
  declined: 'Your payment was declined',
  needsAttention: 'Your payment arrived, but the change did not go through',
  nothingToPay: 'You do not need to pay again: we will put it right. If you ask us about it, quote this reference.',
  reference: 'Reference',
  chooseAgain: 'Choose another plan',
  payAgain: 'Try another payment',
}
