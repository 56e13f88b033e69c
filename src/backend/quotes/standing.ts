import { AnalyticsError } from '../../contract/error.ts'
import { planChoice, renewalRefusal, type PlanChoice, type PlanChoiceOptions } from '../../contract/plan-choice.ts'
import type { Package } from '../../contract/package.ts'
import type { WireWebsite } from '../../sdk/wire/wire-website.ts'
import type { Money } from '../../contract/money.ts'
import type { SubscriptionHolder } from '../../contract/subscription.ts'
import { targetOf } from '../ledger/change-row.ts'
import { untilDeliveredMs } from '../ledger/between-periods.ts'
import { readMemory } from '../ledger/memories.ts'
import type { Standing } from '../payments/payment-order.ts'
import { refusesDowngrades } from '../payments/refuses-downgrades.ts'
import type { Target } from '../payments/target.ts'
import { refusesUpgrades } from '../platform/platform-rules.ts'
import { readingOf, type Reading } from '../platform/platform.ts'
import type { Services } from '../settings/services.ts'
import { unavailable } from './refusal.ts'

/** A subscription that the caller may change, as it stands now. */
export interface PlanStanding {
  website: WireWebsite
  holder: SubscriptionHolder
  target: Target
  customerId: string
  reading: Reading
  offered: Package[]
  /** What the provider charges, asks and holds; `null` where the partner bills by itself. */
  charge: Standing | null
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
  services: Services,
  of: Pick<WireWebsite, 'intpWebsiteId' | 'intpCustomerId'>,
  read: () => Promise<WireWebsite>,
): Promise<PlanStanding> {
  const { platform, settings, ledger } = services
  const { holder, billingMode } = await platform.company()
  if (billingMode === 'platform_managed') throw unavailable('platform_managed')
  const customerId = of.intpCustomerId
  const target = targetOf(holder, of.intpWebsiteId, customerId)
  const packagesOf = platform.beginPackages(of, holder)
  const about = { target, customerId }
  const [[website, { offered, known }], charge, reported] = await Promise.all([
    read().then(async (found) => [found, await packagesOf(found)] as const),
    chargeOf(services, about),
    settings.payments.recurring ? null : ledger.reportedDue(about),
  ])
  const isPaymentDue = (charge?.due ?? reported) !== null
  const reading = readingOf(website, known)
  const { subscription } = reading
  const endsAt = subscription.status === 'active' || subscription.status === 'ending' ? subscription.endsAt : null
  const returned = endsAt === null ? null : await ledger.returnedOf(about, endsAt)
  return { website, holder, ...about, reading, offered, charge, isPaymentDue, returned }
}

export const standingKey = ({ target, customerId }: { target: string; customerId: string }): string =>
  JSON.stringify([target, customerId])

/** What the provider says of a subscription. @throws AnalyticsError, to be tried again, when it does not. */
async function chargeOf(
  { settings: { payments, store }, readStanding }: Pick<Services, 'settings' | 'readStanding'>,
  about: { target: Target; customerId: string },
): Promise<Standing | null> {
  if (!payments.recurring) return null
  const { reads } = payments
  const memory = readMemory(store, about)
  const read = () => readStanding(standingKey(about), () => reads.standing(about, memory))
  try {
    if (!reads.balance) return await read()
    const [standing, balance] = await Promise.all([read(), reads.balance(about, memory)])
    return { ...standing, balance }
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
  standing: PlanStanding,
  packageId: string,
): { to: Package; choice: PlanChoice } {
  const to = standing.offered.find(({ id }) => id === packageId)
  if (!to) throw new AnalyticsError({ code: 'not_found', message: 'There is no such plan on offer.' })
  const { subscription } = standing.reading
  return { to, choice: planChoice(subscription, to, settings.now(), choiceOptions(settings, standing)) }
}

/** @throws AnalyticsError `refused` when auto-renewal cannot be turned back on. */
export function assertRenewable({ settings }: Services, standing: PlanStanding): void {
  const { subscription } = standing.reading
  if (subscription.status !== 'ending') return
  const reason = renewalRefusal(subscription, settings.now(), choiceOptions(settings, standing))
  if (reason) throw unavailable(reason)
}

function choiceOptions(
  { allowIntervalSwitch, platformRules, payments, now }: Services['settings'],
  { charge, holder, reading, isPaymentDue }: Pick<PlanStanding, 'charge' | 'holder' | 'reading' | 'isPaymentDue'>,
): PlanChoiceOptions {
  return {
    mayChange: true,
    isChangeOpen: false,
    allowsIntervalSwitch: allowIntervalSwitch,
    isPaymentDue,
    isChargeMissing: charge !== null && charge.recurring === null,
    chargedUntil: renewedAt(reading, charge, now()),
    refusesUpgrades: refusesUpgrades(platformRules, holder, reading.subscription),
    refusesDowngrades: refusesDowngrades(payments),
  }
}

/**
 * When the charge renews. Where the next period has been charged and the platform has not begun it, that is now: what is
 * planned until then would take its place, and the customer would have paid for nothing.
 */
function renewedAt(reading: Reading, charge: Standing | null, now: Date): string | null {
  const isDeliveredLater = untilDeliveredMs({ reading, standing: charge, now }) > 0
  return isDeliveredLater ? now.toISOString() : (charge?.recurring?.periodEndsAt ?? null)
}
