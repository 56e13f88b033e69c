import type { ChangeIntent } from '../../contract/subscription-change.ts'
import { untouched, type CustomerFacts } from './change-facts.ts'
import type { Asked } from './change-history.ts'
import type { NewChange } from './store.ts'
import type { Subject } from './system-change.ts'

/** What makes a request of a customer the one that it is, and what it was decided on. */
export interface CustomerRequest extends Asked {
  intent: ChangeIntent
  /** The idempotency key, and what it stands for. */
  key: string
  bodyHash: string
  seenTurn: number
  /** True where the provider collects before anything is delivered. */
  collectsFirst: boolean
}

/** A change that a customer asks for, or staff who act for one: there is one for each idempotency key. */
export function customerChange(
  plan: CustomerFacts,
  { target, customerId, websiteId, holder }: Subject,
  { intent, key, bodyHash, seenTurn, collectsFirst, by, why }: CustomerRequest,
  newId: () => string,
): NewChange {
  const isCollected = 'payment' in plan && collectsFirst
  return {
    id: newId(),
    lane: 'customer',
    target,
    customerId,
    key,
    bodyHash,
    state: isCollected ? 'awaiting_payment' : 'applying',
    wakeInMs: 0,
    quoteId: plan.quote?.id ?? null,
    seenTurn,
    facts: { ...untouched, customerId, websiteId, holder, intent, ...plan },
    by,
    why,
  }
}

/** True for what the customer pays more for, today or with the next period. */
export function costsMoney(plan: CustomerFacts): boolean {
  if ('payment' in plan) return plan.quote.to.price.amountMinor > 0
  return plan.action === 'resume' || plan.action === 'keep'
}

export function isSameIntent(a: ChangeIntent, b: ChangeIntent): boolean {
  if (a.kind !== 'choose' || b.kind !== 'choose') return a.kind === b.kind
  return a.packageId === b.packageId
}
