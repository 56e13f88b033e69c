import { parseErrorBody, type AnalyticsErrorCode } from '../../contract/error.ts'
import type { WireWebsite } from '../../sdk/wire/wire-website.ts'
import type { Route, RouteOutput } from '../../contract/route.ts'
import { createQuote, getChange, startChange } from '../../contract/routes.ts'
import { parseWith } from '../../contract/schema.ts'
import { requestHeader } from '../../contract/request-header.ts'
import type { Quote } from '../../contract/quote.ts'
import { isOpen, type ChangeIntent, type SubscriptionChange } from '../../contract/subscription-change.ts'
import { assert, equal, eventually, shown } from '../assert.ts'

/** Who asks, as the checks need them: two customers of the sandbox's first INTP, and a person who may only look. */
export type ConformancePerson = 'acmeManager' | 'acmeViewer' | 'globexManager'

/** What an effect on the platform looks like. */
export interface PlatformEffect {
  kind: string
  intpWebsiteId: string | null
  packageId: string | null
}

export type PlatformFault = { route: string; count?: number | undefined } & (
  | { kind: 'status'; status: number; body: unknown }
  | { kind: 'drop'; effect: 'before' }
)

/** What the checks ask of the sandbox of `react-3as-sandbox`. */
export interface ConformancePlatform {
  reset(): void
  website(websiteId: string): { status: string; expiresAt: string }
  changePlan(change: {
    intpWebsiteId: string
    packageId?: string | undefined
    plannedDowngradePackageId?: string | null | undefined
    status?: 'active' | 'canceled' | 'inactive' | undefined
  }): unknown
  effects(filter: { intpWebsiteId: string; cause: 'call' }): PlatformEffect[]
  addFault(fault: PlatformFault): unknown
  clearFaults(): void
}

export interface BackendConformanceOptions {
  /** Where the backend serves the routes: `http://127.0.0.1:8000/api/analytics`. */
  url: string
  /** `read`: the routes that only read. `sell`: all of them. */
  level: 'read' | 'sell'
  /**
   * Headers that sign a person in, as the backend's own session has them: a cookie, or a token. `acmeManager` is a manager of
   * the customer `acme`, `globexManager` of `globex`. `acmeViewer` may look at what `acme` has and change nothing; where the
   * backend signs for viewers, it is the customer `acme-viewer` of the platform.
   */
  signIn: Readonly<Record<ConformancePerson, Readonly<Record<string, string>>>>
  /**
   * The sandbox that the backend calls, as the INTP `demoIntps.website`: `platform` of what `startSandbox` answers. Each check
   * puts it back to its start.
   */
  platform: ConformancePlatform
  /** Pays for a change that waits for it. Only where the backend collects before it delivers. */
  pay?: ((change: SubscriptionChange) => Promise<void>) | undefined
  /** How long a change may take until it has ended, in milliseconds. @defaultValue 30 000 */
  settlesWithinMs?: number | undefined
  /** @defaultValue the runtime's `fetch` */
  fetch?: typeof fetch | undefined
}

export interface Reply {
  status: number
  headers: Headers
  text: string
  /** `undefined` where it is not JSON. */
  json: unknown
}

type Who = ConformancePerson | 'signedOut'
type Query = Readonly<Record<string, string>>

/** A partner's backend as a check asks it, and the platform behind it. */
export class BackendUnderTest {
  readonly platform: ConformancePlatform
  readonly #options: BackendConformanceOptions

  constructor(options: BackendConformanceOptions) {
    this.#options = options
    this.platform = options.platform
  }

  async send(who: Who, path: string, init: RequestInit = {}): Promise<Reply> {
    const { url, signIn, fetch: request = fetch } = this.#options
    const response = await request(url.replace(/\/$/, '') + path, {
      redirect: 'manual',
      signal: AbortSignal.timeout(60_000),
      ...init,
      headers: { accept: 'application/json', ...(who === 'signedOut' ? {} : signIn[who]), ...(init.headers as Query) },
    })
    const text = await response.text()
    return { status: response.status, headers: response.headers, text, json: parsed(text) }
  }

  get(who: Who, path: string, query: Query = {}, headers: Query = {}): Promise<Reply> {
    const asked = new URLSearchParams(query).toString()
    return this.send(who, path + (asked && `?${asked}`), { headers })
  }

  post(who: Who, path: string, body: unknown, headers: Query = {}): Promise<Reply> {
    return this.send(who, path, {
      method: 'POST',
      headers: { 'content-type': 'application/json', [requestHeader.name]: requestHeader.value, ...headers },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    })
  }

  /** The answer of a route, by its schema. @throws Error for any other. */
  async read<R extends Route>(who: Who, route: R, input: Query = {}): Promise<RouteOutput<R>> {
    return answerOf(route, await this.get(who, route.path, input))
  }

  async quote(websiteId: string, packageId: string): Promise<Quote> {
    return answerOf(createQuote, await this.post('acmeManager', createQuote.path, { websiteId, packageId }))
  }

  /** Starts a change; `quote` is the one that was shown. */
  start(
    websiteId: string,
    intent: ChangeIntent,
    quote: Quote | null = null,
    given: { key?: string; amountMinor?: number; who?: Who } = {},
  ): Promise<Reply> {
    const { key = crypto.randomUUID(), amountMinor = quote === null ? 0 : amountOf(quote), who = 'acmeManager' } = given
    return this.post(who, startChange.path, {
      websiteId,
      idempotencyKey: key,
      intent,
      ...(quote && { quote: { id: quote.id, amountMinor } }),
    })
  }

  /** Pays where it has to be paid, and asks until the change has ended, or waits for a person. */
  async settled(websiteId: string, reply: Reply): Promise<SubscriptionChange> {
    const { pay, settlesWithinMs = 30_000 } = this.#options
    const started = answerOf(startChange, reply)
    if (started.state === 'awaiting_payment') {
      if (!pay) throw new Error('The change waits for a payment: say how to pay with `pay`.')
      await pay(started)
    }
    // A wish that changes nothing may have ended without leaving anything to ask for.
    if (!isOpen(started)) return started
    return eventually(
      () => this.read('acmeManager', getChange, { websiteId, changeId: started.id }),
      (change) => !isOpen(change) || change.state === 'needs_attention',
      settlesWithinMs,
    )
  }

  /** Chooses a package as it is quoted, and waits for the end. */
  async choose(websiteId: string, packageId: string): Promise<SubscriptionChange> {
    const quote = await this.quote(websiteId, packageId)
    return this.settled(websiteId, await this.start(websiteId, { kind: 'choose', packageId }, quote))
  }

  /** A website as the platform has it. */
  website(websiteId: string): WireWebsite {
    return this.platform.website(websiteId) as WireWebsite
  }

  /** What calls have changed about a website, of one kind or all. */
  effects(websiteId: string, kind?: string): string[] {
    const effects = this.platform.effects({ intpWebsiteId: websiteId, cause: 'call' })
    return effects.map((effect) => effect.kind).filter((each) => kind === undefined || each === kind)
  }
}

export function amountOf({ dueToday }: Quote): number {
  return dueToday.kind === 'nothing' ? 0 : dueToday.amount.amountMinor
}

/** @throws Error unless it is a success, in JSON, and as the route's schema has it. */
export function answerOf<R extends Route>(route: R, reply: Reply): RouteOutput<R> {
  const { status, headers, text, json } = reply
  assert(status === 200, `${route.path} answered ${status}: ${shown(text)}`)
  assert(headers.get('content-type')?.startsWith('application/json'), `${route.path} is not sent as application/json.`)
  const answer = parseWith(route.output, json)
  if ('data' in answer) return answer.data
  throw new Error(`The answer of ${route.path} is not right at ${answer.wrongField || 'its root'}: ${shown(json)}`)
}

/** @throws Error unless it is this error, in the contract's shape, and without anything that has to stay on the server. */
export function refused(reply: Reply, status: number, code: AnalyticsErrorCode): unknown {
  const { json, text } = reply
  const error = parseErrorBody(json)
  assert(error, `${status} with the code ${code} was expected, and the answer is ${reply.status}: ${shown(text)}`)
  equal({ status: reply.status, code: error.code }, { status, code }, 'The error')
  assert(!/PRIVATE KEY|eyJ[\w-]{10}|Bearer /.test(text), 'An error holds a key or a token.')
  return error.details
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
