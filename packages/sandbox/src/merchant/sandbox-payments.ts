import {
  array,
  boolean,
  enum as oneOf,
  int,
  looseObject,
  nullable,
  optional,
  record,
  safeParse,
  string,
  type infer as Infer,
  type ZodMiniType,
} from 'zod/mini'
import {
  PaymentRefusedError,
  WebhookRefusedError,
  marksOf,
  readMarks,
  type Money,
  type PaymentEvent,
  type PaymentOrder,
  type PaymentOutcome,
  type Payments,
  type RecurringOrder,
  type Standing,
} from 'react-3as/server'
import { demoPaymentKeys } from '../core/payments/demo-payment-keys.ts'
import { readSignature, signatureCheck } from './webhook-signature.ts'

export interface SandboxPaymentsOptions {
  /** Where the provider is: `sandbox.payments.apiUrl`. */
  apiUrl: string
  /** @defaultValue the key of every sandbox */
  secretKey?: string | undefined
  /** @defaultValue the secret of every sandbox */
  webhookSecret?: string | undefined
  /** Tells installations apart that share one provider. @defaultValue 'default' */
  instance?: string | undefined
  /** On the provider's page, or in an element inside the partner's. @defaultValue 'page' */
  collectOn?: 'page' | 'element' | undefined
  /** The name on the payment page. @defaultValue 'Your partner' */
  merchant?: string | undefined
  /** Minutes a payment can be made for. @defaultValue 60 */
  payWithinMinutes?: number | undefined
  /** Milliseconds for one call of the provider. @defaultValue 10 000 */
  timeoutMs?: number | undefined
  /** @defaultValue the runtime's `fetch` */
  fetch?: typeof fetch | undefined
}

const paymentSchema = looseObject({
  id: string(),
  status: oneOf(['open', 'paid', 'failed', 'closed', 'refunded']),
  url: string(),
  clientSecret: string(),
  charges: array(looseObject({ id: string(), isRefunded: boolean() })),
})
const currencySchema = oneOf(['EUR', 'USD', 'RON'])
const moneyFields = { amountMinor: int(), currency: currencySchema }
const standingSchema = looseObject({
  recurring: nullable(
    looseObject({
      price: looseObject({ packageId: string(), ...moneyFields }),
      scheduled: nullable(looseObject({ packageId: string() })),
      renews: boolean(),
      renewalSetBy: nullable(string()),
      periodEndsAt: string(),
    }),
  ),
  due: nullable(
    looseObject({
      invoiceId: string(),
      status: oneOf(['open', 'overdue', 'disputed']),
      ...moneyFields,
      wasPaid: boolean(),
      url: nullable(string()),
    }),
  ),
  balances: array(looseObject(moneyFields)),
})
const refusalSchema = looseObject({ code: string() })
const eventSchema = looseObject({
  id: string(),
  type: string(),
  data: looseObject({
    paymentId: optional(nullable(string())),
    chargeId: nullable(string()),
    invoiceId: nullable(string()),
    returned: optional(nullable(looseObject({ ...moneyFields, periodEndsAt: nullable(string()) }))),
    dispute: optional(nullable(oneOf(['opened', 'won', 'lost']))),
    metadata: record(string(), string()),
  }),
})

const lineLabels: Record<PaymentOrder['lines'][number]['kind'], string | null> = {
  plan: null,
  credit: 'Unused part of the current plan',
  balance: 'From your balance',
}

/**
 * The payment provider of the sandbox: a page on an origin of its own, signed webhooks, and charges that renew when the
 * business clock moves. For demos and tests; no money moves.
 *
 * @example payments: sandboxPayments({ apiUrl: sandbox.payments.apiUrl })
 */
export function sandboxPayments(options: SandboxPaymentsOptions): Payments {
  const { apiUrl, instance = 'default', collectOn = 'page', merchant = 'Your partner', payWithinMinutes = 60 } = options
  const {
    secretKey = demoPaymentKeys.secretKey,
    webhookSecret = demoPaymentKeys.webhookSecret,
    timeoutMs = 10_000,
  } = options
  if (!URL.canParse(apiUrl)) throw new TypeError('apiUrl must be a whole address, such as sandbox.payments.apiUrl.')
  const request = options.fetch ?? ((input, init) => fetch(input, init))
  const isSigned = signatureCheck(webhookSecret)

  async function call(
    method: 'GET' | 'POST',
    path: string,
    body?: unknown,
  ): Promise<{ status: number; json: unknown }> {
    const response = await request(apiUrl + path, {
      method,
      headers: { authorization: `Bearer ${secretKey}`, 'content-type': 'application/json' },
      ...(method === 'POST' && { body: JSON.stringify(body ?? {}) }),
      // Not followed: the key would go along. Workers know no 'error' here.
      redirect: 'manual',
      signal: AbortSignal.timeout(timeoutMs),
    })
    return { status: response.status, json: await response.json() }
  }

  async function ask<S extends ZodMiniType>(
    method: 'GET' | 'POST',
    path: string,
    answer: S,
    body?: unknown,
  ): Promise<Infer<S>> {
    const { status, json } = await call(method, path, body)
    if (status >= 300) throw failure(status, json)
    const parsed = safeParse(answer, json)
    if (!parsed.success) throw new Error('The payment provider answered in an unexpected shape.')
    return parsed.data
  }

  // A website that comes to another customer has another account; ids may hold slashes.
  const customer = (customerId: string) => `${instance}/${encodeURIComponent(customerId)}`
  const account = ({ customerId, target }: Pick<RecurringOrder, 'customerId' | 'target'>) =>
    `${customer(customerId)}/${target}`
  const pathOf = (about: Pick<RecurringOrder, 'customerId' | 'target'>) =>
    `/v1/subscriptions/${encodeURIComponent(account(about))}`
  const recurring = async (order: RecurringOrder, action: string, body?: unknown) => {
    await ask('POST', `${pathOf(order)}/${action}`, looseObject({}), body)
  }

  function outcomeOf({ id, status, url, clientSecret, charges }: Infer<typeof paymentSchema>): PaymentOutcome {
    switch (status) {
      case 'open':
        return {
          state: 'pending',
          paymentRef: id,
          step: collectOn === 'page' ? { kind: 'redirect', url } : { kind: 'confirm', clientSecret },
        }
      case 'paid':
        return {
          state: 'paid',
          paymentRef: id,
          charges: charges.map((charge) => ({ id: charge.id, isReturned: charge.isRefunded })),
        }
      case 'failed':
        return { state: 'failed', paymentRef: id, message: 'The card was declined.' }
      case 'closed':
        return { state: 'abandoned', paymentRef: id }
      case 'refunded':
        return { state: 'returned', paymentRef: id }
      default:
        return status satisfies never
    }
  }

  const newPayment = (order: PaymentOrder) => ({
    key: order.changeId,
    account: account(order),
    customer: customer(order.customerId),
    amountMinor: order.due.amountMinor,
    currency: order.due.currency,
    recurring: {
      packageId: order.to.id,
      amountMinor: order.to.price.amountMinor,
      currency: order.to.price.currency,
      interval: order.to.interval,
    },
    balanceUsedMinor: order.balanceUsed?.amountMinor ?? 0,
    creditMinor: order.leftOver?.amountMinor ?? 0,
    merchant,
    description: `${order.to.name ?? 'Plan'} for ${order.websiteId}`,
    lines: order.lines.map(({ kind, amount }) => ({
      label: lineLabels[kind] ?? order.to.name ?? 'Plan',
      amountMinor: amount.amountMinor,
    })),
    returnUrl: order.returnUrls?.success ?? null,
    cancelUrl: order.returnUrls?.cancel ?? null,
    expiresInSeconds: Math.round(payWithinMinutes * 60),
    metadata: marksOf(instance, order),
  })

  return {
    name: 'sandboxPayments',
    declares: {
      preview: 'none',
      unpaidChange: 'held',
      recurring: 'provider',
      schedules: true,
      giveBack: 'at_once',
      seller: 'partner',
      news: 'signed',
      settles: 'at_once',
      currencies: currencySchema.options,
    },
    leftOverCredit: 'carried',
    needsReturnUrl: collectOn === 'page',
    apiUrl,
    // Whoever knows them can sign a payment that was never made.
    usesDemoSecrets: secretKey === demoPaymentKeys.secretKey || webhookSecret === demoPaymentKeys.webhookSecret,
    collect: {
      start: async (order) => outcomeOf(await ask('POST', '/v1/payments', paymentSchema, newPayment(order))),
      read: async (_order, paymentRef) =>
        outcomeOf(await ask('GET', `/v1/payments/${encodeURIComponent(paymentRef)}`, paymentSchema)),
      async void({ changeId }) {
        const { status, json } = await call('POST', '/v1/payments/void', { key: changeId })
        if (status === 409 && codeOf(json) === 'paid') return 'paid'
        if (status >= 300) throw failure(status, json)
        return 'voided'
      },
    },
    giveBack: {
      async payment(_order, paymentRef) {
        await ask('POST', `/v1/payments/${encodeURIComponent(paymentRef)}/refund`, paymentSchema)
        return { state: 'done' }
      },
      async charge(chargeId) {
        await ask('POST', `/v1/charges/${encodeURIComponent(chargeId)}/refund`, looseObject({}))
        return { state: 'done' }
      },
      async part({ reversalId, changeId, amount }) {
        const body = { key: reversalId, paymentKey: changeId, amountMinor: amount.amountMinor }
        await ask('POST', '/v1/refunds', looseObject({}), body)
        return { state: 'done' }
      },
    },
    recurring: {
      schedule: (order) => recurring(order, 'schedule', { to: order.to }),
      unschedule: (order) => recurring(order, 'unschedule'),
      cancel: (order) => recurring(order, 'cancel', { key: order.changeId }),
      resume: (order) => recurring(order, 'resume', { key: order.changeId }),
      async end({ unpaidInvoiceId, ...order }) {
        const { status, json } = await call('POST', `${pathOf(order)}/end`, { unpaidInvoiceId })
        if (status === 409 && codeOf(json) === 'paid') return 'paid'
        if (status >= 300) throw failure(status, json)
        return 'ended'
      },
    },
    reads: {
      async standing(about) {
        const query = new URLSearchParams({ customer: customer(about.customerId) })
        return standingOf(await ask('GET', `${pathOf(about)}?${query.toString()}`, standingSchema))
      },
    },
    news: {
      async receive({ headers, receivedAt, readBody }) {
        const signature = readSignature(headers.get('sandbox-signature'), receivedAt)
        if (!signature) throw new WebhookRefusedError('The signature of the webhook is missing, malformed or too old.')
        const body = await readBody()
        if (!(await isSigned(signature, body))) throw new WebhookRefusedError('The signature of the webhook is wrong.')
        return [eventOf(parseJson(body), instance)]
      },
    },
  }
}

function standingOf({ recurring, due, balances }: Infer<typeof standingSchema>): Standing {
  const balance = balances.find(({ currency }) => currency === recurring?.price.currency) ?? balances[0]
  return {
    recurring: recurring && {
      renews: recurring.renews,
      renewalSetBy: recurring.renewalSetBy,
      packageId: recurring.price.packageId,
      price: moneyOf(recurring.price),
      scheduledPackageId: recurring.scheduled?.packageId ?? null,
      periodEndsAt: recurring.periodEndsAt,
    },
    due: due && {
      invoiceId: due.invoiceId,
      kind: due.status,
      amount: moneyOf(due),
      wasPaid: due.wasPaid,
      deadline: null,
      payUrl: due.url,
    },
    balance: balance ? moneyOf(balance) : null,
  }
}

function moneyOf({ amountMinor, currency }: Money): Money {
  return { amountMinor, currency }
}

/** A 5xx says nothing of what happened; a 4xx is the provider's word. */
function failure(status: number, json: unknown): Error {
  const code = codeOf(json) ?? 'no reason'
  if (status >= 400 && status < 500 && status !== 401 && status !== 429) {
    return new PaymentRefusedError(`The payment provider refused this (${code}).`, { code })
  }
  return new Error(`The payment provider failed (${status}).`)
}

function parseJson(body: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(body))
  } catch (cause) {
    throw new WebhookRefusedError('The webhook is not JSON.', { cause })
  }
}

function codeOf(json: unknown): string | undefined {
  const parsed = safeParse(refusalSchema, json)
  return parsed.success ? parsed.data.code : undefined
}

function eventOf(json: unknown, instance: string): PaymentEvent {
  const parsed = safeParse(eventSchema, json)
  if (!parsed.success) return { type: 'foreign.received' }
  const { id, type, data } = parsed.data
  const marks = readMarks(instance, data.metadata)
  if (!marks) return { type: 'foreign.received' }
  const { changeId, ...about } = marks
  // The invoice of a renewal carries the marks of the change that has set it up, and is not paid for that.
  const paidFor = data.paymentId ? changeId : null
  switch (type) {
    case 'payment.paid':
      return { type: 'payment.paid', changeId, chargeId: data.chargeId ?? id }
    case 'payment.failed':
      return { type: 'payment.failed', changeId }
    case 'payment.closed':
      return { type: 'payment.abandoned', changeId }
    case 'subscription.renewed':
      return { type: 'renewal.paid', invoiceId: data.invoiceId ?? id, ...about }
    case 'subscription.renewal_failed':
      return { type: 'renewal.failed', invoiceId: data.invoiceId ?? id, ...about }
    case 'subscription.ended':
      return { type: 'recurring.ended', eventId: id, ...about }
    case 'subscription.changed':
      return { type: 'recurring.changed', eventId: id, ...about }
    case 'charge.returned': {
      const { returned, chargeId } = data
      if (!returned || chargeId === null) return { type: 'foreign.received' }
      const { periodEndsAt } = returned
      return { type, chargeId, amount: moneyOf(returned), changeId: paidFor, periodEndsAt, ...about }
    }
    case 'charge.disputed': {
      const { dispute: state, chargeId } = data
      if (!state || chargeId === null) return { type: 'foreign.received' }
      return { type, chargeId, state, changeId: paidFor, ...about }
    }
    default:
      return { type: 'foreign.received' }
  }
}
