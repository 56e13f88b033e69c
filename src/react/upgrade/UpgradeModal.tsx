'use client'
import { useAnalytics } from '../analytics-context.ts'
import { useFrame } from '../dashboard/frame-context.ts'
import { englishDashboard } from '../messages/dashboard-messages.ts'
import { useMessages } from '../messages/use-messages.ts'
import { Button } from '../ui/Button.tsx'
import type { UpgradeModalProps } from './upgrade-modal-props.ts'
import { useUpgradeDialog } from './use-upgrade-dialog.ts'

/**
 * From a plan that is picked to a plan that is there: pick, review of the server's quote, payment, settling, done. It may be
 * closed at any time and finds a change that is under way again. Not shown where the platform sells by itself.
 *
 * @example <DashboardFrame websiteId="shop-1"><UpgradeModal /></DashboardFrame>
 * @example <UpgradeModal websiteId="shop-1" open={isOpen} onClose={() => setOpen(false)} />
 */
export function UpgradeModal(props: UpgradeModalProps) {
  const { tenant } = useAnalytics()
  const frame = useFrame()
  const websiteId = props.websiteId ?? frame?.websiteId
  if (websiteId === undefined) throw new Error('UpgradeModal needs a websiteId, or a DashboardFrame around it.')
  const isAskedFor = props.open ?? (frame?.upgradeRequest ?? null) !== null
  const { Dialog, hasFailed, retry } = useUpgradeDialog(isAskedFor)
  if (hasFailed && isAskedFor) return <NotLoaded retry={retry} />
  if (isAskedFor && !Dialog) return <Wait isBack={props.changeId !== undefined} />
  // Another website or tenant is another dialog: nothing of the old one is carried over.
  return Dialog && <Dialog key={JSON.stringify([tenant, websiteId])} {...props} websiteId={websiteId} />
}

/** An answer to the click, or to coming back from paying, before there is anything to show. */
function Wait({ isBack }: { isBack: boolean }) {
  const texts = useMessages('dashboard', englishDashboard)
  return (
    <output data-part="upgrade-wait" data-r3="notice">
      <span data-r3="spinner" />
      {isBack ? texts.paymentChecking : texts.plansLoading}
    </output>
  )
}

/** The part of the page that shows plans did not arrive: offline, or an older build that is gone from the server. */
function NotLoaded({ retry }: { retry: () => void }) {
  const texts = useMessages('dashboard', englishDashboard)
  return (
    <p role="alert" data-part="upgrade-missing" data-r3="notice" data-tone="bad">
      <span data-r3="">{texts.plansNotLoaded}</span>
      <Button part="upgrade-retry" size="small" onClick={retry}>
        {texts.retry}
      </Button>
    </p>
  )
}
