'use client'
import { refusalText } from '../packages/refusal-text.ts'
import { outcomeText } from './outcome-text.ts'
import type { StepParts } from './step-parts.ts'

/** How it ended. */
export function OutcomeStep({ upgrade, messages, words, close }: StepParts) {
  const { step, change } = upgrade
  const isDone = step === 'done'
  const mayChooseAgain = step === 'refused' || step === 'failed'
  const remark = remarkOf()
  return (
    <div data-part="upgrade-step">
      <div data-part="upgrade-outcome" data-state={step} role={isDone ? undefined : 'alert'}>
        <p data-part="upgrade-text">{outcomeText(step, change, upgrade.view, messages, words)}</p>
        {remark && <p data-part="upgrade-remark">{remark}</p>}
      </div>
      <footer data-part="upgrade-footer">
        {mayChooseAgain && (
          <button type="button" data-part="upgrade-primary" onClick={upgrade.back}>
            {messages.chooseAgain}
          </button>
        )}
        <button type="button" data-part={mayChooseAgain ? 'upgrade-secondary' : 'upgrade-primary'} onClick={close}>
          {messages.close}
        </button>
      </footer>
    </div>
  )

  function remarkOf(): string | undefined {
    if (upgrade.error?.code === 'framed') return messages.framed
    if (upgrade.error) return refusalText(upgrade.error, words.messages)
    return change && 'reason' in change && step !== 'needs_attention' ? messages.reasons[change.reason] : undefined
  }
}
