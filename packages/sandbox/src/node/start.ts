import { parseConfig, type ParsedConfig, type SandboxConfig } from '../core/config.ts'
import { SandboxControl } from '../core/control.ts'
import { dashboardSite } from '../core/dashboard-site.ts'
import { Faults } from '../core/faults.ts'
import { gateway } from '../core/gateway.ts'
import { LateEffects } from '../core/late-effects.ts'
import { listenAll } from './listen.ts'
import { startPayments, type SandboxPayments, type SandboxPaymentsOptions } from './start-payments.ts'
import { Platform } from '../core/platform/platform.ts'
import { sqliteStorage } from './sqlite-storage.ts'
import { noStorage } from '../core/platform/storage.ts'
import { SandboxError } from '../core/sandbox-error.ts'
import { seed } from '../core/seed.ts'
import type { Witness } from '../core/witness.ts'

export interface SandboxOptions {
  /** For the REST API, the data API and the control API. 0 takes any free one. @defaultValue 4300 */
  port?: number
  /** For the dashboard page, which has an origin of its own. @defaultValue the next port, or any free one when `port` is 0 */
  dashboardPort?: number
  /** @defaultValue `'127.0.0.1'` */
  host?: string
  /** INTPs, packages and customers beside the demo ones. */
  config?: SandboxConfig
  /** Keeps the state in this folder, across restarts. @defaultValue none: the state ends with the sandbox */
  dataDir?: string
  /** Whether every website has a believable year of traffic behind it. @defaultValue true */
  traffic?: boolean
  /** Refusals answer 400, as the platform has announced, instead of 500. @defaultValue false */
  strictStatus?: boolean
  /** The origins that may frame the dashboard. @defaultValue anybody */
  frameAncestors?: string[]
  /** Decides the generated traffic: the same seed gives the same numbers. */
  seed?: string
  /** Starts a payment provider as well, whose page has an origin of its own. @defaultValue none */
  payments?: SandboxPaymentsOptions
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
  readonly payments: SandboxPayments | null
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
  const port = checkPort('port', options.port ?? 4300)
  const dashboardPort = checkPort('dashboardPort', options.dashboardPort ?? (port === 0 ? 0 : port + 1))
  if (port !== 0 && port === dashboardPort) {
    throw new SandboxError('bad_port', `port and dashboardPort are both ${port}: the dashboard needs one of its own`)
  }
  const host = options.host ?? '127.0.0.1'
  const frameAncestors = options.frameAncestors?.map(checkAncestor)
  const config = await parseConfig(options.config ?? {})
  const platform = createPlatform(options, config)
  const stopping = new AbortController()
  const witness: Witness = {
    platform,
    faults: new Faults(),
    stopped: stopping.signal,
    late: new LateEffects(),
    inFlight: new Set(),
  }
  const control = new SandboxControl({ ...witness, seed: (tx) => seed(tx, config) })
  const dashboardApp = dashboardSite(witness, frameAncestors)
  const [api, dashboard] = await listenAll(host, [
    [gateway(witness, control), port],
    [dashboardApp, dashboardPort],
  ]).catch((error: unknown) => {
    platform.close()
    throw error
  })
  const payments = options.payments
    ? await startPayments(options.payments, { host, urlHost: urlHost(host), witness }).catch(async (error: unknown) => {
        await Promise.all([api.close(), dashboard.close()])
        platform.close()
        throw error
      })
    : null
  const stop = async () => {
    stopping.abort()
    witness.late.cancel()
    await Promise.all([api.close(), dashboard.close(), payments?.close()])
    // What still runs has lost its connection, but must not find the storage closed.
    await Promise.all([...witness.inFlight, witness.late.settled()])
    platform.close()
  }
  let stopped: Promise<void> | undefined
  const apiUrl = `http://${urlHost(host)}:${api.port}`
  return {
    apiUrl,
    dashboardUrl: `http://${urlHost(host)}:${dashboard.port}`,
    dataUrl: `${apiUrl}/api`,
    controlUrl: `${apiUrl}/__sandbox`,
    platform: control,
    payments,
    stop: () => {
      stopped ??= stop()
      return stopped
    },
  }
}

function createPlatform(options: SandboxOptions, config: ParsedConfig): Platform {
  const platform = new Platform({
    seed: options.seed,
    storage: options.dataDir === undefined ? noStorage : sqliteStorage(options.dataDir),
    behaviour: {
      strictStatus: options.strictStatus ?? false,
      readLagMs: 0,
      websiteCreateStatus: 204,
      traffic: options.traffic ?? true,
    },
  })
  try {
    platform.load()
    platform.transact('start', null, (tx) => seed(tx, config))
    return platform
  } catch (error) {
    platform.close()
    throw error
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
