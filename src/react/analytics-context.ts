'use client'
import { createContext, useContext } from 'react'
import type { AnalyticsAdapter } from '../adapter/analytics-adapter.ts'
import type { SignedUrls } from '../adapter/signed-url.ts'
import type { AnalyticsEvent } from './events.ts'
import type { HostComponents } from './host-components.ts'

/** What the provider hands to every component and hook. */
export interface AnalyticsContextValue {
  adapter: AnalyticsAdapter
  /** Whose data it is. Part of every query key and of every frame's key. */
  tenant: string
  /** For numbers, money and dates, as the partner wrote it. */
  locale: string
  /** For dates, as the partner wrote it: the same on server and browser. */
  timeZone: string
  /** By section: each feature knows its own texts, and the provider's catalogue knows them all. */
  messages: Readonly<Record<string, unknown>>
  /** The host's own, in place of the kit's. */
  components: HostComponents
  /** Origins whose signed URLs may be framed. */
  allowedOrigins: readonly string[]
  /** Origins besides the page's own that may frame it and still let a change be confirmed there. */
  allowedAncestors: readonly string[]
  /** Reports to the partner's `onEvent`; the same function for the provider's life. */
  report: (event: AnalyticsEvent) => void
  /** Where the frames below get their signed URLs: never shared with another provider or adapter. */
  signedUrls: SignedUrls
}

export const AnalyticsContext = createContext<AnalyticsContextValue | null>(null)

/** The provider's value. Throws outside of `AnalyticsProvider`. */
export function useAnalytics(): AnalyticsContextValue {
  const value = useContext(AnalyticsContext)
  if (!value) throw new Error('Wrap this component in <AnalyticsProvider adapter={…}>.')
  return value
}
