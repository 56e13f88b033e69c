import { untouched, type ChangeFacts, type OwnInvoice } from '../ledger/change-facts.ts'
import { factsOf010, isOf010 } from './facts-of-0-1-0.ts'

/**
 * Facts of a change as a store reads them from its table, in JSON: the one place where those of an older version, or shortened
 * ones, become whole.
 */
export function readChangeFacts(json: string): ChangeFacts {
  const facts = JSON.parse(json) as ChangeFacts
  return isOf010(facts) ? factsOf010(facts) : { ...untouched, ...facts }
}

/**
 * What a change that ended long ago still needs, as JSON: what its customer sees of it, and by what its money is known. A
 * store keeps this in place of the facts when it is asked to `shorten`.
 */
export function shortenChangeFacts(facts: ChangeFacts): string {
  const { customerId, websiteId, holder, intent, reason, reference, action } = facts
  const common = { customerId, websiteId, holder, intent, reason, reference }
  // Without its amount the money that has gone back would be credited again.
  if (action === 'returned') return JSON.stringify(facts)
  const past = { ...common, ...invoiceOf(facts), action: 'past' }
  if (action === 'past') return JSON.stringify({ ...past, was: facts.was, due: facts.due, paid: facts.paid })
  const due = 'due' in facts ? facts.due : null
  const paid = 'payment' in facts ? facts.payment : null
  return JSON.stringify({ ...past, was: action, due, paid })
}

/** What an invoice is for, and how much is owed: what is said of it later may not say that again. */
function invoiceOf(facts: ChangeFacts): OwnInvoice {
  if (!('unpaid' in facts || 'reported' in facts)) return {}
  const { unpaid, reported } = facts
  return { unpaid, ...(reported && { reported: { amount: reported.amount, payUrl: null } }) }
}
