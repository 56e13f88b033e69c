import { noFacts } from '../../src/backend/ledger/system-change.ts'
import type { ChangeUpdate, NewChange, NewQuote } from '../../src/backend/stores/store.ts'
import { exampleQuote } from './example-quote.ts'

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
    ...noFacts,
    customerId: 'acme',
    websiteId: 'bikes',
    holder: 'website',
    intent: { kind: 'cancel' },
    action: 'cancel',
  },
  ...given,
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
