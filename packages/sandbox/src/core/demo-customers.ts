import { demoPackageId, deterministicId } from './demo.ts'
import { addDays, endOfPeriod } from './platform/periods.ts'
import { keyOf, usageHourKey, type Intp, type Subscription, type Website } from './platform/state.ts'
import { noteTracking } from './platform/subscriptions.ts'
import type { Transaction } from './platform/transaction.ts'

interface DemoPlan {
  name: 'Free' | 'Basic' | 'Advanced' | 'trial'
  period: 'monthly' | 'yearly'
  /** How many days ago the running period began. */
  daysIn: number
}

interface DemoWebsite {
  owner: string
  id: string
  domain: string
  /** With an INTP of type `website`. */
  plan: DemoPlan
  /** Touchpoints used since the running period began. */
  used: number
}

const customers = [
  { id: 'acme', email: 'owner@acme.test', pool: { name: 'Basic', period: 'monthly', daysIn: 19 } },
  { id: 'globex', email: 'owner@globex.test', pool: { name: 'Advanced', period: 'monthly', daysIn: 8 } },
  { id: 'acme-viewer', email: 'viewer@acme.test', pool: null },
] as const satisfies { id: string; email: string; pool: DemoPlan | null }[]

const websites: readonly DemoWebsite[] = [
  {
    owner: 'acme',
    id: 'acme-bikes',
    domain: 'bikes.acme.test',
    plan: { name: 'Basic', period: 'monthly', daysIn: 19 },
    used: 8_312,
  },
  {
    owner: 'acme',
    id: 'acme-books',
    domain: 'books.acme.test',
    plan: { name: 'trial', period: 'monthly', daysIn: 11 },
    used: 1_274,
  },
  {
    owner: 'acme',
    id: 'acme-garden',
    domain: 'garden.acme.test',
    plan: { name: 'Free', period: 'monthly', daysIn: 6 },
    used: 0,
  },
  {
    owner: 'globex',
    id: 'globex-lamps',
    domain: 'lamps.globex.test',
    plan: { name: 'Advanced', period: 'yearly', daysIn: 100 },
    used: 9_840,
  },
]

/** The websites a demo pool has; with one subscription for all there is none that fell to Free by itself. */
const poolWebsites = new Set(['acme-bikes', 'acme-books', 'globex-lamps'])

/** The customers and websites of a demo INTP, as they stand after a while of use. */
export function seedDemoCustomers(tx: Transaction, intp: Intp): void {
  const isPool = intp.subscriptionType === 'intpc'
  for (const { id, email, pool } of customers) {
    const subscriptionId = isPool && pool ? writeSubscription(tx, intp, id, null, pool) : null
    tx.write('customer', keyOf(intp.id, id), {
      id: deterministicId(`customer ${intp.id} ${id}`),
      visaId: deterministicId(`visa ${intp.id} ${id}`),
      intpId: intp.id,
      intpCustomerId: id,
      email,
      subscriptionId,
      createdAt: addDays(tx.now, -120).toISOString(),
    })
  }
  for (const website of websites) {
    if (!isPool || poolWebsites.has(website.id)) writeWebsite(tx, intp, website)
  }
}

function writeWebsite(tx: Transaction, intp: Intp, demo: DemoWebsite): void {
  const owner = tx.get('customer', keyOf(intp.id, demo.owner))!
  const subscriptionId = owner.subscriptionId ?? writeSubscription(tx, intp, demo.owner, demo.id, demo.plan)
  const website: Website = {
    id: deterministicId(`website ${intp.id} ${demo.id}`),
    intpId: intp.id,
    intpWebsiteId: demo.id,
    intpCustomerId: demo.owner,
    domain: demo.domain,
    subscriptionId,
    whitelistedDomains: [],
    contributors: demo.id === 'acme-bikes' ? [{ intpCustomerId: 'acme-viewer', role: 'watcher' }] : [],
    consumed: demo.used > 0 ? { Visit: demo.used } : {},
    hasHistory: true,
    createdAt: addDays(tx.now, -110).toISOString(),
  }
  tx.write('website', keyOf(intp.id, demo.id), website)
  const subscription = tx.get('subscription', subscriptionId)!
  const consumed = (subscription.consumed.Visit ?? 0) + demo.used
  if (consumed > 0) tx.write('subscription', subscriptionId, { ...subscription, consumed: { Visit: consumed } })
  const days =
    subscription.type === 'website' ? demo.plan.daysIn : customers.find(({ id }) => id === demo.owner)!.pool!.daysIn
  spread(tx, website.id, demo.used, days)
}

/** How long ago the demo websites began to be used, and to grow to what they are. */
const historyDays = 400

/**
 * Usage recorded over the days since the period began, the same number every day with the rest on the first; and before
 * that, fewer the longer ago, so that the running period does not stand out of the curve like a step.
 */
function spread(tx: Transaction, websiteId: string, used: number, days: number): void {
  if (used === 0) return
  const daily = Math.floor(used / days)
  const write = (daysAgo: number, Visit: number) => {
    const at = new Date(addDays(tx.now, -daysAgo).getTime() + 60_000).toISOString()
    tx.write('usageHour', usageHourKey(websiteId, at), { websiteId, at, counts: { Visit } })
  }
  for (let ago = 1; ago < days; ago++) write(ago, daily)
  write(days, used - daily * (days - 1))
  for (let ago = days + 1; ago < historyDays; ago++) write(ago, Math.ceil((daily * (historyDays - ago)) / historyDays))
}

function writeSubscription(
  tx: Transaction,
  intp: Intp,
  intpcId: string,
  intpWebsiteId: string | null,
  plan: DemoPlan,
): string {
  const isTrial = plan.name === 'trial'
  const packageId = isTrial ? intp.trialPackageId : demoPackageId(intp.id, plan.name, plan.period)
  const start = addDays(tx.now, -plan.daysIn)
  const end = (isTrial ? addDays(start, 30) : endOfPeriod(start, plan.period)).toISOString()
  const subscription: Subscription = {
    id: deterministicId(`subscription ${intp.id} ${intpcId} ${intpWebsiteId}`),
    type: intp.subscriptionType,
    intpId: intp.id,
    intpcId,
    intpWebsiteId,
    status: 'active',
    packageId,
    plannedPackageId: null,
    inTrial: isTrial,
    // The one on Free fell there from its trial.
    hadTrial: isTrial || plan.name === 'Free',
    consumed: {},
    stops: [],
    createdAt: addDays(start, isTrial ? 0 : -30).toISOString(),
    expiresAt: end,
    lastPackageChangeAt: isTrial ? null : start.toISOString(),
  }
  tx.write('subscription', subscription.id, noteTracking(tx, subscription, start.toISOString()))
  return subscription.id
}
