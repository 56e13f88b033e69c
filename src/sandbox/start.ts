import type { HttpBindings } from '@hono/node-server'
import { Hono } from 'hono'
import { parseConfig, type ParsedConfig, type SandboxConfig } from './config.ts'
import { dashboardSite } from './dashboard-site.ts'
import { Faults } from './faults.ts'
import { listen } from './listen.ts'
import { Platform } from './platform/platform.ts'
import { restApi } from './rest-api.ts'
import { SandboxError } from './sandbox-error.ts'
import { seed } from './seed.ts'
import type { Witness } from './witness.ts'

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
  readonly platform: Platform
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
  const config = await parseConfig(options.config ?? {})
  const platform = createPlatform(options, config)
  const stopping = new AbortController()
  const witness: Witness = { platform, faults: new Faults(), stopped: stopping.signal, late: new Set() }
  const gateway = new Hono<{ Bindings: HttpBindings }>({ strict: false })
  gateway.route('/', restApi(platform, witness))
  const api = await listen(gateway, host, port)
  const dashboard = await listen(dashboardSite(platform, witness, options.frameAncestors), host, dashboardPort).catch(
    async (error: unknown) => {
      await api.close()
      throw error
    },
  )
  const apiUrl = `http://${urlHost(host)}:${api.port}`
  return {
    apiUrl,
    dashboardUrl: `http://${urlHost(host)}:${dashboard.port}`,
    dataUrl: `${apiUrl}/api`,
    controlUrl: `${apiUrl}/__sandbox`,
    platform,
    stop: async () => {
      stopping.abort()
      await Promise.all([api.close(), dashboard.close(), ...witness.late])
      platform.close()
    },
  }
}

function createPlatform(options: SandboxOptions, config: ParsedConfig): Platform {
  const platform = new Platform({
    seed: options.seed ?? '3as',
    behaviour: {
      strictStatus: options.strictStatus ?? false,
      readLagMs: 0,
      websiteCreateStatus: 204,
      traffic: options.traffic ?? true,
    },
  })
  platform.load()
  platform.transact('start', null, (tx) => seed(tx, config))
  return platform
}

function checkPort(name: string, port: number): number {
  if (Number.isInteger(port) && port >= 0 && port <= 65_535) return port
  throw new SandboxError('bad_port', `${name} must be a whole number from 0 to 65535, not ${port}`)
}

/** An address to listen on is not always one to call. */
function urlHost(host: string): string {
  if (host === '0.0.0.0' || host === '::') return '127.0.0.1'
  return host.includes(':') ? `[${host}]` : host
}
