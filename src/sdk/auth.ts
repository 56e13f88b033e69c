import { awaitedText } from './awaited-text.ts'
import { assertId } from './request-path.ts'
import type { TokenIssuer } from './tokens.ts'

export interface TokenOptions {
  /** Seconds the token lives, in place of the client's. */
  tokenLifeSeconds?: number | undefined
}

const tokenMembers = ['value', 'isExpired', 'refresh']

/** `visa.auth`: signed tokens for calls that this client does not make. Keep them out of logs and browsers' storage. */
export class Auth {
  readonly #tokens: TokenIssuer

  /** @internal */
  constructor(tokens: TokenIssuer) {
    this.#tokens = tokens
  }

  /** A token of the INTP, for the REST API. */
  generateINTPAccessToken({ tokenLifeSeconds }: TokenOptions = {}): Promise<string> {
    const token = this.#tokens.forApi(tokenLifeSeconds).then((signed) => signed.token)
    const line = 'const token = await visa.auth.generateINTPAccessToken()'
    return awaitedText(token, { call: 'auth.generateINTPAccessToken', line, members: tokenMembers })
  }

  /** A token of one customer, as a dashboard URL carries it. */
  generateINTPcAccessToken(intpCustomerId: string, { tokenLifeSeconds }: TokenOptions = {}): Promise<string> {
    const line = 'const token = await visa.auth.generateINTPcAccessToken(intpCustomerId)'
    const token = this.#forCustomer(intpCustomerId, tokenLifeSeconds)
    return awaitedText(token, { call: 'auth.generateINTPcAccessToken', line, members: tokenMembers })
  }

  async #forCustomer(intpCustomerId: string, tokenLifeSeconds: number | undefined): Promise<string> {
    assertId(intpCustomerId)
    return (await this.#tokens.forCustomer(intpCustomerId, tokenLifeSeconds)).token
  }
}
