import { createAdapter } from '../adapter/create-adapter.ts'
import type { AnalyticsAdapter, CallOptions } from '../adapter/analytics-adapter.ts'
import { AnalyticsError } from '../contract/error.ts'
import type { RouteName } from '../contract/route-table.ts'
import { withoutUndefined } from '../contract/some.ts'
import type { SubscriptionView } from '../contract/subscription.ts'
import type { WebsiteSummary } from '../contract/website.ts'
import { demoWebsites, subscriptionView } from './fixtures.ts'
import { MemoryPlatform } from './memory-platform.ts'
import { scriptOf, type CompleteScript, type Delay, type MemoryScript, type MemoryState } from './memory-states.ts'

export interface MemoryAdapterOptions extends MemoryScript {
  /** The situation to start from, by name; single facts may be given besides. Default: `basic`. */
  state?: MemoryState | undefined
  websites?: readonly WebsiteSummary[] | undefined
  /**
   * What `getDashboardUrl` answers. A text may be framed as it is; for a function name its origins with `allowedOrigins` of
   * the provider. Default: a page of a host that does not exist.
   */
  dashboardUrl?: (string | ((websiteId: string) => string)) | undefined
  /** Default: 3600. */
  dashboardUrlExpiresInSeconds?: number | undefined
  /** Default: the real time. */
  now?: (() => Date) | undefined
}

const nowhere = 'https://dashboard.invalid/'

/** An adapter without a server, and the handles to steer it while it is in use. */
export interface MemoryAdapter extends AnalyticsAdapter {
  /** Every call that reached it, oldest first. */
  readonly calls: readonly { route: RouteName; input: unknown }[]
  /** What a read of the subscription shows, lag aside. */
  readonly view: SubscriptionView
  /** Changes what is scripted, from the next call on. */
  script(changes: Omit<MemoryAdapterOptions, 'state' | 'now'>): void
  /** Answers every call that `delayMs` holds back. */
  release(): void
  /** The customer pays, or is declined, on the provider's page. */
  pay(outcome?: 'paid' | 'declined'): void
}

/**
 * An adapter for stories and tests that needs no server: it plays a named situation and lives on from there. A plan that
 * is chosen is applied, and the next read shows it.
 *
 * @example
 * const adapter = createMemoryAdapter({ state: 'planned_downgrade', delayMs: 300 })
 * <AnalyticsProvider adapter={adapter}><PackagePicker websiteId="acme-bikes" /></AnalyticsProvider>
 */
export function createMemoryAdapter({
  state = 'basic',
  now = () => new Date(),
  ...given
}: MemoryAdapterOptions = {}): MemoryAdapter {
  // What a test has not decided yet scripts nothing.
  const options = withoutUndefined(given)
  const script: CompleteScript & AboutUrls = { ...scriptOf(state, now()), ...options }
  const platform = new MemoryPlatform(
    script,
    subscriptionView(now(), { ...scriptOf(state, now()).view, ...withoutUndefined(options.view ?? {}) }),
    now,
  )
  const calls: { route: RouteName; input: unknown }[] = []
  const held = new Set<() => void>()

  const answers = createAdapter({
    getDashboardUrl: async ({ websiteId }) => {
      const { dashboardUrl = nowhere, dashboardUrlExpiresInSeconds = 3600 } = script
      const url = typeof dashboardUrl === 'function' ? dashboardUrl(websiteId) : dashboardUrl
      return { url, expiresInSeconds: dashboardUrlExpiresInSeconds }
    },
    listWebsites: async () => ({ websites: [...(script.websites ?? demoWebsites)] }),
    listPackages: async () => ({ packages: [...script.packages] }),
    getSubscription: async ({ websiteId }) => platform.read(websiteId),
    createQuote: async ({ packageId, websiteId }) => ({ ...platform.quote(packageId), websiteId }),
    startChange: async (input) => platform.start(input),
    getChange: async ({ changeId }) => platform.advance(changeId),
    abandonChange: async ({ changeId }) => platform.abandon(changeId),
  })

  return {
    calls,
    get dashboardOrigins() {
      const { dashboardUrl = nowhere } = script
      return typeof dashboardUrl === 'string' ? [new URL(dashboardUrl).origin] : undefined
    },
    get view() {
      return platform.view
    },
    script(changes) {
      Object.assign(script, withoutUndefined(changes))
      platform.view = { ...platform.view, ...withoutUndefined(changes.view ?? {}) }
    },
    release() {
      for (const go of held) go()
    },
    pay(outcome = 'paid') {
      platform.pay(outcome)
    },
    async call(route, input, callOptions = {}) {
      const name = route.name as RouteName
      calls.push({ route: name, input })
      const { delayMs = 0, failures } = script
      await pause(typeof delayMs === 'object' ? (delayMs[name] ?? 0) : delayMs, callOptions, held)
      const failure = failures[name]
      if (failure) throw new AnalyticsError(failure)
      return answers.call(route, input, callOptions)
    },
  }
}

type AboutUrls = Pick<MemoryAdapterOptions, 'websites' | 'dashboardUrl' | 'dashboardUrlExpiresInSeconds'>

function pause(delay: Delay, { signal }: CallOptions, held: Set<() => void>): Promise<void> {
  signal?.throwIfAborted()
  if (delay === 0) return Promise.resolve()
  return new Promise((resolve, reject) => {
    const timer = delay === 'never' ? undefined : setTimeout(() => finish(resolve), delay)
    const go = () => finish(resolve)
    const abort = () => finish(() => reject(signal?.reason as Error))
    const finish = (then: () => void) => {
      clearTimeout(timer)
      held.delete(go)
      signal?.removeEventListener('abort', abort)
      then()
    }
    held.add(go)
    signal?.addEventListener('abort', abort, { once: true })
  })
}
