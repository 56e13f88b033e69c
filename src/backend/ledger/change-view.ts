import type { SubscriptionChange } from '../../contract/subscription-change.ts'
import { isPaid, isPurchase } from './change-facts.ts'
import type { ChangeRow } from './change-row.ts'

// Pages of before `collection` was added read `isPaid`, and refuse an answer without it: within a major version it stays.
const paid = { collection: 'paid', isPaid: 'yes' } as const
const notNeeded = { collection: 'not_needed', isPaid: 'not_needed' } as const

/** A change as its customer sees it. */
export function viewOf({ id, state, facts, paymentNews, startedAt, endedAt }: ChangeRow): SubscriptionChange {
  const due = 'due' in facts ? facts.due : null
  const common = { id, intent: facts.intent, due, startedAt: new Date(startedAt).toISOString() }
  const ended = { ...common, endedAt: new Date(endedAt ?? startedAt).toISOString() }
  switch (state) {
    case 'awaiting_payment': {
      // What was paid is not paid once more, also while the provider cannot be asked about it.
      const payment = isPurchase(facts) && paymentNews !== 'paid' ? facts.payment : null
      return { state, ...common, payment: payment?.kind === 'started' ? payment.step : { kind: 'wait' } }
    }
    case 'paid':
      return { state, ...common }
    case 'applying':
      return { state, ...common, ...(isPaid(facts) ? paid : notNeeded) }
    case 'applied':
      return { state, ...ended }
    case 'refused':
      return { state, ...ended, reason: facts.reason ?? 'not_allowed' }
    case 'failed':
      return { state, ...ended, reason: facts.reason ?? 'declined' }
    case 'abandoned':
      return { state, ...ended, reason: facts.reason ?? 'dropped' }
    case 'refunded':
    case 'closed':
      return { state, ...ended, reason: facts.reason ?? 'settled_by_partner' }
    case 'needs_attention':
      return { state, ...common, reference: facts.reference ?? '', reason: facts.reason ?? 'not_carried_out' }
    default:
      return state satisfies never
  }
}
