import { wireAnswer } from '../contract/platform/wire-answer.ts'
import { wireCompanySchema, type WireCompany } from '../contract/platform/wire-company.ts'
import { read, type CallOptions } from './call.ts'
import type { Answer } from './page.ts'
import { path } from './request-path.ts'
import type { Transport } from './transport.ts'

const companyAnswer = wireAnswer(wireCompanySchema)

/** `visa.intp`: the integration partner itself. */
export class Intp {
  readonly #transport: Transport

  /** @internal */
  constructor(transport: Transport) {
    this.#transport = transport
  }

  /** Its name, its billing mode and its subscription type. */
  async get(options?: CallOptions): Promise<Answer<WireCompany>> {
    return this.#transport.send(read('intp.get', path`/v2/3as/company-details`, companyAnswer), options)
  }
}
