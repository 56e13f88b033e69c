'use client'
import { useQueryClient } from '@tanstack/react-query'
import { useMemo, useSyncExternalStore, type RefObject } from 'react'
import type { AnalyticsError } from '../../contract/error.ts'
import { useAnalytics } from '../analytics-context.ts'
import { englishFrame } from './dashboard-messages.ts'
import { useDomEffect } from '../use-dom-effect.ts'
import { useMessages } from '../use-messages.ts'
import { useLatest } from '../use-latest.ts'
import { safeAttributes, type FrameAttributes, type SafeAttributes } from './frame-attributes.ts'
import type { FrameContextValue } from '../frame-context.ts'
import { createFrameSession } from './frame-session.ts'
import type { DashboardFrameSettings } from './frame-settings.ts'
import type { FrameState } from './frame-state.ts'

export interface UseDashboardFrameOptions extends FrameAttributes, DashboardFrameSettings {
  /** The partner's own id of the website. */
  websiteId: string
}

export interface FrameProps extends SafeAttributes {
  ref: RefObject<HTMLIFrameElement | null>
  title: string
  src: string
  onLoad: () => void
}

/**
 * How far a dashboard is.
 * - `loading`: no URL yet, or an iframe that has not loaded.
 * - `ready`, `expired`: the iframe has loaded; `error` is why the last try to refresh it failed.
 * - `error`: nothing to show. A frame that only takes too long is still there, and may yet load.
 */
export type DashboardFrameStatus =
  | { status: 'loading'; error: null }
  | { status: 'ready' | 'expired'; error: AnalyticsError | null }
  | { status: 'error'; error: AnalyticsError }

/** What to draw, and what can be done with it. */
export type UseDashboardFrameResult = DashboardFrameStatus & {
  /** The key of the iframe. Another URL is another iframe: changing `src` would leave the old address in the history. */
  frameKey: string
  /** All that the iframe needs; `null` while there is none to draw. */
  frameProps: FrameProps | null
  /** A new URL is on its way. */
  isRefreshing: boolean
  /** After an error: tries again. */
  retry: () => void
  /** A new frame with a fresh URL; what is on the screen stays until the URL is there. */
  refresh: () => void
  /** For a click: the dashboard alone, in a new tab with a fresh URL. */
  openInNewTab: () => void
  /** A fresh read has shown another plan, after the frame said so. */
  isPlanUpgraded: boolean
  /** For `<DashboardFrameProvider value={…}>`, so that an `UpgradeModal` inside it opens on upgrade clicks. */
  context: FrameContextValue
}

/**
 * A dashboard in a frame, for drawing it yourself: its signed URL and the renewal of it, the checks on what the frame
 * says, and every failure that can be seen from outside. `DashboardFrame` is a view of this.
 *
 * @example
 * const frame = useDashboardFrame({ websiteId: 'shop-1' })
 * return frame.frameProps ? <iframe key={frame.frameKey} {...frame.frameProps} /> : <p>{frame.status}</p>
 */
export function useDashboardFrame(options: UseDashboardFrameOptions): UseDashboardFrameResult {
  const { adapter, signedUrls, tenant, allowedOrigins, report } = useAnalytics()
  const { frameTitle } = useMessages('dashboard', englishFrame)
  const client = useQueryClient()
  const { websiteId, title = frameTitle } = options
  const latest = useLatest({ ...options, allowedOrigins })
  const session = useMemo(() => {
    const openSource = () => signedUrls(tenant, websiteId)
    const atHand = () => signedUrls.atHand(tenant, websiteId)
    return createFrameSession({
      adapter,
      client,
      tenant,
      websiteId,
      report,
      openSource,
      atHand,
      settings: () => latest.current,
    })
  }, [adapter, client, signedUrls, tenant, websiteId, latest, report])
  const state = useSyncExternalStore(session.subscribe, session.state, session.serverState)
  // Before the browser hears of an iframe that is there already.
  useDomEffect(() => session.start(), [session])

  const { frame, upgradeRequest, isRefreshing, isPlanUpgraded } = state
  const { refresh, openInNewTab, clearUpgradeRequest } = session
  const context = useMemo(
    () => ({ websiteId, upgradeRequest, refresh, clearUpgradeRequest }),
    [websiteId, upgradeRequest, refresh, clearUpgradeRequest],
  )
  return {
    ...statusOf(state),
    frameKey: frame?.key ?? '',
    frameProps: frame && {
      ...safeAttributes(options),
      ref: session.iframe,
      title,
      src: frame.src,
      onLoad: () => session.loaded(frame.key),
    },
    isRefreshing,
    retry: refresh,
    refresh,
    openInNewTab,
    isPlanUpgraded,
    context,
  }
}

function statusOf({ phase, error }: FrameState): DashboardFrameStatus {
  if (phase === 'ready' || phase === 'expired') return { status: phase, error }
  return error ? { status: 'error', error } : { status: 'loading', error }
}
