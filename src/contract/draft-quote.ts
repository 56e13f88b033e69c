import type { Usage } from './consumption.ts'
import type { Money } from './money.ts'
import { compareLimits, type Package } from './package.ts'
import { addIntervals, type Period } from './periods.ts'
import type { PlanChoice } from './plan-choice.ts'
import type { DueToday, Quote } from './quote.ts'
import { shareOf } from './share-of.ts'
import type { CurrentPlan, Subscription } from './subscription.ts'

/** `included`: prices hold it. `added`: it comes on top. `none`: there is none. */
export type Taxed = 'included' | 'added' | 'none'

/** The choices that can be quoted. */
export type QuotedChoice = Extract<PlanChoice, { kind: Quote['kind'] }>

/** Who bills, and what is known there. */
export type Billing =
  /** The partner, on its own invoice: what was agreed counts as received. */
  | { collects: 'on_invoice'; returned?: Money | null }
  /** A provider collects what is due for a change, and the partner bills what follows: what was agreed counts as received. */
  | { collects: 'once'; leavesPage: boolean; returned?: Money | null }
  /** A provider: credit is given only for what it has received. */
  | {
      collects: 'now'
      /** True when it is paid on a page of the provider. */
      leavesPage: boolean
      /** What is charged each period, as it was agreed; `null` when nothing is. */
      recurring: { packageId: string; price: Money } | null
      isPaymentDue: boolean
      /** What the provider holds for the customer. */
      balance: Money | null
      /** What was given back of what was paid for the running period. */
      returned?: Money | null
    }

export interface QuoteFacts {
  id: string
  websiteId: string
  subscription: Subscription
  /** The running period; `null` when it is not known, which gives no credit. */
  period: Period | null
  usage: Usage
  to: Package
  choice: QuotedChoice
  /** Business time. */
  now: Date
  proRate: boolean
  billing: Billing
  leftOverCredit: 'carried' | 'lost'
  taxNote: string | null
  /** How prices stand to tax. @defaultValue 'included' */
  taxed?: Taxed | undefined
  lifeSeconds: number
}

/**
 * What a choice costs and brings: the one count, for the backend and for the scripted adapter. The credit is the unused
 * share of what was paid for the running period, to the nearest cent; what cannot be compared, or has not been paid, gives
 * none.
 */
export function draftQuote(facts: QuoteFacts): Quote {
  const { id, websiteId, subscription, to, choice, now, taxNote, lifeSeconds } = facts
  const isNow = choice.effectiveAt === 'now' && choice.kind !== 'resume'
  const credit = isNow ? creditOf(facts) : null
  const money = isNow ? costNow(facts, credit) : { lines: [], dueToday: nothing, leftOver: null }
  return {
    id,
    websiteId,
    kind: choice.kind,
    from: subscription.status === 'none' ? null : asAgreed(subscription.plan, facts.billing),
    to,
    effectiveAt: choice.effectiveAt,
    ...money,
    balanceLeft: balanceLeft(facts, money.lines),
    nextCharge: isNow
      ? nextCharge(to.price, addIntervals(now, to.interval, 1).toISOString())
      : nextCharge(choice.kind === 'resume' ? priceOfResumed(facts) : to.price, endOf(subscription)),
    ends: endsOf(facts, isNow, credit !== null),
    resetsUsage: isNow,
    turnsRenewalOn: subscription.status === 'ending',
    usageAboveLimit: choice.kind === 'downgrade' ? usageAbove(facts.usage, to) : null,
    taxNote,
    tax: { kind: facts.taxed === 'added' ? 'added_later' : 'included' },
    expiresInSeconds: lifeSeconds,
  }
}

const nothing: DueToday = { kind: 'nothing' }

interface Credit {
  amount: Money
  percent: number
}

function costNow(facts: QuoteFacts, credit: Credit | null): Pick<Quote, 'lines' | 'dueToday' | 'leftOver'> {
  const { to, leftOverCredit } = facts
  const { currency, amountMinor: price } = to.price
  const money = (amountMinor: number): Money => ({ amountMinor, currency })
  const creditMinor = credit?.amount.amountMinor ?? 0
  const leftOverMinor = creditMinor - price
  const balanceMinor = Math.min(Math.max(0, price - creditMinor), balanceIn(facts, currency))
  const dueMinor = Math.max(0, price - creditMinor) - balanceMinor
  const lines: Quote['lines'] = price === 0 && creditMinor === 0 ? [] : [{ kind: 'plan', amount: to.price }]
  if (credit && creditMinor > 0) lines.push({ kind: 'credit', amount: money(-creditMinor), percent: credit.percent })
  if (balanceMinor > 0) lines.push({ kind: 'balance', amount: money(-balanceMinor) })
  return {
    lines,
    dueToday: dueMinor === 0 ? nothing : dueBy(facts, money(dueMinor)),
    leftOver: leftOverMinor > 0 ? { amount: money(leftOverMinor), fate: leftOverCredit } : null,
  }
}

function dueBy({ billing }: QuoteFacts, amount: Money): DueToday {
  return billing.collects === 'on_invoice'
    ? { kind: 'invoiced', amount }
    : { kind: 'pay_now', amount, leavesPage: billing.leavesPage }
}

function creditOf({ subscription, period, proRate, to, billing, now }: QuoteFacts): Credit | null {
  const isRunning = subscription.status === 'active' || subscription.status === 'ending'
  if (!proRate || !isRunning || subscription.trial || !period) return null
  const paid = lessReturned(received(subscription.plan, billing), billing)
  if (!paid || paid.currency !== to.price.currency) return null
  const whole = period.end - period.start
  const left = Math.min(whole, Math.max(0, period.end - now.getTime()))
  return {
    amount: { amountMinor: shareOf(paid.amountMinor, left, whole), currency: paid.currency },
    percent: shareOf(100, left, whole),
  }
}

/** Money that has gone back is not credited. */
function lessReturned(paid: Money | null, { returned }: Billing): Money | null {
  if (!paid || !returned) return paid
  return { ...paid, amountMinor: Math.max(0, paid.amountMinor - returned.amountMinor) }
}

/** What came in for the running period of a plan; `null` when nothing did, or that is not known. */
function received(plan: CurrentPlan, billing: Billing): Money | null {
  if (billing.collects !== 'now') return plan.price
  const { recurring, isPaymentDue } = billing
  return recurring?.packageId === plan.packageId && !isPaymentDue ? recurring.price : null
}

/** The plan at the price that is charged for it, where that is not today's. */
function asAgreed(plan: CurrentPlan, billing: Billing): CurrentPlan {
  if (billing.collects !== 'now' || billing.recurring?.packageId !== plan.packageId) return plan
  return { ...plan, price: billing.recurring.price }
}

function priceOfResumed({ subscription, to, billing }: QuoteFacts): Money {
  return (subscription.status !== 'none' && asAgreed(subscription.plan, billing).price) || to.price
}

function balanceIn({ billing }: QuoteFacts, currency: Money['currency']): number {
  if (billing.collects !== 'now' || billing.balance?.currency !== currency) return 0
  return Math.max(0, billing.balance.amountMinor)
}

/** The balance goes on for the customer's other charges, also when this plan costs nothing any more. */
function balanceLeft({ billing }: QuoteFacts, lines: Quote['lines']): Money | null {
  if (billing.collects !== 'now' || !billing.balance) return null
  const used = lines.find(({ kind }) => kind === 'balance')?.amount.amountMinor ?? 0
  const amountMinor = billing.balance.amountMinor + used
  return amountMinor > 0 ? { ...billing.balance, amountMinor } : null
}

function endOf(subscription: Subscription): string | null {
  return subscription.status === 'active' || subscription.status === 'ending' ? subscription.endsAt : null
}

function nextCharge(amount: Money, at: string | null): Quote['nextCharge'] {
  return amount.amountMinor > 0 && at !== null ? { amount, at } : null
}

function endsOf({ subscription, choice }: QuoteFacts, isNow: boolean, isCredited: boolean): Quote['ends'] {
  if (subscription.status !== 'active' && subscription.status !== 'ending') return []
  const ends: Quote['ends'] = []
  if (isNow && subscription.trial) ends.push('trial')
  const isPlanned = subscription.status === 'active' && subscription.planned !== null
  if (isPlanned && choice.kind !== 'resume') ends.push('planned_switch')
  const isPriced = !subscription.trial && (subscription.plan.price?.amountMinor ?? 0) > 0
  if (isNow && isPriced && !isCredited) ends.push('paid_period')
  return ends
}

function usageAbove(usage: Usage, to: Package): number | null {
  if (usage.kind !== 'limited' && usage.kind !== 'unlimited') return null
  return compareLimits(usage.used, to.limit) > 0 ? usage.used : null
}
