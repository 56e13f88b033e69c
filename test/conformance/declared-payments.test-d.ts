import type { Collect, GiveBack, IdOnlyNews, Payments, Recurring, Scheduling, SignedNews } from 'react-3as/server'

// Compiled by `npm run types`: what is declared and what can be called are one.

declare const collect: Collect & { preview?: undefined }
declare const recurring: Recurring & Scheduling
declare const unscheduled: Recurring & { schedule?: undefined; unschedule?: undefined }
declare const giveBack: GiveBack
declare const news: SignedNews
declare const lookUp: IdOnlyNews
declare const reads: { standing: NonNullable<NonNullable<Payments['reads']>['standing']> }

const facts = { name: 'a provider', leftOverCredit: 'lost', needsReturnUrl: true } as const
const declares = {
  preview: 'none',
  unpaidChange: 'held',
  recurring: 'provider',
  schedules: true,
  giveBack: 'at_once',
  seller: 'partner',
  news: 'signed',
  settles: 'at_once',
  currencies: 'any',
} as const

export const whole: Payments = { ...facts, declares, collect, recurring, reads, giveBack, news }

// @ts-expect-error it charges the periods, and says nothing of what it charges
export const unread: Payments = { ...facts, declares, collect, recurring, giveBack, news }

// @ts-expect-error it charges the periods of what nothing is collected for
export const uncollected: Payments = { ...facts, declares, recurring, reads, giveBack, news }

const byPartner = { ...declares, recurring: 'partner', schedules: false } as const
// @ts-expect-error the partner charges the periods, and the provider does
export const twice: Payments = { ...facts, declares: byPartner, collect, recurring, reads, giveBack, news }

// @ts-expect-error it plans nothing, although it says so
export const unplanned: Payments = { ...facts, declares, collect, recurring: unscheduled, reads, giveBack, news }

const byHand = { ...declares, giveBack: 'by_hand' } as const
// @ts-expect-error it gives back by hand, and by a call
export const inTwoWays: Payments = { ...facts, declares: byHand, collect, recurring, reads, giveBack, news }

const silent = { ...declares, news: 'none' } as const
// @ts-expect-error it has no webhooks, and receives them
export const heard: Payments = { ...facts, declares: silent, collect, recurring, reads, giveBack, news }

const unsigned = { ...declares, news: 'id_only' } as const
export const lookedUp: Payments = { ...facts, declares: unsigned, collect, recurring, reads, giveBack, news: lookUp }

// @ts-expect-error it believes what bears no signature
export const believing: Payments = { ...facts, declares: unsigned, collect, recurring, reads, giveBack, news }

const exact = { ...declares, preview: 'exact' } as const
// @ts-expect-error it says prices beforehand, and cannot be asked for one
export const unasked: Payments = { ...facts, declares: exact, collect, recurring, reads, giveBack, news }

const invoicing = {
  ...declares,
  unpaidChange: 'applies_at_once',
  recurring: 'partner',
  schedules: false,
  giveBack: 'by_hand',
  news: 'none',
} as const

export const invoiced: Payments = { ...facts, declares: invoicing }

const once = { ...invoicing, unpaidChange: 'held', giveBack: 'at_once' } as const
export const collectedOnce: Payments = { ...facts, declares: once, collect, giveBack }

const held = { ...invoicing, unpaidChange: 'held' } as const
// @ts-expect-error nothing is collected, and a change waits for its money
export const waiting: Payments = { ...facts, declares: held }

const soldByProvider = { ...invoicing, seller: 'provider' } as const
// @ts-expect-error the provider sells what the partner bills
export const sold: Payments = { ...facts, declares: soldByProvider }
