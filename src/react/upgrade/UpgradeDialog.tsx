'use client'
import { useQueryClient } from '@tanstack/react-query'
import { useEffect, type RefObject } from 'react'
import type { EarlyPlans } from '../data/early-plans.ts'
import { takeEarlyPlans } from '../data/take-early-plans.ts'
import { useWebsiteScope } from '../data/use-website-scope.ts'
import { englishDoorway } from '../dashboard/dashboard-messages.ts'
import { useFrame } from '../frame-context.ts'
import { englishFirstUpgrade } from './first-upgrade-messages.ts'
import { useMessages } from '../use-messages.ts'
import { usePlanWords } from '../packages/plan-words.ts'
import { Announcer } from '../ui/Announcer.tsx'
import { Dialog, DialogBody } from '../ui/Dialog.tsx'
import { useDomEffect } from '../use-dom-effect.ts'
import { useLatest } from '../use-latest.ts'
import { PickStep } from './PickStep.tsx'
import { LaterSteps } from './LaterSteps.tsx'
import type { FirstStepParts } from './step-parts.ts'
import { isUnpaid } from './unpaid.ts'
import type { UpgradeModalProps } from './upgrade-modal-props.ts'
import { useUpgrade } from './use-upgrade.ts'
import { doneFacts } from './outcome-text.ts'
import { useWebsites } from '../data/use-websites.ts'

interface UpgradeDialogProps extends Omit<UpgradeModalProps, 'open' | 'onOpenChange'> {
  websiteId: string
  /** What was asked for while this file was on its way. */
  early: RefObject<EarlyPlans | null>
  isOpen: boolean
  onClose: () => void
}

/** All that `UpgradeModal` shows. Apart from it, so that a page loads it only where plans may be opened. */
export function UpgradeDialog(props: UpgradeDialogProps) {
  const { websiteId, early, isOpen, onClose, changeId, onChanged, onRedirect, finalFocus } = props
  const { renderFeatures, contact, footnote, paymentOrigins, loading, renderError } = props
  const frame = useFrame()
  const client = useQueryClient()
  const scope = useWebsiteScope(websiteId)
  // Before the queries look, which they do once all is mounted.
  useDomEffect(() => {
    if (early.current) takeEarlyPlans(client, scope, early.current)
  }, [client, scope, early])
  const messages = useMessages('upgrade', englishFirstUpgrade)
  const words = usePlanWords()
  const upgrade = useUpgrade({
    websiteId,
    open: isOpen,
    changeId,
    onChanged,
    paymentOrigins,
    onRedirect,
  })
  const { step, change } = upgrade
  const domain = useWebsites().data?.find((website) => website.websiteId === websiteId)?.domain

  // Where the platform sells by itself, our modal stays closed, whoever asks for it.
  const isPlatforms = upgrade.view?.billingMode === 'platform_managed'
  const isRefused = isOpen && isPlatforms
  const latestClose = useLatest(onClose)
  useEffect(() => {
    if (isRefused) latestClose.current()
  }, [isRefused, latestClose])

  const slots = { renderFeatures, contact, footnote, paymentOrigins, loading, renderError }
  const asked = change?.state === 'awaiting_payment' && (step === 'pay' || step === 'running') ? change.payment : null
  const parts: FirstStepParts = { websiteId, upgrade, messages, words, close: onClose }
  return (
    <Dialog
      name="upgrade"
      isOpen={isOpen && !isPlatforms}
      onClose={onClose}
      className={props.className}
      style={props.style}
      title={titleOf(parts)}
      subtitle={domain && messages.forWebsite({ domain })}
      back={
        step === 'review' || step === 'sending'
          ? { label: messages.back, onClick: () => step === 'review' && upgrade.back() }
          : undefined
      }
      step={step === 'sending' ? 'review' : step}
      closeLabel={messages.close}
      finalFocus={finalFocus}
      isModal={asked?.kind !== 'confirm' || !props.renderPayment}
    >
      <Announcer>
        {step === 'pick' && (upgrade.isReturning ? <Returning /> : <PickStep {...parts} {...slots} />)}
        <LaterSteps parts={parts} modal={props} isInFrame={frame !== null} />
      </Announcer>
    </Dialog>
  )
}

/** Back from paying: no plans are offered before it is known how that went. */
function Returning() {
  const { paymentChecking } = useMessages('dashboard', englishDoorway)
  return (
    <DialogBody part="upgrade-body" label={paymentChecking}>
      <output data-part="upgrade-wait" data-r3="notice">
        <span data-r3="spinner" />
        {paymentChecking}
      </output>
    </DialogBody>
  )
}

function titleOf({ upgrade: { step, change, view }, messages, words }: FirstStepParts): string {
  if (step === 'done' && change && view)
    return messages.doneTitle(doneFacts(change, view, words)) ?? messages.titles.done
  return step === 'running' && isUnpaid(change) ? messages.unpaidTitle : messages.titles[step]
}
