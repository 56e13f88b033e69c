import type { AnalyticsAdapter } from '../../adapter/analytics-adapter.ts'
import { within } from '../../adapter/deadline.ts'
import { AnalyticsError, type AnalyticsErrorCode } from '../../contract/error.ts'
import type { Quote } from '../../contract/quote.ts'
import { startChange } from '../../contract/routes.ts'
import { isOpen, type ChangeIntent, type SubscriptionChange } from '../../contract/subscription-change.ts'

/** The quote, and the amount due by it in minor units. */
export interface AgreedQuote {
  id: string
  amountMinor: number
}

/** What a customer who was shown a quote agrees to. */
export function agreedTo({ id, dueToday }: Quote): AgreedQuote {
  return { id, amountMinor: dueToday.kind === 'nothing' ? 0 : dueToday.amount.amountMinor }
}

/** After so long without an answer its outcome is unknown, and may be asked for again. */
export const giveUpMs = 60_000

export interface ChangeStarter {
  start(intent: ChangeIntent, quote?: AgreedQuote | null): Promise<SubscriptionChange>
  /** The change that was started has ended: the same wish is a new one from now on. */
  forget(): void
}

/**
 * Starts changes of one website so that one wish is one change: its idempotency key is made once and lives until the change
 * has a definite end. A second click while the first is under way gets the first one's promise; another try after an
 * unknown outcome (a timeout, a dropped connection) sends the same key.
 */
export function createChangeStarter(adapter: AnalyticsAdapter, websiteId: string, makeKey = randomKey): ChangeStarter {
  const keys = new Map<string, string>()
  /** Of each wish whose outcome is unknown, what went wrong. */
  const doubts = new Map<string, unknown>()
  const underWay = new Map<string, Promise<SubscriptionChange>>()

  async function send(wish: string, intent: ChangeIntent, quote: AgreedQuote | null): Promise<SubscriptionChange> {
    const kept = keys.get(wish)
    const idempotencyKey = kept ?? makeKey()
    keys.set(wish, idempotencyKey)
    try {
      const input = { websiteId, idempotencyKey, intent, quote }
      const change = await within(giveUpMs, (signal) => adapter.call(startChange, input, { signal }))
      if (isOpen(change)) return change
      settle(wish)
      // It may have ended long ago, and have been undone since. Where it stands, asking for it again changes nothing.
      return kept && intent.kind !== 'choose' ? await send(wish, intent, quote) : change
    } catch (error) {
      const doubt = doubts.get(wish)
      if (!isDefinite(error)) doubts.set(wish, error)
      // Whoever asked again was not let through, or asked in another way: what became of the first try is as unknown as before.
      else if (doubt !== undefined && !verdicts.has(error.code)) throw doubt
      else settle(wish)
      throw error
    }
  }
  function settle(wish: string): void {
    keys.delete(wish)
    doubts.delete(wish)
  }

  return {
    start(intent, quote = null) {
      const wish = JSON.stringify([intent, quote])
      const first = underWay.get(wish)
      if (first) return first
      const sent = send(wish, intent, quote).finally(() => underWay.delete(wish))
      underWay.set(wish, sent)
      return sent
    },
    forget() {
      keys.clear()
      doubts.clear()
    },
  }
}

/** What says no to the change itself; any other no is about who asks, or how. */
const verdicts = new Set<AnalyticsErrorCode>(['refused', 'quote_outdated', 'change_open', 'conflict'])

/** After these the outcome is unknown: an answer that could not be read is not a refusal. */
const unclear = new Set<AnalyticsErrorCode>(['internal', 'bad_answer', 'adapter_failed'])

/** True when the backend has said no, so that nothing was started. */
export function isDefinite(error: unknown): error is AnalyticsError {
  return error instanceof AnalyticsError && !error.retryable && !unclear.has(error.code)
}

/** 128 random bits. Not `crypto.randomUUID`: a page without https does not have it. */
function randomKey(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('')
}
