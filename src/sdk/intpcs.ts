import { optional, unknown } from 'zod/mini'
import type { DashboardUrl } from '../contract/dashboard-url.ts'
import { wireAnswer, wireList } from '../contract/platform/wire-answer.ts'
import { wireCustomerSchema, type WireCustomer } from '../contract/platform/wire-company.ts'
import type { WireWebsite } from '../contract/platform/wire-website.ts'
import { change, read, type CallOptions } from './call.ts'
import { signDashboardUrl, type DashboardUrlOptions } from './dashboard-url.ts'
import { walkPages, type AllOptions, type Answer, type Page, type PageQuery } from './page.ts'
import { assertId, path, query } from './request-path.ts'
import type { TokenIssuer } from './tokens.ts'
import type { Transport } from './transport.ts'
import { listWebsites } from './websites.ts'

const customerAnswer = wireAnswer(wireCustomerSchema)
const customerList = wireList(wireCustomerSchema)
const createdAnswer = optional(customerAnswer)

/** A customer to make, by the partner's own ids. */
export interface NewIntpc {
  intpCustomerId: string
  email: string
  /** Only where customers hold the subscription (`intpc`): the package of their pool. */
  packageId?: string | undefined
  /** ISO 8601. @defaultValue now */
  billingDate?: string | undefined
  /** Left out for somebody who only contributes to other people's websites. */
  website?: {
    intpWebsiteId: string
    domain: string
    /** Only where websites hold the subscription (`website`). Without it the website begins in the 30-day trial. */
    packageId?: string | undefined
    /** ISO 8601. @defaultValue now */
    billingDate?: string | undefined
  }
}

/** `visa.intpcs`: the customers of the integration partner. */
export class Intpcs {
  readonly #transport: Transport

  /** @internal */
  constructor(transport: Transport) {
    this.#transport = transport
  }

  /** One page of them. */
  async list({ page, pageSize }: PageQuery = {}, options?: CallOptions): Promise<Page<WireCustomer>> {
    const which = query({ page, pageSize })
    return this.#transport.send(read('intpcs.list', path`/v2/3as/customers`, customerList, which), options)
  }

  /** Each of them, asked for a page at a time. */
  all(options?: AllOptions): AsyncGenerator<WireCustomer, void, undefined> {
    return walkPages((page, call) => this.list(page, call), options)
  }

  /** @throws ThreeAsNotFoundError when there is none. */
  async getByIntpCustomerId(intpCustomerId: string, options?: CallOptions): Promise<Answer<WireCustomer>> {
    const to = path`/v2/3as/customers/${intpCustomerId}`
    return this.#transport.send(read('intpcs.getByIntpCustomerId', to, customerAnswer), options)
  }

  /** Makes a customer, with or without a first website. The payload is `null` where the platform answers without a body. */
  async create(customer: NewIntpc, options?: CallOptions): Promise<Answer<WireCustomer | null>> {
    const to = path`/v2/3as/customers`
    const answer = await this.#transport.send(change('intpcs.create', 'POST', to, createdAnswer, customer), options)
    return answer ?? { payload: null }
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
  async listWebsites(page: PageQuery = {}, options?: CallOptions): Promise<Page<WireWebsite>> {
    // An empty id is no filter to the platform: it would answer with everybody's websites.
    assertId(this.#id)
    return listWebsites(this.#transport, 'intpc.listWebsites', page, this.#id, options)
  }

  /** Each of the customer's websites, asked for a page at a time. */
  allWebsites(options?: AllOptions): AsyncGenerator<WireWebsite, void, undefined> {
    return walkPages((page, call) => this.listWebsites(page, call), options)
  }

  /** Deletes the customer with all their websites. */
  async delete(options?: CallOptions): Promise<void> {
    const to = path`/v2/3as/customers/${this.#id}`
    await this.#transport.send(change('intpc.delete', 'DELETE', to, unknown()), options)
  }

  /**
   * The URL of the dashboard of a website, to be the `src` of an iframe. It opens the customer's numbers for whoever holds
   * it: answer it with `Cache-Control: no-store`, and log nothing of it. For a contributor, ask the handle of the
   * contributor and name the owner's website.
   *
   * @example await visa.intpc('acme').generateIFrameDashboardUrl('acme-bikes', { allowUpgrade: true })
   */
  async generateIFrameDashboardUrl(intpWebsiteId: string, options?: DashboardUrlOptions): Promise<string> {
    return (await this.signDashboardUrl(intpWebsiteId, options)).url
  }

  /** The same URL with the seconds it is good for, as `DashboardFrame` wants it. */
  async signDashboardUrl(intpWebsiteId: string, options?: DashboardUrlOptions): Promise<DashboardUrl> {
    return signDashboardUrl(this.#signing, this.#id, intpWebsiteId, options)
  }
}
