import { wireCompanySchema, type WireCompany } from './wire/wire-company.ts'
import type { CallOptions } from './call-options.ts'
import { readOne } from './call.ts'
import { path } from './request-path.ts'
import type { Transport } from './transport.ts'

/** `visa.intp`: the integration partner itself. */
export class Intp {
  readonly #transport: Transport

  /** @internal */
  constructor(transport: Transport) {
    this.#transport = transport
  }

  /** Its name, its billing mode and its subscription type. */
  async get(options?: CallOptions): Promise<WireCompany> {
    return this.#transport.send(readOne('intp.get', path`/v2/3as/company-details`, wireCompanySchema), options)
  }
}
