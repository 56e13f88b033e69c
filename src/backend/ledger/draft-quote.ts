import type { Money } from '../../contract/money.ts'
import { compareLimits, type Package } from '../../contract/package.ts'
import { isOtherCurrency, type PlanChoice } from '../../contract/plan-choice.ts'
import type { DueToday, Quote } from '../../contract/quote.ts'
import type { Subscription } from '../../contract/subscription.ts'
import type { Usage } from '../../contract/consumption.ts'
import type { Reading } from '../platform.ts'
import { addIntervals } from './periods.ts'

/** The choices that can be quoted. */
export type QuotedChoice = Extract<PlanChoice, { kind: Quote['kind'] }>

export interface QuoteFacts {
  id: string
  websiteId: string
  reading: Reading
  usage: Usage
  to: Package
  choice: QuotedChoice
  /** Business time. */
  now: Date
  proRate: boolean
  collects: 'now' | 'on_invoice'
  /** True when it is paid on a page of the provider. */
  leavesPage: boolean
  leftOverCredit: 'carried' | 'lost'
  taxNote: string | null
  lifeSeconds: number
}

/**
 * What a choice costs and brings. The credit is the unused share of the running period's price, to the nearest cent; a plan
 * whose price or currency cannot be compared gives none.
 */
export function draftQuote(facts: QuoteFacts): Quote {
  const { id, websiteId, reading, to, choice, now, taxNote, lifeSeconds } = facts
  const { subscription } = reading
  const isNow = choice.effectiveAt === 'now' && choice.kind !== 'resume'
  const money = isNow ? costNow(facts) : { lines: [], dueToday: nothing, leftOver: null }
  return {
    id,
    websiteId,
    kind: choice.kind,
    from: subscription.status === 'none' ? null : subscription.plan,
    to,
    effectiveAt: choice.effectiveAt,
    ...money,
    nextCharge: nextCharge(to, isNow ? addIntervals(now, to.interval, 1).toISOString() : endOf(subscription)),
    ends: endsOf(facts, isNow),
    resetsUsage: isNow,
    turnsRenewalOn: subscription.status === 'canceled',
    usageAboveLimit: choice.kind === 'downgrade' ? usageAbove(facts.usage, to) : null,
    taxNote,
    expiresInSeconds: lifeSeconds,
  }
}

const nothing: DueToday = { kind: 'nothing' }

function costNow(facts: QuoteFacts): Pick<Quote, 'lines' | 'dueToday' | 'leftOver'> {
  const { to, leftOverCredit } = facts
  const { currency, amountMinor: price } = to.price
  const credit = facts.proRate ? creditOf(facts) : null
  const creditMinor = credit?.amount.amountMinor ?? 0
  const due: Money = { amountMinor: Math.max(0, price - creditMinor), currency }
  const lines: Quote['lines'] = price === 0 && creditMinor === 0 ? [] : [{ kind: 'plan', amount: to.price }]
  if (credit && creditMinor > 0) {
    lines.push({ kind: 'credit', amount: { amountMinor: -creditMinor, currency }, percent: credit.percent })
  }
  const leftOverMinor = creditMinor - price
  return {
    lines,
    dueToday: due.amountMinor === 0 ? nothing : dueBy(facts, due),
    leftOver: leftOverMinor > 0 ? { amount: { amountMinor: leftOverMinor, currency }, fate: leftOverCredit } : null,
  }
}

function dueBy({ collects, leavesPage }: QuoteFacts, amount: Money): DueToday {
  return collects === 'now' ? { kind: 'pay_now', amount, leavesPage } : { kind: 'invoiced', amount }
}

function creditOf({ reading, to, now }: QuoteFacts): { amount: Money; percent: number } | null {
  const { subscription } = reading
  const isRunning = subscription.status === 'active' || subscription.status === 'canceled'
  if (!isRunning || subscription.trial || isOtherCurrency(subscription, to)) return null
  const period = runningPeriod(reading)
  const price = subscription.plan.price
  if (!period || !price) return null
  const whole = period.end - period.start
  const left = Math.min(whole, Math.max(0, period.end - now.getTime()))
  return {
    amount: { amountMinor: shareOf(price.amountMinor, left, whole), currency: price.currency },
    percent: shareOf(100, left, whole),
  }
}

/** `amount × part / whole`, to the nearest unit, exactly: a yearly price times milliseconds is beyond a float's integers. */
export function shareOf(amount: number, part: number, whole: number): number {
  if (whole <= 0) return 0
  const doubled = 2n * BigInt(amount) * BigInt(Math.round(part))
  return Number((doubled + BigInt(Math.round(whole))) / (2n * BigInt(Math.round(whole))))
}

/**
 * The period that is running. It began at the last change of the package when it is that change's first one (31 January to
 * 28 February), and otherwise one interval before its end.
 */
function runningPeriod({
  subscription,
  lastPackageChangeAt,
  createdAt,
}: Reading): { start: number; end: number } | null {
  if (subscription.status !== 'active' && subscription.status !== 'canceled') return null
  if (subscription.endsAt === null) return null
  const end = Date.parse(subscription.endsAt)
  const { interval } = subscription.plan
  const first = [lastPackageChangeAt, createdAt].find(
    (at) => at !== null && addIntervals(new Date(at), interval, 1).getTime() === end,
  )
  return { start: first ? Date.parse(first) : addIntervals(new Date(end), interval, -1).getTime(), end }
}

function endOf(subscription: Subscription): string | null {
  return subscription.status === 'active' || subscription.status === 'canceled' ? subscription.endsAt : null
}

function nextCharge({ price }: Package, at: string | null): Quote['nextCharge'] {
  return price.amountMinor > 0 && at !== null ? { amount: price, at } : null
}

function endsOf({ reading, proRate, to, choice }: QuoteFacts, isNow: boolean): Quote['ends'] {
  const { subscription } = reading
  if (subscription.status !== 'active' && subscription.status !== 'canceled') return []
  const ends: Quote['ends'] = []
  if (isNow && subscription.trial) ends.push('trial')
  const isPlanned = subscription.status === 'active' && subscription.planned !== null
  if (isPlanned && choice.kind !== 'resume') ends.push('planned_switch')
  const isPaid = !subscription.trial && (subscription.plan.price?.amountMinor ?? 0) > 0
  const isCredited = proRate && !isOtherCurrency(subscription, to)
  if (isNow && isPaid && !isCredited) ends.push('paid_period')
  return ends
}

function usageAbove(usage: Usage, to: Package): number | null {
  if (usage.kind !== 'limited' && usage.kind !== 'unlimited') return null
  return usage.used > 0 && compareLimits(usage.used, to.limit) > 0 ? usage.used : null
}
