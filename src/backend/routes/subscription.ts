import { usageFromWire } from '../../sdk/wire/wire-website.ts'
import type { getSubscription } from '../../contract/routes.ts'
import type { Subscription } from '../../contract/subscription.ts'
import type { ChangeRow } from '../ledger/change-row.ts'
import { targetOf } from '../ledger/change-row.ts'
import { viewOf } from '../ledger/change-view.ts'
import { chargeShown, paymentShown } from './payment-due.ts'
import { readingOf } from '../platform/platform.ts'
import { refusesDowngrades } from '../payments/refuses-downgrades.ts'
import { refusesUpgrades } from '../platform/platform-rules.ts'
import type { Answer } from '../settings/services.ts'

export const answerSubscription: Answer<typeof getSubscription> = async ({ websiteId }, grant, services) => {
  const { platform, ledger, settings } = services
  const { may, website } = grant
  const { holder, billingMode } = await platform.company()
  const customerId = website.intpCustomerId
  const about = { target: targetOf(holder, websiteId, customerId), customerId }
  const [{ known }, open, charge, reported] = await Promise.all([
    platform.shownPackages(website, holder),
    ledger.openOf(about.target, customerId),
    chargeShown(services, about),
    settings.payments.recurring ? null : ledger.reportedDue(about),
  ])
  const subscription = asMeant(readingOf(website, known).subscription, open)
  return {
    now: settings.now().toISOString(),
    websiteId,
    may: [...may],
    billingMode,
    holder,
    subscription,
    usage: usageFromWire(website, holder),
    // It may hold an address to pay at: not for everybody who may read.
    openChange: open && may.includes('plan') ? viewOf(open) : null,
    allowsIntervalSwitch: settings.allowIntervalSwitch,
    payment: await paymentShown(settings, about, { due: charge?.due ?? reported, mayPay: may.includes('billing') }),
    isChargeMissing: charge?.recurring === null,
    refusesUpgrades: refusesUpgrades(settings.platformRules, holder, subscription),
    refusesDowngrades: refusesDowngrades(settings.payments),
  }
}

/** While a planned downgrade is being dropped the platform says "canceled" for a moment, though no one meant that. */
function asMeant(subscription: Subscription, open: ChangeRow | null): Subscription {
  if (open?.facts.action !== 'keep' || subscription.status !== 'ending') return subscription
  const { plannedPackageId } = open.facts.before
  const planned = plannedPackageId === null ? null : { packageId: plannedPackageId, name: null, interval: null }
  return { ...subscription, status: 'active', planned }
}
