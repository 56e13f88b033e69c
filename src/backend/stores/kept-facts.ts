import type { ChangeFacts } from '../ledger/change-row.ts'
import { noFacts } from '../ledger/system-change.ts'

/** Facts as they are read from a table: the one place where those of an older version, or shortened ones, become whole. */
export function factsOf(json: string): ChangeFacts {
  return { ...noFacts, ...(JSON.parse(json) as ChangeFacts) }
}

/** What a change that ended long ago still needs: what its customer sees of it, and by what its money is known. */
const keptForGood = [
  'customerId',
  'websiteId',
  'holder',
  'intent',
  'action',
  'packageId',
  'due',
  'isPaid',
  'paymentRef',
  'reason',
  'reference',
  'cause',
] as const satisfies (keyof ChangeFacts)[]

/** The facts without the details. To be read by {@link factsOf}. */
export function shortFacts(facts: ChangeFacts): string {
  return JSON.stringify(Object.fromEntries(keptForGood.map((name) => [name, facts[name]])))
}
