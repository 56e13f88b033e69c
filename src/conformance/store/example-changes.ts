import { untouched, type Before, type ChangeFacts } from '../../backend/ledger/change-facts.ts'
import type { ChangeUpdate, NewChange, NewQuote } from '../../backend/ledger/store.ts'
import { exampleQuote } from './example-quote.ts'

const before: Before = {
  status: 'active',
  packageId: 'basic',
  plannedPackageId: null,
  inTrial: false,
  endsAt: null,
  lastPackageChangeAt: null,
}

export const newChange = (given: Partial<NewChange> = {}): NewChange => ({
  id: crypto.randomUUID(),
  lane: 'customer',
  target: 'website:bikes',
  customerId: 'acme',
  key: crypto.randomUUID(),
  bodyHash: 'hash',
  state: 'applying',
  wakeInMs: 0,
  quoteId: null,
  seenTurn: null,
  facts: {
    ...untouched,
    customerId: 'acme',
    websiteId: 'bikes',
    holder: 'website',
    intent: { kind: 'cancel' },
    action: 'cancel',
    before,
    quote: null,
    remembered: { kind: 'not_read' },
  },
  ...given,
})

/** Facts of a purchase that has been paid. */
export const purchase = (): ChangeFacts => ({
  ...untouched,
  customerId: 'acme',
  websiteId: 'bikes',
  holder: 'website',
  intent: { kind: 'choose', packageId: 'pro' },
  action: 'upgrade',
  packageId: 'pro',
  before,
  quote: exampleQuote,
  due: { amountMinor: 1_200, currency: 'EUR' },
  payment: { kind: 'received', ref: 'pay_1', charges: ['ch_1'] },
  lastLook: 'done',
})

export const newQuote = (given: Partial<NewQuote> = {}): NewQuote => ({
  id: crypto.randomUUID(),
  customerId: 'acme',
  target: 'website:bikes',
  fingerprint: 'as it stands',
  quote: exampleQuote,
  madeAt: '2026-06-01T00:00:00.000Z',
  lifeMs: 60_000,
  ...given,
})

export const update = (change: NewChange, given: Partial<ChangeUpdate> = {}): ChangeUpdate => ({
  state: change.state,
  facts: change.facts,
  wakeInMs: null,
  hasEnded: false,
  raisesTurn: false,
  call: { kind: 'none' },
  clearsWish: false,
  paidBy: null,
  ...given,
})
