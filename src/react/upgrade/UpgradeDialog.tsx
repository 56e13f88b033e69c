'use client'
import { useEffect, type ReactNode } from 'react'
import type { SubscriptionChange } from '../../contract/subscription-change.ts'
import { useFrame } from '../dashboard/frame-context.ts'
import { englishUpgrade } from '../messages/upgrade-messages.ts'
import { useMessages } from '../messages/use-messages.ts'
import { usePlanWords } from '../packages/plan-words.ts'
import { Announcer } from '../ui/Announcer.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { useLatest } from '../use-latest.ts'
import { OutcomeStep } from './OutcomeStep.tsx'
import { PayStep } from './PayStep.tsx'
import { PickStep } from './PickStep.tsx'
import { ReviewStep } from './ReviewStep.tsx'
import { SettlingStep } from './SettlingStep.tsx'
import type { UpgradeStep } from './upgrade-machine.ts'
import type { StepParts } from './step-parts.ts'
import type { UpgradeModalProps } from './upgrade-modal-props.ts'
import { useUpgrade } from './use-upgrade.ts'
import { doneFacts } from './outcome-text.ts'
import { useWebsites } from '../websites/use-websites.ts'

/** All that `UpgradeModal` shows. Apart from it, so that a page loads it only where plans may be opened. */
export function UpgradeDialog(props: UpgradeModalProps & { websiteId: string }) {
  const { websiteId, open, onClose, changeId, onChanged, onLeave, successor } = props
  const frame = useFrame()
  const messages = useMessages('upgrade', englishUpgrade)
  const words = usePlanWords()
  const isAskedFor = open ?? (frame?.upgradeRequest ?? null) !== null
  const upgrade = useUpgrade({
    websiteId,
    isOpen: isAskedFor,
    changeId,
    onChanged,
    paymentOrigins: props.paymentOrigins,
    onLeave,
  })
  const { step, change } = upgrade
  const domain = useWebsites().data?.websites.find((website) => website.websiteId === websiteId)?.domain
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
      title={titleOf(parts)}
      subtitle={domain && messages.forWebsite({ domain })}
      back={
        step === 'review' || step === 'sending'
          ? { label: messages.back, onClick: () => step === 'review' && upgrade.back() }
          : undefined
      }
      step={step === 'sending' ? 'review' : step}
      closeLabel={messages.close}
      successor={successor}
      isModal={asked?.kind !== 'confirm' || !props.payment}
    >
      <Announcer>{contentOf(step, parts, props, frame !== null)}</Announcer>
    </Dialog>
  )
}

function titleOf({ upgrade: { step, change, view }, messages, words }: StepParts): string {
  if (step === 'done' && change && view) return messages.doneTitle(doneFacts(change, view, words))
  return step === 'running' && isUnpaid(change) ? messages.unpaidTitle : messages.titles[step]
}

function contentOf(step: UpgradeStep, parts: StepParts, props: UpgradeModalProps, isInFrame: boolean): ReactNode {
  const { features, contact, footnote, terms, payment, paymentOrigins, onViewPlan } = props
  switch (step) {
    case 'pick':
      return <PickStep {...parts} {...{ features, contact, footnote, paymentOrigins }} />
    case 'review':
    case 'sending':
      return <ReviewStep {...parts} footnote={footnote} terms={terms} />
    case 'pay':
      return <PayStep {...parts} payment={payment} />
    case 'running':
      return isUnpaid(parts.upgrade.change) ? <PayStep {...parts} payment={payment} /> : <SettlingStep {...parts} />
    case 'settling':
      return <SettlingStep {...parts} />
    default:
      return <OutcomeStep {...parts} features={features} onViewPlan={onViewPlan} isInFrame={isInFrame} />
  }
}

function isUnpaid(change: SubscriptionChange | null): boolean {
  return change?.state === 'awaiting_payment' && change.payment.kind !== 'wait'
}
