'use client'
import { QueryClient, QueryClientContext, QueryClientProvider } from '@tanstack/react-query'
import { useCallback, useContext, useMemo, useState, type ReactNode } from 'react'
import type { AnalyticsAdapter } from '../adapter/analytics-adapter.ts'
import { dashboardOrigins } from '../contract/dashboard-url.ts'
import { AnalyticsContext } from './analytics-context.ts'
import { createSignedUrls } from './dashboard/signed-url.ts'
import type { AnalyticsEvent } from './events.ts'
import type { MessageOverrides } from './messages/catalogue.ts'
import { useLatest } from './use-latest.ts'

export interface AnalyticsProviderProps {
  adapter: AnalyticsAdapter
  /**
   * Who is signed in, for pages where that can change without a reload (an account switcher): cached data and frames of
   * one tenant are never shown to another. Default: one tenant.
   */
  tenant?: string | undefined
  /** BCP 47 tag for numbers, money and dates. Default: that of the language in `messages`, else `en`. */
  locale?: string | undefined
  /** IANA time zone for dates, so that server and browser write the same day. Default: `UTC`. */
  timeZone?: string | undefined
  /** A language from `react-3as/locales/*`, or single texts. Default: English. */
  messages?: MessageOverrides | undefined
  /**
   * Origins whose signed URLs may be framed: name a white-label dashboard here, `['https://stats.example.com']`.
   * Default: those of the adapter, which are the platform's own dashboards unless it says others. Loopback is allowed besides while the page itself is on loopback.
   */
  allowedOrigins?: readonly string[] | undefined
  /**
   * Origins of pages that may frame this page and let somebody confirm a change of plan there: an admin shell of your own,
   * `['https://admin.example.com']`. Default: none besides the page's own origin, against clicks that a stranger's page has
   * drawn over.
   */
  allowedAncestors?: readonly string[] | undefined
  /** Told of what happens, for the partner's own logging: errors, ignored messages, upgrade clicks. */
  onEvent?: ((event: AnalyticsEvent) => void) | undefined
  children?: ReactNode
}

const platformOrigins = Object.values(dashboardOrigins)
const noMessages: MessageOverrides = {}
const nobody: readonly string[] = []

/**
 * Gives every component below it the way to the partner's backend. Uses the app's own `QueryClient` when there is one.
 *
 * @example <AnalyticsProvider adapter={createHttpAdapter({ baseUrl: '/api/analytics' })} locale="de-DE">…</AnalyticsProvider>
 */
export function AnalyticsProvider(props: AnalyticsProviderProps) {
  const { adapter, tenant = 'default', messages = noMessages, timeZone = 'UTC' } = props
  const { locale = messages.locale ?? 'en' } = props
  const { allowedOrigins = adapter.dashboardOrigins ?? platformOrigins } = props
  const { allowedAncestors = nobody, onEvent, children } = props
  const latest = useLatest(onEvent)
  const report = useCallback((event: AnalyticsEvent) => latest.current?.(event), [latest])
  const signedUrls = useMemo(() => createSignedUrls(adapter), [adapter])
  const value = useMemo(
    () => ({ adapter, tenant, locale, timeZone, messages, allowedOrigins, allowedAncestors, report, signedUrls }),
    [adapter, tenant, locale, timeZone, messages, allowedOrigins, allowedAncestors, report, signedUrls],
  )
  return (
    <WithQueryClient>
      <AnalyticsContext.Provider value={value}>{children}</AnalyticsContext.Provider>
    </WithQueryClient>
  )
}

function WithQueryClient({ children }: { children: ReactNode }) {
  const app = useContext(QueryClientContext)
  const [own] = useState(() => app ?? new QueryClient())
  return app ? children : <QueryClientProvider client={own}>{children}</QueryClientProvider>
}
