import { unknown } from 'zod/mini'
import { wireAnswer, wireList } from '../contract/platform/wire-answer.ts'
import { wirePackageSchema, type WirePackage } from '../contract/platform/wire-package.ts'
import { change, read, type CallOptions } from './call.ts'
import type { Answer, Page } from './page.ts'
import { assertId, path, query } from './request-path.ts'
import type { Transport } from './transport.ts'

const packageAnswer = wireAnswer(wirePackageSchema)
const packageList = wireList(wirePackageSchema)

/** Whose packages: the public ones plus those restricted to this customer or website. Without it, all of the INTP. */
export interface PackageFilter {
  intpWebsiteId?: string | undefined
  intpCustomerId?: string | undefined
}

export interface NewPackage {
  name: string
  /** Touchpoints of a period; -1 is unlimited. */
  touchpoints: number
  /** Decimal, in `currency`: 7.99. */
  price: number
  currency: 'EUR' | 'USD' | 'RON' | (string & {})
  period: 'monthly' | 'yearly' | (string & {})
  /** @defaultValue 'public' */
  visibility?: 'public' | 'restricted' | (string & {}) | undefined
}

/** `visa.packages`: the plans that an INTP sells. */
export class Packages {
  readonly #transport: Transport

  /** @internal */
  constructor(transport: Transport) {
    this.#transport = transport
  }

  /** All packages at once: the platform does not page this list. */
  async list(filter: PackageFilter = {}, options?: CallOptions): Promise<Page<WirePackage>> {
    const { intpWebsiteId, intpCustomerId } = filter
    // An empty filter is none to the platform: it would answer with everybody's restricted packages.
    if (intpWebsiteId !== undefined) assertId(intpWebsiteId)
    if (intpCustomerId !== undefined) assertId(intpCustomerId)
    const whose = query({ intpWebsiteId, intpCustomerId })
    return this.#transport.send(read('packages.list', path`/v2/3as/packages`, packageList, whose), options)
  }

  /** @throws ThreeAsNotFoundError when there is none. */
  async getById(packageId: string, options?: CallOptions): Promise<Answer<WirePackage>> {
    const to = path`/v2/3as/packages/${packageId}`
    return this.#transport.send(read('packages.getById', to, packageAnswer), options)
  }

  async create(newPackage: NewPackage, options?: CallOptions): Promise<Answer<WirePackage>> {
    const to = path`/v2/3as/packages`
    return this.#transport.send(change('packages.create', 'POST', to, packageAnswer, newPackage), options)
  }
}

/** `visa.package(id)`: one package. A handle is bound to its id for good. */
export class PackageHandle {
  readonly #transport: Transport
  readonly #id: string

  /** @internal */
  constructor(transport: Transport, id: string) {
    this.#transport = transport
    this.#id = id
  }

  /** Renames it. The platform refuses that for a recommended package. */
  async update(changes: { name: string }, options?: CallOptions): Promise<Answer<WirePackage>> {
    const to = path`/v2/3as/packages/${this.#id}`
    return this.#transport.send(change('package.update', 'PATCH', to, packageAnswer, changes), options)
  }

  /** Offers a restricted package to a customer or a website, by its id. */
  async assign(targetId: string, options?: CallOptions): Promise<void> {
    const to = path`/v3/3as/packages/${this.#id}/assignments/${targetId}`
    await this.#transport.send(change('package.assign', 'PUT', to, unknown()), options)
  }

  /** Takes that offer back. */
  async unassign(targetId: string, options?: CallOptions): Promise<void> {
    const to = path`/v3/3as/packages/${this.#id}/assignments/${targetId}`
    await this.#transport.send(change('package.unassign', 'DELETE', to, unknown()), options)
  }
}
