import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { AnalyticsError } from '../../src/contract/error.ts'
import type { ChangeIntent, ChangeState, SubscriptionChange } from '../../src/contract/subscription-change.ts'
import {
  initialUpgrade,
  upgradeReducer,
  type UpgradeEvent,
  type UpgradeState,
  type UpgradeStep,
} from '../../src/react/upgrade/upgrade-machine.ts'

const intent: ChangeIntent = { kind: 'choose', packageId: 'pro-monthly' }
const error = new AnalyticsError({ code: 'timeout', message: 'Too slow.', retryable: true })

function changeIn(state: ChangeState, payment: 'redirect' | 'wait' = 'redirect'): SubscriptionChange {
  // Of every state at once: each reads what is its own.
  const facts = {
    id: 'change-1',
    intent,
    due: null,
    startedAt: '2026-11-24T10:00:00Z',
    payment: { kind: payment, url: 'https://pay.example/1' },
    collection: 'paid' as const,
    endedAt: '2026-11-24T10:00:10Z',
    reason: 'platform_refused' as const,
    reference: 'RA-1',
  }
  return { ...facts, state }
}

const run = (...events: UpgradeEvent[]) => events.reduce(upgradeReducer, initialUpgrade)
const sent: UpgradeEvent[] = [{ type: 'chosen', intent }, { type: 'reviewed' }, { type: 'confirmed' }]
const started = (state: ChangeState, payment?: 'wait') =>
  run(...sent, { type: 'started', change: changeIn(state, payment) })

const moved = (
  change: SubscriptionChange,
  { isInEffect, isOver } = { isInEffect: false, isOver: false },
): UpgradeEvent => ({
  type: 'moved',
  change,
  isInEffect,
  isOver,
})

describe('the way of an upgrade', () => {
  it('goes from pick to review to sending', () => {
    expect(run().step).toBe('pick')
    expect(run({ type: 'chosen', intent }, { type: 'reviewed' })).toMatchObject({ step: 'review', intent })
    expect(run(...sent).step).toBe('sending')
  })

  it('has no review of nothing', () => {
    expect(run({ type: 'reviewed' }).step).toBe('pick')
  })

  it('shows the plans to whoever asks for plans, and not the review that was left', () => {
    const left: UpgradeEvent[] = [{ type: 'chosen', intent }, { type: 'reviewed' }, { type: 'reopened' }]
    expect(run(...left)).toMatchObject({ step: 'pick', intent })
  })

  it('reviews what needs no choice', () => {
    expect(run({ type: 'reviewed', intent: { kind: 'keep' } })).toMatchObject({
      step: 'review',
      intent: { kind: 'keep' },
    })
  })

  it.each<[ChangeState, UpgradeStep]>([
    ['awaiting_payment', 'pay'],
    ['paid', 'settling'],
    ['applying', 'settling'],
    ['applied', 'settling'],
    ['refused', 'refused'],
    ['failed', 'failed'],
    ['abandoned', 'failed'],
    ['refunded', 'failed'],
    ['needs_attention', 'needs_attention'],
  ])('a change that is %s is at %s', (state, step) => {
    expect(started(state).step).toBe(step)
  })

  it('waits for a payment that the provider is at work on', () => {
    expect(started('awaiting_payment', 'wait').step).toBe('settling')
  })

  it('is done only when a fresh read shows it', () => {
    const applied = changeIn('applied')
    const settling = started('applying')
    const unseen = upgradeReducer(settling, moved(applied))
    expect(unseen.step).toBe('settling')
    expect(upgradeReducer(unseen, moved(applied, { isInEffect: true, isOver: true })).step).toBe('done')
  })

  it('keeps the choice when the answer is lost, the quote outdated, the payment declined', () => {
    for (const event of [
      { type: 'unanswered', error },
      { type: 'requoted', outdatedQuote: null },
      { type: 'rejected', error },
    ] as const) {
      expect(run(...sent, event).intent).toEqual(intent)
    }
    expect(upgradeReducer(started('failed'), { type: 'back' })).toMatchObject({ step: 'pick', intent, change: null })
  })

  it('ignores a second confirmation', () => {
    const sending = run(...sent)
    expect(upgradeReducer(sending, { type: 'confirmed' })).toBe(sending)
  })

  it.each<UpgradeState>([run(), run({ type: 'chosen', intent }, { type: 'reviewed' }), started('failed')])(
    'finds a change that is under way ($step)',
    (state) => {
      expect(upgradeReducer(state, { type: 'found', change: changeIn('applying') }).step).toBe('running')
    },
  )

  it('stays with a found change until it ends', () => {
    const found = run({ type: 'found', change: changeIn('awaiting_payment') })
    const paid = upgradeReducer(found, moved(changeIn('paid')))
    expect([found.step, paid.step]).toEqual(['running', 'running'])
    expect(upgradeReducer(paid, moved(changeIn('applied'), { isInEffect: true, isOver: true })).step).toBe('done')
  })

  it('ends also where another change has taken the place of what was applied', () => {
    const found = run({ type: 'found', change: changeIn('applied') })
    const over = upgradeReducer(found, moved(changeIn('applied'), { isInEffect: false, isOver: true }))
    expect(over.step).toBe('closed')
    expect(upgradeReducer(over, { type: 'reopened' }).step).toBe('pick')
  })

  it('ends also where the backend does not know the change any more', () => {
    const over = upgradeReducer(started('applying'), moved(changeIn('applying'), { isInEffect: false, isOver: true }))
    expect(over.step).toBe('closed')
  })

  it('forgets what went wrong once the change has moved, or the customer is on the way to paying again', () => {
    const troubled = upgradeReducer(started('awaiting_payment'), { type: 'unanswered', error })
    expect(troubled.error).toBe(error)
    expect(upgradeReducer(troubled, moved(changeIn('awaiting_payment'))).error).toBe(error)
    expect(upgradeReducer(troubled, moved(changeIn('paid'))).error).toBeNull()
    expect(upgradeReducer(troubled, { type: 'leaving' }).error).toBeNull()
  })

  it.each<ChangeState>(['awaiting_payment', 'applying'])(
    'is a change that was found, when a dialog with one that is %s is opened again',
    (state) => {
      expect(upgradeReducer(started(state), { type: 'reopened' }).step).toBe('running')
    },
  )

  it('never says done, whatever happens in whatever order, without a change that is applied and seen', () => {
    const states: ChangeState[] = [
      'awaiting_payment',
      'paid',
      'applying',
      'applied',
      'refused',
      'failed',
      'needs_attention',
    ]
    const change = fc.constantFrom(...states).map((state) => changeIn(state))
    const event: fc.Arbitrary<UpgradeEvent> = fc.oneof(
      fc.record({ type: fc.constant('chosen' as const), intent: fc.option(fc.constant(intent)) }),
      fc.constantFrom<UpgradeEvent>(
        { type: 'reviewed' },
        { type: 'back' },
        { type: 'confirmed' },
        { type: 'reopened' },
        { type: 'leaving' },
        { type: 'requoted', outdatedQuote: null },
        { type: 'unanswered', error },
        { type: 'rejected', error },
      ),
      fc.record({ type: fc.constantFrom('started' as const, 'found' as const), change }),
      fc.record({ type: fc.constant('moved' as const), change, isInEffect: fc.boolean(), isOver: fc.boolean() }),
    )
    fc.assert(
      fc.property(fc.array(event, { maxLength: 30 }), (events) => {
        let state = initialUpgrade
        for (const next of events) {
          const before = state
          state = upgradeReducer(state, next)
          if (state.step === 'done' && before.step !== 'done') {
            expect(next).toMatchObject({ type: 'moved', isInEffect: true, change: { state: 'applied' } })
          }
          // A choice is dropped by whoever makes it, and after it has been fulfilled; by nothing else.
          if (before.intent && !state.intent) expect(next.type === 'chosen' || before.step === 'done').toBe(true)
        }
      }),
    )
  })
})
