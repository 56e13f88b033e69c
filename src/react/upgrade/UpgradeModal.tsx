'use client'
import type { ReactNode, RefObject } from 'react'
import type { Package } from '../../contract/package.ts'
import type { SubscriptionChange } from '../../contract/subscription-change.ts'
import { useAnalytics } from '../analytics-context.ts'
import { useFrame } from '../dashboard/frame-context.ts'
import { englishDashboard } from '../messages/dashboard-messages.ts'
import { useMessages } from '../messages/use-messages.ts'
import type { EmbeddedPayment } from './PayStep.tsx'
import { useUpgradeDialog } from './use-upgrade-dialog.ts'

export interface UpgradeModalProps {
  /** The partner's own id of the website. Default: that of the `DashboardFrame` around. */
  websiteId?: string
  /** Default: opens by itself when the dashboard around asks for an upgrade. */
  open?: boolean
  onClose?: () => void
  /**
   * The change that a payment page sent somebody back for, from the address that the backend's `returnPath` made: how it
   * went is shown first, also when it ended before this page was there.
   */
  changeId?: string
  /** Told once a change is applied and a fresh read shows it. */
  onChanged?: (change: SubscriptionChange) => void
  /** What a plan holds besides touchpoints. Keep the function stable where there are many packages. */
  features?: (shown: Package) => ReactNode
  /** A last card, for the plan that is not in the list. */
  contact?: ReactNode
  /** Below the plans: whether prices include taxes, for example. */
  footnote?: ReactNode
  /** Origins that a payment page may have, besides the page's own. Default: Stripe's. */
  paymentOrigins?: readonly string[]
  /** Goes to the payment page, whose address has been checked. Default: leaves this page for it. */
  onLeave?: (url: string) => void
  /**
   * The provider's own payment element, where a change is confirmed with a secret. The dialog is not modal while it is
   * shown, so that the bank's challenge, which lands in `<body>`, can be reached.
   */
  payment?: (payment: EmbeddedPayment) => ReactNode
  /** Gets the focus on closing when whatever opened the dialog is gone. Default: the place where the dialog stands. */
  successor?: RefObject<HTMLElement | null>
}

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
  // Another website or tenant is another dialog: nothing of the old one is carried over.
  return Dialog && <Dialog key={JSON.stringify([tenant, websiteId])} {...props} websiteId={websiteId} />
}

/** The part of the page that shows plans did not arrive: offline, or an older build that is gone from the server. */
function NotLoaded({ retry }: { retry: () => void }) {
  const texts = useMessages('dashboard', englishDashboard)
  return (
    <p role="alert" data-part="dashboard-error">
      {texts.plansNotLoaded}{' '}
      <button type="button" data-part="dashboard-retry" onClick={retry}>
        {texts.retry}
      </button>
    </p>
  )
}
