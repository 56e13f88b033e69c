import { assertId } from './request-path.ts'
import type { TokenIssuer } from './tokens.ts'

export interface TokenOptions {
  /** Seconds the token lives, in place of the client's. */
  tokenLifeSeconds?: number | undefined
}

/** `visa.auth`: signed tokens for calls that this client does not make. Keep them out of logs and browsers' storage. */
export class Auth {
  readonly #tokens: TokenIssuer

  /** @internal */
  constructor(tokens: TokenIssuer) {
    this.#tokens = tokens
  }

  /** A token of the INTP, for the REST API. */
  async generateINTPAccessToken({ tokenLifeSeconds }: TokenOptions = {}): Promise<string> {
    return (await this.#tokens.forApi(tokenLifeSeconds)).token
  }

  /** A token of one customer, as a dashboard URL carries it. */
  async generateINTPcAccessToken(intpCustomerId: string, { tokenLifeSeconds }: TokenOptions = {}): Promise<string> {
    assertId(intpCustomerId)
    return (await this.#tokens.forCustomer(intpCustomerId, tokenLifeSeconds)).token
  }
}
