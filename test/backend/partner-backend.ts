import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, beforeEach } from 'vitest'
import { createPartnerHandler, type PartnerHandler } from '../../src/backend/handler.ts'
import type { BackendEvent } from '../../src/backend/settings/backend-event.ts'
import type { PartnerHandlerOptions } from '../../src/backend/settings/handler-options.ts'
import type { Identity } from '../../src/backend/access/identity.ts'
import { toNodeHandler } from '../../src/backend/node.ts'
import { invoiced } from '../../src/backend/payments/invoiced.ts'
import { sandboxPayments } from '../../packages/sandbox/src/merchant/sandbox-payments.ts'
import { demoIntps, demoPackageId, type DemoIntpName } from '../../packages/sandbox/src/core/demo.ts'
import { startSandbox, type Sandbox } from '../../packages/sandbox/src/node/start.ts'
import { VisitorAnalytics } from '../../src/sdk/visitor-analytics.ts'

export interface Reply {
  status: number
  body: any
  headers: Headers
  text: string
}

export interface Backend {
  readonly handler: PartnerHandler
  readonly url: string
  readonly events: BackendEvent[]
  get(path: string, query?: Record<string, string>, headers?: Record<string, string>): Promise<Reply>
  post(path: string, body: unknown, headers?: Record<string, string>): Promise<Reply>
  stop(): Promise<void>
}

/** A partner's session, as its test names it: `customer:role[:viewer]`. */
export const as = (customerId: string, role: 'manager' | 'viewer' = 'manager', viewerId?: string) => ({
  'x-test-session': JSON.stringify({
    customerId,
    role,
    ...(viewerId !== undefined && { viewerId }),
  } satisfies Identity),
})

/** The customer that a dashboard URL was signed for. */
export function signedFor(url: string): string {
  const claims = new URL(url).searchParams.get('intpc_token')!.split('.')[1]!
  return (JSON.parse(Buffer.from(claims, 'base64url').toString()) as { intpc_id: string }).intpc_id
}

/** The partner's person, in the back office. */
export const byJane = { by: 'jane', reason: 'asked for by phone' }

export const page = 'http://localhost:5173'

/**
 * What is waited for is short, so that a test sees the end of what takes minutes in life. What only cuts off is long, so that
 * a busy machine changes nothing: a test about giving up, or about a timeout, sets its own.
 */
export const quick = {
  leaseMs: 30_000,
  callTimeoutMs: 10_000,
  graceMs: 1_200,
  readLagMs: 100,
  giveUpMs: 60_000,
  pollMs: 50,
  answerWithinMs: 20_000,
}

export async function startBackend(
  sandbox: Sandbox,
  intp: DemoIntpName = 'website',
  options: Partial<PartnerHandlerOptions> = {},
): Promise<Backend> {
  const events: BackendEvent[] = []
  const handler = createPartnerHandler({
    threeAs: new VisitorAnalytics({
      intp: demoIntps[intp],
      apiUrl: sandbox.apiUrl,
      dashboardUrl: sandbox.dashboardUrl,
      timeoutMs: 10_000,
      retries: 0,
    }),
    authenticate: async (request) => JSON.parse(request.headers.get('x-test-session') ?? 'null') as Identity | null,
    payments: invoiced(),
    publicUrl: page,
    now: () => sandbox.platform.now(),
    timing: quick,
    onEvent: (event) => events.push(event),
    ...options,
  })
  const server = createServer(toNodeHandler(handler))
  const url = await listening(server)
  const call = async (path: string, init: RequestInit): Promise<Reply> => replyOf(await fetch(url + path, init))
  return {
    handler,
    url,
    events,
    get: (path, query = {}, headers = as('acme')) =>
      call(`${handler.basePath}${path}?${new URLSearchParams(query).toString()}`, { headers }),
    post: (path, body, headers = as('acme')) =>
      call(handler.basePath + path, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'x-react-3as': '1', origin: page, ...headers },
        body: typeof body === 'string' ? body : JSON.stringify(body),
      }),
    async stop() {
      await handler.close()
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

async function listening(server: Server): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

export async function replyOf(response: Response): Promise<Reply> {
  const text = await response.text()
  const body = response.headers.get('content-type')?.includes('json') ? (JSON.parse(text) as unknown) : undefined
  return { status: response.status, body, headers: response.headers, text }
}

type Options = Partial<PartnerHandlerOptions>

/** One sandbox and one backend for a file; the platform is put back to its start before each test. */
export function runningBackend(
  intp: DemoIntpName = 'website',
  options: Options | ((sandbox: Sandbox) => Options) = {},
) {
  let sandbox: Sandbox
  let backend: Backend
  beforeAll(async () => {
    sandbox = await startSandbox({ port: 0, traffic: false, payments: {} })
  })
  beforeEach(async () => {
    sandbox.platform.reset()
    sandbox.payments!.provider.reset()
    sandbox.payments!.webhooks.weather = {}
    await sandbox.payments!.webhooks.cancel()
    await backend?.stop()
    backend = await startBackend(sandbox, intp, typeof options === 'function' ? options(sandbox) : options)
    sandbox.payments!.webhooks.url = `${backend.url}/api/analytics/payments/webhook`
  })
  afterAll(async () => {
    await backend?.stop()
    await sandbox.stop()
  })
  return {
    get sandbox() {
      return sandbox
    },
    get backend() {
      return backend
    },
    get payments() {
      return sandbox.payments!
    },
    /** A website as the platform has it. */
    website: (id: string) => sandbox.platform.website(id, demoIntps[intp].id),
    effects: (kind?: string) =>
      sandbox.platform.effects(
        kind === undefined ? { intpId: demoIntps[intp].id } : { kind, intpId: demoIntps[intp].id },
      ),
    packageId: (name: string, period: 'monthly' | 'yearly' = 'monthly') =>
      demoPackageId(demoIntps[intp].id, name, period),
    /** Quotes a package and chooses it as quoted. */
    choose: async (
      websiteId: string,
      packageId: string,
      key: string = crypto.randomUUID(),
      headers = as('acme'),
    ): Promise<Reply> => {
      const quote = await backend.post('/quotes', { websiteId, packageId }, headers)
      if (quote.status !== 200) return quote
      const { id, dueToday } = quote.body
      return backend.post(
        '/changes',
        {
          websiteId,
          idempotencyKey: key,
          intent: { kind: 'choose', packageId },
          quote: { id, amountMinor: dueToday.kind === 'nothing' ? 0 : dueToday.amount.amountMinor },
        },
        headers,
      )
    },
  }
}

/** Payments by the sandbox's provider, asked often so that a test need not wait. */
export const paid = (sandbox: Sandbox): Options => ({
  payments: sandboxPayments({ apiUrl: sandbox.payments!.apiUrl, timeoutMs: 10_000 }),
  timing: { ...quick, paymentPollMs: 200 },
})

/** Asks again until it holds, or fails with what it was at last. */
export async function eventually<T>(
  ask: () => Promise<T> | T,
  holds: (value: T) => boolean,
  withinMs = 60_000,
): Promise<T> {
  const until = performance.now() + withinMs
  for (;;) {
    const value = await ask()
    if (holds(value)) return value
    if (performance.now() > until) throw new Error(`Not so within ${withinMs} ms: ${JSON.stringify(value)}`)
    await new Promise((resolve) => setTimeout(resolve, 25))
  }
}
