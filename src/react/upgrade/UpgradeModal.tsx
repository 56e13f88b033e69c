'use client'
import { useEffect, type ReactNode, type RefObject } from 'react'
import type { Package } from '../../contract/package.ts'
import type { SubscriptionChange } from '../../contract/subscription-change.ts'
import { useAnalytics } from '../analytics-context.ts'
import { useFrame } from '../dashboard/frame-context.ts'
import { englishUpgrade, type UpgradeMessages } from '../messages/upgrade-messages.ts'
import { useMessages } from '../messages/use-messages.ts'
import { usePlanWords, type PlanWords } from '../packages/plan-words.ts'
import { Announcer } from '../ui/Announcer.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { useLatest } from '../use-latest.ts'
import { OutcomeStep } from './OutcomeStep.tsx'
import { PayStep, type EmbeddedPayment } from './PayStep.tsx'
import { PickStep } from './PickStep.tsx'
import { ReviewStep } from './ReviewStep.tsx'
import { SettlingStep } from './SettlingStep.tsx'
import type { UpgradeStep } from './upgrade-machine.ts'
import { useUpgrade, type UpgradeView } from './use-upgrade.ts'

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
  // Another website or tenant is another dialog: nothing of the old one is carried over.
  return <Modal key={JSON.stringify([tenant, websiteId])} {...props} websiteId={websiteId} />
}

function Modal(props: UpgradeModalProps & { websiteId: string }) {
  const { websiteId, open, onClose, changeId, onChanged, paymentOrigins, onLeave, payment, successor, ...slots } = props
  const frame = useFrame()
  const messages = useMessages('upgrade', englishUpgrade)
  const words = usePlanWords()
  const isAskedFor = open ?? (frame?.upgradeRequest ?? null) !== null
  const upgrade = useUpgrade({ websiteId, isOpen: isAskedFor, changeId, onChanged, paymentOrigins, onLeave })
  const { step, change } = upgrade
  const close = () => {
    frame?.clearUpgradeRequest()
    onClose?.()
  }

  // Where the platform sells by itself there is no modal of ours, whoever asks for one.
  const isPlatforms = upgrade.view?.billingMode === 'platform_managed'
  const isRefused = isAskedFor && isPlatforms
  const latestClose = useLatest(close)
  useEffect(() => {
    if (isRefused) latestClose.current()
  }, [isRefused, latestClose])

  const asked = change?.state === 'awaiting_payment' && (step === 'pay' || step === 'running') ? change.payment : null
  const parts: StepParts = { websiteId, upgrade, messages, words, close }
  return (
    <Dialog
      name="upgrade"
      isOpen={isAskedFor && !isPlatforms}
      onClose={close}
      title={messages.titles[step]}
      step={step === 'sending' ? 'review' : step}
      closeLabel={messages.close}
      successor={successor}
      isModal={asked?.kind !== 'confirm' || !payment}
    >
      <Announcer>{contentOf(step, parts, slots, payment)}</Announcer>
    </Dialog>
  )
}

/** What every step gets. */
export interface StepParts {
  websiteId: string
  upgrade: UpgradeView
  messages: UpgradeMessages
  words: PlanWords
  close: () => void
}

function contentOf(
  step: UpgradeStep,
  parts: StepParts,
  slots: Pick<UpgradeModalProps, 'features' | 'contact' | 'footnote'>,
  payment: UpgradeModalProps['payment'],
): ReactNode {
  switch (step) {
    case 'pick':
      return <PickStep {...parts} {...slots} />
    case 'review':
    case 'sending':
      return <ReviewStep {...parts} />
    case 'pay':
      return <PayStep {...parts} payment={payment} />
    case 'running':
      return isUnpaid(parts.upgrade.change) ? <PayStep {...parts} payment={payment} /> : <SettlingStep {...parts} />
    case 'settling':
      return <SettlingStep {...parts} />
    default:
      return <OutcomeStep {...parts} />
  }
}

function isUnpaid(change: SubscriptionChange | null): boolean {
  return change?.state === 'awaiting_payment' && change.payment.kind !== 'wait'
}
