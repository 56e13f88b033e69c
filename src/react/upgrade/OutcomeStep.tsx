'use client'
import { outcomeText } from './outcome-text.ts'
import type { StepParts } from './step-parts.ts'

/** How it ended. */
export function OutcomeStep({ upgrade, messages, words, close }: StepParts) {
  const { step, change } = upgrade
  const isDone = step === 'done'
  const mayChooseAgain = step === 'refused' || step === 'failed'
  const said = change && 'reason' in change && step !== 'needs_attention' ? messages.reasons[change.reason] : null
  const remark = upgrade.error?.code === 'framed' ? messages.framed : said
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
}
