import { Hono } from 'hono'
import type { Caller } from '../control-api.ts'
import { passOn, type Witness } from '../witness.ts'
import { demoPaymentKeys } from './demo-payment-keys.ts'
import { paymentsControl } from './payments-control.ts'
import { PaymentProvider } from './provider.ts'
import { providerApi } from './provider-api.ts'
import { Webhooks } from './webhooks.ts'

export interface PaymentsCoreOptions {
  /** Where the provider sends its news. It can be set later. */
  webhookUrl?: string | undefined
  /** What takes the news there. @defaultValue the runtime's `fetch` */
  fetch?: typeof fetch | undefined
  /** The provider's own origin, as soon as it has one. */
  origin: () => string
}

/** The payment provider: what answers its requests, and the same in code. */
export interface PaymentsCore {
  readonly answer: (request: Request, caller?: Caller) => Promise<Response>
  readonly provider: PaymentProvider
  readonly webhooks: Webhooks
}

export function createPayments(witness: Witness, { webhookUrl, fetch, origin }: PaymentsCoreOptions): PaymentsCore {
  const webhooks = new Webhooks({ secret: demoPaymentKeys.webhookSecret, fetch })
  webhooks.url = webhookUrl ?? null
  const provider = new PaymentProvider({
    now: () => witness.platform.now(),
    tell: (event) => webhooks.send(event),
  })
  const app = new Hono({ strict: false }).onError(passOn)
  app.route('/__sandbox', paymentsControl(provider, webhooks))
  app.route('/', providerApi({ provider, witness, secretKey: demoPaymentKeys.secretKey, origin }))
  return { answer: async (request, caller) => app.fetch(request, caller), provider, webhooks }
}
