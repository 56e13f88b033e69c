import type { HttpBindings } from '@hono/node-server'
import { Hono } from 'hono'
import { demoPaymentKeys } from '../core/payments/demo-payment-keys.ts'
import type { Witness } from '../core/witness.ts'
import { paymentsControl } from '../core/payments/payments-control.ts'
import { PaymentProvider } from '../core/payments/provider.ts'
import { providerApi } from '../core/payments/provider-api.ts'
import { Webhooks } from '../core/payments/webhooks.ts'
import { listen } from './listen.ts'

export interface SandboxPaymentsOptions {
  /** For the provider's API and its payment page. 0 takes any free one. @defaultValue 0 */
  port?: number
  /** Where the provider sends its news: `…/api/analytics/payments/webhook`. It can be set later. */
  webhookUrl?: string
}

/** The sandbox's payment provider, on an origin of its own. */
export interface SandboxPayments {
  /** Its API and its page; the control API is below `/__sandbox`. */
  readonly apiUrl: string
  readonly secretKey: string
  readonly webhookSecret: string
  /** The same in code: payments, cards, and what moved money. */
  readonly provider: PaymentProvider
  /** Where the news goes, and how badly it travels. */
  readonly webhooks: Webhooks
}

/** How often what fell due is looked for: the business clock is moved by others. */
const lookEveryMs = 100

export async function startPayments(
  { port = 0, webhookUrl }: SandboxPaymentsOptions,
  { host, urlHost, witness }: { host: string; urlHost: string; witness: Witness },
): Promise<SandboxPayments & { close(): Promise<void> }> {
  const webhooks = new Webhooks({ secret: demoPaymentKeys.webhookSecret })
  webhooks.url = webhookUrl ?? null
  const provider = new PaymentProvider({
    now: () => witness.platform.now(),
    tell: (event) => webhooks.send(event),
  })
  let apiUrl = ''
  const app = new Hono<{ Bindings: HttpBindings }>({ strict: false })
  app.route('/__sandbox', paymentsControl(provider, webhooks))
  app.route('/', providerApi({ provider, witness, secretKey: demoPaymentKeys.secretKey, origin: () => apiUrl }))
  const listening = await listen(app, host, port)
  apiUrl = `http://${urlHost}:${listening.port}`
  const timer = setInterval(() => provider.settleDue(), lookEveryMs)
  timer.unref()
  return {
    apiUrl,
    ...demoPaymentKeys,
    provider,
    webhooks,
    async close() {
      clearInterval(timer)
      await Promise.all([webhooks.cancel(), listening.close()])
    },
  }
}
