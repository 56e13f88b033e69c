'use client'
import { useImperativeHandle, useRef, type ReactNode } from 'react'
import type { AnalyticsError, AnalyticsErrorCode } from '../../contract/error.ts'
import { englishFrame, type FrameMessages } from './dashboard-messages.ts'
import { useMessages } from '../use-messages.ts'
import type { ComponentSlots } from '../component-slots.ts'
import { Button, IconButton } from '../ui/Button.tsx'
import { errorIcon, externalIcon, Icon, infoIcon, warnIcon } from '../ui/Icon.tsx'
import { setStyle } from '../ui/set-style.ts'
import { Skeleton } from '../ui/Skeleton.tsx'
import { withRef } from '../with-ref.ts'
import { DashboardFrameProvider } from '../frame-context.ts'
import { useDashboardFrame, type UseDashboardFrameOptions } from './use-dashboard-frame.ts'

export interface DashboardFrameProps extends UseDashboardFrameOptions, ComponentSlots {
  /** Height of the frame, as CSS has it; a number is pixels. Default: 800. */
  height?: number | string | undefined
  /** What belongs to the dashboard: an `UpgradeModal` opens by itself here when the dashboard asks for an upgrade. */
  children?: ReactNode
}

export interface DashboardFrameHandle {
  /** A new frame with a fresh URL. */
  refresh: () => void
}

/**
 * A website's dashboard, and with it what may become necessary: the shape of it while it loads, an error with a way out, a
 * notice over it when the session has expired.
 *
 * @example
 * <DashboardFrame websiteId="shop-1" height={900}>
 *   <UpgradeModal />
 * </DashboardFrame>
 */
export const DashboardFrame = withRef<DashboardFrameHandle, DashboardFrameProps>(
  'DashboardFrame',
  ({ height = 800, loading, renderError, className, style, children, ...options }, ref) => {
    const texts = useMessages('dashboard', englishFrame)
    const view = useDashboardFrame(options)
    const { status, error, isRefreshing, frameProps, retry, refresh } = view
    const root = useRef<HTMLDivElement>(null)
    useImperativeHandle(ref, () => ({ refresh }), [refresh])

    const isLoaded = status === 'ready' || status === 'expired'
    const isExpired = status === 'expired' && options.refresh !== 'never'
    const notice =
      isLoaded &&
      (error ? errorText(error, texts) : isExpired ? texts.expired : view.isPlanUpgraded && texts.planUpgraded)

    // The button is gone once it has done its work: then the focus is at the dashboard, and not on <body>.
    const press = (action: () => void) => () => {
      root.current?.focus({ preventScroll: true })
      action()
    }

    return (
      <div
        ref={root}
        tabIndex={-1}
        data-part="dashboard"
        data-r3="root"
        data-state={status}
        aria-busy={status === 'loading' || isRefreshing}
        className={className}
        style={{ outline: 'none', ...style }}
      >
        <div data-part="frame" data-r3="" ref={setStyle({ 'block-size': cssLength(height) })} style={{ height }}>
          {frameProps && (
            <iframe
              key={view.frameKey}
              data-part="frame-view"
              data-r3=""
              width="100%"
              height="100%"
              {...frameProps}
              title={frameProps.title}
              sandbox={frameProps.sandbox}
            />
          )}
          {status === 'loading' && (loading ?? <Wait texts={texts} onNewTab={view.openInNewTab} />)}
          {status === 'error' &&
            (renderError?.({ error, retry }) ?? <Failure error={error} texts={texts} retry={press(retry)} />)}
          {/* Always there, so that what comes into it is announced. */}
          <div data-part="frame-notice" data-r3={notice ? 'notice' : 'hidden'} data-tone="accent">
            {notice && <Icon d={error ? warnIcon : infoIcon} />}
            <output data-part="frame-status" data-r3="">
              {status === 'loading' ? texts.loading : notice}
            </output>
            {isLoaded && (isExpired || error?.retryable) && (
              <Button part="frame-refresh" kind="primary" size="small" onClick={press(refresh)}>
                {texts.refresh}
              </Button>
            )}
          </div>
          {/* Below the dashboard, over which it would hide something; and always as high, so that the dashboard stays as it is. */}
          <div data-part="frame-corner" data-r3="">
            {status !== 'loading' && (
              <IconButton part="frame-new-tab" name={texts.openInNewTab} onClick={view.openInNewTab}>
                <Icon d={externalIcon} isDirected />
              </IconButton>
            )}
          </div>
        </div>
        <DashboardFrameProvider value={view.context}>{children}</DashboardFrameProvider>
      </div>
    )
  },
)

const cssLength = (length: number | string) => (typeof length === 'number' ? `${length}px` : length)

interface WaitProps {
  texts: FrameMessages
  onNewTab: () => void
}

/** The first second, and after some more of them a way out. Below it the iframe may be there already, still empty. */
function Wait({ texts, onNewTab }: WaitProps) {
  return (
    <div data-part="frame-wait" data-r3="">
      <p data-part="frame-loading" data-r3="small muted">
        <span data-part="spinner" data-r3="spinner" />
        <span data-part="frame-first" data-r3="" aria-hidden>
          {texts.loading}
        </span>
        <span data-part="frame-slow" data-r3="">
          {texts.slow}{' '}
          <button type="button" data-part="frame-new-tab" data-r3="link" onClick={onNewTab}>
            {texts.openInNewTab}
          </button>
        </span>
      </p>
      <div data-part="frame-cards" data-r3="">
        {[1, 2, 3, 4].map((card) => (
          <Skeleton key={card} height="100%" />
        ))}
      </div>
      <Skeleton height="100%" />
    </div>
  )
}

interface FailureProps {
  error: AnalyticsError
  texts: FrameMessages
  retry: () => void
}

/** What happened and what to do. Trying again is offered where it may help, and a reference where it cannot. */
function Failure({ error, texts, retry }: FailureProps) {
  const { code, retryable } = error
  const isNotYet = code === 'not_found'
  return (
    <div data-part="frame-say" data-r3="" data-code={code} role="alert">
      <span data-part="outcome-mark" data-r3="" data-tone={isNotYet ? 'accent' : retryable ? 'warn' : 'bad'}>
        <Icon d={isNotYet ? infoIcon : retryable ? warnIcon : errorIcon} />
      </span>
      <p data-part="frame-heading" data-r3="heading">
        {errorText(error, texts)}
      </p>
      {code === 'offline' && (
        <p data-part="frame-help" data-r3="small muted">
          {texts.offlineHelp}
        </p>
      )}
      {!retryable && !textOf[code] && (
        <p data-part="frame-help" data-r3="small muted">
          {texts.reference({ code })}
        </p>
      )}
      {!isSettled.has(code) && (
        <Button part="frame-retry" onClick={retry}>
          {texts.retry}
        </Button>
      )}
    </div>
  )
}

/** Trying again gives the same answer: the page has to change first. */
const isSettled: ReadonlySet<AnalyticsErrorCode> = new Set(['url_not_allowed', 'blocked_by_csp'])

const textOf: { [Code in AnalyticsErrorCode]?: Exclude<keyof FrameMessages, 'reference'> } = {
  not_found: 'errorNotFound',
  forbidden: 'errorNoAccess',
  unauthenticated: 'errorNoAccess',
  viewer_unknown: 'errorNoAccess',
  offline: 'errorOffline',
  popup_blocked: 'errorPopupBlocked',
}

/** What the customer reads. The partner's engineers get the error itself. */
function errorText({ code, retryable }: AnalyticsError, texts: FrameMessages): string {
  return texts[textOf[code] ?? (retryable ? 'errorUnreachable' : 'errorOther')]
}
