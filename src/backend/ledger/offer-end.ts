import { renewalQuietMs } from '../../contract/plan-choice.ts'
import type { Purchase } from './change-facts.ts'

/**
 * Until when a purchase can be paid, in business time: its quote counts on the running period, and dies with it. `null` for
 * a plan without a period that was paid for.
 */
export function offerEnd({ before, quote }: Pick<Purchase, 'before' | 'quote'>): number | null {
  const isRunning = before.status === 'active' || before.status === 'ending'
  const isPriced = !before.inTrial && quote.from?.price?.amountMinor !== 0
  return isRunning && isPriced && before.endsAt !== null ? Date.parse(before.endsAt) - renewalQuietMs : null
}
