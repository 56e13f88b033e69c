import { Hono, type Context } from 'hono'
import * as z from 'zod'
import { dashboardCsp } from '../dashboard/document.ts'
import { isPaymentOutcome, renderPaymentPage, type PaymentPageView } from '../dashboard/payment-page.ts'
import { randomText } from '../random-text.ts'
import { bodyText } from '../request-body.ts'
import { passOn, witnessed, type Witness } from '../witness.ts'
import type { PaymentProvider } from './provider.ts'
import { ProviderRefusal } from './provider-refusal.ts'
import {
  endSchema,
  giveBackSchema,
  newPaymentSchema,
  scheduleSchema,
  turnSchema,
  type Invoice,
  type Payment,
} from './provider-state.ts'

export interface ProviderApiOptions {
  provider: PaymentProvider
  witness: Witness
  secretKey: string
  /** The provider's own origin, for the addresses of its pages. */
  origin: () => string
}

/** The provider's API for merchants, and its page for customers. */
export function providerApi({ provider, witness, secretKey, origin }: ProviderApiOptions): Hono {
  const app = new Hono({ strict: false }).onError(passOn)
  const route = (method: string, path: string, name: string, answer: (c: Context, body: unknown) => unknown) =>
    app.on(method, path, (c) =>
      witnessed(c, witness, `payments.${name}`, (seen) =>
        guarded(async () => {
          // The key is published, so how long the comparison takes gives nothing away.
          if (c.req.header('authorization') !== `Bearer ${secretKey}`)
            return Response.json({ code: 'unauthenticated' }, { status: 401 })
          seen.body = method === 'POST' ? parseJson(await bodyText(c)) : null
          provider.settleDue()
          return Response.json((await answer(c, seen.body)) ?? {})
        }),
      ),
    )
  const out = (payment: Payment) => paymentOut(payment, origin())
  const account = (c: Context) => c.req.param('account') ?? ''

  route('POST', '/v1/payments', 'create', (_c, body) => out(provider.create(newPaymentSchema.parse(body))))
  route('GET', '/v1/payments/:id', 'read', (c) => out(provider.payment(c.req.param('id') ?? '')))
  route('POST', '/v1/payments/void', 'void', (_c, body) => provider.void(keySchema.parse(body).key))
  route('POST', '/v1/payments/:id/refund', 'refund', (c) =>
    out(provider.refund(provider.payment(c.req.param('id') ?? ''))),
  )
  route('POST', '/v1/refunds', 'giveBack', (_c, body) => provider.giveBack(giveBackSchema.parse(body)))
  route('POST', '/v1/charges/:id/refund', 'refundCharge', (c) => provider.refundCharge(c.req.param('id') ?? ''))
  route('GET', '/v1/subscriptions/:account', 'standing', (c) =>
    standingOut(provider, account(c), c.req.query('customer') ?? '', origin()),
  )
  route('POST', '/v1/subscriptions/:account/schedule', 'schedule', (c, body) =>
    provider.schedule(account(c), scheduleSchema.parse(body).to),
  )
  route('POST', '/v1/subscriptions/:account/end', 'end', (c, body) =>
    provider.end(account(c), endSchema.parse(body).unpaidInvoiceId),
  )
  route('POST', '/v1/subscriptions/:account/unschedule', 'unschedule', (c) => provider.unschedule(account(c)))
  for (const action of ['cancel', 'resume'] as const) {
    route('POST', `/v1/subscriptions/:account/${action}`, action, (c, body) =>
      provider[action](account(c), turnSchema.parse(body).key),
    )
  }

  app.get('/pay/:id', (c) => guarded(async () => page(c, provider.payment(c.req.param('id')))))
  app.post('/pay/:id', (c) =>
    guarded(async () => {
      const outcome = new URLSearchParams(await bodyText(c)).get('outcome')
      const before = provider.payment(c.req.param('id')).declines
      if (!isPaymentOutcome(outcome)) return Response.json({ code: 'bad_request' }, { status: 400 })
      const payment = provider.press(c.req.param('id'), outcome)
      const hasEnded = payment.status !== 'open'
      const back = payment.status === 'closed' ? (payment.cancelUrl ?? payment.returnUrl) : payment.returnUrl
      if (hasEnded && back !== null) return c.redirect(back, 303)
      const notice = outcome === 'refuse' ? 'consent_refused' : 'declined'
      return page(c, payment, payment.declines > before ? notice : undefined)
    }),
  )
  invoicePage(app, provider)
  confirmation(app, provider)
  app.notFound((c) => c.json({ code: 'not_found' }, 404))
  return app
}

const keySchema = z.strictObject({ key: z.string().min(1) })
const confirmSchema = z.strictObject({
  clientSecret: z.string().min(1),
  outcome: z.enum(['pay', 'pay_twice', 'decline', 'ask_bank', 'close', 'approve', 'refuse']),
})

/** What a payment element inside the merchant's page calls: any origin may, with the payment's own secret. */
function confirmation(app: Hono, provider: PaymentProvider): void {
  const cors = { 'access-control-allow-origin': '*', 'access-control-allow-headers': 'content-type' }
  app.options('/confirm', (c) => c.body(null, 204, { ...cors, 'access-control-allow-methods': 'POST' }))
  app.post('/confirm', async (c) => {
    const answer = await guarded(async () => {
      const { clientSecret, outcome } = confirmSchema.parse(parseJson(await bodyText(c)))
      const { status, isAskingBank } = provider.press(provider.paymentOf(clientSecret).id, outcome)
      return Response.json({ status, isAskingBank })
    })
    for (const [name, value] of Object.entries(cors)) answer.headers.set(name, value)
    return answer
  })
}

/** Where a renewal that was declined can be paid, also when its recurring charge has ended since. */
function invoicePage(app: Hono, provider: PaymentProvider): void {
  app.get('/invoice/:id', (c) => guarded(async () => showInvoice(c, invoiceOf(provider, c.req.param('id')))))
  app.post('/invoice/:id', (c) =>
    guarded(async () => {
      const invoice = invoiceOf(provider, c.req.param('id'))
      const outcome = new URLSearchParams(await bodyText(c)).get('outcome')
      if (outcome !== 'pay' && outcome !== 'decline') return Response.json({ code: 'bad_request' }, { status: 400 })
      if (outcome === 'pay' && invoice.status === 'overdue') provider.payInvoice(invoice)
      return showInvoice(c, invoice, outcome === 'decline' ? 'declined' : undefined)
    }),
  )
}

function invoiceOf(provider: PaymentProvider, id: string): Invoice {
  const found = provider.invoices.find(id)
  if (!found) throw new ProviderRefusal(404, 'no_invoice', 'there is no such invoice')
  return found
}

function showInvoice(c: Context, invoice: Invoice, notice?: PaymentPageView['notice']) {
  const { id, status, merchant, description, amountMinor, currency } = invoice
  const ended = status === 'paid' ? 'paid' : 'closed'
  const step = status === 'overdue' ? 'pay' : ended
  const action = `/invoice/${id}`
  return show(c, {
    action,
    step,
    isInvoice: true,
    merchant,
    description,
    amountMinor,
    currency,
    ...(notice && { notice }),
  })
}

function page(c: Context, payment: Payment, notice?: PaymentPageView['notice']): Response | Promise<Response> {
  const { merchant, description, amountMinor, currency, lines, returnUrl } = payment
  return show(c, {
    action: `/pay/${payment.id}`,
    step: stepOf(payment),
    merchant,
    description,
    amountMinor,
    currency,
    lines,
    ...(notice && { notice }),
    ...(returnUrl !== null && { returnUrl }),
  })
}

function show(c: Context, view: Omit<PaymentPageView, 'nonce'>): Response | Promise<Response> {
  const nonce = randomText(16)
  return c.html(renderPaymentPage({ ...view, nonce }), 200, {
    // A page that takes money is never framed.
    'content-security-policy': dashboardCsp(nonce, []),
    'referrer-policy': 'no-referrer',
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
  })
}

function stepOf({ status, isAskingBank }: Payment): PaymentPageView['step'] {
  if (status === 'open') return isAskingBank ? 'consent' : 'pay'
  return status === 'paid' ? 'paid' : 'closed'
}

function paymentOut({ id, status, clientSecret, charges }: Payment, origin: string): Record<string, unknown> {
  return { id, status, clientSecret, url: `${origin}/pay/${id}`, charges }
}

/** What is charged for an account, what is unpaid there, and what is held for its customer. */
function standingOut(provider: PaymentProvider, account: string, customer: string, origin: string) {
  const found = provider.subscription(account)
  const invoices = provider.invoices.unpaidOf(account)
  const unpaid = invoices.find(({ status }) => status === 'overdue') ?? invoices[0]
  return {
    recurring: found && {
      price: found.price,
      scheduled: found.scheduled,
      renews: found.renews,
      renewalSetBy: found.renewalSetBy,
      periodEndsAt: found.periodEndsAt,
    },
    due: unpaid ? dueOut(unpaid, origin) : null,
    balances: provider.balances.of(customer),
  }
}

function dueOut({ id, status, amountMinor, currency, wasPaid }: Invoice, origin: string) {
  // Money that is on its way, or with the bank, is not to be paid a second time.
  const url = status === 'overdue' ? `${origin}/invoice/${id}` : null
  return { invoiceId: id, status, amountMinor, currency, wasPaid, url }
}

async function guarded(answer: () => Promise<Response>): Promise<Response> {
  try {
    return await answer()
  } catch (error) {
    if (error instanceof ProviderRefusal) {
      return Response.json({ code: error.code, message: error.message }, { status: error.status })
    }
    if (error instanceof z.ZodError) return Response.json({ code: 'bad_request' }, { status: 400 })
    throw error
  }
}

function parseJson(text: string): unknown {
  if (text.trim() === '') return {}
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
