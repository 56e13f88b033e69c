import { invalid } from './platform-error.ts'
import { keyOf, type Customer, type Intp } from './state.ts'
import { packageToStartOn, startSubscription } from './subscriptions.ts'
import { customerOf, type Transaction } from './transaction.ts'
import { createWebsite, deleteWebsite } from './websites.ts'

export interface NewCustomer {
  intpCustomerId: string
  email: string
  packageId?: string | undefined
  billingDate?: string | undefined
  website?:
    | { intpWebsiteId: string; domain: string; packageId?: string | undefined; billingDate?: string | undefined }
    | undefined
}

export function createCustomer(tx: Transaction, intp: Intp, input: NewCustomer): Customer {
  const { intpCustomerId, email, website } = input
  if (tx.get('customer', keyOf(intp.id, intpCustomerId))) throw invalid('intpCustomerId already exists')
  if (intp.subscriptionType === 'website' && input.packageId !== undefined) {
    throw invalid('packageId belongs into website: subscriptions are of type website')
  }
  if (intp.subscriptionType === 'intpc' && website?.packageId !== undefined) {
    throw invalid('packageId does not belong into website: subscriptions are of type intpc')
  }
  const customer: Customer = {
    id: crypto.randomUUID(),
    visaId: crypto.randomUUID(),
    intpId: intp.id,
    intpCustomerId,
    email,
    subscriptionId: null,
    createdAt: tx.now.toISOString(),
  }
  tx.write('customer', keyOf(intp.id, intpCustomerId), customer)
  tx.effect({ kind: 'customer.created', intpId: intp.id, intpCustomerId })
  if (intp.subscriptionType === 'intpc') startPool(tx, intp, input)
  if (website) createWebsite(tx, intp, { ...website, intpCustomerId })
  return customerOf(tx, intp, intpCustomerId)
}

/** A customer with neither package nor website holds nothing: it may become a contributor. */
function startPool(tx: Transaction, intp: Intp, input: NewCustomer): void {
  if (input.packageId === undefined && !input.website) {
    return
  }
  const holder = { intpcId: input.intpCustomerId, intpWebsiteId: null }
  const subscription = startSubscription(tx, intp, holder, packageToStartOn(tx, intp, input, holder))
  const customer = customerOf(tx, intp, input.intpCustomerId)
  tx.write('customer', keyOf(intp.id, input.intpCustomerId), { ...customer, subscriptionId: subscription.id })
}

/** Its websites go with it, and so does what it was to other websites. Returns the customer as it was. */
export function deleteCustomer(tx: Transaction, intp: Intp, intpCustomerId: string): Customer {
  const customer = customerOf(tx, intp, intpCustomerId)
  for (const website of tx.values('website').filter((site) => site.intpId === intp.id)) {
    if (website.intpCustomerId === intpCustomerId) {
      deleteWebsite(tx, intp, website.intpWebsiteId)
    } else if (website.contributors.some((contributor) => contributor.intpCustomerId === intpCustomerId)) {
      const contributors = website.contributors.filter((contributor) => contributor.intpCustomerId !== intpCustomerId)
      tx.write('website', keyOf(intp.id, website.intpWebsiteId), { ...website, contributors })
    }
  }
  for (const pkg of tx.values('package')) {
    const grants = pkg.grants.filter((grant) => grant.to !== 'customer' || grant.id !== intpCustomerId)
    if (pkg.intpId === intp.id && grants.length < pkg.grants.length) tx.write('package', pkg.id, { ...pkg, grants })
  }
  if (customer.subscriptionId !== null) tx.write('subscription', customer.subscriptionId, undefined)
  tx.write('customer', keyOf(intp.id, intpCustomerId), undefined)
  tx.effect({ kind: 'customer.deleted', intpId: intp.id, intpCustomerId })
  return customer
}
