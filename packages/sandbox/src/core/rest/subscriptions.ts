import { deleteCustomer } from '../platform/customers.ts'
import type { Intp, Subscription } from '../platform/state.ts'
import type { PlatformRules } from '../platform/subscription-rules.ts'
import {
  cancel,
  deactivate,
  downgrade,
  findSubscription,
  resume,
  upgrade,
  type Holder,
} from '../platform/subscriptions.ts'
import type { Transaction } from '../platform/transaction.ts'
import { intpcSubscriptionCalls, subscriptionOut, websiteSubscriptionCalls } from '../wire.ts'
import { bodyOf, noContent, ok, write, type RestCall, type RestRoute } from './call.ts'

/** The subscription that is answered with, or null where the call answers none. */
type Change = (call: RestCall) => (tx: Transaction, intp: Intp) => Subscription | null
type Changes = Record<'upgrade' | 'downgrade' | 'cancel' | 'resume' | 'deactivate', Change>

const websiteChanges: Changes = {
  upgrade: (call) => {
    const { intpWebsiteId, ...terms } = bodyOf(call, websiteSubscriptionCalls.upgrade)
    return (tx, intp) => upgrade(tx, intp, { type: 'website', intpWebsiteId }, terms, rulesOf(call))
  },
  downgrade: (call) => {
    const { intpWebsiteId, packageId } = bodyOf(call, websiteSubscriptionCalls.downgrade)
    return (tx, intp) => downgrade(tx, intp, { type: 'website', intpWebsiteId }, packageId, rulesOf(call))
  },
  cancel: (call) => (tx, intp) => cancel(tx, intp, websiteHolder(call)),
  resume: (call) => (tx, intp) => resume(tx, intp, websiteHolder(call)),
  deactivate: (call) => (tx, intp) => deactivate(tx, intp, websiteHolder(call)),
}

const intpcChanges: Changes = {
  upgrade: (call) => {
    const { intpcId, ...terms } = bodyOf(call, intpcSubscriptionCalls.upgrade)
    return (tx, intp) => upgrade(tx, intp, { type: 'intpc', intpCustomerId: intpcId }, terms, rulesOf(call))
  },
  downgrade: (call) => {
    const { intpcId, packageId } = bodyOf(call, intpcSubscriptionCalls.downgrade)
    return (tx, intp) => downgrade(tx, intp, { type: 'intpc', intpCustomerId: intpcId }, packageId, rulesOf(call))
  },
  cancel: (call) => (tx, intp) => cancel(tx, intp, intpcHolder(call)),
  resume: (call) => (tx, intp) => resume(tx, intp, intpcHolder(call)),
  deactivate: (call) => (tx, intp) => deactivatePool(call, tx, intp),
}

/** Today the older form answers the subscription as it was before. */
const olderWebsiteChanges: Changes = {
  ...websiteChanges,
  deactivate: (call) => (tx, intp) => {
    const before = findSubscription(tx, intp, websiteHolder(call)).subscription
    const ended = deactivate(tx, intp, websiteHolder(call))
    return rulesOf(call) === 'today' ? before : ended
  },
}

/** The v3 calls, and the v2 forms of the website ones. */
export const subscriptionRoutes: readonly RestRoute[] = [
  ...routes('websiteSubscriptions', '/v3/3as/website-subscriptions', websiteChanges),
  ...routes('websiteSubscriptions', '/v2/3as/notifications/subscriptions', olderWebsiteChanges),
  ...routes('intpcSubscriptions', '/v3/3as/intpc-subscriptions', intpcChanges),
]

function routes(noun: string, path: string, changes: Changes): RestRoute[] {
  return Object.entries(changes).map(([verb, change]) => ({
    name: `${noun}.${verb}`,
    method: 'POST',
    path: `${path}/${verb}`,
    answer: (call) => {
      const apply = change(call)
      return write(call, (tx) => {
        const subscription = apply(tx, call.intp)
        return subscription ? ok(subscriptionOut(tx, subscription)) : noContent
      })
    },
  }))
}

function websiteHolder(call: RestCall): Holder {
  return { type: 'website', intpWebsiteId: bodyOf(call, websiteSubscriptionCalls.other).intpWebsiteId }
}

function intpcHolder(call: RestCall): Holder & { type: 'intpc' } {
  return { type: 'intpc', intpCustomerId: bodyOf(call, intpcSubscriptionCalls.other).intpcId }
}

/** With its pool the customer is gone, and today the answer says nothing of the pool. */
function deactivatePool(call: RestCall, tx: Transaction, intp: Intp): Subscription | null {
  const holder = intpcHolder(call)
  const ended = deactivate(tx, intp, holder)
  deleteCustomer(tx, intp, holder.intpCustomerId)
  return rulesOf(call) === 'today' ? null : ended
}

function rulesOf(call: RestCall): PlatformRules {
  return call.platform.behaviour.rules
}
