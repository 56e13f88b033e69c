import type { ChangeReason } from '../../contract/change-reason.ts'
import type { BillingInterval } from '../../contract/package.ts'
import type { Quote } from '../../contract/quote.ts'
import type { UpgradeStep } from '../upgrade/upgrade-machine.ts'

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

/** What a change has come to, for the sentence about it. */
export interface OutcomeFacts {
  kind: 'choose' | 'planned' | 'cancel' | 'resume' | 'keep'
  name: string
  day: string | null
  limit: string | null
}

/** Texts of `UpgradeModal`. */
export interface UpgradeMessages {
  titles: Record<UpgradeStep, string>
  close: string
  back: string
  choosePrompt: string
  continueWith: (facts: { name: string }) => string
  loadingQuote: string
  quoteFailed: string
  retry: string
  from: string
  to: string
  takesEffect: string
  atOnce: string
  credit: (facts: { name: string; percent: string }) => string
  balance: string
  due: Record<Quote['dueToday']['kind'], string>
  nextCharge: string
  amountOn: (facts: { amount: string; day: string }) => string
  /** The price was another one when it was confirmed. */
  requoted: (facts: { was: string; is: string }) => string
  /** The offer had expired, and the new one costs the same. */
  renewedQuote: string
  usageRestarts: string
  usageAboveLimit: (facts: { used: string; name: string; limit: string }) => string
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
  pay: (facts: { amount: string }) => string
  payRefused: string
  discard: string
  runningSince: (facts: { name: string; ago: string }) => string
  unpaid: string
  stages: Record<'awaiting_payment' | 'paid' | 'applying' | 'applied', string>
  goesOn: string
  done: (facts: OutcomeFacts) => string
  refused: string
  /** On a page that a page of another origin has framed. */
  framed: string
  failed: string
  abandoned: string
  refunded: string
  closed: string
  /** Why it was not made, where that helps whoever reads it. */
  reasons: { readonly [Reason in ChangeReason]?: string }
  needsAttention: (facts: { reference: string }) => string
  chooseAgain: string
}

export const englishUpgrade: UpgradeMessages = {
  titles: {
    pick: 'Choose your plan',
    review: 'Review the change',
    sending: 'Review the change',
    pay: 'Payment',
    settling: 'Changing your plan',
    running: 'A change is under way',
    done: 'All set',
    refused: 'The plan was not changed',
    failed: 'The plan was not changed',
    needs_attention: 'We are looking into it',
    closed: 'This change is settled',
  },
  close: 'Close',
  back: 'Back',
  choosePrompt: 'Choose a plan to see what it costs today.',
  continueWith: ({ name }) => `Continue with ${name}`,
  loadingQuote: 'Working out the price',
  quoteFailed: 'The price could not be worked out.',
  retry: 'Try again',
  from: 'Now',
  to: 'New plan',
  takesEffect: 'Takes effect',
  atOnce: 'At once',
  credit: ({ name, percent }) => `Unused part of ${name}, ${percent}%`,
  balance: 'From your balance',
  due: { nothing: 'Nothing to pay today', invoiced: 'On your next invoice', pay_now: 'Due today' },
  nextCharge: 'Next charge',
  amountOn: ({ amount, day }) => `${amount} on ${day}`,
  requoted: ({ was, is }) => `The price has changed: it was ${was}, it is ${is} now. Please confirm again.`,
  renewedQuote: 'The offer had expired. This is a new one for the same price: please confirm again.',
  usageRestarts: 'Usage is counted from 0 again.',
  usageAboveLimit: ({ used, name, limit }) =>
    `You have used ${used} touchpoints in this period. ${name} holds ${limit}: beyond that, tracking stops.`,
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
    if (kind === 'downgrade') return isReplacing ? `Switch to ${name} instead, on ${day}` : `Switch on ${day}`
    if (due === 'leaves') return `Continue to payment, ${amount}`
    if (isFree) return 'Switch now, free'
    const verb = {
      upgrade: 'Upgrade now',
      restart: 'Restart now',
      start: endsTrial ? `End trial and start ${name}` : `Start ${name}`,
      switch_interval: `Change to ${interval} billing`,
    }[kind]
    return verb + { pay_now: ` for ${amount}`, invoiced: ', on your next invoice', nothing: ', nothing to pay' }[due]
  },
  sending: 'One moment…',
  unanswered: 'Nobody answered in time. Try again: a change is never made twice.',
  adapterFailed: 'Something went wrong on this page. Trying again never makes a change twice.',
  payPrompt: 'The payment page opens in this window and brings you back here.',
  pay: ({ amount }) => `Continue to payment, ${amount}`,
  payRefused: 'The payment page cannot be opened. Nothing has been paid.',
  discard: 'Discard this change',
  runningSince: ({ name, ago }) => `${name || 'A change of plan'} was asked for ${ago}.`,
  unpaid: 'It has not been paid yet.',
  stages: {
    awaiting_payment: 'Waiting for your payment to be confirmed.',
    paid: 'Your payment has arrived. The plan is being changed.',
    applying: 'The plan is being changed.',
    applied: 'The plan has been changed. It will show in a moment.',
  },
  goesOn: 'This takes longer than usual. It goes on by itself: you can close this window.',
  done: ({ kind, name, day, limit }) =>
    ({
      choose: `You are on ${name} now${limit ? `, with ${limit.toLowerCase()}` : ''}.`,
      planned: `${name} starts ${day ? `on ${day}` : 'when the period ends'}. Until then nothing changes.`,
      cancel: `Auto-renewal is off.${day ? ` ${name} runs until ${day}.` : ''}`,
      resume: 'Auto-renewal is on again.',
      keep: `You keep ${name}.`,
    })[kind],
  refused: 'The change was not made, and nothing was paid.',
  framed: 'This page is shown inside another one, where a plan cannot be changed. Open it in a tab of its own.',
  failed: 'The payment did not go through. Nothing was paid, and your plan is as it was.',
  abandoned: 'The change was discarded, and nothing was paid.',
  refunded: 'Your payment for the change has been returned.',
  closed: 'We have taken care of it by hand. What you have now is shown with your plan.',
  reasons: {
    not_paid_in_time: 'The time to pay was over.',
    period_ended: 'The billing period has ended: the price is another one now.',
    payment_due: 'A payment for your plan is outstanding.',
    balance_changed: 'Your balance was used in the meantime: the price is another one now.',
    changed_elsewhere: 'Your plan was changed in another way in the meantime.',
    owner_changed: 'This website belongs to another account now.',
    not_offered: 'This plan is no longer on offer.',
    not_allowed: 'Your current plan does not allow it.',
    plan_ended: 'Your plan has ended.',
    platform_refused: 'The analytics service did not accept it.',
    provider_refused: 'The payment service did not accept it.',
  },
  needsAttention: ({ reference }) =>
    `Your payment has arrived, but the plan could not be changed yet. Nothing has to be paid again: we will put it right. Your reference is ${reference}.`,
  chooseAgain: 'Back to the plans',
}
