import { AnalyticsError } from '../../contract/error.ts'
import { draftQuote, type Billing, type QuotedChoice } from '../../contract/draft-quote.ts'
import { runningPeriod } from '../../contract/periods.ts'
import {
  planChoice,
  renewalQuietMs,
  renewalRefusal,
  type PlanChoice,
  type PlanChoiceOptions,
  type UnavailableReason,
} from '../../contract/plan-choice.ts'
import type { Package } from '../../contract/package.ts'
import { usageFromWire, type WireWebsite } from '../../sdk/wire/wire-website.ts'
import type { Money } from '../../contract/money.ts'
import type { Quote } from '../../contract/quote.ts'
import type { SubscriptionHolder } from '../../contract/subscription.ts'
import { targetOf } from '../ledger/change-row.ts'
import type { Standing as ChargeStanding } from '../payments/payments.ts'
import { refusesUpgrades } from '../platform/platform-rules.ts'
import { readingOf, type Reading } from '../platform/platform.ts'
import type { Services } from '../settings/services.ts'

/** Seconds for which a quote is honoured at most. */
const quoteLifeSeconds = 600

/** A subscription that the caller may change, as it stands now. */
export interface Standing {
  website: WireWebsite
  holder: SubscriptionHolder
  target: string
  customerId: string
  reading: Reading
  offered: Package[]
  /** What the provider charges, asks and holds; `null` where the partner bills by itself. */
  charge: ChargeStanding | null
  /** True while a payment for it is outstanding, by the provider's word or the partner's. */
  isPaymentDue: boolean
  /** What was given back of what was paid for the running period. */
  returned: Money | null
}

/**
 * @throws AnalyticsError where the platform sells by itself: then this handler changes nothing. One that can be tried again
 * when the payment provider cannot be asked.
 *
 * @param read reads the website as it stands now; what does not depend on that is read beside it.
 */
export async function standingOf(
  { platform, settings, ledger }: Services,
  of: Pick<WireWebsite, 'intpWebsiteId' | 'intpCustomerId'>,
  read: () => Promise<WireWebsite>,
): Promise<Standing> {
  const { holder, billingMode } = await platform.company()
  if (billingMode === 'platform_managed') throw unavailable('platform_managed')
  const customerId = of.intpCustomerId
  const target = targetOf(holder, of.intpWebsiteId, customerId)
  const packagesOf = platform.beginPackages(of, holder)
  const about = { target, customerId }
  const [[website, { offered, known }], charge, reported] = await Promise.all([
    read().then(async (found) => [found, await packagesOf(found)] as const),
    chargeOf(settings, about),
    settings.payments.collects === 'on_invoice' ? ledger.reportedDue(about) : null,
  ])
  const isPaymentDue = (charge?.due ?? reported) !== null
  const reading = readingOf(website, known)
  const { subscription } = reading
  const endsAt = subscription.status === 'active' || subscription.status === 'ending' ? subscription.endsAt : null
  const returned = endsAt === null ? null : await ledger.returnedOf(about, endsAt)
  return { website, holder, ...about, reading, offered, charge, isPaymentDue, returned }
}

/** What the provider says of a subscription. @throws AnalyticsError, to be tried again, when it does not. */
async function chargeOf(
  { payments }: Services['settings'],
  about: { target: string; customerId: string },
): Promise<ChargeStanding | null> {
  if (payments.collects !== 'now') return null
  try {
    return await payments.standing(about)
  } catch (cause) {
    throw new AnalyticsError({
      code: 'platform_unavailable',
      message: 'The payment provider could not be asked.',
      retryable: true,
      cause,
    })
  }
}

/** What choosing a package would mean. Only what is on offer to this customer can be chosen. */
export function choiceOf(
  { settings }: Services,
  standing: Standing,
  packageId: string,
): { to: Package; choice: PlanChoice } {
  const to = standing.offered.find(({ id }) => id === packageId)
  if (!to) throw new AnalyticsError({ code: 'not_found', message: 'There is no such plan on offer.' })
  const { subscription } = standing.reading
  return { to, choice: planChoice(subscription, to, settings.now(), choiceOptions(settings, standing)) }
}

/** @throws AnalyticsError `refused` when auto-renewal cannot be turned back on. */
export function assertRenewable({ settings }: Services, standing: Standing): void {
  const { subscription } = standing.reading
  if (subscription.status !== 'ending') return
  const reason = renewalRefusal(subscription, settings.now(), choiceOptions(settings, standing))
  if (reason) throw unavailable(reason)
}

function choiceOptions(
  { allowsIntervalSwitch, platformRules }: Services['settings'],
  { charge, holder, reading, isPaymentDue }: Pick<Standing, 'charge' | 'holder' | 'reading' | 'isPaymentDue'>,
): PlanChoiceOptions {
  return {
    mayChange: true,
    isChangeOpen: false,
    allowsIntervalSwitch,
    isPaymentDue,
    isChargeMissing: charge !== null && charge.recurring === null,
    chargedUntil: charge?.recurring?.periodEndsAt ?? null,
    refusesUpgrades: refusesUpgrades(platformRules, holder, reading.subscription),
  }
}

/** Makes a quote and keeps it. @throws AnalyticsError `rate_limited` for a customer that has too many of them. */
export async function makeQuote(
  services: Services,
  standing: Standing,
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
    lifeSeconds,
  })
  const about = { target, customerId, websiteId: website.intpWebsiteId }
  const quote = payments.quote && draft.lines.length > 0 ? await payments.quote(draft, about) : draft
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
  throw new AnalyticsError({
    code: 'rate_limited',
    message: 'Too many plans were looked at in a short time. Try again in a few minutes.',
    retryable: true,
  })
}

/** The quote that a choice was shown, if it still holds; `null` calls for a new one. */
export async function honouredQuote(
  { settings }: Services,
  standing: Standing,
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

function billingOf({ payments }: Services['settings'], { charge, returned }: Standing): Billing {
  if (charge === null) return { collects: 'on_invoice', returned }
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
function lifeSecondsOf({ reading: { subscription }, charge }: Standing, now: Date): number {
  const isRunning = subscription.status === 'active' || subscription.status === 'ending'
  const isPriced = isRunning && subscription.plan.price?.amountMinor !== 0
  const ends = isPriced ? [subscription.endsAt, charge?.recurring?.periodEndsAt ?? null] : []
  const left = ends
    .filter((end) => end !== null)
    .map((end) => Math.floor((Date.parse(end) - renewalQuietMs - now.getTime()) / 1000))
  return Math.max(1, Math.min(quoteLifeSeconds, ...left))
}

/** What a quote hangs on: the subscription and its charge as they stand, and the price as it is. */
function fingerprintOf({ reading, charge, returned }: Standing, to: Package): string {
  const { subscription, nextPackageId, lastPackageChangeAt } = reading
  const { id, price, interval, limit } = to
  const paid = charge && [charge.recurring, charge.due?.invoiceId, charge.balance]
  return JSON.stringify([subscription, nextPackageId, lastPackageChangeAt, paid, returned, id, price, interval, limit])
}

const sentences: Readonly<Record<UnavailableReason, string>> = {
  no_right: 'Only a manager of this website can change its plan.',
  change_running: 'Another change of this plan is under way.',
  same_limit: 'This plan has the same limit as the current one.',
  ending: 'Auto-renewal is off: turn it on before choosing a smaller plan.',
  renewal_off: 'Auto-renewal is off: turn it on before choosing another plan.',
  deactivated: 'This plan was switched off, and cannot be started again.',
  after_trial: 'The trial ends in this package by itself.',
  unknown_plan: 'The current plan is not known well enough to change it.',
  being_renewed: 'The plan is being renewed. Try again in a moment.',
  payment_due: 'A payment for this plan is outstanding. Pay it first.',
  charge_missing: 'No payment is set up for this plan any more.',
  platform_managed: 'Plans are changed inside the dashboard.',
}

export function unavailable(reason: UnavailableReason): AnalyticsError {
  const message = sentences[reason]
  if (reason === 'platform_managed') return new AnalyticsError({ code: 'not_supported', message })
  return new AnalyticsError({ code: 'refused', message, retryable: reason === 'being_renewed', details: { reason } })
}
