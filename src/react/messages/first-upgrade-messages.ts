import type { UpgradeMessages } from './upgrade-messages.ts'

/** What the dialog says before somebody has chosen anything, and its titles: the rest is loaded with what it is said by. */
export const englishFirstUpgrade = {
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
} satisfies Partial<UpgradeMessages>
export type FirstUpgradeMessages = Pick<UpgradeMessages, keyof typeof englishFirstUpgrade>
