'use client'
import { useEffect } from 'react'
import { useFrame } from '../dashboard/frame-context.ts'
import { englishFirstUpgrade } from '../messages/first-upgrade-messages.ts'
import { useMessages } from '../messages/use-messages.ts'
import { usePlanWords } from '../packages/plan-words.ts'
import { Announcer } from '../ui/Announcer.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { useLatest } from '../use-latest.ts'
import { PickStep } from './PickStep.tsx'
import { LaterSteps } from './LaterSteps.tsx'
import type { FirstStepParts } from './step-parts.ts'
import { isUnpaid } from './unpaid.ts'
import type { UpgradeModalProps } from './upgrade-modal-props.ts'
import { useUpgrade } from './use-upgrade.ts'
import { doneFacts } from './outcome-text.ts'
import { useWebsites } from '../websites/use-websites.ts'

/** All that `UpgradeModal` shows. Apart from it, so that a page loads it only where plans may be opened. */
export function UpgradeDialog(props: UpgradeModalProps & { websiteId: string }) {
  const { websiteId, open, onClose, changeId, onChanged, onLeave, successor } = props
  const { features, contact, footnote, paymentOrigins } = props
  const frame = useFrame()
  const messages = useMessages('upgrade', englishFirstUpgrade)
  const words = usePlanWords()
  const isAskedFor = open ?? (frame?.upgradeRequest ?? null) !== null
  const upgrade = useUpgrade({
    websiteId,
    isOpen: isAskedFor,
    changeId,
    onChanged,
    paymentOrigins,
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
  const parts: FirstStepParts = { websiteId, upgrade, messages, words, close }
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
      <Announcer>
        {step === 'pick' && <PickStep {...parts} {...{ features, contact, footnote, paymentOrigins }} />}
        <LaterSteps parts={parts} modal={props} isInFrame={frame !== null} />
      </Announcer>
    </Dialog>
  )
}

function titleOf({ upgrade: { step, change, view }, messages, words }: FirstStepParts): string {
  if (step === 'done' && change && view) return messages.doneTitle(doneFacts(change, view, words))
  return step === 'running' && isUnpaid(change) ? messages.unpaidTitle : messages.titles[step]
}
