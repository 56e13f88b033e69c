'use client'
import { englishUpgrade } from './upgrade-messages.ts'
import { useMessages } from '../use-messages.ts'
import { OutcomeStep } from './OutcomeStep.tsx'
import { PayStep } from './PayStep.tsx'
import { ReviewStep } from './ReviewStep.tsx'
import { SettlingStep } from './SettlingStep.tsx'
import type { LaterStepsProps } from './step-parts.ts'
import { isUnpaid } from './unpaid.ts'

/** The review of what was chosen, paying for it, waiting for it, and how it ended. */
export function StepAfterPick({ parts: first, modal, isInFrame }: LaterStepsProps) {
  const messages = useMessages('upgrade', englishUpgrade)
  const parts = { ...first, messages }
  const { footnote, terms, renderPayment, renderFeatures, contact, onViewPlan } = modal
  switch (parts.upgrade.step) {
    case 'review':
    case 'sending':
      return <ReviewStep {...parts} footnote={footnote} terms={terms} />
    case 'pay':
      return <PayStep {...parts} renderPayment={renderPayment} />
    case 'running':
      return isUnpaid(parts.upgrade.change) ? (
        <PayStep {...parts} renderPayment={renderPayment} />
      ) : (
        <SettlingStep {...parts} />
      )
    case 'settling':
      return <SettlingStep {...parts} />
    default:
      return (
        <OutcomeStep
          {...parts}
          renderFeatures={renderFeatures}
          contact={contact}
          onViewPlan={onViewPlan}
          isInFrame={isInFrame}
        />
      )
  }
}
