import type { SandboxConfig } from '../core/config.ts'
import type { SandboxControl } from '../core/control.ts'
import { demoPaymentKeys } from '../core/payments/demo-payment-keys.ts'
import type { PaymentProvider } from '../core/payments/provider.ts'
import type { Webhooks } from '../core/payments/webhooks.ts'
import type { PlatformRules } from '../core/platform/subscription-rules.ts'
import { createCore } from '../core/sandbox-core.ts'
import { SandboxError } from '../core/sandbox-error.ts'
import { listenAll, type Listening } from './listen.ts'
import { sqliteStorage } from './sqlite-storage.ts'

export const defaultPort = 4300

/** How often the payment provider looks for what fell due. */
const lookEveryMs = 100

/** How the sandbox's payment provider is started. */
export interface SandboxProviderOptions {
  /** For the provider's API and its payment page. 0 takes any free one. @defaultValue 0 */
  port?: number | undefined
  /** Where the provider sends its news: `…/api/analytics/payments/webhook`. It can be set later. */
  webhookUrl?: string | undefined
}

/** The sandbox's payment provider, on an origin of its own. */
export interface SandboxProvider {
  /** Its API and its page; the control API is below `/__sandbox`. */
  readonly apiUrl: string
  readonly secretKey: string
  readonly webhookSecret: string
  /** The same in code: payments, cards, and what moved money. */
  readonly provider: PaymentProvider
  /** Where the news goes, and how badly it travels. */
  readonly webhooks: Webhooks
}

export interface SandboxOptions {
  /** For the REST API, the data API and the control API. 0 takes any free one. @defaultValue 4300 */
  port?: number | undefined
  /** For the dashboard page, which has an origin of its own. @defaultValue the next port, or any free one when `port` is 0 */
  dashboardPort?: number | undefined
  /** @defaultValue `'127.0.0.1'` */
  host?: string | undefined
  /** INTPs, packages and customers beside the demo ones. */
  config?: SandboxConfig | undefined
  /** Keeps the state in this folder, across restarts. @defaultValue none: the state ends with the sandbox */
  dataDir?: string | undefined
  /** Whether every website has a believable year of traffic behind it. @defaultValue true */
  traffic?: boolean | undefined
  /**
   * `'today'`: as the vendor's own tests show the platform now. `'announced'`: as it is to become. docs/sandbox.md has
   * each difference. @defaultValue `'today'`
   */
  rules?: PlatformRules | undefined
  /** Refusals answer 400, as the platform has announced, instead of 500. @defaultValue as `rules` has it */
  strictStatus?: boolean | undefined
  /** The origins that may frame the dashboard. @defaultValue anybody */
  frameAncestors?: string[] | undefined
  /** Decides the generated traffic: the same seed gives the same numbers. */
  seed?: string | undefined
  /** Starts a payment provider as well, whose page has an origin of its own. @defaultValue none */
  payments?: SandboxProviderOptions | undefined
}

/** A running sandbox. URLs end without a slash. */
export interface Sandbox {
  /** The API gateway. */
  readonly apiUrl: string
  /** The dashboard's origin. */
  readonly dashboardUrl: string
  /** The data API. */
  readonly dataUrl: string
  /** The control API. */
  readonly controlUrl: string
  /** The same in code: the clock, usage, faults, the audit log. */
  readonly platform: SandboxControl
  /** The payment provider, when it was asked for. */
  readonly payments: SandboxProvider | null
  stop(): Promise<void>
}

/**
 * Starts the platform in a box: the REST API, the data API, the dashboard and the control API.
 *
 * @throws {@link SandboxError} when something is wrong with the options; nothing is left running then.
 * @example
 * const sandbox = await startSandbox({ port: 0 })
 * const threeAs = new VisitorAnalytics({ intp: demoIntps.website, apiUrl: sandbox.apiUrl, dashboardUrl: sandbox.dashboardUrl })
 */
export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  const port = checkPort('port', options.port ?? defaultPort)
  const dashboardPort = checkPort('dashboardPort', options.dashboardPort ?? (port === 0 ? 0 : port + 1))
  if (port !== 0 && port === dashboardPort) {
    throw new SandboxError('bad_port', `port and dashboardPort are both ${port}: the dashboard needs one of its own`)
  }
  const paymentsPort = options.payments && checkPort('payments.port', options.payments.port ?? 0)
  const host = options.host ?? '127.0.0.1'
  const frameAncestors = options.frameAncestors?.map(checkAncestor)
  let paymentsUrl = ''
  const core = await createCore({
    ...options,
    frameAncestors,
    payments: options.payments && { webhookUrl: options.payments.webhookUrl, origin: () => paymentsUrl },
    storage: options.dataDir === undefined ? undefined : sqliteStorage(options.dataDir),
  })
  const urlOf = ({ port: taken }: Listening) => `http://${urlHost(host)}:${taken}`
  const listening = await listenAll(host, [
    [core.api, port],
    [core.dashboard, dashboardPort],
    ...(core.payments ? [[core.payments.answer, paymentsPort ?? 0] as const] : []),
  ]).catch(async (error: unknown) => {
    await core.stop()
    throw error
  })
  const [apiUrl = '', dashboardUrl = '', providerUrl = ''] = listening.map(urlOf)
  paymentsUrl = providerUrl
  // The business clock is moved by others, and there may be no request.
  const looking = core.payments && setInterval(() => core.payments?.provider.settleDue(), lookEveryMs).unref()
  let stopped: Promise<void> | undefined
  return {
    apiUrl,
    dashboardUrl,
    dataUrl: `${apiUrl}/api`,
    controlUrl: `${apiUrl}/__sandbox`,
    platform: core.control,
    payments: core.payments && {
      apiUrl: paymentsUrl,
      ...demoPaymentKeys,
      provider: core.payments.provider,
      webhooks: core.payments.webhooks,
    },
    stop() {
      clearInterval(looking ?? undefined)
      stopped ??= core.stop(() => Promise.all(listening.map((each) => each.close())))
      return stopped
    },
  }
}

function checkPort(name: string, port: number): number {
  if (Number.isInteger(port) && port >= 0 && port <= 65_535) return port
  throw new SandboxError('bad_port', `${name} must be a whole number from 0 to 65535, not ${port}`)
}

/** It goes into a header, so nothing but an origin may. */
function checkAncestor(origin: string): string {
  if (origin === '*' || URL.parse(origin)?.origin === origin) return origin
  throw new SandboxError('bad_option', `frameAncestors: "${origin}" is not an origin such as http://localhost:5173`)
}

/** An address to listen on is not always one to call. */
function urlHost(host: string): string {
  if (host === '0.0.0.0' || host === '::') return '127.0.0.1'
  return host.includes(':') ? `[${host}]` : host
}
