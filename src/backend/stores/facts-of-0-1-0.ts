import type { Money } from '../../contract/money.ts'
import type { Quote } from '../../contract/quote.ts'
import type { ChangeIntent, PaymentStep } from '../../contract/subscription-change.ts'
import type { SubscriptionHolder } from '../../contract/subscription.ts'
import {
  untouched,
  type ActionFacts,
  type Before,
  type ChangeFacts,
  type PaymentFacts,
} from '../ledger/change-facts.ts'

/** The words that 0.1.0 had for a subscription's status were the platform's. */
const statusNow = { none: 'none', active: 'active', canceled: 'ending', inactive: 'ended' } as const

/** Facts as version 0.1.0 wrote them: one shape for all actions, with `null` for what an action does not have. */
interface Facts010 {
  customerId: string
  websiteId: string
  holder: SubscriptionHolder
  intent: ChangeIntent
  action:
    | 'start'
    | 'restart'
    | 'upgrade'
    | 'switch_interval'
    | 'resume'
    | 'downgrade'
    | 'cancel'
    | 'keep'
    | 'nothing'
    | 'await_renewal'
    | 'end_unpaid'
    | 'mirror_billing'
    | 'refund_stray'
  packageId: string | null
  before: Omit<Before, 'status'> & { status: keyof typeof statusNow }
  quote: Quote | null
  due: Money | null
  isPaid: boolean
  payment: PaymentStep | null
  paymentRef: string | null
  step: number
  sentAt: number | null
  triedSince: number | null
  lastOutcome: 'refused' | 'unknown' | null
  attempts: number
  isUndoing: boolean
  isUntold: boolean
  message: string | null
  reference: string | null
  cause: { id: string; graceEndsAt: string | null } | null
}

export function isOf010(facts: object): facts is Facts010 {
  return 'isPaid' in facts
}

export function factsOf010(old: Facts010): ChangeFacts {
  const { customerId, websiteId, holder, intent, sentAt, triedSince, lastOutcome, attempts, isUntold, reference } = old
  return {
    ...untouched,
    customerId,
    websiteId,
    holder,
    intent,
    sentAt,
    triedSince,
    lastOutcome,
    attempts,
    isUntold,
    reference,
    foreignText: old.message,
    direction: old.isUndoing ? 'undoing' : 'forward',
    // It counted the steps that were done; now it names the one that is being undone.
    step: old.isUndoing ? Math.max(0, old.step - 1) : old.step,
    ...actionFactsOf(old),
  }
}

function actionFactsOf(old: Facts010): ActionFacts {
  const { action, quote, due, cause } = old
  const before: Before = { ...old.before, status: statusNow[old.before.status] }
  const packageId = old.packageId ?? ''
  const remembered = { kind: 'not_read' } as const
  const occasion = cause?.id ?? ''
  switch (action) {
    case 'start':
    case 'restart':
    case 'upgrade':
    case 'switch_interval':
      if (!quote) return { action: 'past', was: action, due, paid: paymentOf(old) }
      return { action, packageId, before, quote, due, payment: paymentOf(old), lastLook: 'open' }
    case 'downgrade':
      if (!quote) return { action: 'past', was: action, due, paid: null }
      return { action, packageId, before, quote, remembered }
    case 'cancel':
    case 'resume':
    case 'keep':
      return { action, before, quote, remembered }
    case 'nothing':
      return { action: 'past', was: 'keep', due, paid: null }
    case 'await_renewal':
      return { action, invoiceId: occasion, graceEndsAt: cause?.graceEndsAt ?? new Date(0).toISOString(), remembered }
    case 'end_unpaid':
      return { action, invoiceId: occasion, packageId: null }
    case 'mirror_billing':
      return { action: 'align', cause: 'news', seen: null }
    case 'refund_stray':
      return { action, chargeId: occasion }
    default:
      return action satisfies never
  }
}

function paymentOf({ isPaid, payment, paymentRef: ref, quote }: Facts010): PaymentFacts {
  if (isPaid) return { kind: 'received', ref, charges: [] }
  if (ref !== null) return { kind: 'started', ref, step: payment ?? { kind: 'wait' } }
  // The provider may have been asked, with its answer lost.
  return quote?.dueToday.kind === 'pay_now' ? { kind: 'starting' } : { kind: 'none' }
}
