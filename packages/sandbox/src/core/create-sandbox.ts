import type { SandboxConfig } from './config.ts'
import type { ClockMove, SandboxControl } from './control.ts'
import { demoPaymentKeys } from './payments/demo-payment-keys.ts'
import type { PaymentProvider } from './payments/provider.ts'
import type { Webhooks } from './payments/webhooks.ts'
import type { PlatformRules } from './platform/subscription-rules.ts'
import { createCore, type Answer } from './sandbox-core.ts'
import { ConnectionDropped } from './witness.ts'

export interface InProcessPaymentsOptions {
  /** Where its page and its API are taken to be: `http://pay.localhost`. */
  origin: string
  /** Where the provider sends its news: `…/api/analytics/payments/webhook`. It can be set later. */
  webhookUrl?: string | undefined
  /** What takes the news there. @defaultValue the runtime's `fetch` */
  fetch?: typeof fetch | undefined
}

export interface InProcessOptions {
  /** INTPs, packages and customers beside the demo ones. */
  config?: SandboxConfig | undefined
  /** Whether every website has a believable year of traffic behind it. @defaultValue true */
  traffic?: boolean | undefined
  /** As `startSandbox` has it. @defaultValue `'today'` */
  rules?: PlatformRules | undefined
  /** Decides the generated traffic: the same seed gives the same numbers. */
  seed?: string | undefined
  /** A payment provider as well. @defaultValue none */
  payments?: InProcessPaymentsOptions | undefined
}

/** Answers as `fetch` would: a lost connection rejects with a `TypeError`, and the request's `signal` is honoured. */
export type InProcessAnswer = (request: Request) => Promise<Response>

export interface InProcessPayments {
  /** Its API and its page. */
  readonly answer: InProcessAnswer
  readonly secretKey: string
  readonly webhookSecret: string
  readonly provider: PaymentProvider
  readonly webhooks: Webhooks
}

/** The platform in this process. Each part is to be reached under an origin of its own; which one, it need not know. */
export interface InProcessSandbox {
  /** The API gateway: the REST API, with the data API under `/api` and the control API under `/__sandbox`. */
  readonly api: InProcessAnswer
  readonly dashboard: InProcessAnswer
  /** The data API by itself, for what has a host of its own for it. */
  readonly data: InProcessAnswer
  readonly payments: InProcessPayments | null
  /** Usage, faults, plans, the audit log. */
  readonly control: SandboxControl
  /** The business clock: periods, renewals and trials follow it. */
  readonly clock: { now(): Date; move(by: ClockMove): Date }
  stop(): Promise<void>
}

/**
 * The platform in a box without a network: for tests, for a page and for a worker. It needs Web Crypto and nothing of
 * Node; `startSandbox` is the same with ports and files.
 *
 * @throws `SandboxError` when something is wrong with the configuration.
 * @example
 * const sandbox = await createSandbox()
 * const threeAs = new VisitorAnalytics({
 *   intp: demoIntps.website,
 *   apiUrl: 'http://api.localhost',
 *   dashboardUrl: 'http://dashboard.localhost',
 *   fetch: (input, init) => sandbox.api(new Request(input, init)),
 * })
 */
export async function createSandbox(options: InProcessOptions = {}): Promise<InProcessSandbox> {
  const { config, traffic, rules, seed, payments } = options
  const origin = payments?.origin ?? ''
  const core = await createCore({
    config,
    traffic,
    rules,
    seed,
    payments: payments && { ...payments, origin: () => origin },
  })
  return {
    api: asFetch(core.api),
    dashboard: asFetch(core.dashboard),
    data: asFetch(core.data),
    payments: core.payments && {
      answer: asFetch(core.payments.answer),
      ...demoPaymentKeys,
      provider: core.payments.provider,
      webhooks: core.payments.webhooks,
    },
    control: core.control,
    clock: {
      now: () => core.control.now(),
      move(by) {
        const { now } = core.control.moveClock(by)
        // There is no timer that would find out.
        core.payments?.provider.settleDue()
        return now
      },
    },
    stop: () => core.stop(),
  }
}

function asFetch(answer: Answer): InProcessAnswer {
  return async (request) => {
    const { signal } = request
    signal.throwIfAborted()
    let giveUp = () => {}
    const aborted = new Promise<never>((_, reject) => {
      giveUp = () => reject(signal.reason as Error)
    })
    signal.addEventListener('abort', giveUp)
    try {
      return await Promise.race([answer(request), aborted])
    } catch (error) {
      throw error instanceof ConnectionDropped ? new TypeError('fetch failed', { cause: error }) : error
    } finally {
      signal.removeEventListener('abort', giveUp)
    }
  }
}
