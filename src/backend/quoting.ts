import { AnalyticsError } from '../contract/error.ts'
import { planChoice, type PlanChoice, type UnavailableReason } from '../contract/plan-choice.ts'
import type { Package } from '../contract/package.ts'
import { usageFromWire, type WireWebsite } from '../contract/platform/wire-website.ts'
import type { Quote } from '../contract/quote.ts'
import type { SubscriptionHolder } from '../contract/subscription.ts'
import { targetOf } from './ledger/change-row.ts'
import { draftQuote, type QuotedChoice } from './ledger/draft-quote.ts'
import { readingOf, type Reading } from './platform.ts'
import type { Services } from './services.ts'

/** Seconds for which a quote is honoured. */
const quoteLifeSeconds = 600

/** A subscription that somebody may change, as it stands now. */
export interface Standing {
  website: WireWebsite
  holder: SubscriptionHolder
  target: string
  customerId: string
  reading: Reading
  offered: Package[]
}

/** @throws AnalyticsError where the platform sells by itself: then this handler changes nothing. */
export async function standingOf({ platform }: Services, website: WireWebsite): Promise<Standing> {
  const { holder, billingMode } = await platform.company()
  if (billingMode === 'platform_managed') throw unavailable('platform_managed')
  const { offered, known } = await platform.packages(website, holder)
  return {
    website,
    holder,
    target: targetOf(holder, website.intpWebsiteId, website.intpCustomerId),
    customerId: website.intpCustomerId,
    reading: readingOf(website, known),
    offered,
  }
}

/** What choosing a package would mean. Only what is on offer to this customer can be chosen. */
export function choiceOf(
  { settings }: Services,
  { reading, offered }: Standing,
  packageId: string,
): { to: Package; choice: PlanChoice } {
  const to = offered.find(({ id }) => id === packageId)
  if (!to) throw new AnalyticsError({ code: 'not_found', message: 'There is no such plan on offer.' })
  const { allowsIntervalSwitch } = settings
  const options = { mayChange: true, isChangeOpen: false, allowsIntervalSwitch }
  return { to, choice: planChoice(reading.subscription, to, settings.now(), options) }
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
  const now = settings.now()
  const draft = draftQuote({
    id: settings.runtime.newId(),
    websiteId: website.intpWebsiteId,
    reading,
    usage: usageFromWire(website, holder),
    to,
    choice,
    now,
    proRate: settings.proRate,
    collects: payments.collects,
    leavesPage: payments.needsReturnUrl,
    leftOverCredit: payments.leftOverCredit,
    taxNote: settings.taxNote,
    lifeSeconds: quoteLifeSeconds,
  })
  const about = { target, customerId, websiteId: website.intpWebsiteId }
  const quote = payments.quote && draft.lines.length > 0 ? await payments.quote(draft, about) : draft
  const added = await settings.store.addQuote(
    {
      id: quote.id,
      customerId,
      target,
      fingerprint: fingerprintOf(reading, to),
      quote,
      madeAt: now.toISOString(),
      lifeMs: quoteLifeSeconds * 1000,
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
  { target, customerId, reading }: Standing,
  to: Package,
  shown: { id: string; amountMinor: number } | null,
): Promise<Quote | null> {
  const stored = shown && (await settings.store.findQuote(shown.id))
  if (!stored || stored.isUsed || stored.isExpired) return null
  const age = settings.now().getTime() - Date.parse(stored.madeAt)
  const isSame =
    stored.target === target &&
    stored.customerId === customerId &&
    stored.fingerprint === fingerprintOf(reading, to) &&
    amountOf(stored.quote) === shown.amountMinor &&
    age <= quoteLifeSeconds * 1000
  return isSame ? stored.quote : null
}

export function amountOf({ dueToday }: Quote): number {
  return dueToday.kind === 'nothing' ? 0 : dueToday.amount.amountMinor
}

/** What a quote hangs on: the subscription as it stands, and the price as it is. */
function fingerprintOf({ subscription, nextPackageId, lastPackageChangeAt }: Reading, to: Package): string {
  const { id, price, interval, limit } = to
  return JSON.stringify([subscription, nextPackageId, lastPackageChangeAt, id, price, interval, limit])
}

const sentences: Readonly<Record<UnavailableReason, string>> = {
  no_right: 'Only a manager of this website can change its plan.',
  change_running: 'Another change of this plan is under way.',
  same_limit: 'This plan has the same limit as the current one.',
  canceled: 'Auto-renewal is off: turn it on before choosing a smaller plan.',
  after_trial: 'The trial ends in this package by itself.',
  unknown_plan: 'The current plan is not known well enough to change it.',
  being_renewed: 'The plan is being renewed. Try again in a moment.',
  platform_managed: 'Plans are changed inside the dashboard.',
}

export function unavailable(reason: UnavailableReason): AnalyticsError {
  return new AnalyticsError({
    code: reason === 'platform_managed' ? 'not_supported' : 'refused',
    message: sentences[reason],
    retryable: reason === 'being_renewed',
    details: { reason },
  })
}
