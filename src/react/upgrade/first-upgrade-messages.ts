import type { Quote } from '../../contract/quote.ts'

/** What a change has come to, for the sentence about it. */
export interface OutcomeFacts {
  kind: 'choose' | 'planned' | 'cancel' | 'resume' | 'keep'
  name: string
  day: string | null
  limit: string | null
}

/** What a title of the dialog is for: each of its steps has one. */
export type UpgradeTitle =
  | 'pick'
  | 'review'
  | 'sending'
  | 'pay'
  | 'settling'
  | 'running'
  | 'done'
  | 'refused'
  | 'failed'
  | 'needs_attention'
  | 'closed'

/** What the dialog says before anything is chosen, and its titles: the rest is loaded with the steps that say it. */
export interface FirstUpgradeMessages {
  titles: Record<UpgradeTitle, string>
  close: string
  back: string
  /** Under the title: which website it is for. */
  forWebsite: (facts: { domain: string }) => string
  choosePrompt: string
  /** From the plans to the review. */
  continue: string
  /** An amount that tax comes on top of, as the button and the total say it. */
  plusTax: (facts: { amount: string }) => string
  /** What choosing a plan costs, in one sentence under its name. */
  summary: (facts: { due: Quote['dueToday']['kind']; amount: string; next: string | null }) => string
  /** The same for a screen reader, after another plan was chosen. */
  chosen: (facts: { name: string; summary: string }) => string
  unpaidTitle: string
  /** The title of the dialog once it is done. */
  doneTitle: (facts: OutcomeFacts) => string
}

export const englishFirstUpgrade: FirstUpgradeMessages = {
  titles: {
    pick: 'Choose a plan',
    review: 'Review the change',
    sending: 'Review the change',
    pay: 'Pay for your upgrade',
    settling: 'Changing your plan',
    running: 'Your change is in progress',
    done: 'Done',
    refused: 'Your plan was not changed',
    failed: 'Your plan was not changed',
    needs_attention: 'We are looking into it',
    closed: 'This change is settled',
  },
  close: 'Close',
  back: 'Back to the plans',
  forWebsite: ({ domain }) => `For ${domain}`,
  choosePrompt: 'Choose a plan to see what it costs today.',
  continue: 'Review the change',
  plusTax: ({ amount }) => `${amount} plus VAT`,
  summary: ({ due, amount, next }) =>
    ({ nothing: 'Nothing to pay today', invoiced: `${amount} on your next invoice`, pay_now: `${amount} today` })[due] +
    (next ? `, then ${next}` : ''),
  chosen: ({ name, summary }) => `${name}. ${summary}`,
  unpaidTitle: 'Your change is not paid yet',
  doneTitle: ({ kind, name }) =>
    ({
      choose: `You are on ${name}`,
      planned: 'Your switch is planned',
      cancel: 'Auto-renewal is off',
      resume: 'Auto-renewal is on',
      keep: `You keep ${name}`,
    })[kind],
}
