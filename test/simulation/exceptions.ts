/** How long before the end of a period nobody looks any more whether a charge is still wanted. */
export const noticeMs = 20 * 60_000

/**
 * Where the books may differ. Each exception is named, is for one moment and one cause, and excuses no more than one amount;
 * a run counts the histories in which a difference was explained by it.
 */
export const exceptions = {
  'said elsewhere in the last minutes of a period':
    'Something was changed in the provider’s pages, on the platform or in the partner’s own invoicing less than 20 minutes before the end of a period. Bounded by the price of that period; where the provider has begun the next one by then and the platform has not, the partner is told, or has ended the charge itself.',
  'a look before the end of a period failed':
    'A call that the look is made of failed in the 20 minutes before the end of a period. Bounded by the price of that period: the next look finds it.',
  'a payment was made in the last minutes of a period':
    'The offer to pay could not be withdrawn ten minutes before its end, and what was paid was not carried out before it: the payment has taken the place of the charge of before, which is not put back for a period that has ended. Bounded by the price of that period, which does not renew.',
  'a person had not decided when a period ended':
    'A period ended while a change of its subscription was before a person. Bounded by the price of that period.',
  'a charge was ended by hand while a plan was being bought':
    'What is unpaid is written off with a charge that somebody ends in the provider’s pages, or in the partner’s own invoicing, also a period whose credit was just agreed on. Bounded by that credit.',
  'a person closed a refund while a plan was being bought':
    'What goes back of a period gives no credit, and neither does what a person may have given back by hand. What was priced by then stays as it was agreed on. Bounded by the price of that period.',
  'a change took more than a day':
    'A person applied it: what is unused by then is less than was agreed on, and the charge renews before the delivery does. Bounded by the agreed credit and the price of one period; the partner is told.',
  'another hand gave a plan within a paid period':
    'Another hand chose a plan on the platform, and what was paid for goes on after it, or counts for another plan; so does what goes back of it, where the same plan was chosen again. Charge and delivery renew on different days from then on. Bounded by the price of one period, or the credit for it; the partner is told.',
  'a website changed hands hours before a period ended':
    'Nobody looks more often than every six hours. Bounded by the price of that period.',
  'a website changed hands hours after a period began':
    'Or was deleted, where the partner bills each period that it is told of: it does not show any more what had begun for its first customer. Bounded by the price of that period.',
  'a website changed hands while a call about it was on its way':
    'Or was deleted, or what was paid for its plan went back to the customer before. The platform asks for a website and not for its owner. Bounded by the price of the plan that was bought or ended; where it is refused or its money is returned, by what was left of the credit as well.',
} as const

export type Exception = keyof typeof exceptions
