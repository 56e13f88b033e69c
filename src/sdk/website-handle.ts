import { string, unknown } from 'zod/mini'
import {
  wireApiKeySchema,
  wireCreatedApiKeySchema,
  type WireApiKey,
  type WireCreatedApiKey,
} from '../contract/platform/wire-api-key.ts'
import { wireAnswer, wireList } from '../contract/platform/wire-answer.ts'
import {
  wireContributorsSchema,
  type ContributorRole,
  type WireContributors,
} from '../contract/platform/wire-contributors.ts'
import { change, read, type CallOptions } from './call.ts'
import type { Answer, Page } from './page.ts'
import { path } from './request-path.ts'
import type { Transport } from './transport.ts'

const domainList = wireList(string())
const keyList = wireList(wireApiKeySchema)
const createdKey = wireAnswer(wireCreatedApiKeySchema)
const contributors = wireAnswer(wireContributorsSchema)
const nothing = unknown()

export interface NewApiKey {
  name: string
  comment?: string | undefined
  /** ISO 8601. Without it the key never expires. */
  expiresAt?: string | undefined
}

export interface NewContributor {
  intpCustomerId: string
  role: ContributorRole
}

/** `visa.website(id)`: one website. A handle is bound to its id for good. */
export class WebsiteHandle {
  readonly #transport: Transport
  readonly #id: string

  /** @internal */
  constructor(transport: Transport, id: string) {
    this.#transport = transport
    this.#id = id
  }

  /** Deletes the website with its numbers. */
  async delete(options?: CallOptions): Promise<void> {
    const to = path`/v2/3as/websites/${this.#id}`
    await this.#transport.send(change('website.delete', 'DELETE', to, nothing), options)
  }

  /** Lets another domain send its visits to this website. */
  async addWhitelistedDomain(domain: string, options?: CallOptions): Promise<void> {
    const to = path`/v2/3as/websites/${this.#id}/whitelisted-domains`
    await this.#transport.send(change('website.addWhitelistedDomain', 'POST', to, nothing, { domain }), options)
  }

  /** A domain that is not listed is no error. */
  async deleteWhitelistedDomain(domain: string, options?: CallOptions): Promise<void> {
    const to = path`/v2/3as/websites/${this.#id}/whitelisted-domains`
    await this.#transport.send(change('website.deleteWhitelistedDomain', 'PATCH', to, nothing, { domain }), options)
  }

  async listWhitelistedDomains(options?: CallOptions): Promise<Page<string>> {
    const to = path`/v2/3as/websites/${this.#id}/whitelisted-domains`
    return this.#transport.send(read('website.listWhitelistedDomains', to, domainList), options)
  }

  /** Makes a key for the data API. `payload.apiKey` is shown this once: store it, encrypted, before anything else. */
  async createApiKey(key: NewApiKey, options?: CallOptions): Promise<Answer<WireCreatedApiKey>> {
    const to = path`/v2/3as/websites/${this.#id}/api-keys`
    return this.#transport.send(change('website.createApiKey', 'POST', to, createdKey, key), options)
  }

  /** The keys, without their secrets. */
  async listApiKeys(options?: CallOptions): Promise<Page<WireApiKey>> {
    const to = path`/v2/3as/websites/${this.#id}/api-keys`
    return this.#transport.send(read('website.listApiKeys', to, keyList), options)
  }

  async deleteApiKey(keyId: string, options?: CallOptions): Promise<void> {
    const to = path`/v2/3as/websites/${this.#id}/api-keys/${keyId}`
    await this.#transport.send(change('website.deleteApiKey', 'DELETE', to, nothing), options)
  }

  /** Lets a customer, who must exist, work on this website or look at it. */
  async addContributor(contributor: NewContributor, options?: CallOptions): Promise<void> {
    const to = path`/v3/3as/websites/${this.#id}/contributors`
    await this.#transport.send(change('website.addContributor', 'POST', to, nothing, contributor), options)
  }

  async deleteContributor(intpCustomerId: string, options?: CallOptions): Promise<void> {
    const to = path`/v3/3as/websites/${this.#id}/contributors/${intpCustomerId}`
    await this.#transport.send(change('website.deleteContributor', 'DELETE', to, nothing), options)
  }

  /** The owner, and everybody else by role. */
  async listContributors(options?: CallOptions): Promise<Answer<WireContributors>> {
    const to = path`/v3/3as/websites/${this.#id}/contributors`
    return this.#transport.send(read('website.listContributors', to, contributors), options)
  }
}
