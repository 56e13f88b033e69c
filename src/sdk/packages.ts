import type { Currency } from '../contract/money.ts'
import { wirePackageSchema, type Period, type WirePackage } from './wire/wire-package.ts'
import type { CallOptions } from './call-options.ts'
import { change, changeOf, readOne, readRows } from './call.ts'
import { assertId, path, query } from './request-path.ts'
import type { Transport } from './transport.ts'

/** Whose packages: the public ones plus those restricted to this customer or website. Without it, all of the INTP. */
export interface PackageFilter {
  intpWebsiteId?: string | undefined
  intpCustomerId?: string | undefined
}

export interface CreatePackage {
  name: string
  /** Touchpoints of a period; -1 is unlimited. */
  touchpoints: number
  /** Decimal, in `currency`: 7.99. */
  price: number
  currency: Currency
  period: Period
  /** @defaultValue 'public' */
  visibility?: 'public' | 'restricted' | (string & {}) | undefined
}

export interface UpdatePackage {
  name: string
}

/** `visa.packages`: the plans that an INTP sells. */
export class Packages {
  readonly #transport: Transport

  /** @internal */
  constructor(transport: Transport) {
    this.#transport = transport
  }

  /** All packages in one answer: the platform does not page this list. */
  async list(filter: PackageFilter = {}, options?: CallOptions): Promise<WirePackage[]> {
    const { intpWebsiteId, intpCustomerId } = filter
    // An empty filter is none to the platform: it would answer with everybody's restricted packages.
    if (intpWebsiteId !== undefined) assertId(intpWebsiteId)
    if (intpCustomerId !== undefined) assertId(intpCustomerId)
    const whose = query({ intpWebsiteId, intpCustomerId })
    const call = readRows('packages.list', path`/v2/3as/packages`, wirePackageSchema, whose)
    return (await this.#transport.send(call, options)).items
  }

  /** @throws ThreeAsNotFoundError when there is none. */
  async getById(packageId: string, options?: CallOptions): Promise<WirePackage> {
    return this.#transport.send(packageById(packageId), options)
  }

  /** Where the platform's answer does not say what was made, it is what was asked for, with an empty id. */
  async create(asked: CreatePackage, options?: CallOptions): Promise<WirePackage> {
    const to = path`/v2/3as/packages`
    const made = await this.#transport.send(changeOf('packages.create', 'POST', to, wirePackageSchema, asked), options)
    return made ?? { ...asked, id: '', recommended: false, intpId: '', createdAt: '' }
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

  /** Renames it. The platform refuses that for a recommended package. What its answer does not say is read. */
  async update(changes: UpdatePackage, options?: CallOptions): Promise<WirePackage> {
    const to = path`/v2/3as/packages/${this.#id}`
    const updated = await this.#transport.send(
      changeOf('package.update', 'PATCH', to, wirePackageSchema, changes),
      options,
    )
    return updated ?? this.#transport.send(packageById(this.#id), options)
  }

  /** Offers a restricted package to a customer or a website, by its id. */
  async assign(targetId: string, options?: CallOptions): Promise<void> {
    const to = path`/v3/3as/packages/${this.#id}/assignments/${targetId}`
    await this.#transport.send(change('package.assign', 'PUT', to, []), options)
  }

  /** Takes that offer back. */
  async unassign(targetId: string, options?: CallOptions): Promise<void> {
    const to = path`/v3/3as/packages/${this.#id}/assignments/${targetId}`
    await this.#transport.send(change('package.unassign', 'DELETE', to), options)
  }
}

function packageById(packageId: string) {
  return readOne('packages.getById', path`/v2/3as/packages/${packageId}`, wirePackageSchema)
}
