import { AnalyticsError } from '../../contract/error.ts'
import { WebhookRefusedError, type PaymentEvent } from '../payments/payments.ts'
import type { PlainAnswer } from '../plain-answer.ts'
import { readBody } from '../request-input.ts'
import type { Services } from '../services.ts'

/** Where a payment provider tells its news, below the base path. */
export const webhookPath = '/payments/webhook'

const mostBytes = 1_048_576

/**
 * Takes the provider's news. There is no session and no header of the kit here: the signature says who speaks. What is ours
 * and not known yet answers 503, so that it is sent again; what is another product's is none of our business, and fine.
 */
export async function answerWebhook(request: Request, { settings, platform, ledger }: Services): Promise<PlainAnswer> {
  const { payments, emit } = settings
  if (!payments.receive) throw new AnalyticsError({ code: 'not_found', message: 'There is nothing here.' })
  const body = await readBody(request, mostBytes)
  let events: PaymentEvent[]
  try {
    events = await payments.receive(request, body)
  } catch (error) {
    if (!(error instanceof WebhookRefusedError)) throw error
    emit({ type: 'webhook_refused', error })
    throw new AnalyticsError({ code: 'invalid_request', message: 'This is not signed by the payment provider.' })
  }
  const { holder } = await platform.company()
  for (const event of events) {
    const isTaken = await ledger.receive(event, holder)
    if (!isTaken) return { status: 503, headers: { 'retry-after': '5' }, body: null }
  }
  return { status: 204, headers: {}, body: null }
}
