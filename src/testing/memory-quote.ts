import { draftQuote, type Billing, type QuotedChoice, type Taxed } from '../contract/draft-quote.ts'
import type { Money } from '../contract/money.ts'
import type { Package } from '../contract/package.ts'
import type { Period } from '../contract/periods.ts'
import type { Quote } from '../contract/quote.ts'
import type { Subscription, SubscriptionView } from '../contract/subscription.ts'
import type { MemoryPayment } from './memory-states.ts'

interface QuoteFacts {
  id: string
  view: SubscriptionView
  chosen: Package
  choice: QuotedChoice
  payment: MemoryPayment
  taxed: Taxed | undefined
  balance: Money | null
  now: Date
  /** Minor units on top: a quote that replaces one which was refused. */
  surcharge: number
}

const dayMs = 86_400_000
const periodDays = { monthly: 30, yearly: 365 } as const

/** The backend's quote, for what is scripted. */
export function memoryQuote({ id, view, chosen, choice, payment, taxed, balance, now, surcharge }: QuoteFacts): Quote {
  const { websiteId, subscription, usage } = view
  const { price } = chosen
  return draftQuote({
    id,
    websiteId,
    subscription,
    period: periodOf(subscription, now),
    usage,
    to: surcharge > 0 ? { ...chosen, price: { ...price, amountMinor: price.amountMinor + surcharge } } : chosen,
    choice,
    now,
    proRate: true,
    billing: billingOf(view, payment, balance),
    leftOverCredit: 'carried',
    taxed,
    taxNote: null,
    lifeSeconds: 600,
  })
}

/** In whole days and of one length, so that a story shows the same in every month and at every hour. */
function periodOf(subscription: Subscription, now: Date): Period | null {
  if (!('endsAt' in subscription) || subscription.endsAt === null) return null
  const left = Math.round((Date.parse(subscription.endsAt) - now.getTime()) / dayMs)
  const end = now.getTime() + left * dayMs
  return { start: end - periodDays[subscription.plan.interval] * dayMs, end }
}

function billingOf(view: SubscriptionView, payment: MemoryPayment, balance: Money | null): Billing {
  if (payment === 'invoiced') return { collects: 'on_invoice' }
  const { subscription, isChargeMissing } = view
  const plan = subscription.status === 'none' ? null : subscription.plan
  const isCharged = !isChargeMissing && plan?.price
  return {
    collects: 'now',
    leavesPage: payment === 'redirect',
    recurring: isCharged ? { packageId: plan.packageId, price: isCharged } : null,
    isPaymentDue: view.payment.standing !== 'paid',
    balance,
  }
}
