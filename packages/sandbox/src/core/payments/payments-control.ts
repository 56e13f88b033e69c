import { Hono } from 'hono'
import * as z from 'zod'
import { bodyOf, refuseStrangers } from '../control-api.ts'
import type { PaymentProvider } from './provider.ts'
import { ProviderRefusal } from './provider-refusal.ts'
import { byHandSchema, cardSchema, disputeSchema, returnSchema } from './provider-state.ts'
import { webhookWeatherSchema, type Webhooks } from './webhooks.ts'

const webhookSchema = z.strictObject({ url: z.url({ protocol: /^https?$/ }).nullable() })
const pressSchema = z.strictObject({
  id: z.string(),
  outcome: z.enum(['pay', 'pay_twice', 'decline', 'ask_bank', 'close', 'approve', 'refuse']),
})

/** What a test does to the provider, and no merchant can. Under `/__sandbox` of the provider's origin. */
export function paymentsControl(provider: PaymentProvider, webhooks: Webhooks): Hono {
  const app = new Hono({ strict: false })
  app.use(async (c, next) => refuseStrangers(c) ?? next())
  app.get('/', (c) =>
    c.json({ webhook: webhooks.url, weather: webhooks.weather, pendingWebhooks: webhooks.pending, controls }),
  )
  app.get('/payments', (c) => c.json({ payments: provider.payments() }))
  app.get('/subscriptions', (c) => {
    provider.settleDue()
    return c.json({ subscriptions: provider.subscriptions() })
  })
  app.get('/effects', (c) => c.json({ effects: provider.effects }))
  app.post('/webhook', async (c) => {
    webhooks.url = webhookSchema.parse(await bodyOf(c)).url
    return c.body(null, 204)
  })
  app.post('/weather', async (c) => {
    webhooks.weather = webhookWeatherSchema.parse(await bodyOf(c))
    return c.json(webhooks.weather)
  })
  app.post('/card', async (c) => {
    const { account, card } = cardSchema.parse(await bodyOf(c))
    provider.setCard(account, card)
    return c.body(null, 204)
  })
  app.post('/by-hand', async (c) => {
    const wanted = byHandSchema.parse(await bodyOf(c))
    provider.byHand(wanted.account, wanted.action, wanted.action === 'schedule' ? wanted.to : undefined)
    return c.body(null, 204)
  })
  app.post('/dispute', async (c) => {
    const { account, outcome } = disputeSchema.parse(await bodyOf(c))
    provider.dispute(account, outcome)
    return c.body(null, 204)
  })
  app.post('/return', async (c) => {
    const { account, amountMinor } = returnSchema.parse(await bodyOf(c))
    provider.returnByHand(account, amountMinor)
    return c.body(null, 204)
  })
  app.post('/press', async (c) => {
    const { id, outcome } = pressSchema.parse(await bodyOf(c))
    return c.json({ status: provider.press(id, outcome).status })
  })
  app.post('/reset', async (c) => {
    provider.reset()
    webhooks.weather = {}
    await webhooks.cancel()
    return c.body(null, 204)
  })
  app.onError((error, c) => {
    if (error instanceof ProviderRefusal) return c.json({ error: error.message }, error.status)
    if (error instanceof z.ZodError) return c.json({ error: error.issues[0]?.message ?? 'bad request' }, 400)
    console.error(`react-3as-sandbox: ${c.req.method} ${c.req.path} failed`, error)
    return c.json({ error: 'internal error' }, 500)
  })
  return app
}

const controls = [
  'payments',
  'subscriptions',
  'effects',
  'webhook',
  'weather',
  'card',
  'by-hand',
  'dispute',
  'return',
  'press',
  'reset',
]
