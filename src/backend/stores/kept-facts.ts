import { untouched, type ChangeFacts } from '../ledger/change-facts.ts'
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
  // Which period an invoice is for is said once.
  const of = 'unpaid' in facts && facts.unpaid !== undefined ? { unpaid: facts.unpaid } : {}
  const past = { ...common, ...of, action: 'past' }
  if (action === 'past') return JSON.stringify({ ...past, was: facts.was, due: facts.due, paid: facts.paid })
  const due = 'due' in facts ? facts.due : null
  const paid = 'payment' in facts ? facts.payment : null
  return JSON.stringify({ ...past, was: action, due, paid })
}
