'use client'
import { useId, useRef } from 'react'
import type { SentenceFacts, SubscriptionMessages } from './subscription-messages.ts'
import { Button } from '../ui/Button.tsx'
import { Dialog, DialogBody } from '../ui/Dialog.tsx'

interface RenewalDialogProps {
  isOpen: boolean
  facts: Pick<SentenceFacts, 'name' | 'day' | 'fallsTo'>
  /** The plan of a planned switch, which turning renewal off drops. */
  planned: string | null
  isWorking: boolean
  messages: SubscriptionMessages
  onKeep: () => void
  onTurnOff: () => void
}

/** What is lost by turning auto-renewal off, and when. One question; the focus is on the answer that loses nothing. */
export function RenewalDialog(props: RenewalDialogProps) {
  const { isOpen, facts, planned, isWorking, messages, onKeep, onTurnOff } = props
  const textId = useId()
  const safeAnswer = useRef<HTMLButtonElement>(null)
  return (
    <Dialog
      name="renewal"
      isOpen={isOpen}
      onClose={onKeep}
      title={messages.turnOffTitle}
      step="ask"
      size="small"
      question={{ textId, safeAnswer }}
    >
      <DialogBody part="renewal-body">
        <div id={textId} data-part="renewal-text" data-r3="root">
          <p data-part="renewal-lost" data-r3="">
            {messages.turnOffText(facts)}
          </p>
          {planned !== null && (
            <p data-part="renewal-lost" data-r3="">
              {messages.turnOffPlanned({ planned })}
            </p>
          )}
        </div>
      </DialogBody>
      <div data-part="renewal-foot" data-r3="foot">
        <Button part="renewal-off" kind="danger" isBusy={isWorking} onClick={onTurnOff}>
          {isWorking ? messages.working : messages.turnOff}
        </Button>
        <Button part="renewal-keep" buttonRef={safeAnswer} isWaiting={isWorking} onClick={onKeep}>
          {messages.keepRenewing}
        </Button>
      </div>
    </Dialog>
  )
}
