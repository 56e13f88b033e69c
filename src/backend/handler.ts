import { assertSameVersion } from './http/same-version.ts'
import { AnalyticsError } from '../contract/error.ts'
import type { Route } from '../contract/route.ts'
import { routeTable, type RouteName } from '../contract/route-table.ts'
import { createAccess, type Access } from './access/access.ts'
import { ownBilling, type OwnBilling } from './back-office/billing.ts'
import { providerReads, type ProviderReads } from './back-office/provider-reads.ts'
import { backOfficeChanges, type BackOfficeChanges } from './back-office/changes.ts'
import { answerOptions, assertSameSite, corsHeaders, originOf } from './http/cross-site.ts'
import { errorAnswer, internalError } from './http/error-answer.ts'
import { readOptions, type HandlerSettings, type PartnerHandlerOptions } from './settings/handler-options.ts'
import { identify } from './access/identity.ts'
import type { HostContext } from './http/host-context.ts'
import { withoutBody, wrongMethod } from './http/methods.ts'
import type { ChangeRow } from './ledger/change-row.ts'
import { createLedger } from './ledger/ledger.ts'
import { memoriesIn } from './ledger/memories.ts'
import type { ReturnUrls } from './payments/payment-order.ts'
import { platformSubscription } from './ledger/platform-subscription.ts'
import { jsonAnswer, offerPlainAnswers, toResponse, type Answering, type PlainAnswer } from './http/plain-answer.ts'
import { tooManyQuotes } from './quotes/make-quote.ts'
import { countsWithin, type CountsWithin } from './runtime/counts-within.ts'
import { freshReads } from './runtime/fresh-reads.ts'
import { oncePerMinute } from './runtime/once-per-minute.ts'
import { allowOf, createPaths } from './http/paths.ts'
import { createPlatform, platformError } from './platform/platform.ts'
import { removeCustomer, removeWebsite } from './back-office/removal.ts'
import { readInput } from './http/request-input.ts'
import { answers } from './routes/answers.ts'
import { webhookAnswering, webhookPath } from './routes/webhook.ts'
import type { Services } from './settings/services.ts'
import { dashboardSigning } from './access/signatory.ts'

/** What a partner mounts: a function from a request to its answer, for anything that speaks the Web's standards. */
export interface PartnerHandler {
  /** `context` is handed on to `authenticate`, as it is: `analytics(c.req.raw, { user: c.get('user') })`. */
  (request: Request, context?: HostContext): Promise<Response>
  /** Where it is mounted, without a slash at the end. */
  readonly basePath: string
  /**
   * Settles what a crash, a timeout or a missed webhook has left, and says how many subscriptions that were. The background
   * loop calls it; where nothing runs between requests, a timer of the host does.
   */
  recover(): Promise<number>
  /** The back office: what the partner's own staff sees and does about changes. For the partner's server only. */
  readonly changes: BackOfficeChanges
  /** What a partner that bills by itself tells the handler. For the partner's server only. */
  readonly billing: OwnBilling
  /** What the payment provider can be asked: documents, and a page of its own. For the partner's server only. */
  readonly payments: ProviderReads
  /**
   * Deletes a website on the platform, after its recurring charge has ended: what is gone is not charged any more. A payment that
   * is open is withdrawn. The charge of a pool goes on, until the pool has no website any more.
   *
   * @throws AnalyticsError `not_found`, `change_open` while a change is paid, being applied or before a person, or one that can
   * be tried again while the charge cannot be ended.
   * @example await handler.removeWebsite('shop-1')
   */
  removeWebsite(websiteId: string): Promise<void>
  /** The same for a customer and all its websites, or its pool. What has ended stays so where a later charge cannot be ended. */
  removeCustomer(customerId: string): Promise<void>
  /** Ends the background loop, waits for what is under way, and closes the store. */
  close(): Promise<void>
}

/**
 * The partner's backend: signed dashboard URLs, packages, subscriptions, quotes and changes, for the customer that
 * `authenticate` names and for no one else.
 *
 * @example
 * const handler = createPartnerHandler({
 *   threeAs: new VisitorAnalytics({ intp: { id, privateKey } }),
 *   authenticate: async (request) => {
 *     const user = await sessionUser(request)
 *     return user && { customerId: user.id, role: 'manager' }
 *   },
 *   payments: invoiced(),
 *   publicUrl: 'https://app.example.com',
 * })
 * @throws TypeError or RangeError that names a wrong option.
 */
export function createPartnerHandler(options: PartnerHandlerOptions): PartnerHandler {
  const settings = readOptions(options)
  const parts = partsOf(settings)
  const { services } = parts
  const answer = answering(parts)
  const begin = () => {
    if (settings.background) services.ledger.begin()
  }
  begin()
  const plainly = (request: Request, context?: HostContext) => {
    begin()
    return answer(request, context)
  }
  const handler = async (request: Request, context?: HostContext) => toResponse(await plainly(request, context))
  offerPlainAnswers(handler, plainly)
  return Object.assign(handler, {
    basePath: settings.basePath,
    recover: () => services.ledger.recover(),
    changes: backOfficeChanges(services),
    billing: ownBilling(services),
    payments: providerReads(services),
    removeWebsite: (websiteId: string) => removeWebsite({ ...services, threeAs: settings.threeAs }, websiteId),
    removeCustomer: (customerId: string) => removeCustomer({ ...services, threeAs: settings.threeAs }, customerId),
    async close() {
      await services.ledger.close()
      await settings.store.close()
    },
  })
}

/** All that a request meets on its way: who is asking, what they may do, and what then answers. */
interface HandlerParts {
  settings: HandlerSettings
  access: Access
  services: Services
  /** The quotes that each customer has asked for in this process, whatever has become of them. */
  quotes: CountsWithin
  /** Anybody's page can have a request refused, and must not fill the partner's log by it. */
  noteCrossSite: (refusal: { origin: string | null; error: AnalyticsError }) => void
}

function partsOf(settings: HandlerSettings): HandlerParts {
  const { threeAs, store, payments, timing, now, allowIntervalSwitch, proRate, emit } = settings
  const { runtime } = settings
  const platform = createPlatform(threeAs, runtime, settings.emit, payments.declares.currencies)
  const ledger = createLedger({
    store,
    payments,
    subscription: platformSubscription(threeAs, platform, { proRate, callTimeoutMs: timing.callTimeoutMs }),
    timing,
    runtime,
    now,
    allowsIntervalSwitch: allowIntervalSwitch,
    taxed: settings.taxed,
    keepDetailsMs: settings.keepDetailsMs,
    changeLimit: { perCustomer: settings.changesPerCustomer, withinMs: tenMinutesMs },
    memories: memoriesIn(store),
    contacts: new Map(),
    returnUrls: (change) => returnUrlsOf(settings, change),
    tellsForeignText: settings.includeForeignText,
    emit,
  })
  const { quotesPerCustomer, changesPerCustomer } = settings
  const quotes = countsWithin(tenMinutesMs, quotesPerCustomer, runtime)
  const services: Services = {
    settings,
    platform,
    ledger,
    signDashboardUrl: dashboardSigning(threeAs),
    readStanding: freshReads(runtime),
    mayStartChange: countsWithin(tenMinutesMs, quotesPerCustomer + changesPerCustomer, runtime).add,
  }
  const noteCrossSite: HandlerParts['noteCrossSite'] = oncePerMinute(runtime, (count, refusal) =>
    emit({ type: 'origin.refused', count, ...refusal }),
  )
  return { settings, access: createAccess(platform, runtime), services, quotes, noteCrossSite }
}

const tenMinutesMs = 600_000

/** A path that cannot be made, or leads to another origin, is the partner's mistake, and leads home. */
function returnUrlsOf(settings: HandlerSettings, { id, facts }: ChangeRow): ReturnUrls | null {
  const { publicUrl, returnPath, emit } = settings
  if (!publicUrl) return null
  const addressFor = (outcome: keyof ReturnUrls) => {
    try {
      const path = returnPath?.({ websiteId: facts.websiteId, changeId: id, outcome })
      if (path === undefined) return publicUrl.href
      const url = new URL(path, publicUrl)
      if (url.origin === publicUrl.origin) return url.href
      throw new TypeError('returnPath led to another origin than publicUrl.')
    } catch (error) {
      emit({ type: 'attempt.failed', changeId: id, operation: 'making the address to return to', error })
      return publicUrl.href
    }
  }
  return { success: addressFor('success'), cancel: addressFor('cancel') }
}

/** Finds the route of a request, and answers whatever goes wrong as typed JSON. */
function answering(parts: HandlerParts): Answering {
  const { settings, services } = parts
  const { basePath, origins } = settings
  const paths = createPaths()
  for (const name of Object.keys(routeTable) as RouteName[]) {
    const { method, path }: Route = routeTable[name]
    const answer: Answering = (request, context) => answerRoute(request, name, parts, context)
    paths.add(method, basePath + path, origins, { name, answer })
  }
  paths.add('POST', basePath + webhookPath, null, { name: 'webhook', answer: webhookAnswering(services) })

  async function answered(request: Request, context: HostContext): Promise<PlainAnswer> {
    const path = paths.find(request)
    const route = path?.methods.get(request.method === 'HEAD' ? 'GET' : request.method)
    try {
      if (!path) throw noRoute()
      if (route) return await route.answer(request, context)
      if (request.method === 'OPTIONS') return answerOptions(request, path.origins, allowOf(path))
      return wrongMethod(allowOf(path), corsHeaders(request, path.origins))
    } catch (cause) {
      return failed(cause, request, parts, route?.name ?? 'unknown')
    }
  }

  return async (request, context) => {
    const answer = await answered(request, context)
    return request.method === 'HEAD' ? withoutBody(answer) : answer
  }
}

type AnyAnswer = (input: unknown, grant: unknown, services: Services) => Promise<unknown>

async function answerRoute(
  request: Request,
  name: RouteName,
  parts: HandlerParts,
  context: HostContext,
): Promise<PlainAnswer> {
  const { settings, access, services, quotes } = parts
  const route: Route = routeTable[name]
  assertSameSite(request, settings.origins)
  assertSameVersion(request)
  const caller = await identify(settings.authenticate, request, context)
  const input = await readInput(request, route, settings.maxBodyBytes)
  // Only `session` has no website in its input (`Answer`), and does not ask for one.
  const { websiteId } = input as { websiteId: string }
  // Before anything is asked of the platform or the provider: those are what a quote costs.
  if (name === 'createQuote' && quotes.isFull(caller.customerId)) throw tooManyQuotes()
  const grant = await access[route.access](caller, { websiteId, right: route.right })
  // Only now: a person without the right must not use up what their customer may ask for.
  if (name === 'createQuote' && !quotes.add(caller.customerId)) throw tooManyQuotes()
  const answer = await (answers[name] as AnyAnswer)(input, grant, services)
  return jsonAnswer(200, answer, { 'cache-control': route.cache, ...corsHeaders(request, settings.origins) })
}

/** What is ours or the platform's fault is told to the partner as well. */
function failed(
  cause: unknown,
  request: Request,
  { settings, noteCrossSite }: HandlerParts,
  route: string,
): PlainAnswer {
  const { emit, origins } = settings
  const error = platformError(cause)
  const known = error instanceof AnalyticsError ? error : internalError(error)
  if (known.code === 'internal' || known.code === 'platform_unavailable') {
    emit({ type: 'request.failed', route, code: known.code, error: cause })
  }
  if (known.code === 'cross_site') noteCrossSite({ origin: originOf(request), error: known })
  return errorAnswer(known, corsHeaders(request, origins))
}

function noRoute(): AnalyticsError {
  return new AnalyticsError({
    code: 'not_found',
    message: 'There is no such route.',
    hint: 'Check basePath, and that page and backend use the same version of react-3as.',
  })
}
