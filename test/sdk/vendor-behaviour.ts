import { importPKCS8, SignJWT, type CryptoKey } from 'jose'

/** As much of a client as the traps need; both the kit's and the stand-in below have it. */
export interface TrapClient {
  intpc(id: string): { generateIFrameDashboardUrl(websiteId: string): string | Promise<string> }
  websites: { getByIntpWebsiteId(id: string): Promise<unknown> }
  websiteSubscriptions: { upgrade(change: { intpWebsiteId: string; packageId: string }): Promise<unknown> }
}

export interface TrapClientOptions {
  apiUrl: string
  /** PKCS#8. */
  privateKey: string
  now?: () => number
}

/**
 * Stands for the vendor's SDK with its six known faults, written from their description, so that each trap's check can be
 * seen to fail on them.
 */
export class VendorBehaviour implements TrapClient {
  readonly #options: TrapClientOptions
  readonly #handle = { id: '', generateIFrameDashboardUrl: (websiteId: string) => this.#dashboardUrl(websiteId) }
  #token: { text: string; expiresAt: number } | undefined

  constructor(options: TrapClientOptions) {
    this.#options = options
  }

  /** Trap 1: one handle for everybody. */
  intpc(id: string) {
    this.#handle.id = id
    return this.#handle
  }

  readonly websites = {
    // Trap 2: the id goes into the path as it is.
    getByIntpWebsiteId: (id: string) => this.#call('GET', `/v2/3as/websites/${id}`),
  }

  readonly websiteSubscriptions = {
    upgrade: (change: object) => this.#call('POST', '/v3/3as/website-subscriptions/upgrade', change),
  }

  async #call(method: string, path: string, body?: object): Promise<unknown> {
    const token = await this.#apiToken()
    // Trap 4: the token in the log.
    console.info(`request ${path} ${token}`)
    // Trap 5: any method is tried again.
    for (let attempt = 1; ; attempt++) {
      const response = await fetch(this.#options.apiUrl + path, {
        method,
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
        ...(body ? { body: JSON.stringify(body) } : {}),
      }).catch(() => undefined)
      if (response?.ok) return response.json()
      if (attempt < 3) continue
      // Trap 3: nothing, or a bare object.
      return Promise.reject(response ? await response.json() : undefined)
    }
  }

  async #apiToken(): Promise<string> {
    const now = (this.#options.now ?? Date.now)() / 1000
    // Trap 6: a token is good until the moment it is dead.
    if (!this.#token || this.#token.expiresAt <= now) {
      this.#token = { text: await this.#sign({ roles: ['intp'] }, now + 600), expiresAt: now + 600 }
    }
    return this.#token.text
  }

  async #dashboardUrl(websiteId: string): Promise<string> {
    const token = await this.#sign({ roles: ['intpc'], intpc_id: this.#handle.id }, Date.now() / 1000 + 600)
    return `https://app.example?intpc_token=${token}&externalWebsiteId=${websiteId}`
  }

  async #sign(claims: Record<string, unknown>, expiresAt: number): Promise<string> {
    const key: CryptoKey = await importPKCS8(this.#options.privateKey, 'RS256')
    const token = new SignJWT({ intp_id: '979c93c5-b4de-4fd2-8ecf-bfd18bfaeecb', ...claims })
    return token
      .setProtectedHeader({ alg: 'RS256', kid: '979c93c5-b4de-4fd2-8ecf-bfd18bfaeecb' })
      .setExpirationTime(Math.floor(expiresAt))
      .sign(key)
  }
}
