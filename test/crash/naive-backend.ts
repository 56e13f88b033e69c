import type { IncomingMessage, ServerResponse } from 'node:http'
import { text } from 'node:stream/consumers'
import type { PaymentOrder } from '../../src/backend/payments/payment-order.ts'
import { nothingRemembered } from '../../src/backend/payments/provider-memory.ts'
import type { Payments } from '../../src/backend/payments/payments.ts'
import { packageFromWire } from '../../src/sdk/wire/wire-package.ts'
import type { VisitorAnalytics } from '../../src/sdk/visitor-analytics.ts'

// The design that everybody writes first: call, try again on an error, remember it afterwards. It stands here as the proof
// that the harness can tell the difference.

interface NaiveChange {
  id: string
  websiteId: string
  kind: string
  packageId: string | null
  state: 'awaiting_payment' | 'applied' | 'refused'
  payment: unknown
  due: { amountMinor: number; currency: 'EUR' } | null
}

const tries = 4

export function naiveHandler({ threeAs, payments }: { threeAs: VisitorAnalytics; payments: Payments }) {
  const changes = new Map<string, NaiveChange>()

  async function call({ kind, websiteId: intpWebsiteId, packageId }: NaiveChange): Promise<boolean> {
    const api = threeAs.websiteSubscriptions
    for (let attempt = 1; attempt <= tries; attempt++) {
      try {
        if (kind === 'choose') await api.upgrade({ intpWebsiteId, packageId: packageId!, trial: false, proRate: true })
        else if (kind === 'downgrade') await api.downgrade({ intpWebsiteId, packageId: packageId! })
        else await api[kind as 'cancel' | 'resume']({ intpWebsiteId })
        return true
      } catch {
        // Again.
      }
    }
    return false
  }

  async function apply(change: NaiveChange): Promise<void> {
    change.state = (await call(change)) ? 'applied' : 'refused'
  }

  async function start(body: StartBody, customerId: string): Promise<NaiveChange> {
    const { websiteId, intent } = body
    const packageId = intent.packageId ?? null
    const change: NaiveChange = {
      id: crypto.randomUUID(),
      websiteId,
      kind: intent.kind,
      packageId,
      state: 'applied',
      payment: null,
      due: null,
    }
    if (intent.kind === 'choose') {
      const read = packageFromWire(await threeAs.packages.getById(packageId!))
      if (read.kind === 'unusable') throw new Error(`a package with an unknown ${read.field}`)
      const to = read.package
      const website = await threeAs.websites.getByIntpWebsiteId(websiteId)
      const limit = website.consumption?.stpLimit ?? 0
      if (to.limit !== 'unlimited' && to.limit < limit && website.status !== 'inactive') change.kind = 'downgrade'
      else return pay(change, to, customerId)
    }
    await apply(change)
    changes.set(change.id, change)
    return change
  }

  async function pay(change: NaiveChange, to: PaymentOrder['to'], customerId: string) {
    const { id: changeId, websiteId } = change
    const outcome = await payments.collect!.start(
      {
        changeId,
        target: `website:${websiteId}`,
        customerId,
        websiteId,
        to,
        due: to.price,
        taxed: 'included',
        lines: [],
        balanceUsed: null,
        leftOver: null,
        returnUrls: null,
        contact: null,
      },
      remembersNothing,
    )
    change.state = 'awaiting_payment'
    change.due = { amountMinor: to.price.amountMinor, currency: 'EUR' }
    change.payment = outcome.state === 'pending' ? outcome.step : null
    changes.set(changeId, change)
    return change
  }

  async function hear(request: Request): Promise<number> {
    const webhook = {
      headers: request.headers,
      receivedAt: Date.now(),
      readBody: async () => new Uint8Array(await request.arrayBuffer()),
    }
    for (const event of (await payments.news?.receive?.(webhook)) ?? []) {
      const change = event.type === 'payment.paid' ? changes.get(event.changeId) : undefined
      if (change) await apply(change)
    }
    return 204
  }

  async function answer(request: IncomingMessage): Promise<{ status: number; body: unknown }> {
    const url = new URL(request.url ?? '/', 'http://localhost')
    const body = request.method === 'POST' ? await text(request) : ''
    const customerId = String(request.headers['x-customer'] ?? '')
    switch (url.pathname.replace('/api/analytics', '')) {
      case '/payments/webhook': {
        const headers = { 'sandbox-signature': String(request.headers['sandbox-signature']) }
        return { status: await hear(new Request(url, { method: 'POST', headers, body })), body: null }
      }
      case '/quotes':
        return { status: 200, body: { id: 'none', dueToday: { kind: 'nothing' } } }
      case '/changes':
        return { status: 200, body: await start(JSON.parse(body) as StartBody, customerId) }
      case '/change': {
        const change = changes.get(url.searchParams.get('changeId') ?? '')
        return change ? { status: 200, body: change } : { status: 404, body: { error: { code: 'not_found' } } }
      }
      default:
        return { status: 404, body: { error: { code: 'not_found' } } }
    }
  }

  return (request: IncomingMessage, response: ServerResponse) => {
    answer(request)
      .catch(() => ({ status: 502, body: { error: { code: 'platform_unavailable' } } }))
      .then(({ status, body }) => {
        response.writeHead(status, { 'content-type': 'application/json' })
        response.end(status === 204 ? undefined : JSON.stringify(body))
      })
      .catch(() => response.destroy())
  }
}

interface StartBody {
  websiteId: string
  intent: { kind: string; packageId?: string }
}

const remembersNothing = { read: async () => nothingRemembered, keep: () => {} }
