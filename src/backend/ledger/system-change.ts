import type { ChangeReason } from '../../contract/change-reason.ts'
import type { ChangeIntent } from '../../contract/subscription-change.ts'
import type { SubscriptionHolder } from '../../contract/subscription.ts'
import type { Target } from '../payments/target.ts'
import type { NewChange } from './store.ts'
import { patched, untouched, type SystemFacts } from './change-facts.ts'
import type { ChangeRow } from './change-row.ts'
import { attention } from './next-step.ts'

/** Which subscription, and whose. */
export interface Subject {
  target: Target
  customerId: string
  websiteId: string
  holder: SubscriptionHolder
}

const cancels: ChangeIntent = { kind: 'cancel' }

/**
 * A change that the provider or the clock causes. `occasion` is the provider's object or another occasion: there is one change
 * for each, however often it is reported.
 */
export function systemChange(
  cause: SystemFacts,
  { target, customerId, websiteId, holder }: Subject,
  occasion: string,
  newId: () => string,
): NewChange {
  return {
    id: newId(),
    lane: 'system',
    target,
    customerId,
    key: `${cause.action}:${occasion}`,
    bodyHash: '',
    state: cause.action === 'await_renewal' ? 'awaiting_payment' : 'applying',
    wakeInMs: 0,
    quoteId: null,
    seenTurn: null,
    facts: { ...untouched, customerId, websiteId, holder, intent: cancels, ...cause },
  }
}

/** The same for a person to decide, without anything being done. */
export function beforeAPerson(wanted: NewChange, reason: ChangeReason): NewChange {
  const { facts } = attention(wanted, reason)
  return { ...wanted, state: 'needs_attention', facts: patched(wanted.facts, { ...facts, isUntold: true }) }
}

export function subjectOf({ target, customerId, facts }: ChangeRow): Subject {
  return { target, customerId, websiteId: facts.websiteId, holder: facts.holder }
}
