'use client'
import { useImperativeHandle, useRef, type CSSProperties, type ReactNode } from 'react'
import type { AnalyticsError, AnalyticsErrorCode } from '../../contract/error.ts'
import { englishDashboard, type DashboardMessages } from '../messages/dashboard-messages.ts'
import { useMessages } from '../messages/use-messages.ts'
import { withRef } from '../with-ref.ts'
import { FrameContext } from './frame-context.ts'
import { useDashboardFrame, type DashboardFrameOptions } from './use-dashboard-frame.ts'

export interface DashboardFrameProps extends DashboardFrameOptions {
  /** Height of the frame, as CSS has it; a number is pixels. Default: 800. */
  height?: number | string | undefined
  /** Shown instead of the skeleton. */
  loading?: ReactNode
  /** Shown instead of the error state. */
  error?: ((failure: { error: AnalyticsError; retry: () => void }) => ReactNode) | undefined
  className?: string | undefined
  style?: CSSProperties | undefined
  /** What belongs to the dashboard: an `UpgradeModal` opens by itself here when the dashboard asks for an upgrade. */
  children?: ReactNode
}

export interface DashboardFrameHandle {
  /** A new frame with a fresh URL. */
  reload: () => void
}

/**
 * A website's dashboard, and around it what may become necessary: a skeleton, an error with a way out, a bar when the
 * session has expired.
 *
 * @example
 * <DashboardFrame websiteId="shop-1" height={900}>
 *   <UpgradeModal />
 * </DashboardFrame>
 */
export const DashboardFrame = withRef<DashboardFrameHandle, DashboardFrameProps>(
  'DashboardFrame',
  ({ height = 800, loading, error: errorSlot, className, style, children, ...options }, ref) => {
    const texts = useMessages('dashboard', englishDashboard)
    const view = useDashboardFrame(options)
    const { status, error, isRefreshing, frameProps, retry, reload } = view
    const root = useRef<HTMLDivElement>(null)
    useImperativeHandle(ref, () => ({ reload }), [reload])

    const isLoaded = status === 'ready' || status === 'expired'
    const isExpired = status === 'expired' && options.refresh !== 'never'
    const notice =
      status === 'error'
        ? null
        : error
          ? errorText(error, texts)
          : isExpired
            ? texts.expired
            : status === 'loading'
              ? texts.loading
              : view.isPlanUpgraded && texts.planUpgraded

    // The button is gone once it has done its work: then the focus is at the dashboard, and not on <body>.
    const press = (action: () => void) => () => {
      root.current?.focus()
      action()
    }

    return (
      <div
        ref={root}
        tabIndex={-1}
        data-part="dashboard"
        data-state={status}
        aria-busy={status === 'loading' || isRefreshing}
        className={className}
        style={style}
      >
        <div data-part="dashboard-notice">
          <output data-part="dashboard-status">{notice}</output>
          {isLoaded && (isExpired || error?.retryable) && (
            <button type="button" data-part="dashboard-refresh" onClick={press(reload)}>
              {texts.refresh}
            </button>
          )}
        </div>
        <div data-part="dashboard-viewport" style={{ height }}>
          {status === 'loading' && (loading ?? <div data-part="dashboard-skeleton" />)}
          {status === 'error' &&
            (errorSlot?.({ error, retry }) ?? (
              <div data-part="dashboard-error" data-code={error.code} role="alert">
                <p>{errorText(error, texts)}</p>
                <button type="button" data-part="dashboard-retry" onClick={press(retry)}>
                  {texts.retry}
                </button>
              </div>
            ))}
          {frameProps && (
            <iframe
              key={view.frameKey}
              data-part="dashboard-frame"
              width="100%"
              height="100%"
              {...frameProps}
              title={frameProps.title}
              sandbox={frameProps.sandbox}
            />
          )}
        </div>
        <p data-part="dashboard-fallback">
          {texts.notShowing}{' '}
          <button type="button" data-part="dashboard-new-tab" onClick={view.openInNewTab}>
            {texts.openInNewTab}
          </button>
        </p>
        <FrameContext.Provider value={view.context}>{children}</FrameContext.Provider>
      </div>
    )
  },
)

const textOf: { [Code in AnalyticsErrorCode]?: keyof DashboardMessages } = {
  not_found: 'errorNotFound',
  forbidden: 'errorNoAccess',
  unauthenticated: 'errorNoAccess',
  viewer_unknown: 'errorNoAccess',
  offline: 'errorOffline',
  popup_blocked: 'errorPopupBlocked',
}

/** What the customer reads. The partner's engineers get the error itself. */
function errorText({ code, retryable }: AnalyticsError, texts: DashboardMessages): string {
  return texts[textOf[code] ?? (retryable ? 'errorUnreachable' : 'errorOther')]
}
