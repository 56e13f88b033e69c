import { addDays, firstRenewal, TRIAL_DAYS } from './periods.ts'
import { isOffered } from './packages.ts'
import { invalid, PlatformError, Refusal } from './platform-error.ts'
import type { Reader } from './records.ts'
import {
  keyOf,
  type Consumed,
  type Customer,
  type Intp,
  type Package,
  type Subscription,
  type Website,
} from './state.ts'
import * as rules from './subscription-rules.ts'
import { customerOf, packageOf, subscriptionOf, websiteOf, type Transaction } from './transaction.ts'

/** Whose subscription a call is about. */
export type Holder = { type: 'website'; intpWebsiteId: string } | { type: 'intpc'; intpCustomerId: string }

/** Sum over all kinds. */
export function totalOf(consumed: Consumed): number {
  return Object.values(consumed).reduce((sum, touchpoints) => sum + touchpoints, 0)
}

/** Whether usage is counted at the moment: something is subscribed and the limit not reached. */
export function isTracking(subscription: Subscription, pkg: Package): boolean {
  return subscription.status !== 'inactive' && totalOf(subscription.consumed) < rules.limitOf(pkg)
}

/** Starts a subscription: on a package from `billingDate`, or without one in the unlimited free trial. */
export function startSubscription(
  tx: Transaction,
  intp: Intp,
  holder: { intpcId: string; intpWebsiteId: string | null },
  start: { pkg: Package; billingDate: Date } | 'trial',
): Subscription {
  const pkg = start === 'trial' ? packageOf(tx, intp, intp.trialPackageId) : start.pkg
  const end = start === 'trial' ? addDays(tx.now, TRIAL_DAYS) : firstRenewal(start.billingDate, pkg.period, tx.now)
  const subscription: Subscription = {
    id: crypto.randomUUID(),
    type: holder.intpWebsiteId === null ? 'intpc' : 'website',
    intpId: intp.id,
    ...holder,
    status: 'active',
    packageId: pkg.id,
    plannedPackageId: null,
    inTrial: start === 'trial',
    hadTrial: start === 'trial',
    consumed: {},
    stops: [],
    createdAt: (start === 'trial' ? tx.now : start.billingDate).toISOString(),
    expiresAt: end.toISOString(),
    lastPackageChangeAt: null,
  }
  return save(tx, null, subscription, 'subscription.started')
}

/** The package named by a create call, which has to exist and to be public or granted already. */
export function packageToStartOn(
  tx: Transaction,
  intp: Intp,
  input: { packageId?: string | undefined; billingDate?: string | undefined },
  for_: { intpcId: string; intpWebsiteId: string | null },
): { pkg: Package; billingDate: Date } | 'trial' {
  // A billing date without a package is taken, and has no effect.
  if (input.packageId === undefined) return 'trial'
  const pkg = tx.get('package', input.packageId)
  if (pkg?.intpId !== intp.id) throw invalid('packageId: no such package')
  if (rules.isTrialPackage(pkg)) throw invalid('packageId: a trial package cannot be chosen')
  if (!isOffered(pkg, for_)) throw invalid('packageId: the package is restricted')
  return { pkg, billingDate: input.billingDate === undefined ? tx.now : new Date(input.billingDate) }
}

export function upgrade(
  tx: Transaction,
  intp: Intp,
  holder: Holder,
  input: { packageId: string; trial: boolean; proRate: boolean },
  platformRules: rules.PlatformRules,
): Subscription {
  const target = packageOf(tx, intp, input.packageId)
  const found = findSubscription(tx, intp, holder)
  if (!isOffered(target, found.holder)) throw new Refusal('PACKAGE_NOT_AVAILABLE', 'the package is restricted')
  if (!found.subscription) return startPool(tx, intp, found.customer, target, input.trial)
  const { subscription } = found
  const current = packageOf(tx, intp, subscription.packageId)
  const free = packageOf(tx, intp, intp.freePackageId)
  const creditMinor =
    input.proRate && current.currency === target.currency ? rules.unusedCreditMinor(subscription, current, tx.now) : 0
  const outcome = rules.upgrade(subscription, { current, free, target }, input.trial, tx.now, platformRules)
  return settle(tx, subscription, outcome, { proRate: input.proRate, creditMinor, currency: current.currency })
}

/** Whether {@link upgrade} would accept the package. */
export function canUpgrade(
  reader: Reader,
  intp: Intp,
  holder: Holder,
  target: Package,
  now: Date,
  platformRules: rules.PlatformRules,
): boolean {
  const found = findSubscription(reader, intp, holder)
  if (!isOffered(target, found.holder) || rules.isTrialPackage(target)) return false
  if (!found.subscription) return true
  const current = packageOf(reader, intp, found.subscription.packageId)
  const free = packageOf(reader, intp, intp.freePackageId)
  return rules.upgrade(found.subscription, { current, free, target }, false, now, platformRules).kind === 'changed'
}

export function downgrade(
  tx: Transaction,
  intp: Intp,
  holder: Holder,
  packageId: string,
  platformRules: rules.PlatformRules,
): Subscription {
  const target = packageOf(tx, intp, packageId)
  const found = findSubscription(tx, intp, holder)
  if (!isOffered(target, found.holder)) throw new Refusal('PACKAGE_NOT_AVAILABLE', 'the package is restricted')
  const subscription = required(found.subscription)
  const current = packageOf(tx, intp, subscription.packageId)
  const free = packageOf(tx, intp, intp.freePackageId)
  return settle(tx, subscription, rules.downgrade(subscription, { current, free, target }, platformRules))
}

export function cancel(tx: Transaction, intp: Intp, holder: Holder): Subscription {
  const subscription = required(findSubscription(tx, intp, holder).subscription)
  return settle(tx, subscription, rules.cancel(subscription, packageOf(tx, intp, intp.freePackageId)))
}

export function resume(tx: Transaction, intp: Intp, holder: Holder): Subscription {
  const subscription = required(findSubscription(tx, intp, holder).subscription)
  return settle(tx, subscription, rules.resume(subscription))
}

/** Stops immediately. What becomes of a pool's customer is the caller's to do. */
export function deactivate(tx: Transaction, intp: Intp, holder: Holder): Subscription {
  const subscription = required(findSubscription(tx, intp, holder).subscription)
  return settle(tx, subscription, rules.deactivate(subscription))
}

/** Everything that happens by itself until `tx.now`, in the order in which it falls due. */
export function letTimePass(tx: Transaction): void {
  for (const subscription of tx.values('subscription')) {
    let current = subscription
    for (let due = rules.nextDue(current); due !== null && due <= tx.now.toISOString(); due = rules.nextDue(current)) {
      current = letFallDue(tx, current, due)
    }
  }
  tx.effects.sort((a, b) => (a.businessAt ?? '').localeCompare(b.businessAt ?? ''))
}

function letFallDue(tx: Transaction, subscription: Subscription, due: string): Subscription {
  const intp = tx.get('intp', subscription.intpId)!
  const packages = {
    current: packageOf(tx, intp, subscription.packageId),
    free: packageOf(tx, intp, intp.freePackageId),
    planned: subscription.plannedPackageId === null ? null : packageOf(tx, intp, subscription.plannedPackageId),
  }
  const { next, effect } = rules.fallDue(subscription, packages)
  return save(tx, subscription, next, effect, {}, due)
}

/** The package, status and dates as another hand may have set them, without asking the rules. */
export function changeElsewhere(
  tx: Transaction,
  subscription: Subscription,
  change: Partial<Pick<Subscription, 'packageId' | 'status' | 'plannedPackageId' | 'expiresAt'>>,
): Subscription {
  const isOtherPackage = change.packageId !== undefined && change.packageId !== subscription.packageId
  return save(
    tx,
    subscription,
    {
      ...subscription,
      ...change,
      ...(isOtherPackage && { inTrial: false, lastPackageChangeAt: tx.now.toISOString() }),
    },
    'subscription.changed_elsewhere',
  )
}

/** Writes a subscription with what follows from it: the websites' shares begin anew, tracking stops or starts. */
export function save(
  tx: Transaction,
  before: Subscription | null,
  after: Subscription,
  effect: rules.SubscriptionEffect | 'subscription.started',
  details: Record<string, unknown> = {},
  at = tx.now.toISOString(),
): Subscription {
  const saved = noteTracking(tx, after, at)
  tx.write('subscription', saved.id, saved)
  if (before && totalOf(before.consumed) > 0 && totalOf(after.consumed) === 0) clearShares(tx, after)
  tx.effect({
    kind: effect,
    businessAt: at,
    intpId: after.intpId,
    intpCustomerId: after.intpcId,
    intpWebsiteId: after.intpWebsiteId,
    subscriptionId: after.id,
    packageId: after.packageId,
    previousPackageId: before?.packageId ?? null,
    details: { status: after.status, expiresAt: after.expiresAt, plannedPackageId: after.plannedPackageId, ...details },
  })
  return saved
}

/** The subscription with its stops brought up to date for `at`. */
export function noteTracking(reader: Reader, subscription: Subscription, at: string): Subscription {
  const isStopped = !isTracking(subscription, reader.get('package', subscription.packageId)!)
  const last = subscription.stops.at(-1)
  const wasStopped = last?.until === null
  if (isStopped === wasStopped) return subscription
  const stops = isStopped
    ? [...subscription.stops, { from: at, until: null }]
    : [...subscription.stops.slice(0, -1), { from: last!.from, until: at }]
  return { ...subscription, stops }
}

function clearShares(tx: Transaction, subscription: Subscription): void {
  for (const website of websitesOf(tx, subscription)) {
    if (totalOf(website.consumed) === 0) continue
    tx.write('website', keyOf(website.intpId, website.intpWebsiteId), { ...website, consumed: {} })
  }
}

/** Looked up where there is one, because looking through all of them at each renewal takes long in a big sandbox. */
function websitesOf(reader: Reader, subscription: Subscription): Website[] {
  const { id, intpId, intpWebsiteId } = subscription
  if (intpWebsiteId === null) return reader.values('website').filter((website) => website.subscriptionId === id)
  return [reader.get('website', keyOf(intpId, intpWebsiteId))].filter((website) => website !== undefined)
}

interface Found {
  subscription: Subscription | null
  customer: Customer
  website: Website | null
  holder: { intpcId: string; intpWebsiteId: string | null }
}

export function findSubscription(reader: Reader, intp: Intp, holder: Holder): Found {
  if (holder.type !== intp.subscriptionType) {
    throw invalid(`this integration partner has subscriptions of type ${intp.subscriptionType}`)
  }
  if (holder.type === 'intpc') {
    const customer = customerOf(reader, intp, holder.intpCustomerId)
    const subscription = customer.subscriptionId === null ? null : subscriptionOf(reader, customer.subscriptionId)
    return { subscription, customer, website: null, holder: { intpcId: customer.intpCustomerId, intpWebsiteId: null } }
  }
  const website = websiteOf(reader, intp, holder.intpWebsiteId)
  return {
    subscription: subscriptionOf(reader, website.subscriptionId),
    customer: customerOf(reader, intp, website.intpCustomerId),
    website,
    holder: { intpcId: website.intpCustomerId, intpWebsiteId: website.intpWebsiteId },
  }
}

/** A customer that has no pool yet gets one with its first upgrade. */
function startPool(tx: Transaction, intp: Intp, customer: Customer, target: Package, isTrial: boolean): Subscription {
  if (rules.isTrialPackage(target)) throw new Refusal('PACKAGE_NOT_AVAILABLE', 'a trial package cannot be chosen')
  const holder = { intpcId: customer.intpCustomerId, intpWebsiteId: null }
  const started = startSubscription(tx, intp, holder, { pkg: target, billingDate: tx.now })
  tx.write('customer', keyOf(intp.id, customer.intpCustomerId), { ...customer, subscriptionId: started.id })
  if (!isTrial) return started
  const end = addDays(tx.now, TRIAL_DAYS).toISOString()
  const inTrial = { ...started, inTrial: true, hadTrial: true, expiresAt: end }
  return save(tx, started, inTrial, 'subscription.trial_started')
}

function required(subscription: Subscription | null): Subscription {
  if (!subscription) throw new PlatformError(404, 'NOT_FOUND', 'subscription not found')
  return subscription
}

function settle(
  tx: Transaction,
  subscription: Subscription,
  outcome: rules.Outcome,
  details: Record<string, unknown> = {},
): Subscription {
  if (outcome.kind === 'refused') throw new Refusal(outcome.code, outcome.message)
  if (outcome.kind === 'unchanged') return subscription
  return save(tx, subscription, outcome.next, outcome.effect, details)
}
