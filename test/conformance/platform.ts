import assert from 'node:assert/strict'
import { createPrivateKey, randomUUID } from 'node:crypto'
import { SignJWT } from 'jose'

/** Where the suite runs and as whom. */
export interface Target {
  /** Base URL of the REST API. */
  url: string
  intpId: string
  /** PEM, PKCS#1 or PKCS#8. */
  privateKey: string
  dashboardUrl?: string | undefined
  /** Base URL of the data API, ending in `/api`. */
  dataUrl?: string | undefined
  /** Also makes packages, which the API cannot delete again. */
  makesPackages?: boolean | undefined
}

export interface Answer {
  status: number
  /** Parsed JSON, or `undefined`. */
  body: any
  text: string
  headers: Headers
}

export interface TokenOptions {
  kid?: string
  privateKey?: string
  claims?: Record<string, unknown>
  lifeSeconds?: number
}

export interface Package {
  id: string
  name: string
  touchpoints: number
  period: string
  recommended: boolean
  visibility?: string
}

type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'

const pathOf = (parts: TemplateStringsArray, ...ids: string[]) =>
  String.raw({ raw: parts }, ...ids.map(encodeURIComponent))

/**
 * The platform under test, spoken to over bare HTTP with tokens of its own making. Nothing of this kit's client or sandbox
 * is used: what judges both must not share their mistakes.
 */
export class Platform {
  readonly target: Target
  readonly #run = randomUUID().slice(0, 8)
  readonly #customers = new Set<string>()
  #made = 0

  constructor(target: Target) {
    this.target = target
  }

  async token({ kid, privateKey, claims, lifeSeconds = 600 }: TokenOptions = {}): Promise<string> {
    const now = Math.floor(Date.now() / 1000)
    const { intpId } = this.target
    const key = createPrivateKey(privateKey ?? this.target.privateKey)
    return new SignJWT({ roles: ['intp'], intp_id: intpId, iat: now + Math.min(0, lifeSeconds), ...claims })
      .setProtectedHeader({ alg: 'RS256', typ: 'JWT', kid: kid ?? intpId })
      .setExpirationTime(now + lifeSeconds)
      .sign(key)
  }

  /** A token of a customer, as a dashboard URL carries it. */
  customerToken(intpCustomerId: string, options: TokenOptions = {}): Promise<string> {
    return this.token({ ...options, claims: { roles: ['intpc'], intpc_id: intpCustomerId, ...options.claims } })
  }

  async call(method: Method, path: string, body?: unknown, token?: string | null): Promise<Answer> {
    const bearer = token === undefined ? await this.token() : token
    return request(this.target.url + path, {
      method,
      headers: {
        accept: 'application/json',
        ...(bearer === null ? {} : { authorization: `Bearer ${bearer}` }),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
  }

  /** The payload of a read, which must succeed. */
  async read(path: string): Promise<any> {
    const answer = await this.call('GET', path)
    assert.equal(answer.status, 200, `GET ${path} answered ${answer.status}: ${answer.text.slice(0, 200)}`)
    return answer.body.payload
  }

  /** Reads again until it is as wanted: a read straight after a write may lag by half a second. */
  async until(path: string, isWanted: (payload: any, answer: Answer) => boolean): Promise<any> {
    const deadline = Date.now() + 3_000
    for (;;) {
      const answer = await this.call('GET', path)
      if (isWanted(answer.body?.payload, answer)) return answer.body?.payload
      assert.ok(Date.now() < deadline, `GET ${path} did not become what it should: ${answer.text.slice(0, 400)}`)
      await new Promise((resolve) => setTimeout(resolve, 30))
    }
  }

  /** Reads until the platform says that there is no such thing. */
  async untilGone(path: string): Promise<void> {
    await this.until(path, (_, { status }) => status === 404)
  }

  /** An id that nobody has, to be cleaned up with everything under it when it is a customer's. */
  newId(suffix = ''): string {
    return `conformance-${this.#run}-${++this.#made}${suffix}`
  }

  /** A customer without a website. */
  async newCustomer(suffix = ''): Promise<string> {
    const intpCustomerId = this.newId(suffix)
    await this.createCustomer({ intpCustomerId, email: 'conformance@example.com' })
    return intpCustomerId
  }

  /** A customer with a website; `more` goes into the website, or on top with `pool`. */
  async newWebsite(more: { website?: object; customer?: object } = {}): Promise<{ site: string; customer: string }> {
    const customer = this.newId()
    const site = this.newId('-site')
    const website = { intpWebsiteId: site, domain: `${site}.example.com`, ...more.website }
    await this.createCustomer({
      intpCustomerId: customer,
      email: 'conformance@example.com',
      website,
      ...more.customer,
    })
    await this.until(pathOf`/v2/3as/websites/${site}`, (_, { status }) => status === 200)
    return { site, customer }
  }

  async createCustomer(body: { intpCustomerId: string } & Record<string, unknown>): Promise<Answer> {
    this.#customers.add(body.intpCustomerId)
    const answer = await this.call('POST', '/v2/3as/customers', body)
    assert.ok(isSuccess(answer), `POST /v2/3as/customers answered ${answer.status}: ${answer.text.slice(0, 200)}`)
    return answer
  }

  /** What the INTP sells, by size: two different limits above zero, and the package that everybody falls back to. */
  async plans(): Promise<{ free: Package; small: Package; large: Package; all: Package[] }> {
    const all: Package[] = await this.read('/v2/3as/packages')
    const free = all.find(({ name }) => name === 'Free')
    const sold = all
      .filter(({ visibility = 'public' }) => visibility === 'public')
      .filter(({ name, touchpoints, period }) => touchpoints > 0 && period === 'monthly' && !/free_trial/.test(name))
      .toSorted((one, other) => one.touchpoints - other.touchpoints)
    const [small, large] = [sold[0], sold.at(-1)]
    assert.ok(free, 'the INTP has no package named Free')
    assert.ok(
      small && large && large.touchpoints > small.touchpoints,
      'the INTP needs two monthly packages of different limits',
    )
    return { free, small, large, all }
  }

  /** Deletes every customer that was made, with their websites. Says which could not be. */
  async cleanUp(): Promise<string[]> {
    const left: string[] = []
    for (const customer of this.#customers) {
      const { status } = await this.call('DELETE', pathOf`/v2/3as/customers/${customer}`)
      if (status !== 404 && (status < 200 || status > 299)) left.push(customer)
    }
    return left
  }
}

export { pathOf as path }

export async function request(url: string, init: RequestInit = {}): Promise<Answer> {
  const response = await fetch(url, { redirect: 'manual', signal: AbortSignal.timeout(20_000), ...init })
  const text = await response.text()
  return { status: response.status, body: parse(text), text, headers: response.headers }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

export const isSuccess = ({ status }: Answer) => status >= 200 && status < 300
