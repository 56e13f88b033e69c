import { AnalyticsData, type AnalyticsDataOptions } from './analytics-data.ts'
import { Auth } from './auth.ts'
import type { CallOptions } from './call-options.ts'
import { ensureViewer, type WantedViewer } from './ensure-viewer.ts'
import { ensureWebsite, type EnsuredWebsite, type WantedWebsite } from './ensure-website.ts'
import { Intp } from './intp.ts'
import { IntpcHandle, Intpcs } from './intpcs.ts'
import { PackageHandle, Packages } from './packages.ts'
import { readOptions, type Settings, type VisitorAnalyticsOptions } from './settings.ts'
import { IntpcSubscriptions, WebsiteSubscriptions } from './subscriptions.ts'
import { createTokenIssuer, type TokenIssuer } from './tokens.ts'
import { createTransport, type Transport } from './transport.ts'
import { WebsiteHandle } from './website-handle.ts'
import { Websites } from './websites.ts'

/**
 * The 3AS platform, from a partner's backend. Method paths and answers are those of the vendor's SDK, so moving over is one import
 * (`docs/migrating-from-3as-sdk.md`); the platform's rules are in `docs/reference/platform.md`.
 *
 * One instance serves a whole process. It keeps the private key to itself: nothing that it returns, throws, tells or shows
 * to `console.log` holds the key or a token, but the calls that are asked for one.
 *
 * @throws ThreeAsConfigurationError at construction, naming the option and what to write instead.
 * @example
 * const visa = new VisitorAnalytics({ intp: { id: INTP_ID, privateKey: PRIVATE_KEY }, env: 'production' })
 * const packages = await visa.packages.list()
 */
export class VisitorAnalytics {
  readonly auth: Auth
  readonly intp: Intp
  readonly intpcs: Intpcs
  readonly packages: Packages
  readonly websites: Websites
  readonly websiteSubscriptions: WebsiteSubscriptions
  readonly intpcSubscriptions: IntpcSubscriptions
  readonly #settings: Settings
  readonly #tokens: TokenIssuer
  readonly #transport: Transport

  constructor(options: VisitorAnalyticsOptions) {
    const settings = readOptions(options)
    const { intpId, key, clockSkewSeconds, now } = settings
    const tokens = createTokenIssuer({
      intpId,
      key,
      apiLifeSeconds: settings.apiTokenLifeSeconds,
      customerLifeSeconds: settings.tokenLifeSeconds,
      clockSkewSeconds,
      now,
    })
    const transport = createTransport({
      ...settings,
      baseUrl: settings.apiUrl,
      authorize: async () => ({ authorization: `Bearer ${(await tokens.forApi()).token}` }),
    })
    this.#settings = settings
    this.#tokens = tokens
    this.#transport = transport
    this.auth = new Auth(tokens)
    this.intp = new Intp(transport)
    this.intpcs = new Intpcs(transport)
    this.packages = new Packages(transport)
    this.websites = new Websites(transport)
    this.websiteSubscriptions = new WebsiteSubscriptions(transport)
    this.intpcSubscriptions = new IntpcSubscriptions(transport)
  }

  /** The origin that signed dashboard URLs are on, as a page compares it with a message's: `https://host`. */
  get dashboardOrigin(): string {
    return new URL(this.#settings.dashboardUrl).origin
  }

  /** Where calls and signed URLs lead. */
  get addresses(): { apiUrl: string; dashboardUrl: string; dataUrl: string | null } {
    const { apiUrl, dashboardUrl, dataUrl } = this.#settings
    return { apiUrl, dashboardUrl, dataUrl }
  }

  /** True when it signs with the key that every sandbox knows. */
  get usesDemoKey(): boolean {
    return this.#settings.usesDemoKey
  }

  /** One customer, by the partner's own id. */
  intpc(intpCustomerId: string): IntpcHandle {
    return new IntpcHandle(
      this.#transport,
      { dashboardUrl: this.#settings.dashboardUrl, tokens: this.#tokens },
      intpCustomerId,
    )
  }

  /** One website, by the partner's own id. */
  website(intpWebsiteId: string): WebsiteHandle {
    return new WebsiteHandle(this.#transport, intpWebsiteId)
  }

  /** One package, by its id on the platform. */
  package(packageId: string): PackageHandle {
    return new PackageHandle(this.#transport, packageId)
  }

  /**
   * A customer and their website, made unless they are there. Safe to call again, and from many places at the same time; works with
   * either subscription type.
   *
   * @throws ThreeAsInvalidRequestError when the website belongs to another customer.
   * @example
   * const { website } = await visa.ensureWebsite({
   *   intpCustomerId: user.id, email: user.email, intpWebsiteId: shop.id, domain: shop.domain,
   * })
   * page.head.append(website.visaTrackingCode)
   */
  async ensureWebsite(wanted: WantedWebsite, options?: CallOptions): Promise<EnsuredWebsite> {
    return ensureWebsite(this, wanted, options)
  }

  /**
   * A person who may look at a website and change nothing, made unless they are there. Safe to call again.
   *
   * @throws ThreeAsInvalidRequestError when that customer owns the website or contributes to it as something else.
   */
  async ensureViewer(wanted: WantedViewer, options?: CallOptions): Promise<{ isNew: boolean }> {
    return ensureViewer({ intpcs: this.intpcs, website: this.website(wanted.intpWebsiteId) }, wanted, options)
  }

  /**
   * The numbers of a website, from the `dataUrl` and with the connection options of this client.
   *
   * @throws ThreeAsConfigurationError when the client has no `dataUrl`.
   */
  analyticsData(
    website: Pick<AnalyticsDataOptions, 'websiteId' | 'apiKey' | 'timeZone' | 'maxInFlight'>,
  ): AnalyticsData {
    const { fetch, timeoutMs, retries, onEvent, allowInsecureHttp } = this.#settings
    const dataUrl = this.#settings.dataUrl ?? ''
    return new AnalyticsData({ fetch, timeoutMs, retries, onEvent, allowInsecureHttp, dataUrl, ...website })
  }
}
