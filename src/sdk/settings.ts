import { dashboardOrigins, isLoopback } from '../contract/dashboard-url.ts'
import { readPrivateKey, withoutQuotes, type PrivateKey } from './private-key.ts'
import type { ClientEvent } from './client-event.ts'
import { ThreeAsConfigurationError } from './three-as-error.ts'

/** The platform's environments. */
export type Environment = 'production' | 'stage' | 'dev'

/** Of the key that every sandbox knows. */
const demoKeyFingerprint = '2e7cd846205a22f2896495ca1ed1097d'

const apiOrigins: Record<Environment, string> = {
  production: 'https://api-gateway.visitor-analytics.io',
  stage: 'https://stage-api-gateway.va-endpoint.com',
  dev: 'https://api-gateway.va-endpoint.com',
}

/**
 * Levels of the vendor's SDK, so that its options can be passed on as they are. This client writes no log: what it does is
 * told to `onEvent`.
 */
export const LogLevel = { SILENT: 0, WARN: 1, ERROR: 2, INFO: 3, DEBUG: 4 } as const
export type LogLevel = 0 | 1 | 2 | 3 | 4

/** What speaks to the network, shared by `VisitorAnalytics` and `AnalyticsData`. */
export interface ConnectionOptions {
  /** @defaultValue the runtime's `fetch` */
  fetch?: typeof fetch | undefined
  /** Milliseconds after which one attempt of a call is given up. @defaultValue 10 000 */
  timeoutMs?: number | undefined
  /** How often a call that only reads is tried again after a failure that may pass. @defaultValue 2 */
  retries?: number | undefined
  /** Called with each attempt, answer, wait and failure, for logs and traces. Sees no id, token or key. */
  onEvent?: ((event: ClientEvent) => void) | undefined
  /** Permits `http:` to hosts that are not this machine. Tokens then travel in the open. @defaultValue false */
  allowInsecureHttp?: boolean | undefined
}

export interface VisitorAnalyticsOptions extends ConnectionOptions {
  intp: {
    /** The INTP's id, a UUID that 3AS gives out. */
    id: string
    /** RSA private key, 2048 bits or more, as PEM text in PKCS#1 or PKCS#8. */
    privateKey: string
  }
  /** Picks the platform's hosts. @defaultValue 'production' */
  env?: Environment | undefined
  /** Base URL of the REST API, in place of the one of `env`. */
  apiUrl?: string | undefined
  /** URL of the dashboard, in place of the one of `env`: a partner's white-label host, or a sandbox. */
  dashboardUrl?: string | undefined
  /** Base URL of the data API, ending in `/api`. 3AS gives each partner its own, so it has no default. */
  dataUrl?: string | undefined
  /**
   * Accepts the demo key of the sandbox also for hosts that are not this machine: for a test network of your own.
   * @defaultValue false
   */
  allowDemo?: boolean | undefined
  /** Life of the tokens in dashboard URLs, in seconds. @defaultValue 3600 */
  tokenLifeSeconds?: number | undefined
  /** Life of the tokens for API calls, in seconds. @defaultValue 600 */
  apiTokenLifeSeconds?: number | undefined
  /** How far the platform's clock and this machine's may differ, in seconds. @defaultValue 30 */
  clockSkewSeconds?: number | undefined
  /** Milliseconds since 1970. @defaultValue Date.now */
  now?: (() => number) | undefined
  /** Accepted from code written for the vendor's SDK, and without effect: this client writes no log. */
  logLevel?: LogLevel | (number & {}) | string | undefined
}

/** Options that have been checked, with the defaults filled in. */
export interface Settings extends ConnectionSettings {
  intpId: string
  key: PrivateKey
  usesDemoKey: boolean
  apiUrl: string
  dashboardUrl: string
  dataUrl: string | null
  tokenLifeSeconds: number
  apiTokenLifeSeconds: number
  clockSkewSeconds: number
  now: () => number
}

export interface ConnectionSettings {
  allowInsecureHttp: boolean
  fetch: typeof fetch
  timeoutMs: number
  retries: number
  onEvent: (event: ClientEvent) => void
}

/** @throws ThreeAsConfigurationError that names the option and what to write instead. */
export function readOptions(options: VisitorAnalyticsOptions): Settings {
  const given: Partial<VisitorAnalyticsOptions> = options ?? {}
  const { intp, env = 'production', allowInsecureHttp = false } = given
  if (intp === undefined || intp === null || typeof intp !== 'object') {
    throw new ThreeAsConfigurationError('intp', 'missing', 'it is missing.', 'Pass { intp: { id, privateKey } }.')
  }
  refuseUnknown(given, knownOptions)
  refuseUnknown(intp, ['id', 'privateKey'], 'intp.')
  const intpId = readIntpId(intp.id)
  const key = readPrivateKey(intp.privateKey)
  const addresses = readAddresses(given, readEnvironment(env), allowInsecureHttp)
  const usesDemoKey = key.fingerprint === demoKeyFingerprint
  if (usesDemoKey && !given.allowDemo) assertOnThisMachine(addresses)
  return {
    ...readConnection(given),
    ...addresses,
    intpId,
    key,
    usesDemoKey,
    tokenLifeSeconds: readNumber('tokenLifeSeconds', given.tokenLifeSeconds, 3600, 1, 86_400),
    apiTokenLifeSeconds: readNumber('apiTokenLifeSeconds', given.apiTokenLifeSeconds, 600, 1, 86_400),
    clockSkewSeconds: readNumber('clockSkewSeconds', given.clockSkewSeconds, 30, 0, 600),
    now: given.now ?? Date.now,
  }
}

const knownOptions = [
  'intp',
  'env',
  'apiUrl',
  'dashboardUrl',
  'dataUrl',
  'allowDemo',
  'tokenLifeSeconds',
  'apiTokenLifeSeconds',
  'clockSkewSeconds',
  'now',
  'logLevel',
  'fetch',
  'timeoutMs',
  'retries',
  'onEvent',
  'allowInsecureHttp',
] as const satisfies readonly (keyof VisitorAnalyticsOptions)[]

/** With `apiURL` in place of `apiUrl`, calls would go to production without a word. */
export function refuseUnknown(given: object, known: readonly string[], within = ''): void {
  for (const name of Object.keys(given)) {
    if (known.includes(name)) continue
    const meant = known.find((option) => option.toLowerCase() === name.toLowerCase())
    throw new ThreeAsConfigurationError(
      within + name,
      'unknown_option',
      'there is no such option.',
      meant ? `Write ${within}${meant}.` : `The options are ${known.map((option) => within + option).join(', ')}.`,
    )
  }
}

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

function readIntpId(given: unknown): string {
  const hint = 'Pass the UUID that 3AS gave your company.'
  const id = withoutQuotes(readText('intp.id', given, hint))
  if (uuid.test(id)) return id
  const isUnset = id === '' || id === 'undefined' || id === 'null'
  throw isUnset
    ? new ThreeAsConfigurationError('intp.id', 'missing', 'it is missing: an unset variable was made into text.', hint)
    : new ThreeAsConfigurationError('intp.id', 'not_a_uuid', 'it is not a UUID.', hint)
}

interface Addresses {
  apiUrl: string
  dashboardUrl: string
  dataUrl: string | null
}

function readAddresses(
  given: Partial<VisitorAnalyticsOptions>,
  hosts: { apiUrl: string; dashboardUrl: string },
  allowInsecureHttp: boolean,
): Addresses {
  const read = (option: 'apiUrl' | 'dashboardUrl' | 'dataUrl') =>
    given[option] === undefined ? null : readUrl(option, given[option], allowInsecureHttp)
  return {
    apiUrl: read('apiUrl') ?? hosts.apiUrl,
    dashboardUrl: read('dashboardUrl') ?? hosts.dashboardUrl,
    dataUrl: read('dataUrl'),
  }
}

/** Everybody has the demo key: with it, anybody could sign for the customers of whoever is taken in by it. */
function assertOnThisMachine(addresses: Addresses): void {
  for (const [option, url] of Object.entries(addresses)) {
    if (!url || isLoopback(new URL(url).hostname)) continue
    throw new ThreeAsConfigurationError(
      'intp.privateKey',
      'demo_key',
      `this is the demo key, which everybody knows, and ${option} leads beyond this machine.`,
      'Pass the key whose public half 3AS has; or, for a sandbox, its apiUrl and dashboardUrl. On a test network of your own, pass allowDemo: true.',
    )
  }
}

export function readConnection(options: ConnectionOptions): ConnectionSettings {
  return {
    allowInsecureHttp: options.allowInsecureHttp ?? false,
    // Called without a receiver, as Workers ask for; looked up late, so that a test may replace the global.
    fetch: options.fetch ?? ((input, init) => fetch(input, init)),
    timeoutMs: readNumber('timeoutMs', options.timeoutMs, 10_000, 1, 600_000),
    retries: readNumber('retries', options.retries, 2, 0, 10),
    onEvent: options.onEvent ?? (() => {}),
  }
}

export function readText(option: string, value: unknown, hint: string): string {
  if (value === undefined || value === null || value === '') {
    throw new ThreeAsConfigurationError(option, 'missing', 'it is missing.', hint)
  }
  if (typeof value !== 'string') throw new ThreeAsConfigurationError(option, 'not_text', 'it is not text.', hint)
  if (value.trim() === '') throw new ThreeAsConfigurationError(option, 'missing', 'it is empty.', hint)
  return value
}

function readEnvironment(env: unknown): { apiUrl: string; dashboardUrl: string } {
  if (typeof env === 'string' && Object.hasOwn(apiOrigins, env)) {
    const known = env as Environment
    return { apiUrl: apiOrigins[known], dashboardUrl: dashboardOrigins[known] }
  }
  const names = Object.keys(apiOrigins).map((name) => `'${name}'`)
  throw new ThreeAsConfigurationError(
    'env',
    'unknown_env',
    'there is no such environment.',
    `Use one of ${names.join(', ')}; for other hosts pass apiUrl and dashboardUrl.`,
  )
}

export function readUrl(option: string, value: unknown, allowInsecureHttp: boolean): string {
  const text = readText(option, value, 'Pass a whole URL, such as https://host.example.').trim()
  const url = URL.canParse(text) ? new URL(text) : null
  if (!url || !/^https?:$/.test(url.protocol) || url.username || url.password || url.search || url.hash) {
    throw new ThreeAsConfigurationError(
      option,
      'not_a_url',
      'it is not an absolute http(s) URL without user, query and fragment.',
      'Pass a whole URL, such as https://host.example.',
    )
  }
  if (url.protocol === 'http:' && !isLoopback(url.hostname) && !allowInsecureHttp) {
    throw new ThreeAsConfigurationError(
      option,
      'insecure_url',
      'http: to another machine would send tokens in the open.',
      'Use https:, or pass allowInsecureHttp: true for a test network of your own.',
    )
  }
  return url.href.replace(/\/+$/, '')
}

export function readNumber(option: string, value: unknown, fallback: number, least: number, most: number): number {
  if (value === undefined) return fallback
  if (typeof value === 'number' && Number.isInteger(value) && value >= least && value <= most) return value
  throw new ThreeAsConfigurationError(
    option,
    'out_of_range',
    `it is not a whole number from ${least} to ${most}.`,
    `Leave it out for ${fallback}.`,
  )
}
