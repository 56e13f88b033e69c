import { optional } from 'zod/mini'
import { wireAnswer, wireList } from '../contract/platform/wire-answer.ts'
import { wireWebsiteSchema, type WireWebsite } from '../contract/platform/wire-website.ts'
import { change, read, type CallOptions } from './call.ts'
import { walkPages, type AllOptions, type Answer, type Page, type PageQuery } from './page.ts'
import { path, query } from './request-path.ts'
import type { Transport } from './transport.ts'

const websiteAnswer = wireAnswer(wireWebsiteSchema)
const websiteList = wireList(wireWebsiteSchema)
const createdAnswer = optional(websiteAnswer)

/** A website to make, with the subscription that it begins in. */
export interface NewWebsite {
  website: {
    /** The partner's own id of it. */
    id: string
    domain: string
    /**
     * The package that it starts on. Not where the customer holds the subscription (`intpc`), and not together with `uft`.
     */
    package?: {
      id: string
      /** ISO 8601. @defaultValue now */
      billingDate?: string | undefined
    }
  }
  intpc: {
    /** The partner's own id of the customer, who must exist. */
    id: string
  }
  opts?: {
    /** Begins in the 30-day unlimited free trial, as it also does without a package. */
    uft?: boolean | undefined
  }
}

/** The older form of {@link NewWebsite}, which still goes to `/v2`. */
export interface NewWebsiteV2 {
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
  async list(page: PageQuery = {}, options?: CallOptions): Promise<Page<WireWebsite>> {
    return listWebsites(this.#transport, 'websites.list', page, undefined, options)
  }

  /**
   * Each of them, asked for a page at a time.
   *
   * @example for await (const site of visa.websites.all()) console.log(site.domain)
   */
  all(options?: AllOptions): AsyncGenerator<WireWebsite, void, undefined> {
    return walkPages((page, call) => this.list(page, call), options)
  }

  /** @throws ThreeAsNotFoundError when there is none. */
  async getByIntpWebsiteId(intpWebsiteId: string, options?: CallOptions): Promise<Answer<WireWebsite>> {
    const to = path`/v2/3as/websites/${intpWebsiteId}`
    return this.#transport.send(read('websites.getByIntpWebsiteId', to, websiteAnswer), options)
  }

  /**
   * Makes a website for a customer that exists; `ensureWebsite` makes both, and only once.
   * The payload is `null` where the platform answers 204, as it does today: read the website then.
   */
  async create(website: NewWebsite | NewWebsiteV2, options?: CallOptions): Promise<Answer<WireWebsite | null>> {
    const to = 'intpWebsiteId' in website ? path`/v2/3as/websites` : path`/v3/3as/websites`
    const answer = await this.#transport.send(change('websites.create', 'POST', to, createdAnswer, website), options)
    return answer ?? { payload: null }
  }
}

/** One page of websites, of one customer or of all. */
export async function listWebsites(
  transport: Transport,
  name: string,
  { page, pageSize }: PageQuery,
  externalCustomerId: string | undefined,
  options: CallOptions | undefined,
): Promise<Page<WireWebsite>> {
  const which = query({ externalCustomerId, page, pageSize })
  return transport.send(read(name, path`/v2/3as/websites`, websiteList, which), options)
}
