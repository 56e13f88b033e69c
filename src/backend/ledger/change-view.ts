import type { SubscriptionChange } from '../../contract/subscription-change.ts'
import type { ChangeRow } from './change-row.ts'

/** A change as its customer sees it. */
export function viewOf({ id, state, facts, startedAt, endedAt }: ChangeRow): SubscriptionChange {
  const common = { id, intent: facts.intent, due: facts.due, startedAt: new Date(startedAt).toISOString() }
  const ended = { ...common, endedAt: new Date(endedAt ?? startedAt).toISOString() }
  switch (state) {
    case 'awaiting_payment':
      return { state, ...common, payment: facts.payment ?? { kind: 'wait' } }
    case 'paid':
      return { state, ...common }
    case 'applying':
      return { state, ...common, isPaid: facts.isPaid ? 'yes' : 'not_needed' }
    case 'applied':
    case 'abandoned':
    case 'refunded':
      return { state, ...ended }
    case 'refused':
      return { state, ...ended, message: facts.message ?? 'The change was refused.' }
    case 'failed':
      return { state, ...ended, message: facts.message ?? 'The payment was declined.' }
    case 'needs_attention':
      return { state, ...common, reference: facts.reference ?? '', message: facts.message ?? '' }
    default:
      return state satisfies never
  }
}
