import type { AnalyticsAdapter } from '../../adapter/analytics-adapter.ts'
import { AnalyticsError, type AnalyticsErrorCode } from '../../contract/error.ts'
import type { Quote } from '../../contract/quote.ts'
import type { Route, RouteInput, RouteOutput } from '../../contract/route.ts'
import {
  createQuote,
  getChange,
  getDashboardUrl,
  getSubscription,
  listPackages,
  listWebsites,
  startChange,
} from '../../contract/routes.ts'
import { parseWith } from '../../contract/schema.ts'
import { isOpen, type SubscriptionChange } from '../../contract/subscription-change.ts'
import { assert, equal, eventually, matches, rejection, shown } from '../assert.ts'
import type { ConformanceCheck } from '../check.ts'

export interface AdapterConformanceOptions {
  /** Makes the adapter, for a person who may open the website and, at the level `sell`, change its plan. Once for each check. */
  makeAdapter: () => AnalyticsAdapter | Promise<AnalyticsAdapter>
  /** `read`: the routes that only read. `sell`: all of them. */
  level: 'read' | 'sell'
  websiteId: string
  /** An id that the adapter answers with `not_found`. Left out, that is not checked. */
  unknownWebsiteId?: string | undefined
  /** At the level `sell`: a package that is larger than the website’s. */
  packageId?: string | undefined
  /** Pays for a change that waits for it. Only where it is paid before it is delivered. */
  pay?: ((change: SubscriptionChange) => Promise<void> | void) | undefined
}

/**
 * What an `AnalyticsAdapter` of a page has to get right: answers in the contract's shape, errors that are `AnalyticsError`s,
 * and calls that can be aborted.
 *
 * @example
 * it.each(adapterConformance({ makeAdapter: () => createAdapter(methods), level: 'read', websiteId: 'shop-1' }))(
 *   '$name',
 *   ({ run }) => run(),
 * )
 */
export function adapterConformance(options: AdapterConformanceOptions): ConformanceCheck[] {
  const { makeAdapter, level, unknownWebsiteId } = options
  const wanted = [
    ...readingChecks,
    ...(unknownWebsiteId === undefined ? [] : [unknownWebsite]),
    ...(level === 'sell' ? sellingChecks : []),
  ]
  return wanted.map(({ name, run }) => ({
    name,
    run: async () => run(await makeAdapter(), options),
  }))
}

interface AdapterCheck {
  readonly name: string
  readonly run: (adapter: AnalyticsAdapter, options: AdapterConformanceOptions) => Promise<void>
}

const readingChecks: readonly AdapterCheck[] = [
  {
    name: 'getDashboardUrl: answers a whole address that is good for a while',
    run: async (adapter, { websiteId }) => {
      const { url, expiresInSeconds } = await ask(adapter, getDashboardUrl, { websiteId })
      assert(/^https?:/.test(url) && URL.canParse(url), 'The address is not a whole one.')
      assert(expiresInSeconds > 0, 'The address has expired already.')
    },
  },
  {
    name: 'dashboardOrigins: name the origin of the dashboard, where they name any',
    run: async (adapter, { websiteId }) => {
      const { dashboardOrigins } = adapter
      const { url } = await ask(adapter, getDashboardUrl, { websiteId })
      if (!dashboardOrigins) return
      assert(dashboardOrigins.includes(new URL(url).origin), `${new URL(url).origin} is not among dashboardOrigins.`)
    },
  },
  {
    name: 'listWebsites: has the website',
    run: async (adapter, { websiteId }) => {
      const { websites } = await ask(adapter, listWebsites, {})
      assert(
        websites.some((website) => website.websiteId === websiteId),
        `The list has no ${websiteId}.`,
      )
    },
  },
  {
    name: 'listPackages: has what can be chosen, each once',
    run: async (adapter, { websiteId }) => {
      const { packages } = await ask(adapter, listPackages, { websiteId })
      equal(new Set(packages.map(({ id }) => id)).size, packages.length, 'How many ids there are')
      assert(
        packages.every(({ isTrial }) => !isTrial),
        'A trial cannot be chosen.',
      )
    },
  },
  {
    name: 'getSubscription: is about the website that was asked for',
    run: async (adapter, { websiteId }) => {
      matches(await ask(adapter, getSubscription, { websiteId }), { websiteId }, 'The view')
    },
  },
  {
    name: 'calls at the same time are each answered with their own',
    run: async (adapter, { websiteId }) => {
      const [{ url }, { packages }, view] = await Promise.all([
        ask(adapter, getDashboardUrl, { websiteId }),
        ask(adapter, listPackages, { websiteId }),
        ask(adapter, getSubscription, { websiteId }),
      ])
      assert(
        typeof url === 'string' && Array.isArray(packages) && view.websiteId === websiteId,
        'Answers are mixed up.',
      )
    },
  },
  {
    name: 'a call that was aborted before it began rejects with the reason of the signal',
    run: async (adapter, { websiteId }) => {
      const reason = new Error('left')
      const call = adapter.call(getSubscription, { websiteId }, { signal: AbortSignal.abort(reason) })
      equal((await rejection(call, 'An aborted call')) === reason, true, 'That it is the reason')
    },
  },
  {
    name: 'a call that is aborted on its way rejects with the reason of the signal',
    run: async (adapter, { websiteId }) => {
      const controller = new AbortController()
      const reason = new Error('left')
      const call = adapter.call(getSubscription, { websiteId }, { signal: controller.signal })
      controller.abort(reason)
      equal((await rejection(call, 'An aborted call')) === reason, true, 'That it is the reason')
    },
  },
]

const unknownWebsite: AdapterCheck = {
  name: 'a website that is not there is an AnalyticsError, not_found',
  run: async (adapter, { unknownWebsiteId = '' }) => {
    for (const route of [getDashboardUrl, listPackages, getSubscription]) {
      await fails(adapter.call(route, { websiteId: unknownWebsiteId }), 'not_found')
    }
  },
}

const sellingChecks: readonly AdapterCheck[] = [
  {
    name: 'createQuote: is about the website and the package that were asked for',
    run: async (adapter, { websiteId, packageId = '' }) => {
      const quote = await ask(adapter, createQuote, { websiteId, packageId })
      matches(quote, { websiteId, to: { id: packageId } }, 'The quote')
    },
  },
  {
    name: 'createQuote: a package that is not on offer is an AnalyticsError, not_found',
    run: async (adapter, { websiteId }) => {
      await fails(adapter.call(createQuote, { websiteId, packageId: 'no-such-package' }), 'not_found')
    },
  },
  {
    name: 'startChange: a quoted choice ends as applied, and is shown',
    run: async (adapter, options) => {
      const { websiteId, packageId = '' } = options
      const quote = await ask(adapter, createQuote, { websiteId, packageId })
      const started = await ask(adapter, startChange, orderOf(quote, crypto.randomUUID()))
      matches(await settled(adapter, options, started), { state: 'applied' }, 'The change')
      await eventually(
        () => ask(adapter, getSubscription, { websiteId }),
        ({ subscription }) => subscription.status !== 'none' && subscription.plan.packageId === packageId,
      )
    },
  },
  {
    name: 'startChange: the same key is the same change',
    run: async (adapter, options) => {
      const { websiteId, packageId = '' } = options
      const order = orderOf(await ask(adapter, createQuote, { websiteId, packageId }), crypto.randomUUID())
      const started = await ask(adapter, startChange, order)
      equal((await ask(adapter, startChange, order)).id, started.id, 'The id')
      await settled(adapter, options, started)
      equal((await ask(adapter, startChange, order)).id, started.id, 'The id, after its end')
    },
  },
]

function orderOf({ websiteId, id, to, dueToday }: Quote, idempotencyKey: string) {
  const amountMinor = dueToday.kind === 'nothing' ? 0 : dueToday.amount.amountMinor
  return {
    websiteId,
    idempotencyKey,
    intent: { kind: 'choose' as const, packageId: to.id },
    quote: { id, amountMinor },
  }
}

async function settled(
  adapter: AnalyticsAdapter,
  { websiteId, pay }: AdapterConformanceOptions,
  started: SubscriptionChange,
): Promise<SubscriptionChange> {
  if (started.state === 'awaiting_payment') {
    if (!pay) throw new Error('The change waits for a payment: say how to pay with `pay`.')
    await pay(started)
  }
  if (!isOpen(started)) return started
  return eventually(
    () => ask(adapter, getChange, { websiteId, changeId: started.id }),
    (change) => !isOpen(change),
  )
}

/** @throws Error for an answer that is not as the route's schema has it: whoever writes an adapter parses what comes in. */
async function ask<R extends Route>(
  adapter: AnalyticsAdapter,
  route: R,
  input: RouteInput<R>,
): Promise<RouteOutput<R>> {
  const answer = parseWith(route.output, await adapter.call(route, input))
  if ('data' in answer) return answer.data
  throw new Error(`The answer to ${route.name} is not right at ${answer.wrongField || 'its root'}.`)
}

async function fails(call: Promise<unknown>, code: AnalyticsErrorCode): Promise<void> {
  const error = await rejection(call, 'The call')
  assert(error instanceof AnalyticsError, `It should reject with an AnalyticsError, not with ${shown(error)}.`)
  equal(error.code, code, 'The code')
}
