import type { ChangeIntent } from '../../contract/subscription-change.ts'
import type { SubscriptionHolder } from '../../contract/subscription.ts'
import type { NewChange } from '../stores/store.ts'
import type { ChangeFacts, SystemAction } from './change-row.ts'

interface About {
  target: string
  customerId: string
  websiteId: string
}

/** A change that the provider or the clock causes: one for each of the provider's objects, however often that is reported. */
export function systemChange(
  action: SystemAction,
  { target, customerId, websiteId }: About,
  cause: NonNullable<ChangeFacts['cause']>,
  holder: SubscriptionHolder,
  newId: () => string,
): NewChange {
  const cancels: ChangeIntent = { kind: 'cancel' }
  return {
    id: newId(),
    lane: 'system',
    target,
    customerId,
    key: `${action}:${cause.id}`,
    bodyHash: '',
    state: action === 'await_renewal' ? 'awaiting_payment' : 'applying',
    wakeInMs: 0,
    quoteId: null,
    seenTurn: null,
    facts: { ...noFacts, customerId, websiteId, holder, intent: cancels, action, cause },
  }
}

/** Facts of a change of which nothing has happened yet. */
export const noFacts: Omit<ChangeFacts, 'customerId' | 'websiteId' | 'holder' | 'intent' | 'action'> = {
  packageId: null,
  before: {
    status: 'none',
    packageId: null,
    plannedPackageId: null,
    inTrial: false,
    endsAt: null,
    lastPackageChangeAt: null,
  },
  quote: null,
  due: null,
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
  reason: null,
  foreignText: null,
  reference: null,
  cause: null,
}
