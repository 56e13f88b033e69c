import { wireWebsiteSchema, type WireWebsite } from './wire/wire-website.ts'
import type { CallOptions } from './call-options.ts'
import { changeOf, readOne, readRows } from './call.ts'
import { pageOf, walkPages, type AllOptions, type PageQuery, type PaginatedResponse, type RowsRead } from './page.ts'
import { path, query } from './request-path.ts'
import type { Transport } from './transport.ts'

/** A website to make, with the subscription that it begins in. */
export interface CreateWebsite {
  website: {
    /** The partner's own id of it. */
    id: string
    domain: string
    /**
     * The package that it starts on. Not where the customer holds the subscription (`intpc`), and not together with `uft`.
     */
    package?:
      | {
          id: string
          /** ISO 8601. @defaultValue now */
          billingDate?: string | undefined
        }
      | undefined
  }
  intpc: {
    /** The partner's own id of the customer, who must exist. */
    id: string
  }
  opts?:
    | {
        /** Begins in the 30-day unlimited free trial, as it also does without a package. */
        uft?: boolean | undefined
      }
    | undefined
}

/** The older form of {@link CreateWebsite}, which still goes to `/v2`. */
export interface CreateWebsiteV2 {
  intpWebsiteId: string
  intpCustomerId: string
  domain: string
  packageId?: string | undefined
  billingDate?: string | undefined
}

/** `visa.websites`: the websites of all customers. */
export class Websites {
  readonly #transport: Transport

  /** @internal */
  constructor(transport: Transport) {
    this.#transport = transport
  }

  /** One page of them. */
  async list(page: PageQuery = {}, options?: CallOptions): Promise<PaginatedResponse<WireWebsite>> {
    return pageOf(await this.#rows(page, options))
  }

  /**
   * Each of them, asked for a page at a time.
   *
   * @example for await (const site of visa.websites.all()) console.log(site.domain)
   */
  all(options?: AllOptions): AsyncGenerator<WireWebsite, void, undefined> {
    return walkPages((page, call) => this.#rows(page, call), options)
  }

  /** @throws ThreeAsNotFoundError when there is none. */
  async getByIntpWebsiteId(intpWebsiteId: string, options?: CallOptions): Promise<WireWebsite> {
    const to = path`/v2/3as/websites/${intpWebsiteId}`
    return this.#transport.send(readOne('websites.getByIntpWebsiteId', to, wireWebsiteSchema), options)
  }

  /**
   * Makes a website for a customer that exists; `ensureWebsite` makes both, and only once.
   * `null` where the platform answers without a website, as it does today: read it then.
   */
  async create(website: CreateWebsite | CreateWebsiteV2, options?: CallOptions): Promise<WireWebsite | null> {
    const to = 'intpWebsiteId' in website ? path`/v2/3as/websites` : path`/v3/3as/websites`
    return this.#transport.send(changeOf('websites.create', 'POST', to, wireWebsiteSchema, website), options)
  }

  #rows(page: PageQuery, options?: AllOptions): Promise<RowsRead<WireWebsite>> {
    return websiteRows(this.#transport, 'websites.list', page, undefined, options)
  }
}

/** One page of websites, of one customer or of all. */
export function websiteRows(
  transport: Transport,
  name: string,
  { page, pageSize }: PageQuery,
  externalCustomerId: string | undefined,
  options: AllOptions | undefined,
): Promise<RowsRead<WireWebsite>> {
  const which = query({ externalCustomerId, page, pageSize })
  return transport.send(readRows(name, path`/v2/3as/websites`, wireWebsiteSchema, which, options?.strict), options)
}
