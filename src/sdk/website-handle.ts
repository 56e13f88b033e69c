import { string } from 'zod/mini'
import {
  wireApiKeySchema,
  wireCreatedApiKeySchema,
  type WireApiKey,
  type WireCreatedApiKey,
} from './wire/wire-api-key.ts'
import { wireContributorsSchema, type ContributorRole, type WireContributors } from './wire/wire-contributors.ts'
import { alsoAsPayload, type AlsoAsPayload } from './also-as-payload.ts'
import type { CallOptions } from './call-options.ts'
import { change, readOne, readRows, type Call } from './call.ts'
import { payloadOf } from './read-answer.ts'
import { path } from './request-path.ts'
import type { Transport } from './transport.ts'

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
    await this.#transport.send(change('website.delete', 'DELETE', to), options)
  }

  /** Lets another domain send its visits to this website. */
  async addWhitelistedDomain(domain: string, options?: CallOptions): Promise<void> {
    const to = path`/v2/3as/websites/${this.#id}/whitelisted-domains`
    await this.#transport.send(change('website.addWhitelistedDomain', 'POST', to, { domain }), options)
  }

  /** Removing a domain that is not listed succeeds. */
  async deleteWhitelistedDomain(domain: string, options?: CallOptions): Promise<void> {
    const to = path`/v2/3as/websites/${this.#id}/whitelisted-domains`
    await this.#transport.send(change('website.deleteWhitelistedDomain', 'PATCH', to, { domain }), options)
  }

  async listWhitelistedDomains(options?: CallOptions): Promise<string[]> {
    const to = path`/v2/3as/websites/${this.#id}/whitelisted-domains`
    return (await this.#transport.send(readRows('website.listWhitelistedDomains', to, string()), options)).items
  }

  /**
   * Makes a key for the data API. `apiKey` is shown this once: store it, encrypted, before anything else. The same answer is
   * also its `payload`, as the vendor's readme has it.
   *
   * @throws ThreeAsBadAnswerError when the key was made and its secret cannot be read: delete it, and make another.
   */
  async createApiKey(key: NewApiKey, options?: CallOptions): Promise<AlsoAsPayload<WireCreatedApiKey>> {
    const call: Call<WireCreatedApiKey> = {
      name: 'website.createApiKey',
      method: 'POST',
      to: path`/v2/3as/websites/${this.#id}/api-keys`,
      body: key,
      effect: 'change',
      read: payloadOf(wireCreatedApiKeySchema),
    }
    return alsoAsPayload(await this.#transport.send(call, options))
  }

  /** The keys, without their secrets. The same list is also its `payload`, as the vendor's readme has it. */
  async listApiKeys(options?: CallOptions): Promise<AlsoAsPayload<WireApiKey[]>> {
    const to = path`/v2/3as/websites/${this.#id}/api-keys`
    return alsoAsPayload(
      (await this.#transport.send(readRows('website.listApiKeys', to, wireApiKeySchema), options)).items,
    )
  }

  async deleteApiKey(keyId: string, options?: CallOptions): Promise<void> {
    const to = path`/v2/3as/websites/${this.#id}/api-keys/${keyId}`
    await this.#transport.send(change('website.deleteApiKey', 'DELETE', to), options)
  }

  /** Lets a customer, who must exist, work on this website or look at it. */
  async addContributor(contributor: NewContributor, options?: CallOptions): Promise<void> {
    const to = path`/v3/3as/websites/${this.#id}/contributors`
    await this.#transport.send(change('website.addContributor', 'POST', to, contributor), options)
  }

  /** @param contributor the customer, by their id or as the vendor's SDK takes it. */
  async deleteContributor(
    contributor: string | Pick<NewContributor, 'intpCustomerId'>,
    options?: CallOptions,
  ): Promise<void> {
    const id = typeof contributor === 'string' ? contributor : contributor?.intpCustomerId
    const to = path`/v3/3as/websites/${this.#id}/contributors/${id}`
    await this.#transport.send(change('website.deleteContributor', 'DELETE', to), options)
  }

  /** The owner, and everybody else by role. */
  async listContributors(options?: CallOptions): Promise<WireContributors> {
    const to = path`/v3/3as/websites/${this.#id}/contributors`
    return this.#transport.send(readOne('website.listContributors', to, wireContributorsSchema), options)
  }
}
