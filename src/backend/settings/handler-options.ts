import type { VisitorAnalytics } from '../../sdk/visitor-analytics.ts'
import type { BackendEvent } from './backend-event.ts'
import type { Authenticate } from '../access/identity.ts'
import { assertNoDemoBeyondThisMachine } from './demo-parts.ts'
import { readTiming, type LedgerTiming } from '../ledger/timing.ts'
import type { Taxed } from '../../contract/draft-quote.ts'
import { withoutUndefined, type Some } from '../../contract/some.ts'
import type { Payments } from '../payments/payments.ts'
import { providerErrors } from '../payments/provider-errors.ts'
import { readPlatformRules, type PlatformRules } from '../platform/platform-rules.ts'
import { processRuntime, type Runtime } from '../runtime/runtime.ts'
import { memoryStore } from '../stores/memory-store.ts'
import type { Store } from '../ledger/store.ts'

export interface PartnerHandlerOptions {
  /** The 3AS client, with the partner's key. */
  threeAs: VisitorAnalytics
  /**
   * Who is asking, from the partner's own session: which customer, and whether as `manager` or `viewer`. `null` answers 401.
   * An empty id throws: it would be taken for a person. What the host knows besides the request is the second argument.
   */
  authenticate: Authenticate
  /** Who collects the money: `invoiced()`, or a provider. */
  payments: Payments
  /**
   * Where changes and quotes are kept. The default forgets them with the process: take `sqliteStore` or `postgresStore`
   * where money is collected; elsewhere than on this machine it is refused there. @defaultValue memoryStore()
   */
  store?: Store | undefined
  /** Path under which the handler is mounted. @defaultValue '/api/analytics' */
  basePath?: string | undefined
  /**
   * Address of the partner's page. Its origin may send changes, and payment pages send customers back to it: never to an
   * address taken from a request.
   */
  publicUrl?: string | undefined
  /**
   * Path on `publicUrl` that a payment page sends the customer back to: `success` after a payment, `cancel` from a page that
   * was left without one. @defaultValue publicUrl itself
   */
  returnPath?: ((change: { websiteId: string; changeId: string; outcome: 'success' | 'cancel' }) => string) | undefined
  /** Further origins whose pages may call the handler, also from another host: `https://app.example.com`. */
  allowedOrigins?: readonly string[] | undefined
  /** True where the platform accepts the same limit in the other interval as an upgrade. @defaultValue false */
  allowIntervalSwitch?: boolean | undefined
  /**
   * Which of the platform's rules hold for upgrades: `today`, it refuses those of an ending pool and of a deactivated
   * website, and neither is offered; `announced`, it takes both. @defaultValue 'announced', as the platform documents it
   */
  platformRules?: PlatformRules | undefined
  /** Credits the unused part of a paid period when a plan changes immediately. @defaultValue true */
  proRate?: boolean | undefined
  /**
   * How the prices of packages stand to tax. With `added` the button that confirms says "plus VAT", unless the payment provider
   * says the tax beforehand. @defaultValue 'included'
   * @experimental until a second real provider has been built on it
   */
  taxed?: Taxed | undefined
  /** A remark on tax, shown with each quote: 'Prices exclude VAT.' */
  taxNote?: string | undefined
  /** The business clock: periods, renewals, grace. Real time is used for everything else. @defaultValue the real time */
  now?: (() => Date) | undefined
  /** Time, chance and digests, for a test that decides them. @defaultValue what the process has */
  runtime?: Some<Runtime> | undefined
  /**
   * Lets staff who act for a customer (`actingFor` in what `authenticate` answers) start what costs that customer money: a
   * plan with a price, renewal turned on, a planned smaller plan dropped. @defaultValue false
   */
  allowStaffToBuy?: boolean | undefined
  /** Seconds a dashboard URL can be opened for. @defaultValue what `threeAs` signs for: an hour */
  dashboardTokenLifeSeconds?: number | undefined
  /** Shows upgrade buttons in the dashboards of managers. @defaultValue true */
  showUpgradeButtons?: boolean | undefined
  /** Quotes that one customer may hold at a time; each holds for ten minutes. @defaultValue 60 */
  quotesPerCustomer?: number | undefined
  /** Changes that one customer may start within ten minutes, whatever becomes of them. @defaultValue 30 */
  changesPerCustomer?: number | undefined
  /** Largest body of a request, in bytes. Webhooks have 1 MB of their own. @defaultValue 16 384 */
  maxBodyBytes?: number | undefined
  /**
   * Forgets the details of changes that ended more than `keepMs` milliseconds ago. What stays, one small row each, answers a
   * repeated idempotency key and a late payment. @defaultValue everything is kept
   * @example retention: { keepMs: 365 * 86_400_000 }
   */
  retention?: { keepMs: number } | undefined
  /** Durations of the ledger. */
  timing?: Some<LedgerTiming> | undefined
  /**
   * Looks for unfinished changes in the background. Where nothing runs between requests, turn it off and call
   * `handler.recover()` from a timer. @defaultValue true
   */
  background?: boolean | undefined
  /**
   * Accepts what is for demos also where an address leads beyond this machine: the demo key, the secrets of the sandbox's
   * provider, `demoIdentity()`, a forgetful store where money is collected, and `http:`. For a test network of your own.
   * @defaultValue false
   */
  allowDemo?: boolean | undefined
  /**
   * Lets events carry what the platform and the payment provider said in their own words, and the provider's errors as they
   * were thrown. They may name a customer or hold a secret, so it has to be asked for. @defaultValue false
   */
  includeForeignText?: boolean | undefined
  /** Called with what failed, and with changes that end or need a person. Sees no token, key or customer. */
  onEvent?: ((event: BackendEvent) => void) | undefined
}

export interface HandlerSettings {
  threeAs: VisitorAnalytics
  authenticate: Authenticate
  payments: Payments
  store: Store
  basePath: string
  publicUrl: URL | null
  returnPath: PartnerHandlerOptions['returnPath']
  /** `null` when the handler has not been told: then its own host counts. */
  origins: ReadonlySet<string> | null
  allowIntervalSwitch: boolean
  platformRules: PlatformRules
  proRate: boolean
  taxNote: string | null
  taxed: Taxed
  allowStaffToBuy: boolean
  now: () => Date
  runtime: Runtime
  dashboardTokenLifeSeconds: number | undefined
  showUpgradeButtons: boolean
  quotesPerCustomer: number
  changesPerCustomer: number
  includeForeignText: boolean
  maxBodyBytes: number
  keepDetailsMs: number | null
  timing: LedgerTiming
  background: boolean
  emit: (event: BackendEvent) => void
}

/** @throws TypeError or RangeError that names the option and what to write instead. */
export function readOptions(options: PartnerHandlerOptions): HandlerSettings {
  const { threeAs, authenticate, payments, onEvent } = options
  if (!threeAs) throw new TypeError('threeAs is missing: pass a VisitorAnalytics.')
  if (typeof authenticate !== 'function') {
    throw new TypeError('authenticate is missing: pass (request) => ({ customerId, role }) or null.')
  }
  if (!payments) throw new TypeError('payments is missing: pass invoiced(), or a payment provider.')
  const publicUrl = options.publicUrl === undefined ? null : readUrl('publicUrl', options.publicUrl)
  if (payments.needsReturnUrl && !publicUrl) {
    throw new TypeError(`publicUrl is missing: ${payments.name} sends customers back to it.`)
  }
  const store = options.store ?? memoryStore()
  const origins = readOrigins(publicUrl, options.allowedOrigins)
  const includeForeignText = options.includeForeignText ?? false
  const errors = includeForeignText ? null : providerErrors()
  if (!options.allowDemo) {
    assertNoDemoBeyondThisMachine({
      threeAs,
      authenticate,
      payments,
      store,
      publicUrl,
      allowedOrigins: [...(origins ?? [])],
    })
  }
  return {
    threeAs,
    authenticate,
    payments: errors ? errors.knownFrom(payments) : payments,
    store,
    basePath: readBasePath(options.basePath ?? '/api/analytics'),
    publicUrl,
    returnPath: options.returnPath,
    origins,
    allowIntervalSwitch: options.allowIntervalSwitch ?? false,
    platformRules: readPlatformRules(options.platformRules),
    proRate: options.proRate ?? true,
    taxNote: options.taxNote?.trim() || null,
    taxed: readTaxed(options.taxed),
    allowStaffToBuy: options.allowStaffToBuy ?? false,
    now: options.now ?? (() => new Date()),
    runtime: { ...processRuntime, ...withoutUndefined(options.runtime ?? {}) },
    dashboardTokenLifeSeconds: readCount('dashboardTokenLifeSeconds', options.dashboardTokenLifeSeconds),
    showUpgradeButtons: options.showUpgradeButtons ?? true,
    quotesPerCustomer: readCount('quotesPerCustomer', options.quotesPerCustomer) ?? 60,
    changesPerCustomer: readCount('changesPerCustomer', options.changesPerCustomer) ?? 30,
    includeForeignText,
    maxBodyBytes: readCount('maxBodyBytes', options.maxBodyBytes) ?? 16_384,
    keepDetailsMs: readCount('retention.keepMs', options.retention?.keepMs) ?? null,
    timing: readTiming(options.timing),
    background: options.background ?? true,
    emit(event) {
      try {
        onEvent?.(errors && 'error' in event ? { ...event, error: errors.withoutWords(event.error) } : event)
      } catch {
        // A broken logger must not break a change.
      }
    },
  }
}

function readTaxed(taxed: Taxed = 'included'): Taxed {
  if (taxed === 'included' || taxed === 'added' || taxed === 'none') return taxed
  throw new TypeError("taxed must be 'included', 'added' or 'none'.")
}

function readBasePath(path: string): string {
  if (!/^\/[^?#\s*:{}]*$/.test(path)) {
    throw new TypeError("basePath must be a path from the root, such as '/api/analytics'.")
  }
  return path.replace(/\/+$/, '')
}

function readUrl(option: string, text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : null
  if (!url || !/^https?:$/.test(url.protocol)) {
    throw new TypeError(`${option} must be a whole address, such as https://app.example.com.`)
  }
  return url
}

function readOrigins(publicUrl: URL | null, allowed: readonly string[] | undefined): ReadonlySet<string> | null {
  if (!publicUrl && !allowed) return null
  const origins = (allowed ?? []).map((text) => {
    const url = readUrl('allowedOrigins', text)
    if (url.href !== `${url.origin}/`)
      throw new TypeError(`allowedOrigins takes origins, without a path: ${url.origin}`)
    return url.origin
  })
  return new Set(publicUrl ? [publicUrl.origin, ...origins] : origins)
}

function readCount(option: string, value: number | undefined): number | undefined {
  if (value === undefined || (Number.isSafeInteger(value) && value > 0)) return value
  throw new RangeError(`${option} must be a whole number above 0.`)
}
