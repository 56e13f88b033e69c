import { isPurchase, type ChangeFacts } from './change-facts.ts'
import type { ChangeRow } from './change-row.ts'

/**
 * The charge that a change was paid by; `null` where none is known. The first one that news has named, unless the provider counts
 * others and not that one: customers may be able to write the marks that make a charge of theirs look like this one.
 */
export function chargeThatPaid({ facts, chargeId }: ChangeRow): string | null {
  const counted = receivedFor(facts)?.charges ?? []
  const isCounted = chargeId !== null && (counted.length === 0 || counted.includes(chargeId))
  return isCounted ? chargeId : (counted[0] ?? null)
}

/** True where news of that charge was believed, since the provider could not be asked: a second one may be what it counts. */
export function isBelieved({ facts }: ChangeRow): boolean {
  return receivedFor(facts)?.by === 'news'
}

function receivedFor(facts: ChangeFacts) {
  const payment = facts.action === 'past' ? facts.paid : isPurchase(facts) ? facts.payment : null
  return payment?.kind === 'received' ? payment : null
}
