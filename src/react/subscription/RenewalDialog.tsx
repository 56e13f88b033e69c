'use client'
import { useId, useRef } from 'react'
import type { SentenceFacts, SubscriptionMessages } from '../messages/subscription-messages.ts'
import { Dialog } from '../ui/Dialog.tsx'

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
      question={{ textId, safeAnswer }}
    >
      <div id={textId} data-part="renewal-text">
        <p data-part="renewal-lost">{messages.turnOffText(facts)}</p>
        {planned !== null && <p data-part="renewal-lost">{messages.turnOffPlanned({ planned })}</p>}
      </div>
      <footer data-part="renewal-footer">
        <button
          type="button"
          data-part="renewal-off"
          aria-disabled={isWorking}
          aria-busy={isWorking}
          onClick={onTurnOff}
        >
          {isWorking ? messages.working : messages.turnOff}
        </button>
        <button type="button" ref={safeAnswer} data-part="renewal-keep" onClick={onKeep}>
          {messages.keepRenewing}
        </button>
      </footer>
    </Dialog>
  )
}
