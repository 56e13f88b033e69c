import type { DashboardUrl } from '../contract/dashboard-url.ts'
import { wireCustomerSchema, type WireCustomer } from './wire/wire-company.ts'
import type { WireWebsite } from './wire/wire-website.ts'
import { awaitedText } from './awaited-text.ts'
import type { CallOptions } from './call-options.ts'
import { changeOf, readOne, readRows } from './call.ts'
import { signDashboardUrl, type DashboardUrlOptions } from './dashboard-url.ts'
import { pageOf, walkPages, type AllOptions, type PageQuery, type PaginatedResponse, type RowsRead } from './page.ts'
import { assertId, path, query } from './request-path.ts'
import type { TokenIssuer } from './tokens.ts'
import type { Transport } from './transport.ts'
import { websiteRows } from './websites.ts'

/** A customer to make, by the partner's own ids. */
export interface CreateIntpc {
  intpCustomerId: string
  email: string
  /** Only where customers hold the subscription (`intpc`): the package of their pool. */
  packageId?: string | undefined
  /** ISO 8601. @defaultValue now */
  billingDate?: string | undefined
  /** Left out for a customer who only contributes to other people's websites. */
  website?:
    | {
        intpWebsiteId: string
        domain: string
        /** Only where websites hold the subscription (`website`). Without it the website begins in the 30-day trial. */
        packageId?: string | undefined
        /** ISO 8601. @defaultValue now */
        billingDate?: string | undefined
      }
    | undefined
}

/** `visa.intpcs`: the customers of the integration partner. */
export class Intpcs {
  readonly #transport: Transport

  /** @internal */
  constructor(transport: Transport) {
    this.#transport = transport
  }

  /** One page of them. */
  async list(page: PageQuery = {}, options?: CallOptions): Promise<PaginatedResponse<WireCustomer>> {
    return pageOf(await this.#rows(page, options))
  }

  /** Each of them, asked for a page at a time. */
  all(options?: AllOptions): AsyncGenerator<WireCustomer, void, undefined> {
    return walkPages((page, call) => this.#rows(page, call), options)
  }

  /** @throws ThreeAsNotFoundError when there is none. */
  async getByIntpCustomerId(intpCustomerId: string, options?: CallOptions): Promise<WireCustomer> {
    const to = path`/v2/3as/customers/${intpCustomerId}`
    return this.#transport.send(readOne('intpcs.getByIntpCustomerId', to, wireCustomerSchema), options)
  }

  /**
   * Makes a customer, with or without a first website. Where the platform's answer does not say who was made, it is what was
   * asked for, with empty texts for the rest.
   */
  async create(customer: CreateIntpc, options?: CallOptions): Promise<WireCustomer> {
    const to = path`/v2/3as/customers`
    const made = await this.#transport.send(
      changeOf('intpcs.create', 'POST', to, wireCustomerSchema, customer),
      options,
    )
    const { intpCustomerId, email } = customer
    return made ?? { id: '', intpCustomerId, visaId: '', email, intpId: '', createdAt: '' }
  }

  #rows({ page, pageSize }: PageQuery, options?: AllOptions): Promise<RowsRead<WireCustomer>> {
    const which = query({ page, pageSize })
    const call = readRows('intpcs.list', path`/v2/3as/customers`, wireCustomerSchema, which, options?.strict)
    return this.#transport.send(call, options)
  }
}

/** `visa.intpc(id)`: one customer. A handle is bound to its id for good, however many others are made. */
export class IntpcHandle {
  readonly #transport: Transport
  readonly #signing: { dashboardUrl: string; tokens: TokenIssuer }
  readonly #id: string

  /** @internal */
  constructor(transport: Transport, signing: { dashboardUrl: string; tokens: TokenIssuer }, id: string) {
    this.#transport = transport
    this.#signing = signing
    this.#id = id
  }

  /** One page of the customer's websites. */
  async listWebsites(page: PageQuery = {}, options?: CallOptions): Promise<PaginatedResponse<WireWebsite>> {
    return pageOf(await this.#websites(page, options))
  }

  /** Each of the customer's websites, asked for a page at a time. */
  allWebsites(options?: AllOptions): AsyncGenerator<WireWebsite, void, undefined> {
    return walkPages((page, call) => this.#websites(page, call), options)
  }

  /** Deletes the customer with all their websites. `null` where the platform does not answer with who that was. */
  async delete(options?: CallOptions): Promise<WireCustomer | null> {
    const to = path`/v2/3as/customers/${this.#id}`
    return this.#transport.send(changeOf('intpc.delete', 'DELETE', to, wireCustomerSchema), options)
  }

  /**
   * The URL of the dashboard of a website, to be the `src` of an iframe. It opens the customer's numbers for whoever holds
   * it: answer it with `Cache-Control: no-store`, and log nothing of it. For a contributor, ask the handle of the
   * contributor and name the owner's website.
   *
   * @example await visa.intpc('acme').generateIFrameDashboardUrl('acme-bikes', { allowUpgrade: true })
   */
  generateIFrameDashboardUrl(intpWebsiteId: string, options?: DashboardUrlOptions): Promise<string> {
    const url = this.signDashboardUrl(intpWebsiteId, options).then((signed) => signed.url)
    const line = 'const url = await visa.intpc(intpCustomerId).generateIFrameDashboardUrl(intpWebsiteId)'
    return awaitedText(url, { call: 'intpc.generateIFrameDashboardUrl', line })
  }

  /** The same URL with the seconds it is good for, as `DashboardFrame` wants it. */
  async signDashboardUrl(intpWebsiteId: string, options?: DashboardUrlOptions): Promise<DashboardUrl> {
    return signDashboardUrl(this.#signing, this.#id, intpWebsiteId, options)
  }

  async #websites(page: PageQuery, options?: AllOptions): Promise<RowsRead<WireWebsite>> {
    // The platform ignores an empty id: it would answer with the websites of all customers.
    assertId(this.#id)
    return websiteRows(this.#transport, 'intpc.listWebsites', page, this.#id, options)
  }
}
