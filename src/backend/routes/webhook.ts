import { AnalyticsError } from '../../contract/error.ts'
import { arrivingBodies } from '../http/arriving-bodies.ts'
import { errorAnswer } from '../http/error-answer.ts'
import { assertBytesLeft } from '../http/host-reading.ts'
import { freshReads } from '../runtime/fresh-reads.ts'
import { oncePerMinute } from '../runtime/once-per-minute.ts'
import type { IdOnlyNews } from '../payments/payments.ts'
import type { PlainAnswer } from '../http/plain-answer.ts'
import type { Services } from '../settings/services.ts'
import { WebhookRefusedError } from '../payments/payment-errors.ts'
import type { PaymentEvent } from '../payments/payment-event.ts'

/** Where a payment provider tells its news, below the base path. */
export const webhookPath = '/payments/webhook'

const mostBytes = 1_048_576
/** A body that is only to name an id. */
const mostBytesOfId = 1_024
const mostLookUps = 8
/** How long one is counted that does not end, as on Workers where its sender has gone away. */
const countedForMs = 30_000
/** How long a request waits for what another looks up. */
const anothersLookUpMs = 2_000
/** How long an id that the provider does not know is refused without asking, and how many such ids are remembered. */
const refusedForMs = 60_000
const mostRefused = 1_000
/** What all bodies that have not arrived whole may hold. */
const mostBytesArriving = 8 * mostBytes

/**
 * Takes the provider's news. It comes without a session and without the kit's header: the signature says who speaks, and until it
 * has been checked the request costs as little as it can. Where a provider signs nothing, a request only names an id, by which
 * the provider is asked. What is ours and not known yet answers 503, so that it is sent
 * again; what is another product's is none of our business, and fine.
 */
export function webhookAnswering({ settings, platform, ledger }: Services): (request: Request) => Promise<PlainAnswer> {
  const { payments, runtime, emit } = settings
  const bodies = arrivingBodies(mostBytesArriving)
  const noteRefusal = oncePerMinute<unknown>(runtime, (count, error) => emit({ type: 'webhook.refused', count, error }))
  const noteMisplaced = oncePerMinute<AnalyticsError>(runtime, (_count, error) =>
    emit({ type: 'request.failed', route: 'webhook', code: error.code, error }),
  )

  const readBody = async (request: Request, most: number) => {
    assertBytesLeft(request)
    return bodies.read(request, most)
  }
  const lookUps = new Set<{ since: number }>()
  const readOnce = freshReads<PaymentEvent[]>(runtime, anothersLookUpMs)
  const refusedUntil = new Map<string, number>()

  /** Anybody can name an id, and each costs a call of the provider: few are under way, shared by who names the same id. */
  async function lookUp(request: Request, news: IdOnlyNews): Promise<PaymentEvent[]> {
    const id = news.idIn(new TextDecoder().decode(await readBody(request, mostBytesOfId)))
    if (id === null || !/^[\x21-\x7e]{1,255}$/.test(id)) throw new WebhookRefusedError('The webhook names no id.')
    if ((refusedUntil.get(id) ?? 0) > runtime.steady()) throw new WebhookRefusedError('The webhook names no known id.')
    try {
      return await readOnce(id, () => askAbout(id, news))
    } catch (error) {
      if (error instanceof WebhookRefusedError) rememberRefused(id)
      throw error
    }
  }

  async function askAbout(id: string, news: IdOnlyNews): Promise<PaymentEvent[]> {
    const now = runtime.steady()
    for (const begun of lookUps) if (now - begun.since >= countedForMs) lookUps.delete(begun)
    if (lookUps.size >= mostLookUps) throw busy()
    const counted = { since: now }
    lookUps.add(counted)
    try {
      return await news.about(id)
    } finally {
      lookUps.delete(counted)
    }
  }

  function rememberRefused(id: string): void {
    const [oldest] = refusedUntil.keys()
    if (oldest !== undefined && refusedUntil.size >= mostRefused) refusedUntil.delete(oldest)
    refusedUntil.set(id, runtime.steady() + refusedForMs)
  }

  /** `null` when what was named could not be looked up. */
  async function eventsOf(request: Request): Promise<PaymentEvent[] | null> {
    const { news } = payments
    if (!news) throw new AnalyticsError({ code: 'not_found', message: 'There is nothing here.' })
    try {
      if (!news.receive) return await lookUp(request, news)
      const readWhole = () => readBody(request, mostBytes)
      return await news.receive({ headers: request.headers, receivedAt: runtime.now(), readBody: readWhole })
    } catch (error) {
      if (isMisplaced(error)) throw error
      const isRefusal = error instanceof WebhookRefusedError || error instanceof AnalyticsError
      if (!isRefusal && news.receive) throw error
      noteRefusal(error)
      if (!isRefusal) return null
      if (error instanceof AnalyticsError) throw error
      throw new AnalyticsError({ code: 'invalid_request', message: 'This is not from the payment provider.' })
    }
  }

  async function answer(request: Request): Promise<PlainAnswer> {
    const events = await eventsOf(request)
    if (events === null) return sendAgain
    const { holder } = await platform.company()
    for (const event of events) {
      const isTaken = await ledger.receive(event, holder)
      if (!isTaken) return sendAgain
    }
    return { status: 204, headers: {}, body: null }
  }
  return async (request) => {
    try {
      return await answer(request)
    } catch (error) {
      if (!isMisplaced(error)) throw error
      // Not thrown on: whoever sends many must not have each of them reported.
      noteMisplaced(error)
      return errorAnswer(error, {})
    }
  }
}

const sendAgain: PlainAnswer = { status: 503, headers: { 'retry-after': '5' }, body: null }

function busy(): AnalyticsError {
  return new AnalyticsError({
    code: 'rate_limited',
    message: 'Too many payments are being looked up. Send it again.',
    retryable: true,
  })
}

/** The partner's to set right, and no word about whoever sent it. */
function isMisplaced(error: unknown): error is AnalyticsError {
  return error instanceof AnalyticsError && error.code === 'internal'
}
