import { invalid, notFound } from './platform-error.ts'
import { keyOf, usageHourKey, type ContributorRole, type Intp, type Website } from './state.ts'
import { packageToStartOn, startSubscription } from './subscriptions.ts'
import { customerOf, websiteOf, type Transaction } from './transaction.ts'

export interface NewWebsite {
  intpWebsiteId: string
  intpCustomerId: string
  domain: string
  packageId?: string | undefined
  billingDate?: string | undefined
  /** @defaultValue false: it is new, and has no visitors yet */
  hasHistory?: boolean | undefined
}

export function createWebsite(tx: Transaction, intp: Intp, input: NewWebsite): Website {
  const { intpWebsiteId, intpCustomerId, domain } = input
  const customer = customerOf(tx, intp, intpCustomerId)
  if (tx.get('website', keyOf(intp.id, intpWebsiteId))) throw invalid('intpWebsiteId already exists')
  const website: Website = {
    id: crypto.randomUUID(),
    intpId: intp.id,
    intpWebsiteId,
    intpCustomerId,
    domain,
    subscriptionId: subscriptionFor(tx, intp, input, customer.subscriptionId),
    whitelistedDomains: [],
    contributors: [],
    consumed: {},
    hasHistory: input.hasHistory ?? false,
    createdAt: tx.now.toISOString(),
  }
  tx.write('website', keyOf(intp.id, intpWebsiteId), website)
  tx.effect({ kind: 'website.created', intpId: intp.id, intpCustomerId, intpWebsiteId })
  return website
}

/** Its own subscription, or its customer's pool, which starts in the unlimited trial when there is none yet. */
function subscriptionFor(tx: Transaction, intp: Intp, input: NewWebsite, poolId: string | null): string {
  if (intp.subscriptionType === 'website') {
    const holder = { intpcId: input.intpCustomerId, intpWebsiteId: input.intpWebsiteId }
    return startSubscription(tx, intp, holder, packageToStartOn(tx, intp, input, holder)).id
  }
  if (input.packageId !== undefined) {
    throw invalid('a website takes no package: subscriptions are of type intpc')
  }
  if (poolId !== null) return poolId
  const holder = { intpcId: input.intpCustomerId, intpWebsiteId: null }
  const pool = startSubscription(tx, intp, holder, 'trial')
  const customer = customerOf(tx, intp, input.intpCustomerId)
  tx.write('customer', keyOf(intp.id, input.intpCustomerId), { ...customer, subscriptionId: pool.id })
  return pool.id
}

export function deleteWebsite(tx: Transaction, intp: Intp, intpWebsiteId: string): void {
  const website = websiteOf(tx, intp, intpWebsiteId)
  for (const key of tx.values('apiKey')) {
    if (key.intpId === intp.id && key.intpWebsiteId === intpWebsiteId) tx.write('apiKey', key.hash, undefined)
  }
  for (const hour of tx.values('usageHour')) {
    if (hour.websiteId === website.id) tx.write('usageHour', usageHourKey(website.id, hour.at), undefined)
  }
  for (const pkg of tx.values('package')) {
    const grants = pkg.grants.filter((grant) => grant.to !== 'website' || grant.id !== intpWebsiteId)
    if (pkg.intpId === intp.id && grants.length < pkg.grants.length) tx.write('package', pkg.id, { ...pkg, grants })
  }
  if (intp.subscriptionType === 'website') tx.write('subscription', website.subscriptionId, undefined)
  tx.write('website', keyOf(intp.id, intpWebsiteId), undefined)
  tx.effect({ kind: 'website.deleted', intpId: intp.id, intpCustomerId: website.intpCustomerId, intpWebsiteId })
}

export function addWhitelistedDomain(tx: Transaction, intp: Intp, intpWebsiteId: string, domain: string): void {
  const website = websiteOf(tx, intp, intpWebsiteId)
  if (website.whitelistedDomains.includes(domain)) return
  change(tx, website, { whitelistedDomains: [...website.whitelistedDomains, domain] }, 'website.domain_added')
}

/** A domain that is not listed is not an error. */
export function deleteWhitelistedDomain(tx: Transaction, intp: Intp, intpWebsiteId: string, domain: string): void {
  const website = websiteOf(tx, intp, intpWebsiteId)
  const whitelistedDomains = website.whitelistedDomains.filter((listed) => listed !== domain)
  if (whitelistedDomains.length === website.whitelistedDomains.length) return
  change(tx, website, { whitelistedDomains }, 'website.domain_removed')
}

/** Adds a contributor, or gives one who is there already another role. */
export function addContributor(
  tx: Transaction,
  intp: Intp,
  intpWebsiteId: string,
  input: { intpCustomerId: string; role: ContributorRole },
): void {
  const website = websiteOf(tx, intp, intpWebsiteId)
  customerOf(tx, intp, input.intpCustomerId)
  if (website.intpCustomerId === input.intpCustomerId) throw invalid('the owner cannot be a contributor')
  const existing = website.contributors.find(({ intpCustomerId }) => intpCustomerId === input.intpCustomerId)
  if (existing?.role === input.role) return
  const others = website.contributors.filter((contributor) => contributor !== existing)
  change(tx, website, { contributors: [...others, input] }, 'website.contributor_added', input)
}

export function deleteContributor(tx: Transaction, intp: Intp, intpWebsiteId: string, intpCustomerId: string): void {
  const website = websiteOf(tx, intp, intpWebsiteId)
  const contributors = website.contributors.filter((contributor) => contributor.intpCustomerId !== intpCustomerId)
  if (contributors.length === website.contributors.length) throw notFound('contributor')
  change(tx, website, { contributors }, 'website.contributor_removed', { intpCustomerId })
}

function change(
  tx: Transaction,
  website: Website,
  to: Partial<Pick<Website, 'whitelistedDomains' | 'contributors'>>,
  effect: string,
  details: Record<string, unknown> = {},
): void {
  const { intpId, intpWebsiteId, intpCustomerId } = website
  tx.write('website', keyOf(intpId, intpWebsiteId), { ...website, ...to })
  tx.effect({ kind: effect, intpId, intpCustomerId, intpWebsiteId, details: { ...to, ...details } })
}
