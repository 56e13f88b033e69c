import { AnalyticsError } from '../../contract/error.ts'
import { arrivingBodies } from '../http/arriving-bodies.ts'
import { errorAnswer } from '../http/error-answer.ts'
import { assertBytesLeft } from '../http/host-reading.ts'
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
  let lookUps = 0

  /** Anybody can name an id, and each costs a call of the provider: only so many are under way. */
  async function lookUp(request: Request, news: IdOnlyNews): Promise<PaymentEvent[]> {
    const id = news.idIn(new TextDecoder().decode(await readBody(request, mostBytesOfId)))
    if (id === null || !/^[\x21-\x7e]{1,255}$/.test(id)) throw new WebhookRefusedError('The webhook names no id.')
    if (lookUps >= mostLookUps) throw busy()
    lookUps++
    try {
      return await news.about(id)
    } finally {
      lookUps--
    }
  }

  async function eventsOf(request: Request): Promise<PaymentEvent[]> {
    const { news } = payments
    if (!news) throw new AnalyticsError({ code: 'not_found', message: 'There is nothing here.' })
    try {
      if (!news.receive) return await lookUp(request, news)
      const readWhole = () => readBody(request, mostBytes)
      return await news.receive({ headers: request.headers, receivedAt: runtime.now(), readBody: readWhole })
    } catch (error) {
      if (isMisplaced(error)) throw error
      if (!(error instanceof WebhookRefusedError || error instanceof AnalyticsError)) throw error
      noteRefusal(error)
      if (error instanceof AnalyticsError) throw error
      throw new AnalyticsError({ code: 'invalid_request', message: 'This is not from the payment provider.' })
    }
  }

  async function answer(request: Request): Promise<PlainAnswer> {
    const events = await eventsOf(request)
    const { holder } = await platform.company()
    for (const event of events) {
      const isTaken = await ledger.receive(event, holder)
      if (!isTaken) return { status: 503, headers: { 'retry-after': '5' }, body: null }
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
