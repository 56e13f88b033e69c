'use client'
import { QueryClient, QueryClientContext, QueryClientProvider } from '@tanstack/react-query'
import { useCallback, useContext, useEffect, useMemo, useRef, useState, type ReactNode } from 'react'
import type { AnalyticsAdapter } from '../../adapter/analytics-adapter.ts'
import { dashboardOrigins } from '../../contract/dashboard-url.ts'
import { AnalyticsContext } from '../analytics-context.ts'
import { createSignedUrls } from '../../adapter/signed-url.ts'
import type { AnalyticsEvent } from '../events.ts'
import type { HostComponents } from '../host-components.ts'
import type { MessageOverrides } from './catalogue.ts'
import { noteOddOrigins } from '../safety/origins.ts'
import { useLatest } from '../use-latest.ts'
import { useSteadyAdapter, useSteadyList } from '../use-steady.ts'

export interface AnalyticsProviderProps {
  /** Whoever is signed in is told apart by `tenant`, not by another adapter: calls go to the newest one. */
  adapter: AnalyticsAdapter
  /**
   * Who is signed in, for pages where that can change without a reload (an account switcher): cached data and frames of
   * one tenant are never shown to another. Default: the adapter's `customer`, else one tenant.
   */
  tenant?: string | undefined
  /**
   * BCP 47 tag for numbers, money and dates; `de_DE` is understood as well. Default: that of the language in `messages`, else
   * `en`, also for what is not known.
   */
  locale?: string | undefined
  /** IANA time zone for dates, so that server and browser write the same day. Default, also for what is not known: `UTC`. */
  timeZone?: string | undefined
  /** A language from `react-3as/locales/*`, or single texts. Default: English. */
  messages?: MessageOverrides | undefined
  /** Buttons, dialogs and the like of your own. Made outside of the component: another component is another element. */
  components?: HostComponents | undefined
  /**
   * Origins whose signed URLs may be framed: name a white-label dashboard here, `['https://stats.example.com']`.
   * Default: those of the adapter, which are the platform's own dashboards unless it says others. Loopback is allowed besides while the page itself is on loopback.
   */
  allowedOrigins?: readonly string[] | undefined
  /**
   * Origins of pages that may frame this page and let a customer confirm a change of plan there: an admin shell of your own,
   * `['https://admin.example.com']`. Default: none besides the page's own origin, against clicks that a stranger's page has
   * drawn over.
   */
  allowedAncestors?: readonly string[] | undefined
  /** Called with what happens, for the partner's own logging: errors, ignored messages, upgrade clicks. */
  onEvent?: ((event: AnalyticsEvent) => void) | undefined
  /** Whatever uses it, at any depth. */
  children?: ReactNode
}

const platformOrigins = Object.values(dashboardOrigins)
const noMessages: MessageOverrides = {}
const noComponents: HostComponents = {}
const noAncestors: readonly string[] = []

/**
 * Gives every component below it the way to the partner's backend. Uses the app's own `QueryClient` when there is one.
 *
 * @example
 * const adapter = createHttpAdapter({ baseUrl: '/api/analytics' })
 * <AnalyticsProvider adapter={adapter} locale="de-DE">…</AnalyticsProvider>
 */
export function AnalyticsProvider(props: AnalyticsProviderProps) {
  const {
    tenant = props.adapter.customer ?? 'default',
    messages = noMessages,
    components = noComponents,
    onEvent,
    children,
  } = props
  const adapter = useSteadyAdapter(props.adapter, tenant)
  const { locale = messages.locale ?? 'en', timeZone = 'UTC' } = props
  const allowedOrigins = useSteadyList(props.allowedOrigins ?? props.adapter.dashboardOrigins ?? platformOrigins)
  const allowedAncestors = useSteadyList(props.allowedAncestors ?? noAncestors)
  if (process.env.NODE_ENV !== 'production') {
    noteOddOrigins('allowedOrigins', allowedOrigins)
    noteOddOrigins('allowedAncestors', allowedAncestors)
  }
  const latest = useLatest(onEvent)
  const report = useCallback((event: AnalyticsEvent) => latest.current?.(event), [latest])
  const signedUrls = useMemo(() => createSignedUrls(adapter), [adapter])
  const value = useMemo(
    () => ({
      adapter,
      tenant,
      locale,
      timeZone,
      messages,
      components,
      allowedOrigins,
      allowedAncestors,
      report,
      signedUrls,
    }),
    [adapter, tenant, locale, timeZone, messages, components, allowedOrigins, allowedAncestors, report, signedUrls],
  )
  return (
    <WithQueryClient>
      <AnalyticsContext.Provider value={value}>{children}</AnalyticsContext.Provider>
    </WithQueryClient>
  )
}

function WithQueryClient({ children }: { children: ReactNode }) {
  const app = useContext(QueryClientContext)
  return app ? children : <OwnQueryClient>{children}</OwnQueryClient>
}

function OwnQueryClient({ children }: { children: ReactNode }) {
  const [client] = useState(() => new QueryClient())
  const isShown = useRef(false)
  useEffect(() => {
    isShown.current = true
    return () => {
      isShown.current = false
      // Its timers would hold everything below for minutes. Not immediately: StrictMode comes back in the same task.
      queueMicrotask(() => isShown.current || client.clear())
    }
  }, [client])
  return <QueryClientProvider client={client}>{children}</QueryClientProvider>
}
