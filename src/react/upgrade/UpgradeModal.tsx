'use client'
import { useEffect, useRef, type ReactNode } from 'react'
import { AnalyticsError } from '../../contract/error.ts'
import { useAnalytics } from '../analytics-context.ts'
import { askForPlans, type EarlyPlans } from '../data/early-plans.ts'
import { useFrame, type UpgradeRequest } from '../frame-context.ts'
import { englishDoorway } from '../dashboard/dashboard-messages.ts'
import { useMessages } from '../use-messages.ts'
import { Button } from '../ui/Button.tsx'
import { useLatest } from '../use-latest.ts'
import type { UpgradeModalProps } from './upgrade-modal-props.ts'
import { useUpgradeDialog } from './use-upgrade-dialog.ts'

/**
 * From a plan that is picked to a plan that is there: pick, review of the server's quote, payment, settling, done. It may be
 * closed at any time and finds a change that is in progress again. Not shown where the platform sells by itself.
 *
 * @example <DashboardFrame websiteId="shop-1"><UpgradeModal /></DashboardFrame>
 * @example <UpgradeModal websiteId="shop-1" open={isOpen} onOpenChange={setOpen} />
 */
export function UpgradeModal(props: UpgradeModalProps) {
  const frame = useFrame()
  const websiteId = props.websiteId ?? frame?.websiteId
  if (websiteId === undefined) throw new Error('UpgradeModal needs a websiteId, or a DashboardFrame around it.')
  return <UpgradeModalOn {...props} websiteId={websiteId} request={frame?.upgradeRequest ?? null} />
}

interface UpgradeModalOnProps extends UpgradeModalProps {
  websiteId: string
  /** The upgrade click that it answers, besides `open`. */
  request: UpgradeRequest | null
}

/** The same, for whoever decides which upgrade clicks it answers. */
export function UpgradeModalOn({ request, onOpenChange, ...props }: UpgradeModalOnProps) {
  const { adapter, tenant } = useAnalytics()
  const frame = useFrame()
  const isOpen = props.open === true || request !== null
  const { Dialog, error, retry } = useUpgradeDialog(isOpen)
  const isAwaited = isOpen && Dialog === null
  const { websiteId } = props
  const early = useRef<EarlyPlans | null>(null)
  useEffect(() => {
    early.current = isAwaited ? askForPlans(adapter, websiteId) : null
  }, [early, isAwaited, adapter, websiteId])
  const latest = useLatest(onOpenChange)
  useEffect(() => {
    if (request) latest.current?.(true)
  }, [request, latest])
  const close = () => {
    if (request) frame?.clearUpgradeRequest()
    onOpenChange?.(false)
  }
  if (error !== null && isOpen) {
    return props.renderError?.({ error: notLoaded(error), retry }) ?? <NotLoaded retry={retry} />
  }
  if (isAwaited) return props.loading ?? <Wait isBack={props.changeId !== undefined} />
  // Another website or tenant is another dialog: nothing of the old one is carried over.
  return (
    Dialog && (
      <Dialog
        key={JSON.stringify([tenant, props.websiteId])}
        {...props}
        early={early}
        isOpen={isOpen}
        onClose={close}
      />
    )
  )
}

/** An answer to the click, or to coming back from paying, before there is anything to show. */
function Wait({ isBack }: { isBack: boolean }): ReactNode {
  const texts = useMessages('dashboard', englishDoorway)
  return (
    <output data-part="upgrade-wait" data-r3="notice">
      <span data-r3="spinner" />
      {isBack ? texts.paymentChecking : texts.plansLoading}
    </output>
  )
}

/** The part of the page that shows plans did not arrive: offline, or an older build that is gone from the server. */
function NotLoaded({ retry }: { retry: () => void }): ReactNode {
  const texts = useMessages('dashboard', englishDoorway)
  return (
    <p role="alert" data-part="upgrade-missing" data-r3="notice" data-tone="bad">
      <span data-r3="">{texts.plansNotLoaded}</span>
      <Button part="upgrade-retry" size="small" onClick={retry}>
        {texts.retry}
      </Button>
    </p>
  )
}

function notLoaded(cause: unknown): AnalyticsError {
  return new AnalyticsError({
    code: 'unreachable',
    message: 'The code of the upgrade dialog could not be loaded.',
    retryable: true,
    cause,
  })
}
