import { describe, expect, it } from 'vitest'
import { readChangeFacts, shortenChangeFacts } from '../../src/backend/stores/kept-facts.ts'
import type { ChangeFacts } from '../../src/backend/ledger/change-facts.ts'
import { exampleQuote } from '../../src/conformance/store/example-quote.ts'
import { newChange, purchase } from '../../src/conformance/store/example-changes.ts'

const before = {
  status: 'active',
  packageId: 'basic',
  plannedPackageId: null,
  inTrial: false,
  endsAt: null,
  lastPackageChangeAt: null,
}
const due = { amountMinor: 1_200, currency: 'EUR' }
/** Facts of 0.1.0 in the middle of nothing; a test says what is different. */
const old = {
  customerId: 'acme',
  websiteId: 'bikes',
  holder: 'website',
  intent: { kind: 'choose', packageId: 'pro' },
  action: 'upgrade',
  packageId: 'pro',
  before,
  quote: exampleQuote,
  due,
  isPaid: false,
  payment: null,
  paymentRef: null,
  step: 0,
  sentAt: null,
  triedSince: null,
  lastOutcome: null,
  attempts: 0,
  isUndoing: false,
  isUntold: false,
  message: null,
  reference: null,
  cause: null,
}
const read = (different: object) => readChangeFacts(JSON.stringify({ ...old, ...different }))
const free = { ...exampleQuote, dueToday: { kind: 'nothing' as const } }

describe('the payment of a change of 0.1.0', () => {
  const wait = { kind: 'wait' }
  it.each([
    ['paid', { isPaid: true, paymentRef: 'pay_1' }, { kind: 'received', ref: 'pay_1', charges: [] }],
    ['begun', { paymentRef: 'pay_1' }, { kind: 'started', ref: 'pay_1', step: wait }],
    ['not heard of, though one was due', {}, { kind: 'starting' }],
    ['not due', { quote: free }, { kind: 'none' }],
  ])('that was %s', (_name, different, payment) => {
    expect(read(different)).toMatchObject({ action: 'upgrade', payment })
  })
})

it.each([
  ['active', 'active'],
  ['canceled', 'ending'],
  ['inactive', 'ended'],
  ['none', 'none'],
])('that 0.1.0 saw a plan %s is read as %s', (said, status) => {
  expect(read({ before: { ...before, status: said } })).toMatchObject({ before: { status } })
})

describe('a change of 0.1.0', () => {
  const remembered = { kind: 'not_read' }
  const cause = { id: 'in_1', graceEndsAt: '2026-11-30T00:00:00.000Z' }
  it.each([
    ['start', {}, { action: 'start', packageId: 'pro', before, quote: exampleQuote, due, lastLook: 'open' }],
    ['upgrade', { quote: null }, { action: 'past', was: 'upgrade', due, paid: { kind: 'none' } }],
    ['downgrade', {}, { action: 'downgrade', packageId: 'pro', before, quote: exampleQuote, remembered }],
    ['downgrade', { quote: null }, { action: 'past', was: 'downgrade', due, paid: null }],
    ['cancel', { quote: null }, { action: 'cancel', before, quote: null, remembered }],
    ['resume', {}, { action: 'resume', before, quote: exampleQuote, remembered }],
    ['nothing', {}, { action: 'past', was: 'keep', due, paid: null }],
    ['await_renewal', { cause }, { action: 'await_renewal', invoiceId: 'in_1', graceEndsAt: cause.graceEndsAt }],
    ['end_unpaid', { cause }, { action: 'end_unpaid', invoiceId: 'in_1', packageId: null }],
    ['mirror_billing', {}, { action: 'align', cause: 'news', seen: null }],
    ['refund_stray', { cause: { ...cause, id: 'ch_1' } }, { action: 'refund_stray', chargeId: 'ch_1' }],
  ])('%s is read as what it is today', (action, different, facts) => {
    expect(read({ action, ...different })).toMatchObject(facts)
  })

  it('goes on with the step that was under way', () => {
    expect(read({ step: 1 })).toMatchObject({ direction: 'forward', step: 1 })
  })

  it('names the step that is being undone, where 0.1.0 counted those that were done', () => {
    expect(read({ step: 2, isUndoing: true })).toMatchObject({ direction: 'undoing', step: 1 })
    expect(read({ step: 0, isUndoing: true })).toMatchObject({ direction: 'undoing', step: 0 })
  })

  it('keeps what was said in foreign words apart from the reason', () => {
    expect(read({ message: 'not while the moon is full' })).toMatchObject({
      reason: null,
      foreignText: 'not while the moon is full',
    })
  })
})

describe('what is kept of a change that ended long ago', () => {
  const short = (facts: ChangeFacts) => readChangeFacts(shortenChangeFacts(facts))

  it('is what it was, what was due, and by what its money is known', () => {
    const { customerId, websiteId, intent } = purchase()
    const kept = short(purchase())
    expect(kept).toMatchObject({ action: 'past', was: 'upgrade', due, customerId, websiteId, intent })
    expect(kept).toMatchObject({ paid: { kind: 'received', ref: 'pay_1', charges: ['ch_1'] } })
    expect(kept).not.toHaveProperty('quote')
  })

  it('is neither an amount nor a payment where none was due', () => {
    expect(short(newChange().facts)).toMatchObject({ action: 'past', was: 'cancel', due: null, paid: null })
  })

  it('is the period of an invoice too, and how much is owed: what is said of it later is about the same', () => {
    const unpaid = {
      packageId: 'basic',
      price: due,
      endsAt: '2026-12-24T00:00:00Z',
      reportedAt: '2026-12-01T00:00:00Z',
    }
    const reported = { amount: due, payUrl: 'https://pay.example/in-1' }
    const waited = { action: 'await_renewal', invoiceId: 'in-1', graceEndsAt: '', unpaid, reported } as const
    const kept = short({ ...newChange().facts, ...waited, remembered: { kind: 'not_read' } })
    expect(kept).toMatchObject({
      action: 'past',
      was: 'await_renewal',
      unpaid,
      reported: { amount: due, payUrl: null },
    })
    expect(short(kept)).toEqual(kept)
  })

  it('stays the same when it is shortened again', () => {
    const once = short(purchase())
    expect(short(once)).toEqual(once)
  })
})
