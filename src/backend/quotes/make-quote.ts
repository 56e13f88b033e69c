import { AnalyticsError } from '../../contract/error.ts'
import { draftQuote, type Billing, type QuotedChoice } from '../../contract/draft-quote.ts'
import type { Package } from '../../contract/package.ts'
import { runningPeriod } from '../../contract/periods.ts'
import { renewalQuietMs } from '../../contract/plan-choice.ts'
import type { Quote } from '../../contract/quote.ts'
import { usageFromWire } from '../../sdk/wire/wire-website.ts'
import { readMemory } from '../ledger/memories.ts'
import type { Services } from '../settings/services.ts'
import type { PlanStanding } from './standing.ts'

/** Seconds for which a quote is honoured at most. */
const quoteLifeSeconds = 600

/** Makes a quote and keeps it. @throws AnalyticsError `rate_limited` for a customer that has too many of them. */
export async function makeQuote(
  services: Services,
  standing: PlanStanding,
  to: Package,
  choice: QuotedChoice,
): Promise<Quote> {
  const { settings } = services
  const { payments } = settings
  const { website, holder, target, customerId, reading } = standing
  const { subscription, lastPackageChangeAt, createdAt } = reading
  const now = settings.now()
  const lifeSeconds = lifeSecondsOf(standing, now)
  const draft = draftQuote({
    id: settings.runtime.newId(),
    websiteId: website.intpWebsiteId,
    subscription,
    period: runningPeriod(subscription, [lastPackageChangeAt, createdAt]),
    usage: usageFromWire(website, holder),
    to,
    choice,
    now,
    proRate: settings.proRate,
    billing: billingOf(settings, standing),
    leftOverCredit: payments.leftOverCredit,
    taxNote: settings.taxNote,
    taxed: settings.taxed,
    lifeSeconds,
  })
  const about = { target, customerId, websiteId: website.intpWebsiteId }
  const { collect } = payments
  const quote =
    collect?.preview && draft.lines.length > 0
      ? await collect.preview(draft, about, readMemory(settings.store, about))
      : draft
  const added = await settings.store.addQuote(
    {
      id: quote.id,
      customerId,
      target,
      fingerprint: fingerprintOf(standing, to),
      quote,
      madeAt: now.toISOString(),
      lifeMs: quote.expiresInSeconds * 1000,
    },
    settings.quotesPerCustomer,
  )
  if (added === 'added') return quote
  throw tooManyQuotes()
}

export function tooManyQuotes(): AnalyticsError {
  return new AnalyticsError({
    code: 'rate_limited',
    message: 'Too many plans were looked at in a short time. Try again in a few minutes.',
    retryable: true,
  })
}

/** The quote that a choice was shown, if it still holds; `null` calls for a new one. */
export async function honouredQuote(
  { settings }: Services,
  standing: PlanStanding,
  to: Package,
  shown: { id: string; amountMinor: number } | null,
): Promise<Quote | null> {
  const stored = shown && (await settings.store.findQuote(shown.id))
  if (!stored || stored.isUsed || stored.isExpired) return null
  const age = settings.now().getTime() - Date.parse(stored.madeAt)
  const isSame =
    stored.target === standing.target &&
    stored.customerId === standing.customerId &&
    stored.fingerprint === fingerprintOf(standing, to) &&
    amountOf(stored.quote) === shown.amountMinor &&
    age <= stored.quote.expiresInSeconds * 1000
  return isSame ? stored.quote : null
}

export function amountOf({ dueToday }: Quote): number {
  return dueToday.kind === 'nothing' ? 0 : dueToday.amount.amountMinor
}

function billingOf({ payments }: Services['settings'], { charge, returned }: PlanStanding): Billing {
  if (!payments.collect) return { collects: 'on_invoice', returned }
  if (charge === null) return { collects: 'once', leavesPage: payments.needsReturnUrl, returned }
  const { recurring, due, balance } = charge
  return {
    collects: 'now',
    leavesPage: payments.needsReturnUrl,
    recurring,
    isPaymentDue: due !== null,
    balance,
    returned,
  }
}

/** A quote ends before the period that it was made in. */
function lifeSecondsOf({ reading: { subscription }, charge }: PlanStanding, now: Date): number {
  const isRunning = subscription.status === 'active' || subscription.status === 'ending'
  const isPriced = isRunning && subscription.plan.price?.amountMinor !== 0
  const ends = isPriced ? [subscription.endsAt, charge?.recurring?.periodEndsAt ?? null] : []
  const left = ends
    .filter((end) => end !== null)
    .map((end) => Math.floor((Date.parse(end) - renewalQuietMs - now.getTime()) / 1000))
  return Math.max(1, Math.min(quoteLifeSeconds, ...left))
}

/** What a quote hangs on: the subscription and its charge as they stand, and the price as it is. */
function fingerprintOf({ reading, charge, returned }: PlanStanding, to: Package): string {
  const { subscription, nextPackageId, lastPackageChangeAt } = reading
  const { id, price, interval, limit } = to
  const paid = charge && [charge.recurring, charge.due?.invoiceId, charge.balance]
  return JSON.stringify([subscription, nextPackageId, lastPackageChangeAt, paid, returned, id, price, interval, limit])
}
