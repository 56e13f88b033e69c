'use client'
import type { StepParts } from './UpgradeModal.tsx'

/** How it ended. */
export function OutcomeStep({ upgrade, messages, words, close }: StepParts) {
  const { step, change } = upgrade
  const isDone = step === 'done'
  const mayChooseAgain = step === 'refused' || step === 'failed'
  const remark = change && 'message' in change && step !== 'needs_attention' ? change.message : null
  return (
    <div data-part="upgrade-step">
      <div data-part="upgrade-outcome" data-state={step} role={isDone ? undefined : 'alert'}>
        <p data-part="upgrade-text">{isDone ? doneText() : troubleText()}</p>
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

  function troubleText(): string {
    if (change?.state === 'needs_attention') return messages.needsAttention({ reference: change.reference })
    if (change?.state === 'abandoned' || change?.state === 'refunded') return messages[change.state]
    return step === 'failed' ? messages.failed : messages.refused
  }

  function doneText(): string {
    const subscription = upgrade.view?.subscription
    if (!change || !subscription || subscription.status === 'none') return ''
    const { intent } = change
    const planned = subscription.status === 'active' && intent.kind === 'choose' ? subscription.planned : null
    const { limit } = subscription.plan
    return messages.done({
      kind: planned ? 'planned' : intent.kind,
      name: planned ? words.name(planned) : words.nameOfCurrent(subscription),
      day: planned && 'endsAt' in subscription && subscription.endsAt ? words.format.day(subscription.endsAt) : null,
      limit: limit === null ? null : words.limit(limit),
    })
  }
}
