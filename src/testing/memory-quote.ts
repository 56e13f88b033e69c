import type { Package } from '../contract/package.ts'
import { isOtherCurrency, type PlanChoice } from '../contract/plan-choice.ts'
import type { DueToday, Quote } from '../contract/quote.ts'
import type { SubscriptionView } from '../contract/subscription.ts'
import { daysFrom } from './fixtures.ts'
import type { MemoryPayment } from './memory-states.ts'

type Quotable = Extract<PlanChoice, { effectiveAt: string }>

interface QuoteFacts {
  id: string
  view: SubscriptionView
  chosen: Package
  choice: Quotable & { kind: Quote['kind'] }
  payment: MemoryPayment
  now: Date
  /** Minor units on top: a quote that replaces one which was refused. */
  surcharge: number
}

const periodDays = { monthly: 30, yearly: 365 } as const

/** A believable quote: the plan, less a credit for the unused part of the running period. */
export function memoryQuote({ id, view, chosen, choice, payment, now, surcharge }: QuoteFacts): Quote {
  const { subscription, usage } = view
  const from = subscription.status === 'none' ? null : subscription.plan
  const running = subscription.status === 'active' || subscription.status === 'canceled' ? subscription : null
  const isAtOnce = choice.effectiveAt === 'now' && choice.kind !== 'resume'
  const price = chosen.price.amountMinor + (isAtOnce ? surcharge : 0)
  const { currency } = chosen.price
  const money = (amountMinor: number) => ({ amountMinor, currency })

  const leftDays = running?.endsAt ? (Date.parse(running.endsAt) - now.getTime()) / 86_400_000 : 0
  const percent = from ? Math.max(0, Math.min(100, Math.round((leftDays / periodDays[from.interval]) * 100))) : 0
  const hasCredit = isAtOnce && running?.trial === null && from?.price && !isOtherCurrency(subscription, chosen)
  const credit = hasCredit && from?.price ? Math.round((from.price.amountMinor * percent) / 100) : 0
  const due = isAtOnce ? Math.max(0, price - credit) : 0
  const used = 'used' in usage ? usage.used : 0
  const holds = chosen.limit === 'unlimited' ? Infinity : chosen.limit

  return {
    id,
    websiteId: view.websiteId,
    kind: choice.kind,
    from,
    to: chosen,
    effectiveAt: choice.effectiveAt,
    lines: isAtOnce
      ? [
          { kind: 'plan', amount: money(price) },
          ...(credit > 0 ? [{ kind: 'credit' as const, amount: money(-credit), percent }] : []),
        ]
      : [],
    dueToday: dueToday(due, money(due), payment),
    leftOver: credit > price ? { amount: money(credit - price), fate: 'carried' } : null,
    nextCharge:
      chosen.price.amountMinor === 0
        ? null
        : {
            amount: money(chosen.price.amountMinor),
            at: isAtOnce ? daysFrom(now, periodDays[chosen.interval]) : (running?.endsAt ?? daysFrom(now, 30)),
          },
    ends: [
      ...(isAtOnce && running?.trial ? (['trial'] as const) : []),
      ...(subscription.status === 'active' && subscription.planned ? (['planned_switch'] as const) : []),
      ...(isAtOnce && running && !running.trial && from?.interval === 'yearly' ? (['paid_period'] as const) : []),
    ],
    resetsUsage: isAtOnce,
    turnsRenewalOn: subscription.status === 'canceled',
    usageAboveLimit: choice.kind === 'downgrade' && used > holds ? used : null,
    taxNote: null,
    expiresInSeconds: 600,
  }
}

function dueToday(due: number, amount: Quote['lines'][number]['amount'], payment: MemoryPayment): DueToday {
  if (due === 0) return { kind: 'nothing' }
  return payment === 'invoiced'
    ? { kind: 'invoiced', amount }
    : { kind: 'pay_now', amount, leavesPage: payment === 'redirect' }
}
