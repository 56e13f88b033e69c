import { deleteCustomer } from '../platform/customers.ts'
import type { Intp, Subscription } from '../platform/state.ts'
import { cancel, deactivate, downgrade, resume, upgrade, type Holder } from '../platform/subscriptions.ts'
import type { Transaction } from '../platform/transaction.ts'
import { intpcSubscriptionCalls, subscriptionOut, websiteSubscriptionCalls } from '../wire.ts'
import { bodyOf, ok, write, type RestCall, type RestRoute } from './call.ts'

type Change = (call: RestCall) => (tx: Transaction, intp: Intp) => Subscription
type Changes = Record<'upgrade' | 'downgrade' | 'cancel' | 'resume' | 'deactivate', Change>

const websiteChanges: Changes = {
  upgrade: (call) => {
    const { intpWebsiteId, ...terms } = bodyOf(call, websiteSubscriptionCalls.upgrade)
    return (tx, intp) => upgrade(tx, intp, { type: 'website', intpWebsiteId }, terms)
  },
  downgrade: (call) => {
    const { intpWebsiteId, packageId } = bodyOf(call, websiteSubscriptionCalls.downgrade)
    return (tx, intp) => downgrade(tx, intp, { type: 'website', intpWebsiteId }, packageId)
  },
  cancel: (call) => (tx, intp) => cancel(tx, intp, websiteHolder(call)),
  resume: (call) => (tx, intp) => resume(tx, intp, websiteHolder(call)),
  deactivate: (call) => (tx, intp) => deactivate(tx, intp, websiteHolder(call)),
}

const intpcChanges: Changes = {
  upgrade: (call) => {
    const { intpcId, ...terms } = bodyOf(call, intpcSubscriptionCalls.upgrade)
    return (tx, intp) => upgrade(tx, intp, { type: 'intpc', intpCustomerId: intpcId }, terms)
  },
  downgrade: (call) => {
    const { intpcId, packageId } = bodyOf(call, intpcSubscriptionCalls.downgrade)
    return (tx, intp) => downgrade(tx, intp, { type: 'intpc', intpCustomerId: intpcId }, packageId)
  },
  cancel: (call) => (tx, intp) => cancel(tx, intp, intpcHolder(call)),
  resume: (call) => (tx, intp) => resume(tx, intp, intpcHolder(call)),
  deactivate: (call) => (tx, intp) => deactivatePool(tx, intp, intpcHolder(call)),
}

/** The v3 calls, and the v2 forms of the website ones. */
export const subscriptionRoutes: readonly RestRoute[] = [
  ...routes('websiteSubscriptions', '/v3/3as/website-subscriptions', websiteChanges),
  ...routes('websiteSubscriptions', '/v2/3as/notifications/subscriptions', websiteChanges),
  ...routes('intpcSubscriptions', '/v3/3as/intpc-subscriptions', intpcChanges),
]

function routes(noun: string, path: string, changes: Changes): RestRoute[] {
  return Object.entries(changes).map(([verb, change]) => ({
    name: `${noun}.${verb}`,
    method: 'POST',
    path: `${path}/${verb}`,
    answer: (call) => {
      const apply = change(call)
      return write(call, (tx) => ok(subscriptionOut(tx, apply(tx, call.intp))))
    },
  }))
}

function websiteHolder(call: RestCall): Holder {
  return { type: 'website', intpWebsiteId: bodyOf(call, websiteSubscriptionCalls.other).intpWebsiteId }
}

function intpcHolder(call: RestCall): Holder & { type: 'intpc' } {
  return { type: 'intpc', intpCustomerId: bodyOf(call, intpcSubscriptionCalls.other).intpcId }
}

/** With its pool the customer is gone. */
function deactivatePool(tx: Transaction, intp: Intp, holder: Holder & { type: 'intpc' }): Subscription {
  const ended = deactivate(tx, intp, holder)
  deleteCustomer(tx, intp, holder.intpCustomerId)
  return ended
}
